import {isOver, progressAt, statusAt} from './calls.js';
import {createContext} from './context.js';
import {createFetchHandler} from './fetch-handler.js';
import {withChanges} from './options.js';
import {Gateway} from './push/gateway.js';
import {createStandInSocket} from './push/stand-in-socket.js';
import {changePhone, placeElsewhere} from './telephony/by-hand.js';
import {issueTokens, tokenBody} from './tokens.js';

/**
 * @typedef {object} SignIn
 * @property {string} [clientId]
 * @property {Partial<import('./facts.js').User>} [user]
 * @property {string[]} [scopes]
 * @property {number} [expiresIn] Lifetime of the access token in s.
 */

/**
 * RingCentral's API as one fetch handler and one gateway for sockets. Each answer follows from the
 * stored facts and the time; a timer runs only while a socket is open.
 *
 * @param {import('./options.js').OptionChanges & import('./context.js').ContextSetup} [setup]
 */
export function createSimulator(setup = {}) {
  const context = createContext(setup);
  const {facts, options, now} = context;
  /** @type {import('./faults.js').Fault[]} */
  const faults = [];
  /** @type {import('./fetch-handler.js').RecordedRequest[]} */
  const requests = [];
  const gateway = new Gateway(context, faults);
  const update = () => gateway.update();
  const {fetch, network} = createFetchHandler(context, faults, requests, update);

  /**
   * The call with this id, or the newest active one.
   *
   * @param {string | undefined} id
   */
  const findCall = (id) => facts.calls.findLast((call) =>
    id === undefined ? !isOver(call, now()) : call.id === String(id));

  return {
    fetch,
    network,

    /** The last requests, oldest first, without preflights. */
    requests,

    /** Push a fault, and it happens to the next matching request. */
    faults,
    facts,
    options,
    now,
    advance: context.advance,

    /** The platform's end of all sockets. */
    gateway,

    /** A `WebSocket` for pages and tests that reach no server. */
    WebSocket: createStandInSocket(gateway),

    /** Changes some of the options. */
    configure(/** @type {import('./options.js').OptionChanges} */ changes) {
      Object.assign(options, withChanges(changes, options));
      update();
    },

    /** Signs in without the consent page, and returns the body of the token answer. */
    signIn(/** @type {SignIn} */ {clientId = 'demo', user = {}, scopes, expiresIn} = {}) {
      const tokens = issueTokens(context, {
        clientId, user: {...options.user, ...user}, scopes, expiresIn,
      });
      return tokenBody(tokens);
    },

    /** Ends all sessions. */
    revokeAll() {
      for (const tokens of facts.pairs) tokens.revokedAt ??= now();
    },

    /**
     * One side hangs up. Without an id, it is the newest active call that ends. Returns whether
     * there was such a call.
     *
     * @param {string} [id]
     * @param {'caller' | 'callee'} [by]
     */
    hangUp(id, by) {
      const call = findCall(id);
      const isActive = call && progressAt(call, now(), options).endedAt === null;
      if (isActive && call.hungUpAt === undefined) {
        call.hungUpAt = now();
        if (by) call.hungUpBy = by;
      }
      update();
      return Boolean(call);
    },

    /**
     * A phone is put on hold or muted by hand, or no longer.
     *
     * @param {{id?: string} & import('./telephony/by-hand.js').PhoneChange} change `id`: the
     *   newest active call when absent. Returns whether there was such a call.
     */
    changePhone({id, ...change}) {
      const call = findCall(id);
      if (call) changePhone(call, change, now());
      update();
      return Boolean(call);
    },

    /**
     * A call that another app or person placed, or received.
     *
     * @param {import('./telephony/by-hand.js').ElsewhereCall} call
     */
    placeElsewhere(call) {
      const placed = placeElsewhere(context, call);
      update();
      return placed;
    },

    /** The status of a call; null where the platform does not know it. */
    statusOf(/** @type {string} */ id) {
      const call = facts.calls.find((one) => one.id === id);
      return call ? statusAt(call, now(), options) : null;
    },

    /** Forgets everything and returns to the initial options. */
    reset() {
      context.reset();
      gateway.reset();
      faults.length = 0;
      requests.length = 0;
    },
  };
}

/** @typedef {ReturnType<typeof createSimulator>} Simulator */
