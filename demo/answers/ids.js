/**
 * The forms in which RingCentral writes the ids of calls, and how two ids differ: the RingOut's and
 * the telephony session's.
 *
 * @typedef {object} CallId
 * @property {'base64' | 'prefixed' | 'digits' | 'other'} form
 * @property {string} core What the ids of a session and of its parties have in common.
 * @property {string} [host] Of the form `base64`.
 */

/** `Y3Mx…` is base64 of `cs<digits>@<host>`. */
function decodeBase64(/** @type {string} */ id) {
  try {
    return atob(id);
  } catch {
    return '';
  }
}

/** @param {string} id @returns {CallId} */
export function readCallId(id) {
  const [, digits, host] = /^cs(\d{6,})@(.+)$/.exec(decodeBase64(id)) ?? [];
  if (digits) return {form: 'base64', core: digits, host: host ?? ''};
  const [, core] = /^s-(\w{6,})$/.exec(id) ?? [];
  if (core) return {form: 'prefixed', core};
  return {form: /^\d+$/.test(id) ? 'digits' : 'other', core: id};
}

/** Says the form of an id, and nothing of its value. */
export function describeId(/** @type {string} */ id) {
  const {form, core} = readCallId(id);
  switch (form) {
    case 'base64': return `base64 of “cs”, ${core.length} digits, “@” and a host`;
    case 'prefixed': return `“s-” and ${core.length} letters and digits`;
    case 'digits': return `${core.length} digits`;
    default: return `${core.length} characters of another form`;
  }
}

function compareBase64(/** @type {CallId} */ first, /** @type {CallId} */ second) {
  const difference = BigInt(second.core) - BigInt(first.core);
  const hosts = first.host === second.host ? 'the same host' : 'different hosts';
  if (difference === 0n) return `the same digits, ${hosts}`;
  const isNear = difference > -10_000n && difference < 10_000n;
  return isNear ? `digits that differ by ${difference}, ${hosts}` : `unlike digits, ${hosts}`;
}

function commonStart(/** @type {string} */ first, /** @type {string} */ second) {
  let length = 0;
  while (length < first.length && first[length] === second[length]) length++;
  return length;
}

/**
 * @param {string} ringOutId
 * @param {string} sessionId
 */
export function compareIds(ringOutId, sessionId) {
  if (ringOutId === sessionId) return `equal (${describeId(ringOutId)})`;
  const first = readCallId(ringOutId);
  const second = readCallId(sessionId);
  if (first.form === 'base64' && second.form === 'base64') {
    return `different: both base64, ${compareBase64(first, second)}`;
  }
  if (first.core === second.core) return 'different forms of the same characters';
  if (first.form === second.form && first.core.length === second.core.length) {
    const count = commonStart(first.core, second.core);
    return `different: both ${describeId(ringOutId)}, of which the first ${count} are equal`;
  }
  return `different: the RingOut's is ${describeId(ringOutId)}; the session's is ${describeId(sessionId)}`;
}
