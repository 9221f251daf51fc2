import {newPrefixedId} from './ids.js';

/**
 * What people do without this page's app: with their phones, and with other apps.
 *
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').CallFacts} CallFacts
 *
 * @typedef {object} PhoneChange
 * @property {'caller' | 'callee'} [leg] `caller` when absent.
 * @property {boolean} [hold]
 * @property {boolean} [mute]
 * @property {boolean} [unreported] The platform does not know of it.
 *
 * @typedef {object} ElsewhereCall
 * @property {string} to E.164; chooses the scenario. With `incoming`, who calls.
 * @property {string} [from] E.164; the user's first phone when absent.
 * @property {string} [owner] Extension id; the user's own when absent.
 * @property {'RingOut' | 'Call'} [origin] `RingOut` when absent.
 * @property {boolean} [incoming] With origin `Call`.
 * @property {string[]} [watchers] Ids of other extensions that are notified of it all the same.
 */

/**
 * @param {CallFacts} call
 * @param {PhoneChange} change
 * @param {number} now Epoch ms.
 */
export function changePhone(call, {leg = 'caller', hold, mute, unreported = false}, now) {
  for (const [kind, on] of /** @type {const} */ ([['hold', hold], ['mute', mute]])) {
    if (on === undefined) continue;
    const change = {at: now, leg, kind, on, where: /** @type {const} */ ('phone'), unreported};
    call.changes = [...call.changes ?? [], change];
  }
}

/**
 * @param {SimulatorContext} simulator
 * @param {ElsewhereCall} call
 * @returns {CallFacts}
 */
export function placeElsewhere(simulator, {owner, origin, ...call}) {
  const {facts, now, options} = simulator;
  /** @type {CallFacts} */
  const placed = {
    id: newPrefixedId(simulator), owner: owner ?? options.user.extensionId, ...call,
    startedAt: now(), speed: options.speed,
    ...(options.sessions === 'mirrored' ? {sessions: options.sessions} : {}),
    ...(origin === 'Call' ? {origin} : {}),
  };
  facts.calls.push(placed);
  return placed;
}
