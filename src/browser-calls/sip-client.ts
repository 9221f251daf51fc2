/** The library's way to the platform: its requests, and the messages that come for it. */
import {
  InboundMessage, ResponseMessage, type SipClient as LibrarySipClient,
} from '../vendor/ringcentral-web-phone.js';
import {SipError} from './call-failure.js';
import {Registration} from './registration.js';
import {
  callIdOf, cancelRequest, endRequests, methodOf, rcMessageIn, statusOf,
} from './sip-messages.js';
import type {OutboundMessage} from './sip-socket.js';

/** Requests that the platform expects an answer of. */
const ANSWERED_REQUESTS = /^(MESSAGE|BYE|CANCEL|INFO|NOTIFY|UPDATE) sip:/;

/** These end a call, or confirm it: they are sent later where there is no socket. */
const SENT_IN_ANY_CASE = /^(ACK|BYE|CANCEL) /;
/** For so long a request waits for a socket. */
const UNSENT_TIMEOUT_MS = 30_000;

/** RingCentral's own command: another phone has taken the call. */
const ALREADY_PROCESSED = '7';

interface Unsent {
  readonly message: OutboundMessage;
  settle(answer: InboundMessage | Promise<InboundMessage>): void;
}

interface SipClientEvents {
  onConnection(isConnected: boolean): void;
  onRefused(error: unknown): void;
  /** `serverId`: RingCentral's id of a call that rings here, as in its INVITE. */
  onTakenElsewhere(serverId: string): void;
  isKnownCall(callId: string): boolean;
}

export class SipClient implements LibrarySipClient {
  readonly registration: Registration;
  readonly #events: SipClientEvents;
  #deliver: (message: InboundMessage) => unknown = () => {};
  #unsent: Unsent[] = [];

  constructor(events: SipClientEvents) {
    this.#events = events;
    this.registration = new Registration({
      onMessage: (message) => this.#receive(message),
      onConnection: (isConnected) => {
        if (isConnected) this.#sendUnsent();
        events.onConnection(isConnected);
      },
      onRefused: (error) => events.onRefused(error),
    });
  }

  /** The library listens to messages, and to nothing else. */
  on(_eventName: string, listener: (message: InboundMessage) => unknown): void {
    this.#deliver = listener;
  }

  /** Rejects with a `SipError`, also where the platform refuses: the library would go on. */
  async request(message: OutboundMessage): Promise<InboundMessage> {
    try {
      const {socket} = this.registration;
      if (!socket) throw new SipError('offline');
      const answer = await socket.exchange(message);
      if (isRefused(message, answer)) throw new SipError(statusOf(answer));
      // If this is the first answer of all, the library waits for another one.
      if (methodOf(answer) === 'INVITE' && statusOf(answer) === 200) {
        setTimeout(() => this.#hand(answer), 0);
      }
      return answer;
    } catch (error) {
      const {reason} = error as SipError;
      if (typeof reason === 'number') throw error;
      if (reason === 'timeout') void this.registration.renew();
      return this.#handleUnanswered(message, error as SipError);
    }
  }

  reply(message: OutboundMessage): Promise<void> {
    if (!this.registration.socket?.send(message)) {
      if (!SENT_IN_ANY_CASE.test(message.subject)) return Promise.reject(new SipError('offline'));
      this.#sendLater(message).catch(() => {});
    }
    return Promise.resolve();
  }

  /** Takes back the requests of this call. */
  abandon(callId: string): void {
    this.registration.socket?.abandon(callId);
  }

  /** Gives the registration back; what was not sent is not wanted any more. */
  async stop(): Promise<void> {
    await this.registration.stop();
    this.#unsent = [];
  }

  async #handleUnanswered(message: OutboundMessage, error: SipError): Promise<InboundMessage> {
    if (SENT_IN_ANY_CASE.test(message.subject)) return this.#sendLater(message);
    const isLostRequest = error.reason === 'lost';
    // Without it, the platform begins no call.
    if (!message.headers['Proxy-Authorization']) {
      throw isLostRequest ? new SipError('offline') : error;
    }
    const canceling = error.reason === 'offline' ? null : this.request(cancelRequest(message));
    // The call is not over before the platform was asked to end it.
    if (isLostRequest) await canceling?.catch(() => {});
    else canceling?.catch(() => {});
    throw error;
  }

  /** With the next socket. Rejects with a `SipError` after a while; it is sent all the same. */
  #sendLater(message: OutboundMessage): Promise<InboundMessage> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new SipError('lost')), UNSENT_TIMEOUT_MS);
      this.#unsent.push({message, settle: (answer) => {
        clearTimeout(timer);
        resolve(answer);
      }});
    });
  }

  #send(request: OutboundMessage): void {
    void this.request(request).catch(() => {});
  }

  #sendUnsent(): void {
    for (const {message, settle} of this.#unsent.splice(0)) {
      if (methodOf(message) === 'ACK') {
        void this.reply(message);
        settle(new InboundMessage());
      } else {
        const answer = this.request(message);
        answer.catch(() => {});
        settle(answer);
      }
    }
  }

  #receive(message: InboundMessage): void {
    if (message.subject.startsWith('MESSAGE ') && !this.#isForUs(message)) return;
    // The library takes the answer to our CANCEL for an end by the platform.
    if (!statusOf(message) || methodOf(message) !== 'CANCEL') this.#hand(message);
    if (ANSWERED_REQUESTS.test(message.subject)) {
      void this.reply(new ResponseMessage(message, {responseCode: 200})).catch(() => {});
    }
    const isAnswered = statusOf(message) === 200 && methodOf(message) === 'INVITE';
    if (isAnswered && !this.#events.isKnownCall(callIdOf(message))) this.#endCall(message);
  }

  /** The library leaves its errors to those who wait, and nobody waits here. */
  #hand(message: InboundMessage): void {
    void Promise.resolve(this.#deliver(message)).catch(() => {});
  }

  /** Some of RingCentral's own messages are for another phone of the user. */
  #isForUs({body}: InboundMessage): boolean {
    const message = rcMessageIn(body);
    const {Cln: clientId = ''} = message?.body ?? {};
    if (clientId && clientId !== this.registration.sipInfo?.authorizationId) return false;
    const {Cmd: command, SID: serverId = ''} = message?.headers ?? {};
    if (command === ALREADY_PROCESSED) this.#events.onTakenElsewhere(serverId);
    return true;
  }

  /** The platform answers a call that the user has given up. */
  #endCall(answer: InboundMessage): void {
    const {sipInfo} = this.registration;
    if (!sipInfo) return;
    const [ack, bye] = endRequests(answer, sipInfo);
    void this.reply(ack).catch(() => {});
    this.#send(bye);
  }
}

/** A challenge asks for the same request once more, with a proof. */
function isRefused(message: OutboundMessage, answer: InboundMessage): boolean {
  const status = statusOf(answer);
  const isChallenge = status === 407 && !message.headers['Proxy-Authorization'];
  return status >= 300 && !isChallenge;
}
