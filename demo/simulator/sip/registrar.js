/**
 * Which browsers and apps are registered as phones of an extension.
 *
 * @typedef {import('../context.js').SimulatorContext} SimulatorContext
 * @typedef {import('../facts.js').SipAccount} SipAccount
 * @typedef {import('./sip-connection.js').SipConnection} SipConnection
 *
 * @typedef {object} Registration
 * @property {string} instanceId The same one replaces its predecessor.
 * @property {SipAccount} account
 * @property {SipConnection} connection The newest one of the instance.
 * @property {number} expiresAt Epoch ms.
 * @property {number | null} lostAt Epoch ms; null while its socket is open.
 */

/** Live registrations of an extension. */
const MAX_REGISTRATIONS = 5;

/** A registration without a socket, or one that was not renewed, still takes a slot for so long. */
const SLOT_KEPT_MS = 120_000;

const MAX_EXPIRES_S = 60;

export class Registrar {
  /** @type {SimulatorContext} */ #simulator;
  /** @type {Map<string, Registration>} */ #registrations = new Map();

  /** @param {SimulatorContext} simulator */
  constructor(simulator) {
    this.#simulator = simulator;
  }

  /** Registrations that take a slot, oldest first. */
  live() {
    const now = this.#simulator.now();
    for (const [id, {expiresAt, lostAt}] of this.#registrations) {
      if (Math.min(lostAt ?? Infinity, expiresAt) + SLOT_KEPT_MS <= now) {
        this.#registrations.delete(id);
      }
    }
    return [...this.#registrations.values()];
  }

  /** Phones of an extension that can be rung. @param {string} extensionId */
  reachable(extensionId) {
    const now = this.#simulator.now();
    return this.live().filter(({account, expiresAt, lostAt}) =>
      account.user.extensionId === extensionId && lostAt === null && expiresAt > now);
  }

  /** @param {string} instanceId */
  find(instanceId) {
    return this.live().find((one) => one.instanceId === instanceId);
  }

  /**
   * Registers an instance, or renews it.
   *
   * @param {Pick<Registration, 'instanceId' | 'account' | 'connection'>} phone
   * @param {number} expires Seconds.
   * @returns {number | null} Seconds for which it lasts; null where all slots are taken.
   */
  register({instanceId, account, connection}, expires) {
    const {extensionId} = account.user;
    const others = this.live().filter((one) =>
      one.account.user.extensionId === extensionId && one.instanceId !== instanceId);
    if (others.length >= MAX_REGISTRATIONS) return null;
    const granted = Math.min(expires, MAX_EXPIRES_S);
    this.#registrations.delete(instanceId);
    this.#registrations.set(instanceId, {
      instanceId, account, connection, lostAt: null,
      expiresAt: this.#simulator.now() + granted * 1000,
    });
    return granted;
  }

  /** @param {string} instanceId */
  unregister(instanceId) {
    this.#registrations.delete(instanceId);
  }

  /** A socket is gone; its registrations keep their slots for a while. @param {SipConnection} lost */
  connectionLost(lost) {
    for (const registration of this.#registrations.values()) {
      if (registration.connection === lost) registration.lostAt ??= this.#simulator.now();
    }
  }

  clear() {
    this.#registrations.clear();
  }
}
