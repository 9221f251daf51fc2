/**
 * The registration of this browser as a phone. It is renewed, and made again when its socket is
 * lost or silent, until it is given back or refused.
 */
import {
  generateAuthorization, type InboundMessage, type RequestMessage,
} from '../vendor/ringcentral-web-phone.js';
import type {SipInfo} from '../ringcentral/sip-provision.js';
import {isRefusal, SipError} from './call-failure.js';
import {expiresOf, nonceOf, registerRequest, statusOf} from './sip-messages.js';
import {SipSocket} from './sip-socket.js';

const START_TIMEOUT_MS = 15_000;
const EXPIRES_S = 60;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 15_000;

interface RegistrationEvents {
  onMessage(message: InboundMessage): void;
  onConnection(isConnected: boolean): void;
  /** The registrar says no, and is not asked again. */
  onRefused(error: unknown): void;
}

/** The purpose of a registration; another one for each start. */
interface Subject {
  readonly sipInfo: SipInfo;
  readonly instanceId: string;
}

export class Registration {
  readonly #events: RegistrationEvents;
  #subject: Subject | null = null;
  #socket: SipSocket | null = null;
  #isRegistered = false;
  #usesBackup = false;
  /** The nonce of the last challenge: with it, the next request meets no challenge. */
  #nonce = '';
  #timer: ReturnType<typeof setTimeout> | undefined;
  #endPause = (): void => {};

  constructor(events: RegistrationEvents) {
    this.#events = events;
  }

  get sipInfo(): SipInfo | undefined {
    return this.#subject?.sipInfo;
  }

  /** Null while this browser is not registered. */
  get socket(): SipSocket | null {
    return this.#isRegistered ? this.#socket : null;
  }

  /** Over the backup where the proxy fails. Rejects with a `SipError`. */
  async start(sipInfo: SipInfo, instanceId: string): Promise<void> {
    this.close();
    const subject = this.#subject = {sipInfo, instanceId};
    addEventListener('online', this.#handleOnline);
    const timer = setTimeout(() => this.#close(subject), START_TIMEOUT_MS);
    try {
      await this.#connect(subject).catch((error: unknown) => {
        if (isRefusal(error) || subject !== this.#subject) throw error;
        this.#usesBackup = !this.#usesBackup;
        return this.#connect(subject);
      });
    } catch (error) {
      this.#close(subject);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Gives the registration back. */
  async stop(): Promise<void> {
    const subject = this.#subject;
    if (this.#isRegistered) await this.#register(0).catch(() => {});
    this.#close(subject);
  }

  /** The page may be gone in a moment. Where it comes back, it registers again. */
  leave(): void {
    if (!this.#isRegistered) return;
    void this.#register(0).catch(() => {});
    setTimeout(() => this.#handleLost(), 0);
  }

  close(): void {
    this.#subject = null;
    removeEventListener('online', this.#handleOnline);
    this.#dropSocket();
    this.#endPause();
  }

  /** Asks for a sign of life: a socket that is silent is replaced. */
  async renew(): Promise<void> {
    const {socket} = this;
    if (!socket) return;
    try {
      await this.#register(EXPIRES_S);
    } catch (error) {
      if (socket !== this.#socket) return;
      if (isRefusal(error)) this.#handleRefusal(error);
      else this.#handleLost();
    }
  }

  readonly #handleOnline = (): void => {
    this.#endPause();
    void this.renew();
  };

  /** Unless another one has begun. */
  #close(subject: Subject | null): void {
    if (subject === this.#subject) this.close();
  }

  async #connect(subject: Subject): Promise<void> {
    this.#dropSocket();
    const {outboundProxy, outboundProxyBackup = outboundProxy, transport} = subject.sipInfo;
    const proxy = this.#usesBackup ? outboundProxyBackup : outboundProxy;
    const socket = new SipSocket(`${transport.toLowerCase()}://${proxy}`, {
      onMessage: (message) => this.#events.onMessage(message),
      onLost: () => { if (this.#isRegistered) this.#handleLost(); },
    });
    this.#socket = socket;
    await socket.opened;
    if (subject !== this.#subject) throw new SipError('offline');
    await this.#register(EXPIRES_S);
    this.#isRegistered = true;
    this.#events.onConnection(true);
  }

  #dropSocket(): void {
    clearTimeout(this.#timer);
    this.#isRegistered = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #handleLost(): void {
    const subject = this.#subject;
    this.#dropSocket();
    if (!subject) return;
    this.#events.onConnection(false);
    void this.#reconnect(subject);
  }

  async #reconnect(subject: Subject): Promise<void> {
    for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_RETRY_MS)) {
      await this.#pause(waitMs);
      if (subject !== this.#subject) return;
      try {
        return await this.#connect(subject);
      } catch (error) {
        if (subject !== this.#subject) return;
        if (isRefusal(error)) return this.#handleRefusal(error);
        this.#usesBackup = !this.#usesBackup;
      }
    }
  }

  #pause(waitMs: number): Promise<void> {
    return new Promise((resolve) => {
      this.#endPause = resolve;
      this.#timer = setTimeout(resolve, waitMs);
    });
  }

  #handleRefusal(error: unknown): void {
    this.close();
    this.#events.onRefused(error);
  }

  async #register(expiresS: number): Promise<void> {
    clearTimeout(this.#timer);
    const [subject, socket] = [this.#subject, this.#socket];
    if (!subject || !socket) throw new SipError('offline');
    const {sipInfo, instanceId} = subject;
    const request = registerRequest(sipInfo, instanceId, expiresS);
    let answer = await socket.exchange(this.#authorize(request, sipInfo));
    const nonce = nonceOf(answer);
    if (nonce) {
      this.#nonce = nonce;
      answer = await socket.exchange(this.#authorize(request.fork(), sipInfo));
    }
    if (statusOf(answer) !== 200) throw new SipError(statusOf(answer));
    if (!expiresS || socket !== this.#socket) return;
    // At half time, so that a second try comes before its end.
    const waitMs = (expiresOf(answer) ?? EXPIRES_S) * 500;
    this.#timer = setTimeout(() => void this.renew(), waitMs);
  }

  #authorize(request: RequestMessage, sipInfo: SipInfo): RequestMessage {
    if (this.#nonce) {
      request.headers['Authorization'] = generateAuthorization(sipInfo, this.#nonce, 'REGISTER');
    }
    return request;
  }
}
