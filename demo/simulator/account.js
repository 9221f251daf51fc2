import {
  baseUri, extensionUri, invalidParameterResponse, jsonResponse,
} from './exchange.js';
import {forwardingNumbers, isCallerId, pageOf, phoneNumbers} from './lists.js';

/**
 * The signed-in user, and their numbers.
 *
 * @typedef {import('./exchange.js').Handler} Handler
 * @typedef {import('./exchange.js').RouteContext} RouteContext
 */

const MAX_PER_PAGE = 1000;

/** @type {Handler} */
export const extensionHandler = (c, {user}) => {
  const {accountId, extensionId, extensionNumber, name, country} = user;
  const [firstName, ...otherNames] = name.split(' ');
  return jsonResponse({
    id: Number(extensionId),
    uri: extensionUri(c, user),
    account: {id: accountId, uri: `${baseUri(c)}/restapi/v1.0/account/${accountId}`},
    extensionNumber,
    name,
    contact: {firstName, lastName: otherNames.join(' ')},
    type: 'User',
    status: 'Enabled',
    regionalSettings: {
      homeCountry: {id: '1', name: country, isoCode: country}, timeFormat: '12h',
    },
    serviceFeatures: [
      {featureName: 'RingOut', enabled: true}, {featureName: 'InternationalCalling', enabled: true},
    ],
  });
};

/** @type {Handler} */
export const clientInfoHandler = (c, {clientId, user}) => jsonResponse({
  uri: `${baseUri(c)}/restapi/v1.0/client-info`,
  client: {appKey: clientId},
  account: {id: user.accountId},
  extension: {id: user.extensionId},
});

/** The main number, if calls may show it; otherwise the caller ID is blocked. */
function defaultCallerId(/** @type {import('./options.js').Options} */ options) {
  const mainNumber = phoneNumbers(options.phoneNumbers).find((record) =>
    record.usageType === 'MainCompanyNumber' && isCallerId(record));
  if (!mainNumber) return {type: 'Blocked'};
  const {id, phoneNumber} = mainNumber;
  return {type: 'PhoneNumber', phoneInfo: {id: String(id), phoneNumber}};
}

/** @type {Handler} */
export const callerIdHandler = (c, {user}) => {
  const {options} = c.env.simulator;
  const callerId = options.callerId ?? defaultCallerId(options);
  return jsonResponse({
    uri: `${extensionUri(c, user)}/caller-id`,
    byDevice: [],
    byFeature: [{feature: 'RingOut', callerId}, {feature: 'MobileApp', callerId}],
    extensionNameForOutboundCalls: false,
    extensionNumberForInternalCalls: false,
  });
};

/**
 * @param {string} name Last part of the path.
 * @param {(c: RouteContext, tokens: import('./facts.js').TokenPair) => Record<string, unknown>[]}
 *   recordsFor
 * @returns {Handler}
 */
export const listHandler = (name, recordsFor) => (c, tokens) => {
  const page = Number(c.req.query('page') ?? 1);
  const perPage = Number(c.req.query('perPage') ?? 100);
  for (const [parameterName, value] of Object.entries({page, perPage})) {
    if (!Number.isInteger(value) || value < 1) return invalidParameterResponse(parameterName);
  }
  const uri = `${extensionUri(c, tokens.user)}/${name}`;
  return jsonResponse(pageOf(recordsFor(c, tokens), page, Math.min(perPage, MAX_PER_PAGE), uri));
};

export const forwardingNumbersHandler = listHandler('forwarding-number', (c) =>
  forwardingNumbers(c.env.simulator.options.forwardingNumbers));

export const phoneNumbersHandler = listHandler('phone-number', (c) => {
  const usageTypes = c.req.queries('usageType');
  const status = c.req.query('status');
  const isRequested = (/** @type {Record<string, unknown>} */ record) => {
    if (usageTypes && !usageTypes.includes(String(record.usageType))) return false;
    return !status || record.status === status;
  };
  return phoneNumbers(c.env.simulator.options.phoneNumbers).filter(isRequested);
});
