import {isOver} from '../calls.js';
import {newPrefixedId} from './ids.js';

/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').CallFacts} CallFacts
 *
 * @typedef {object} PhoneChange
 * @property {string} [id] Of the call; the newest active one when absent.
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
 * @property {'one' | 'mirrored'} [sessions] Form of its telephony session; as the option says when
 *   absent.
 * @property {string[]} [watchers] Ids of other extensions that are notified of it all the same.
 */

/**
 * Actions of people outside of this page's app: on their phones, and in other apps.
 *
 * @param {SimulatorContext} context
 * @param {() => void} update Called after each change.
 */
export function createPhones(context, update) {
  const {facts, now, options} = context;

  /** @param {string | undefined} id */
  const findCall = (id) => facts.calls.findLast((call) =>
    id === undefined ? !isOver(call, now(), options) : call.id === String(id));

  return {
    /**
     * One side hangs up. Without an id, it is the newest active call that ends. Returns whether
     * there was such a call.
     *
     * @param {string} [id]
     * @param {'caller' | 'callee'} [by]
     */
    hangUp(id, by) {
      const call = findCall(id);
      if (call && !isOver(call, now(), options)) {
        call.hungUpAt = now();
        if (by) call.hungUpBy = by;
      }
      update();
      return Boolean(call);
    },

    /**
     * A phone is put on hold or muted by hand, or no longer. Returns whether there was such a call.
     *
     * @param {PhoneChange} change
     */
    changePhone({id, leg = 'caller', hold, mute, unreported = false}) {
      const call = findCall(id);
      for (const [kind, on] of /** @type {const} */ ([['hold', hold], ['mute', mute]])) {
        if (!call || on === undefined) continue;
        const where = /** @type {const} */ ('phone');
        call.changes = [...call.changes ?? [], {at: now(), leg, kind, on, where, unreported}];
      }
      update();
      return Boolean(call);
    },

    /**
     * A call that another app or person placed, or received.
     *
     * @param {ElsewhereCall} call
     * @returns {CallFacts}
     */
    placeElsewhere({
      owner = options.user.extensionId, origin, sessions = options.sessions, ...call
    }) {
      /** @type {CallFacts} */
      const placed = {
        id: newPrefixedId(context), owner, ...call, startedAt: now(), speed: options.speed,
        ...(sessions === 'mirrored' ? {sessions} : {}),
        ...(origin === 'Call' ? {origin} : {}),
      };
      facts.calls.push(placed);
      update();
      return placed;
    },
  };
}
