import {isOver} from '../calls.js';
import {newPrefixedId} from './ids.js';
import {addStep} from './inbound-state.js';

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
 * @property {string} to E.164; chooses the scenario.
 * @property {string} [from] E.164; the user's first phone when absent.
 * @property {string} [owner] Extension id; the user's own when absent.
 * @property {'RingOut' | 'Call'} [origin] `RingOut` when absent.
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

  /** @param {import('../facts.js').InboundFacts} call @param {'caller' | 'callee'} [by] */
  function endInbound(call, by = 'caller') {
    const at = now();
    if (by === 'caller') return addStep(call, {at, kind: 'caller-hang-up'});
    return addStep(call, {at, kind: 'decline'}) || addStep(call, {at, kind: 'hang-up'});
  }

  return {
    /**
     * One side hangs up. Without an id, it is the newest active call that ends. Returns whether
     * there was such a call.
     *
     * @param {string} [id]
     * @param {'caller' | 'callee'} [by]
     */
    hangUp(id, by) {
      const inbound = facts.inbound.find((one) => one.id === id);
      if (inbound) endInbound(inbound, by);
      const call = inbound ? undefined : findCall(id);
      if (call && !isOver(call, now(), options)) {
        call.hungUpAt = now();
        if (by) call.hungUpBy = by;
      }
      update();
      return Boolean(call ?? inbound);
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
     * A call that another app or person placed.
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
