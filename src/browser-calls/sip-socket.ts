/** One socket to RingCentral's registrar, and the requests over it. */
import type {
  InboundMessage, RequestMessage, ResponseMessage,
} from '../vendor/ringcentral-web-phone.js';
import {SipError} from './call-failure.js';
import {PendingRequests} from './pending-requests.js';
import {parseMessage} from './sip-messages.js';

const CONNECT_TIMEOUT_MS = 5000;

export type OutboundMessage = RequestMessage | ResponseMessage;

interface SipSocketEvents {
  onMessage(message: InboundMessage): void;
  /** Once, unless `close()` was called before. */
  onLost(): void;
}

export class SipSocket {
  /** Rejects with a `SipError`, at the latest with the time-out. */
  readonly opened: Promise<void>;
  readonly #socket: WebSocket;
  readonly #pending = new PendingRequests();
  #isClosed = false;

  /** Throws a `SipError` where the page's policy forbids the address. */
  constructor(url: string, {onMessage, onLost}: SipSocketEvents) {
    const socket = this.#socket = createSocket(url);
    this.opened = new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        reject(new SipError('timeout'));
        this.close();
      }, CONNECT_TIMEOUT_MS);
      socket.onopen = () => {
        clearTimeout(timer);
        resolve();
      };
      // Some browsers fire no `close` for a socket that never opened.
      socket.onclose = socket.onerror = () => {
        clearTimeout(timer);
        reject(new SipError('offline'));
        if (this.#isClosed) return;
        this.close();
        onLost();
      };
    });
    socket.onmessage = ({data}) => {
      const message = this.#isClosed ? null : parseMessage(data);
      if (!message) return;
      this.#pending.settle(message);
      onMessage(message);
    };
  }

  /** Whether it could be sent. */
  send(message: OutboundMessage): boolean {
    if (this.#isClosed || this.#socket.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(message.toString());
    return true;
  }

  /** The answer, whatever it says. Rejects with a `SipError` where none comes. */
  async exchange(message: OutboundMessage): Promise<InboundMessage> {
    if (!this.send(message)) throw new SipError('offline');
    return this.#pending.add(message);
  }

  /** The requests of a call are no longer wanted. */
  abandon(callId: string): void {
    this.#pending.rejectAll(callId);
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.close();
    this.#pending.rejectAll();
  }
}

function createSocket(url: string): WebSocket {
  try {
    return new WebSocket(url, 'sip');
  } catch {
    throw new SipError('offline');
  }
}
