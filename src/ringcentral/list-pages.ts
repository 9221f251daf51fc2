/** Reads a list of an extension to its last page. */
import {type Api, type ApiResult} from './api.js';
import {asRecord} from './json.js';
import {type ExtensionAddress, extensionPath} from './ring-out.js';

/** A record in the platform's answer; any value may come. */
export type ListRecord = Readonly<Record<string, unknown>>;

/** The platform's default. */
const RECORDS_PER_PAGE = 100;

/** Far more than any extension has: a longer list is a fault of the server. */
const MAX_PAGES = 100;

/**
 * Yields the records of each page as it arrives. A result other than `ok` is yielded as it is, and
 * ends the list.
 */
export async function* readListPages(
  api: Api, extension: ExtensionAddress, list: 'device' | 'forwarding-number' | 'phone-number',
): AsyncGenerator<readonly ListRecord[] | Exclude<ApiResult, {kind: 'ok'}>> {
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
