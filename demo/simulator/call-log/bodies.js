/**
 * Records of the call log as answers tell of them.
 *
 * @typedef {import('../facts.js').CallEnd} CallEnd
 * @typedef {import('./legs.js').LogLeg} LogLeg
 * @typedef {import('./records.js').LogRecord} LogRecord
 *
 * @typedef {object} Addresses
 * @property {string} list Of the call log, without a query.
 * @property {string} account
 * @property {{id: number, uri: string}} extension
 */

/** A number with `+`, or that of an extension; those who hide theirs have none. */
function partyBody(/** @type {CallEnd} */ {phoneNumber = '', name, extensionId}) {
  const isExtension = /^\d+$/.test(phoneNumber);
  return {
    ...(phoneNumber.startsWith('+') ? {phoneNumber} : {}),
    ...(isExtension ? {extensionNumber: phoneNumber} : {}),
    ...(name === undefined ? {} : {name}),
    ...(extensionId === undefined ? {} : {extensionId}),
  };
}

/** @param {Pick<LogRecord, 'startedAt' | 'durationMs' | 'result' | 'from' | 'to'>} fields */
const commonBody = ({startedAt, durationMs, result, from, to}) => ({
  startTime: new Date(startedAt).toISOString(),
  duration: Math.floor(durationMs / 1000),
  durationMs: Math.floor(durationMs),
  type: 'Voice',
  ...result,
  from: partyBody(from),
  to: partyBody(to),
});

/** The link carries no token; a request for it needs one. */
function recordingBody(/** @type {LogRecord} */ {recording}, /** @type {Addresses} */ {account}) {
  if (!recording) return {};
  const uri = `${account}/recording/${recording.id}`;
  const type = 'Automatic';
  return {recording: {id: recording.id, uri, type, contentUri: `${uri}/content`}};
}

/** @param {LogLeg} leg @param {number} index @param {LogRecord} record @param {Addresses} addresses */
function legBody(leg, index, record, addresses) {
  const {direction, action, telephonySessionId, isFinished} = record;
  const isMaster = index === 0;
  return {
    ...commonBody(leg), direction, action, telephonySessionId, legType: leg.legType,
    transport: 'PSTN', extension: addresses.extension, finished: isFinished,
    ...(isMaster ? {master: true, ...recordingBody(record, addresses)} : {}),
  };
}

/**
 * @param {LogRecord} record
 * @param {'Simple' | 'Detailed'} view
 * @param {Addresses} addresses
 */
export function recordBody(record, view, addresses) {
  const {id, sessionId, telephonySessionId, direction, action, legs, isFinished} = record;
  const details = {
    transport: 'PSTN', extension: addresses.extension,
    lastModifiedTime: new Date(record.changedAt).toISOString(),
    billing: {costIncluded: 0, costPurchased: 0},
    legs: legs.map((leg, index) => legBody(leg, index, record, addresses)),
  };
  return {
    uri: `${addresses.list}/${id}?view=${view}`,
    id, sessionId, telephonySessionId, ...commonBody(record), direction, action,
    ...recordingBody(record, addresses),
    ...(record.isRecordingShort ? {shortRecording: true} : {}),
    finished: isFinished,
    ...(view === 'Detailed' ? details : {}),
  };
}
