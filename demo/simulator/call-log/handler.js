import {baseUri, extensionUri, invalidParameterResponse, jsonResponse} from '../exchange.js';
import {recordBody} from './bodies.js';
import {recordsAt} from './records.js';

/**
 * The call log of the user.
 *
 * @typedef {import('./records.js').LogRecord} LogRecord
 *
 * @typedef {object} Query
 * @property {'Simple' | 'Detailed'} view
 * @property {number} page From 1 on.
 * @property {number} perPage
 * @property {number} dateFrom Epoch ms.
 * @property {number} dateTo Epoch ms.
 * @property {string[]} directions
 * @property {string | null} phoneNumber E.164 without `+`.
 * @property {string | null} sessionId
 * @property {string | null} telephonySessionId
 */

const MAX_PER_PAGE = 1000;
const DAY_MS = 24 * 3_600_000;

/** The type of each parameter that is not any text. @type {Record<string, RegExp>} */
const FORMATS = {
  view: /^(Simple|Detailed)$/,
  page: /^[1-9]\d*$/,
  perPage: /^([1-9]\d*|max)$/,
  dateFrom: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/,
  dateTo: /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/,
  direction: /^(Inbound|Outbound)$/,
};

/** The name of a parameter that the platform does not accept. @param {URLSearchParams} params */
const invalidName = (params) => Object.keys(FORMATS).find((name) =>
  params.getAll(name).some((value) => !FORMATS[name]?.test(value)));

/** @param {URLSearchParams} params @param {number} now @returns {Query} */
function readQuery(params, now) {
  const dateTo = Date.parse(params.get('dateTo') ?? '') || now;
  const perPage = params.get('perPage') ?? '100';
  return {
    view: params.get('view') === 'Detailed' ? 'Detailed' : 'Simple',
    page: Number(params.get('page') ?? 1),
    perPage: perPage === 'max' ? MAX_PER_PAGE : Math.min(Number(perPage), MAX_PER_PAGE),
    dateTo,
    dateFrom: Date.parse(params.get('dateFrom') ?? '') || dateTo - DAY_MS,
    directions: params.getAll('direction'),
    phoneNumber: params.get('phoneNumber'),
    sessionId: params.get('sessionId'),
    telephonySessionId: params.get('telephonySessionId'),
  };
}

/** @param {LogRecord} record @param {Query} query */
function isRequested(record, query) {
  const {dateFrom, dateTo, directions, phoneNumber, sessionId, telephonySessionId} = query;
  const isInTime = dateFrom <= record.startedAt && record.startedAt <= dateTo;
  if (!isInTime || (directions.length > 0 && !directions.includes(record.direction))) return false;
  const numbers = [record.from, record.to].map((end) => end.phoneNumber?.replace('+', ''));
  return (phoneNumber === null || numbers.includes(phoneNumber))
    && (sessionId ?? record.sessionId) === record.sessionId
    && (telephonySessionId ?? record.telephonySessionId) === record.telephonySessionId;
}

/**
 * One page. The platform does not count the pages of this list.
 *
 * @template T
 * @param {T[]} records
 * @param {Query} query
 * @param {string} listUri
 * @param {URLSearchParams} params
 */
function pageOf(records, {page, perPage}, listUri, params) {
  const pageStart = (page - 1) * perPage;
  const onPage = records.slice(pageStart, pageStart + perPage);
  /** @param {number} target */
  function link(target) {
    const query = new URLSearchParams(params);
    query.set('page', String(target));
    query.set('perPage', String(perPage));
    return {uri: `${listUri}?${query}`};
  }
  return {
    uri: link(page).uri,
    records: onPage,
    paging: {
      page, perPage, ...(onPage.length ? {pageStart, pageEnd: pageStart + onPage.length - 1} : {}),
    },
    navigation: {
      firstPage: link(1),
      ...(page > 1 ? {previousPage: link(page - 1)} : {}),
      ...(pageStart + perPage < records.length ? {nextPage: link(page + 1)} : {}),
    },
  };
}

/** @type {import('../exchange.js').Handler} */
export const callLogHandler = (c, {user}) => {
  const {facts, now, options} = c.env.simulator;
  const params = new URL(c.req.url).searchParams;
  const invalid = invalidName(params);
  if (invalid) return invalidParameterResponse(invalid);
  const query = readQuery(params, now());
  const uri = extensionUri(c, user);
  const addresses = {
    list: `${uri}/call-log`, account: `${baseUri(c)}/restapi/v1.0/account/${user.accountId}`,
    extension: {id: Number(user.extensionId), uri},
  };
  const records = recordsAt(facts, {now: now(), options, user})
    .filter((record) => isRequested(record, query));
  const {records: onPage, ...page} = pageOf(records, query, addresses.list, params);
  return jsonResponse({
    ...page, records: onPage.map((record) => recordBody(record, query.view, addresses)),
  });
};
