/**
 * Ids of telephony sessions and their parties. The platform has two forms of them: base64 of
 * `cs<digits>@<host>`, whose parties are `cs<digits>-1`, and `s-…`, whose parties are `p-…-1`.
 *
 * @typedef {import('../facts.js').CallFacts} CallFacts
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 */

/** A second session counts its legacy id from the first one's. */
const LEGACY_STEP = 2000;

/** @param {Pick<SimulatorContext, 'digits' | 'randomBelow'>} context */
export const newBase64Id = ({digits, randomBelow}) =>
  btoa(`cs${digits(17)}@10.62.29.${randomBelow(254) + 1}`);

/** @param {Pick<SimulatorContext, 'digits'>} context */
export const newPrefixedId = ({digits}) => `s-a${digits(12)}z19${digits(9)}z${digits(6)}0000`;

/** The parts of a base64 id; null for other forms. */
function base64Parts(/** @type {string} */ id) {
  try {
    const match = /^cs(\d+)@(.+)$/.exec(atob(id));
    return match && {digits: match[1] ?? '', host: match[2] ?? ''};
  } catch {
    return null;
  }
}

/** @param {CallFacts} call */
export const sessionIdOf = (call) => call.sessionId ?? call.id;

/** The id of the session that mirrors another. */
export function mirroredIdOf(/** @type {string} */ id) {
  const parts = base64Parts(id);
  if (parts) return btoa(`cs${BigInt(parts.digits) + 1n}@${parts.host}`);
  return `${id.slice(0, -1)}${id.endsWith('1') ? '2' : '1'}`;
}

/** @param {string} sessionId @param {number} index From 1 on. */
export function partyIdOf(sessionId, index) {
  const parts = base64Parts(sessionId);
  if (parts) return `cs${parts.digits}-${index}`;
  return `p-${sessionId.replace(/^s-/, '')}-${index}`;
}

/** The older id of a session, which only notifications and presence know. */
export function legacyIdOf(/** @type {Pick<CallFacts, 'id'>} */ call, isMirrored = false) {
  let hash = 0;
  for (const letter of call.id) hash = (hash * 31 + letter.charCodeAt(0)) % 1_000_000_007;
  return String(402_000_000_000 + hash + (isMirrored ? LEGACY_STEP : 0));
}
