/**
 * Decides which tab is the phone of all: it holds a Web Lock, and is registered. Another tab takes
 * the lock for a call, as no line has sound then.
 */
import type {Environment} from '../environment.js';
import type {Phone} from '../phone-port.js';
import {TabLead} from '../tab-lead.js';
import {notNow} from './phone-commands.js';
import {PhoneRegistration, type PhoneRegistrationOptions} from './phone-registration.js';

/** A tab that gets the lock without waiting for another tab has it by then. */
const QUEUE_MS = 200;

interface PhoneTabOptions extends PhoneRegistrationOptions {
  /** This tab has become the phone. */
  onLead(): void;
}

export class PhoneTab {
  readonly registration: PhoneRegistration;
  readonly #options: PhoneTabOptions;
  readonly #environment: Environment;
  readonly #lead: TabLead;
  /** Calls that wait for the lock. */
  readonly #waiting = new Set<() => void>();
  #queueTimer: unknown;

  constructor(options: PhoneTabOptions) {
    const {context: {environment}, keyPrefix} = options.work;
    this.registration = new PhoneRegistration(options);
    this.#options = options;
    this.#environment = environment;
    this.#lead = new TabLead(environment, `${keyPrefix}/phone`, {
      onChange: () => this.#handleLead(),
      isWanted: options.isWanted,
    });
  }

  /** Call it when it may be wanted, or is wanted no more, and when a line is over. */
  update(): void {
    this.registration.chooseDevices();
    // While sound runs, nothing is handed over.
    if (this.#options.hasLines()) return;
    if (!this.#options.isWanted()) return this.#withdraw();
    if (!this.#lead.isCandidate) this.#queue();
    else if (this.#lead.isHeld) this.registration.renewLost();
    else this.registration.leave();
  }

  /** For a call: takes the phone from another tab. Rejects with a `PhoneError`. */
  async take(): Promise<Phone> {
    if (!this.#lead.isHeld) {
      const isHeld = new Promise<void>((resolve) => this.#waiting.add(resolve));
      this.#lead.compete(true);
      await isHeld;
    }
    await this.registration.whenConnected;
    // The user has signed out meanwhile.
    if (!this.#lead.isHeld) throw notNow();
    return this.registration.register();
  }

  /** Gives the registration back. */
  dispose(): void {
    this.#environment.clearTimeout(this.#queueTimer);
    this.registration.leave();
    this.#lead.withdraw();
  }

  #queue(): void {
    const {shown} = this.registration;
    this.#environment.clearTimeout(this.#queueTimer);
    this.#queueTimer = this.#environment.setTimeout(() => {
      if (this.#lead.isCandidate && !this.#lead.isHeld) shown.setState('other-tab');
    }, QUEUE_MS);
    this.#lead.compete(false);
  }

  #withdraw(): void {
    if (!this.#lead.isCandidate) return;
    this.dispose();
    this.registration.shown.setState('idle');
  }

  #handleLead(): void {
    if (this.#lead.isHeld) {
      for (const resolve of this.#waiting) resolve();
      this.#waiting.clear();
      this.#options.onLead();
      return this.registration.registerSoon();
    }
    // Where a line still has sound, its end leads to this.
    if (this.#options.hasLines()) return;
    this.registration.leave();
    if (this.#options.isWanted()) this.registration.shown.setState('other-tab');
  }
}
