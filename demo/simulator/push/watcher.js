import {sessionEventBody} from '../telephony/bodies.js';
import {inboundMoments} from '../telephony/inbound-state.js';
import {momentsOf} from '../telephony/moments.js';
import {presenceAt, presenceSequence} from '../telephony/presence.js';
import {allSessionsAt} from '../telephony/sessions.js';

/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {Pick<import('../facts.js').Facts, 'calls' | 'inbound'>} Calls
 * @typedef {import('../facts.js').User} User
 * @typedef {{kind: import('./filters.js').EventKind, at: number, body: Record<string, unknown>}}
 *   Change
 */

/**
 * Finds what changed for one user: the difference between the states at two times, one moment after
 * the other.
 */
export class Watcher {
  /** @type {SimulatorContext} */ #simulator;
  /** @type {User} */ #user;
  /** Epoch ms. */
  #seenUntil;
  /** The last state of each party and of presence, as JSON. @type {Map<string, string>} */
  #known = new Map();
  /** @type {Set<string>} */ #activeIds = new Set();

  /** @param {SimulatorContext} simulator @param {User} user */
  constructor(simulator, user) {
    this.#simulator = simulator;
    this.#user = user;
    this.#seenUntil = simulator.now();
    this.#changesAt(this.#seenUntil);
  }

  /** The calls that this user's subscriptions tell of. @returns {Calls} */
  #calls() {
    const {extensionId} = this.#user;
    const {calls, inbound} = this.#simulator.facts;
    return {
      calls: calls.filter(({owner, watchers = []}) =>
        owner === extensionId || watchers.includes(extensionId)),
      inbound: inbound.filter(({owner}) => owner === extensionId),
    };
  }

  /** The moments at which something about these calls may change. */
  #moments() {
    const {calls, inbound} = this.#calls();
    const {options} = this.#simulator;
    return [
      ...calls.flatMap((call) => momentsOf(call, options)), ...inbound.flatMap(inboundMoments),
    ];
  }

  /** The next moment at which something may change. */
  nextMoment() {
    return Math.min(...this.#moments().filter((at) => at > this.#seenUntil));
  }

  /** All that changed since the last time, oldest first. @returns {Change[]} */
  takeChanges() {
    const until = this.#simulator.now();
    const moments = this.#moments().filter((at) => this.#seenUntil < at && at < until);
    const times = [...new Set([...moments, until])].sort((one, other) => one - other);
    this.#seenUntil = until;
    return times.flatMap((at) => this.#changesAt(at));
  }

  /** @param {number} at Epoch ms. @returns {Change[]} */
  #changesAt(at) {
    const {calls, inbound} = this.#calls();
    const hasBegun = (/** @type {{startedAt: number}} */ {startedAt}) => startedAt <= at;
    const begun = {calls: calls.filter(hasBegun), inbound: inbound.filter(hasBegun)};
    return [...this.#sessionChanges(begun, at), ...this.#presenceChanges(begun, at)];
  }

  /** @param {Calls} calls @param {number} now @returns {Change[]} */
  #sessionChanges(calls, now) {
    const {options} = this.#simulator;
    const user = this.#user;
    return allSessionsAt(calls, now, options).flatMap((session) => session.parties
      .filter((party) => party.isOwn || (session.call && options.notifiedParties === 'all'))
      .filter((party) => this.#isNew(`${session.id} ${party.id}`, [party.status, party.muted]))
      .map((party) => ({
        kind: /** @type {const} */ ('sessions'), at: now,
        body: sessionEventBody(party, session, {user, now, options}),
      })));
  }

  /** @param {Calls} calls @param {number} now @returns {Change[]} */
  #presenceChanges(calls, now) {
    const view = {...calls, now, options: this.#simulator.options};
    const {activeCalls, totalActiveCalls, ...presence} = presenceAt(view, this.#activeIds);
    const sequence = presenceSequence(view);
    const {extensionId} = this.#user;
    this.#activeIds = new Set(activeCalls
      .filter(({terminationType}) => terminationType !== 'final').map(({id}) => id));
    const basics = {extensionId, sequence, ...presence};
    /** @type {Change[]} */
    const changes = [];
    // The end of a call is notified once; its absence from the list is no further change.
    const hasEnded = activeCalls.some(({terminationType}) => terminationType === 'final');
    const isChanged = this.#isNew('presence', activeCalls.filter(({terminationType}) =>
      terminationType !== 'final'));
    if (isChanged || hasEnded) {
      const body = {...basics, activeCalls, totalActiveCalls};
      changes.push({kind: 'detailed-presence', at: now, body});
    }
    if (this.#isNew('telephonyStatus', presence.telephonyStatus)) {
      const {meetingStatus: _detail, ...body} = basics;
      changes.push({kind: 'presence', at: now, body});
    }
    return changes;
  }

  /** @param {string} name @param {unknown} state */
  #isNew(name, state) {
    const json = JSON.stringify(state);
    if (this.#known.get(name) === json) return false;
    this.#known.set(name, json);
    return true;
  }
}
