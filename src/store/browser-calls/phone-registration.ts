/** Registers the phone of this tab at RingCentral, and tries again where that fails. */
import {failureOf} from '../../ringcentral/errors.js';
import {provisionSip, readSipProvision, type SipInfo} from '../../ringcentral/sip-provision.js';
import type {CallWork} from '../calls/call-work.js';
import type {KeyValue} from '../environment.js';
import {
  type ChosenDevices, type InboundLine, type Phone, PhoneError, type PhoneListener,
  type PhoneProblem,
} from '../phone-port.js';
import {Retry} from '../retry.js';
import type {ApiAccess} from '../session/api-connection.js';
import {notNow, problemOf} from './phone-commands.js';
import {ProvisionTimes} from './provision-times.js';
import {type Devices, ShownPhone} from './shown-phone.js';

/** RingCentral frees the place of a phone that is gone after two minutes. */
const FULL_RETRY_MS = 120_000;

/** The user or the app may not call in a browser, which no other attempt changes. */
const REFUSALS: readonly string[] = ['permission-missing', 'feature-unavailable'];

const INSTANCE_ID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

export interface PhoneRegistrationOptions {
  readonly work: CallWork;
  readonly storage: KeyValue;
  access(): ApiAccess | null;
  /** This tab is to be registered also while it carries no call. */
  isWanted(): boolean;
  /** A line of this tab has sound, or is about to. */
  hasLines(): boolean;
  onLine(line: InboundLine): void;
  onRefused(): void;
  onDevices(devices: Devices): void;
}

export class PhoneRegistration {
  readonly shown: ShownPhone;
  readonly #options: PhoneRegistrationOptions;
  readonly #retry: Retry;
  readonly #provisionTimes: ProvisionTimes;
  /** Contains a password: it is kept here alone. */
  #sipInfo: SipInfo | null = null;
  #registered: Promise<Phone> | null = null;
  #phone: Phone | null = null;
  /** Those that the phone was given last. */
  #devices: ChosenDevices = {};
  /** RingCentral has ended the registration while a line had sound. */
  #isLost = false;
  /** Resolves once a lost socket is back, or the registration is given up. */
  #connected = Promise.resolve();
  #endReconnecting = (): void => {};

  constructor(options: PhoneRegistrationOptions) {
    const {storage, work, work: {context}} = options;
    this.#options = options;
    this.#provisionTimes = new ProvisionTimes(work, storage);
    this.#retry = new Retry(context.environment);
    this.shown = new ShownPhone(context);
  }

  /** It needs no request to RingCentral's API, which may be limited. */
  get isReady(): boolean {
    return this.#sipInfo !== null;
  }

  get whenConnected(): Promise<void> {
    return this.#connected;
  }

  /** Rejects with a `PhoneError`. */
  register(): Promise<Phone> {
    if (this.#registered) return this.#registered;
    this.#retry.stop();
    this.shown.setState('registering');
    const isCurrent = (): boolean => this.#registered === registering;
    const checkCurrent = (): void => {
      if (!isCurrent()) throw notNow();
    };
    const registering: Promise<Phone> = this.#registerOnce(checkCurrent)
      .catch((error: unknown) => {
        if (isCurrent()) this.#handleProblem(problemOf(error));
        throw error;
      });
    return this.#registered = registering;
  }

  /** Gives the registration back. */
  leave(): void {
    const phone = this.#phone;
    this.#phone = this.#registered = null;
    this.#isLost = false;
    this.#endReconnecting();
    this.#retry.reset();
    void phone?.unregister();
  }

  /** The line is over during which the registration was lost. */
  renewLost(): void {
    if (!this.#isLost) return;
    this.leave();
    this.registerSoon();
  }

  /** No user waits for it: it leaves room for calls. */
  registerSoon(): void {
    const waitMs = this.isReady || this.#registered ? 0 : this.#provisionTimes.waitMs;
    if (waitMs > 0) this.#retry.schedule(() => this.registerSoon(), waitMs);
    else this.register().catch(() => undefined);
  }

  /** Call it when the user may have chosen other devices. */
  chooseDevices(): void {
    const {microphone, speaker} = this.#options.work.context.choices.get();
    const isSame = this.#devices.microphone === microphone && this.#devices.speaker === speaker;
    if (!isSame) this.#phone?.chooseDevices(this.#devices = {microphone, speaker});
  }

  /** Devices that another tab knows. */
  adoptDevices(devices: Devices): void {
    if (!this.#phone) this.shown.setDevices(devices);
  }

  handleWake(): void {
    this.#retry.wake();
  }

  /** `checkCurrent` throws once the registration is not wanted any more. */
  async #registerOnce(checkCurrent: () => void): Promise<Phone> {
    const {environment} = this.#options.work.context;
    const module = await environment.phone?.load().catch(() => null);
    if (!module) throw new PhoneError({code: 'unknown', why: 'not-loaded'});
    checkCurrent();
    const sipInfo = this.#sipInfo ?? await this.#provision();
    checkCurrent();
    this.#sipInfo = sipInfo;
    const phone: Phone = module.createPhone(this.#listener(() => this.#phone === phone));
    this.#phone = phone;
    this.#devices = {};
    this.chooseDevices();
    try {
      await phone.register(sipInfo, this.#instanceId);
      checkCurrent();
    } catch (error) {
      if (this.#phone === phone) this.#phone = null;
      void phone.unregister();
      throw error;
    }
    this.#retry.reset();
    this.shown.setState('registered');
    return phone;
  }

  async #provision(): Promise<SipInfo> {
    const access = this.#options.access();
    if (!access) throw new PhoneError({code: 'session-expired'});
    this.#provisionTimes.note();
    const result = await provisionSip(access.api);
    if (result.kind === 'unauthorized') access.onSessionOver();
    if (result.kind !== 'ok') throw new PhoneError({code: failureOf(result)});
    const provision = readSipProvision(result.body);
    if (!provision) throw new PhoneError({code: 'server-error'});
    if (!provision.isCallingEnabled) throw new PhoneError({code: 'feature-unavailable'});
    return provision.sipInfo;
  }

  #listener(isCurrent: () => boolean): PhoneListener {
    const {onDevices, onLine, hasLines} = this.#options;
    return {
      onConnection: (isConnected) => {
        if (!isCurrent()) return;
        this.#endReconnecting();
        if (!isConnected) {
          this.#connected = new Promise((resolve) => { this.#endReconnecting = resolve; });
        }
        this.shown.setState(isConnected ? 'registered' : 'reconnecting');
      },
      onRefused: (problem) => {
        if (!isCurrent()) return;
        this.#isLost = hasLines();
        if (this.#isLost) return this.shown.setState('error', problem);
        this.leave();
        this.#handleProblem(problem);
      },
      onInboundLine: (line) => {
        if (isCurrent()) onLine(line);
      },
      onDevices: (devices) => {
        if (!isCurrent()) return;
        this.shown.setDevices(devices);
        onDevices(devices);
      },
    };
  }

  #handleProblem(problem: PhoneProblem): void {
    const {work: {context: {environment}, limits}, isWanted, onRefused} = this.#options;
    this.#registered = null;
    if (REFUSALS.includes(problem.code)) return onRefused();
    // The password may not be valid any more.
    if (!/^(?:offline|timeout)$/.test(problem.code)) this.#sipInfo = null;
    this.shown.setState('error', problem);
    const limitedUntil = limits.until('heavy');
    const limitMs = limitedUntil ? limitedUntil - environment.now() : undefined;
    const delay = problem.code === 'too-many-phones' ? FULL_RETRY_MS : limitMs;
    if (isWanted()) this.#retry.schedule(() => this.registerSoon(), delay);
  }

  /** The id of this browser as a phone: its next registration takes the place of the last one. */
  get #instanceId(): string {
    const {storage, work: {context: {environment}, keyPrefix}} = this.#options;
    const storageKey = `${keyPrefix}/phone-id`;
    const stored = storage.get(storageKey) ?? '';
    if (INSTANCE_ID.test(stored)) return stored;
    const digit = () => Math.floor(environment.random() * 16).toString(16);
    const instanceId = '00000000-0000-0000-0000-000000000000'.replaceAll('0', digit);
    storage.set(storageKey, instanceId);
    return instanceId;
  }
}
