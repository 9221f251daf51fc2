import {inboundScenarioNamed} from '../inbound-scenarios.js';
import {newPrefixedId} from './ids.js';
import {addStep} from './inbound-state.js';
import {inboundSessionsAt} from './inbound-sessions.js';

/**
 * Somebody calls the user.
 *
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').CallEnd} CallEnd
 * @typedef {import('../facts.js').InboundFacts} InboundFacts
 * @typedef {import('../facts.js').InboundStep} InboundStep
 * @typedef {import('../facts.js').InboundStepKind} InboundStepKind
 *
 * @typedef {object} Ring
 * @property {string} [from] E.164, the extension number of a colleague, `anonymous`, or empty.
 * @property {string} [fromName] As the network shows it.
 * @property {string} [fromExtensionId] Of a colleague.
 * @property {string} [to] The number that is called; the user's direct number when absent.
 * @property {string} [queue] The call comes by the call queue of this name; empty where the
 *   platform does not name it.
 * @property {string} [owner] Extension id of the user who is called; the signed-in one when absent.
 * @property {number} [after] Seconds at speed 1 until the call begins.
 * @property {readonly ScenarioStep[]} [steps] The call rings until somebody acts when absent.
 *
 * @typedef {Omit<InboundStep, 'at'> & {at: number}} ScenarioStep `at`: seconds after the call
 *   began, at speed 1.
 * @typedef {{from?: CallEnd, reason?: string}} StepDetails `from`: of a transfer.
 */

/** @param {Pick<Ring, 'from' | 'fromName' | 'fromExtensionId'>} caller @returns {CallEnd} */
const callerEnd = ({from = SOME_CALLER, fromName, fromExtensionId}) => ({
  phoneNumber: from, ...(fromName === undefined ? {} : {name: fromName}),
  ...(fromExtensionId === undefined ? {} : {extensionId: fromExtensionId}),
});

/** The numbers of many callers, `+1 212 555-0100` and so on. */
const stormCallers = (count = 20) => Array.from({length: count}, (_, index) =>
  `+1212555${String(100 + index % 100).padStart(4, '0')}`);

/** The caller of a call that names none. */
const SOME_CALLER = '+12125550141';

/**
 * @param {SimulatorContext} context
 * @param {() => void} update Called after each change.
 * @param {ReturnType<typeof import('./phones.js').createPhones>} phones
 */
export function createInboundPhones(context, update, {placeElsewhere}) {
  const {facts, now, options} = context;

  /** The call with an id, or else the newest one that is not over. @param {string} [id] */
  const findInbound = (id) => facts.inbound.findLast((call) => id === undefined
    ? inboundSessionsAt(call, now()).some(({isOver}) => !isOver)
    : call.id === id);

  /** The user of an extension. @param {string} owner */
  const userOf = (owner) =>
    facts.pairs.findLast(({user}) => user.extensionId === owner)?.user ?? options.user;

  /**
   * Somebody acts on a call, whose scenario then goes no further. Returns whether that was possible.
   *
   * @param {string | undefined} id The newest call that is not over when absent.
   * @param {InboundStepKind} kind
   * @param {StepDetails} [details]
   */
  function steer(id, kind, details = {}) {
    const call = findInbound(id);
    const isDone = call !== undefined && addStep(call, {...details, at: now(), kind});
    update();
    return isDone;
  }

  /**
   * Somebody calls the user. The call rings until somebody acts, unless it brings its own steps.
   *
   * @param {Ring} [ring]
   * @returns {InboundFacts}
   */
  function ring({
    to, queue, owner = options.user.extensionId, after = 0, steps = [], ...caller
  } = {}) {
    const {speed} = options;
    const user = userOf(owner);
    const startedAt = now() + after * 1000 / speed;
    /** @type {InboundFacts} */
    const call = {
      id: newPrefixedId(context), owner, startedAt, speed,
      from: callerEnd(caller),
      to: {phoneNumber: to ?? user.directNumber, name: user.name, extensionId: owner},
      ...(queue === undefined ? {} : {queue}),
      steps: steps.map((step) => ({...step, at: startedAt + step.at * 1000 / speed})),
    };
    facts.inbound.push(call);
    update();
    return call;
  }

  return {
    /**
     * Plays a scenario of the table. Returns its calls.
     *
     * @param {string} name
     * @param {Ring} [changes] Of each call to the user.
     */
    playInbound(name, changes = {}) {
      const {calls, ringOut} = inboundScenarioNamed(name);
      if (ringOut) return [placeElsewhere(ringOut)];
      return calls.map((call) => ring({...call, ...changes}));
    },

    ring,
    steer,

    /** Many people call the user at once. @param {number} [count] */
    storm: (count) => stormCallers(count).map((from) => ring({from})),

    /**
     * What people can do about a call to the user: each returns whether it was possible.
     *
     * @param {string} [id] The newest call that is not over when absent.
     */
    inbound(id) {
      const act = (/** @type {InboundStepKind} */ kind) =>
        (/** @type {StepDetails} */ details = {}) => steer(id, kind, details);
      return {
        /** The user answers. */
        answer: act('answer'),
        /** A colleague answers. */
        answerElsewhere: act('answer-elsewhere'),
        /** The user declines. */
        decline: act('decline'),
        /** Nobody answers, and the platform ends the call. */
        miss: act('miss'),
        /** Nobody answers, and the caller talks to the voicemail. */
        toVoicemail: act('voicemail'),
        /** The caller gives up, or ends the talk. */
        callerHangsUp: act('caller-hang-up'),
        /** The user hangs up. */
        hangUp: act('hang-up'),
        /** The caller, a colleague, puts somebody else through to the user. */
        transfer: act('transfer'),
        /** The user puts the caller through to a colleague. */
        transferAway: act('transfer-away'),
        /** The user goes on on another phone. */
        switchPhone: act('switch'),
      };
    },
  };
}
