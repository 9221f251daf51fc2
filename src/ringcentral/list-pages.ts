/** Reads a list of an extension to its last page. */
import type {Api, FailedResult} from './api.js';
import {type ExtensionAddress, extensionPath} from './api-path.js';
import {asRecord, type JsonRecord} from './json.js';

/** The platform's default. */
const RECORDS_PER_PAGE = 100;

/** Far more than any extension has: a longer list is a fault of the server. */
const MAX_PAGES = 100;

/**
 * Yields the records of each page as it arrives. A failed result is yielded as it is, and ends the
 * list.
 */
export async function* readListPages(
  api: Api, extension: ExtensionAddress, list: 'device' | 'forwarding-number' | 'phone-number',
): AsyncGenerator<readonly JsonRecord[] | FailedResult> {
  const path = `${extensionPath(extension)}/${list}`;
  for (let page = 1; page <= MAX_PAGES; page++) {
    const query = {page, perPage: RECORDS_PER_PAGE};
    const result = await api.request('light', {method: 'GET', path, query});
    if (result.kind !== 'ok') {
      yield result;
      return;
    }
    const {records, paging, navigation} = asRecord(result.body);
    if (!Array.isArray(records)) {
      yield {kind: 'invalid-body'};
      return;
    }
    yield records.map(asRecord);
    const {totalPages} = asRecord(paging);
    const isLastPage = typeof totalPages === 'number'
      ? page >= totalPages
      : !asRecord(navigation).nextPage;
    if (isLastPage || records.length === 0) return;
  }
}
