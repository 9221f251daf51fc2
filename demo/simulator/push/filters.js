/**
 * The event filters of a subscription.
 *
 * @typedef {import('../facts.js').TokenPair} TokenPair
 *
 * @typedef {'sessions' | 'presence' | 'detailed-presence'} EventKind
 *
 * @typedef {object} EnabledFilter
 * @property {EventKind} kind
 * @property {string} event The filter with the ids of the user.
 *
 * @typedef {{filter: string, reason: string, message: string}} DisabledFilter
 * @typedef {{enabled: EnabledFilter[], disabled: DisabledFilter[]}} ReadFilters
 */

const EXTENSION_FILTER = /^\/restapi\/v1\.0\/account\/([^/]+)\/extension\/([^/]+)\/([^?]+)(\?.*)?$/;

/** @type {Record<EventKind, string>} */
const SCOPES = {
  'sessions': 'CallControl', 'presence': 'ReadPresence', 'detailed-presence': 'ReadPresence',
};

/** @param {string} name @param {string} query @returns {EventKind | null} */
function kindOf(name, query) {
  if (name === 'telephony/sessions') return 'sessions';
  if (name !== 'presence') return null;
  const isDetailed = new URLSearchParams(query).get('detailedTelephonyState') === 'true';
  return isDetailed ? 'detailed-presence' : 'presence';
}

/** @param {string} filter @param {string} reason @param {string} message */
const disabled = (filter, reason, message) => ({disabled: {filter, reason, message}});

/**
 * @param {string} filter
 * @param {TokenPair} tokens
 * @param {readonly string[]} refused
 * @returns {{enabled: EnabledFilter} | {disabled: DisabledFilter}}
 */
function readFilter(filter, {scopes, user}, refused) {
  const [, account = '', extension = '', name = '', query = ''] = EXTENSION_FILTER.exec(filter) ?? [];
  const kind = kindOf(name, query);
  if (!kind) return disabled(filter, 'CMN-101', 'The event filter is unknown');
  const isOwn = ['~', user.accountId].includes(account) && ['~', user.extensionId].includes(extension);
  if (!isOwn) {
    return disabled(filter, 'SUB-406',
      'Not allowed subscribe for events to extensions of other account');
  }
  const scope = SCOPES[kind];
  const isRefused = refused.some((part) => filter.includes(part));
  if (isRefused || !scopes.includes(scope)) {
    return disabled(filter, 'CMN-401',
      `In order to subscribe to this event, application needs to have [${scope}] permission`);
  }
  const path = `/restapi/v1.0/account/${user.accountId}/extension/${user.extensionId}/${name}`;
  return {enabled: {kind, event: path + query}};
}

/**
 * @param {readonly string[]} filters
 * @param {TokenPair} tokens
 * @param {readonly string[]} refused Parts of filters that are refused in any case.
 * @returns {ReadFilters}
 */
export function readFilters(filters, tokens, refused) {
  const read = filters.map((filter) => readFilter(filter, tokens, refused));
  return {
    enabled: read.flatMap((one) => 'enabled' in one ? [one.enabled] : []),
    disabled: read.flatMap((one) => 'disabled' in one ? [one.disabled] : []),
  };
}
