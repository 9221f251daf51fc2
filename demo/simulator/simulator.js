import {statusAt} from './calls.js';
import {createContext} from './context.js';
import {setDevice} from './devices.js';
import {createFetchHandler} from './fetch-handler.js';
import {withChanges} from './options.js';
import {Gateway} from './push/gateway.js';
import {createStandInSocket} from './push/stand-in-socket.js';
import {createInboundPhones} from './telephony/inbound-phones.js';
import {createPhones} from './telephony/phones.js';
import {issueTokens, tokenBody} from './tokens.js';

/**
 * @typedef {object} SignIn
 * @property {string} [clientId]
 * @property {Partial<import('./facts.js').User>} [user]
 * @property {string[]} [scopes]
 * @property {number} [expiresIn] Lifetime of the access token in s.
 */

/**
 * @typedef {(context: import('./context.js').SimulatorContext, update: () => void) =>
 *   import('./sip/sip-gateway.js').SipGateway} CreateSip
 */

/**
 * RingCentral's API as one fetch handler and one gateway for sockets. Each answer follows from the
 * stored facts and the time; a timer runs only while a socket is open.
 *
 * @param {import('./options.js').OptionChanges & import('./context.js').ContextSetup & {
 *   sip?: CreateSip | undefined,
 * }} [setup] `sip`: where browsers can be phones.
 */
export function createSimulator({sip: createSip, ...setup} = {}) {
  const context = createContext(setup);
  const {facts, options, now} = context;
  /** @type {import('./faults.js').Fault[]} */
  const faults = [];
  /** @type {import('./fetch-handler.js').RecordedRequest[]} */
  const requests = [];
  const gateway = new Gateway(context, faults);
  function update() {
    sip?.update();
    gateway.update();
  }
  const sip = createSip?.(context, update);
  const phones = createPhones(context, update);
  const {fetch, network} = createFetchHandler(context, faults, requests, update);

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

    /** The platform's end of all browsers that are phones; absent where the setup brings none. */
    sip,

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

    ...phones,

    /**
     * A phone is plugged in or out. Returns whether there is such a device.
     *
     * @param {Parameters<typeof setDevice>[1]} change
     */
    setDevice: (change) => setDevice(context, change),

    ...createInboundPhones(context, update, phones),

    /** The status of a call; null where the platform does not know it. */
    statusOf(/** @type {string} */ id) {
      const call = facts.calls.find((one) => one.id === id);
      return call ? statusAt(call, now(), options) : null;
    },

    /** Forgets everything and returns to the initial options. */
    reset() {
      context.reset();
      gateway.reset();
      sip?.reset();
      faults.length = 0;
      requests.length = 0;
    },
  };
}

/** @typedef {ReturnType<typeof createSimulator>} Simulator */
