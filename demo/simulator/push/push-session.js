import {readFilters} from './filters.js';
import {Watcher} from './watcher.js';

/**
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').TokenPair} TokenPair
 * @typedef {import('./filters.js').ReadFilters} ReadFilters
 * @typedef {{id: string, createdAt: number, filters: ReadFilters}} Subscription
 */

/** Notifications that are kept for a connection that was lost. */
export const RECOVERY_BUFFER_SIZE = 100;

/** The subscription that outlives its socket for a while, so that it can be recovered. */
export class PushSession {
  /** @type {SimulatorContext} */ #simulator;
  /** @type {Watcher | null} */ #watcher = null;
  #sequence = 0;
  /** One a connection; a second one replaces the first. @type {Subscription | null} */
  subscription = null;
  /** Epoch ms; null while a socket is open. @type {number | null} */
  lostAt = null;
  /** Names this session to a later connection. */
  token;

  /** @param {SimulatorContext} simulator @param {TokenPair} tokens */
  constructor(simulator, tokens) {
    this.#simulator = simulator;
    this.tokens = tokens;
    this.token = simulator.secret(34);
  }

  /** The token and the sequence of the next frame. */
  wsc() {
    this.#sequence++;
    return {token: this.token, sequence: this.#sequence};
  }

  /** From here on only a new token recovers this session. */
  renewToken() {
    this.token = this.#simulator.secret(34);
  }

  /** @param {readonly string[]} filters */
  readFilters(filters) {
    return readFilters(filters, this.tokens, this.#simulator.options.refusedFilters);
  }

  /** @param {ReadFilters} filters */
  subscribe(filters) {
    const {now, secret} = this.#simulator;
    this.subscription = {id: secret(20), createdAt: now(), filters};
    this.#watcher = new Watcher(this.#simulator, this.tokens.user);
    return this.subscription;
  }

  unsubscribe() {
    this.subscription = null;
    this.#watcher = null;
  }

  /** Whether a connection may take this session over. @param {TokenPair} tokens */
  isRecoverableBy({clientId, user}) {
    const {now, options} = this.#simulator;
    const isSameUser = this.tokens.clientId === clientId
      && this.tokens.user.extensionId === user.extensionId;
    const lostFor = now() - (this.lostAt ?? now());
    return isSameUser && lostFor <= options.recoveryTimeout * 1000;
  }

  /** Epoch ms; Infinity where nothing will change by itself. */
  nextMoment() {
    return this.#watcher?.nextMoment() ?? Infinity;
  }

  /** Bodies of the notifications that have become due. @returns {Record<string, unknown>[]} */
  takeNotifications() {
    const {subscription} = this;
    const changes = this.#watcher?.takeChanges() ?? [];
    if (!subscription) return [];
    return changes.flatMap(({kind, at, body}) => subscription.filters.enabled
      .filter((filter) => filter.kind === kind)
      .map(({event}) => ({
        uuid: this.#simulator.digits(19),
        event,
        timestamp: new Date(at).toISOString(),
        subscriptionId: subscription.id,
        ownerId: this.tokens.user.extensionId,
        body,
      })));
  }
}
