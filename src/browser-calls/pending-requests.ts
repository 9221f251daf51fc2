/** Requests that wait for their answer. Each of them gets one, or an end. */
import type {
  InboundMessage, RequestMessage, ResponseMessage,
} from '../vendor/ringcentral-web-phone.js';
import {SipError} from './call-failure.js';
import {callIdOf, statusOf} from './sip-messages.js';

const SIP_REPLY_TIMEOUT_MS = 8000;

interface Pending {
  readonly callId: string;
  /** The `CSeq` that its answer has: number and method. */
  readonly cseq: string;
  resolve(answer: InboundMessage): void;
  reject(error: SipError): void;
}

export class PendingRequests {
  readonly #pending = new Set<Pending>();

  /** Rejects with a `SipError`. */
  add(message: RequestMessage | ResponseMessage): Promise<InboundMessage> {
    return new Promise((resolve, reject) => {
      const settle = <Result>(settlePromise: (result: Result) => void) => (result: Result) => {
        this.#pending.delete(pending);
        clearTimeout(timer);
        settlePromise(result);
      };
      const cseq = message.getHeader('CSeq') ?? '';
      const pending: Pending = {
        callId: callIdOf(message),
        // An answer of ours is answered by an ACK.
        cseq: statusOf(message) ? cseq.replace('INVITE', 'ACK') : cseq,
        resolve: settle(resolve),
        reject: settle(reject),
      };
      const timer = setTimeout(() => pending.reject(new SipError('timeout')), SIP_REPLY_TIMEOUT_MS);
      this.#pending.add(pending);
    });
  }

  /** A message has come; "100 Trying" answers nothing. */
  settle(message: InboundMessage): void {
    if (statusOf(message) === 100) return;
    const [callId, cseq] = [callIdOf(message), message.getHeader('CSeq')];
    for (const pending of this.#pending) {
      if (pending.callId === callId && pending.cseq === cseq) pending.resolve(message);
    }
  }

  /** They were not answered. `callId`: only those of this call. */
  rejectAll(callId?: string): void {
    for (const pending of this.#pending) {
      if (callId === undefined || pending.callId === callId) {
        pending.reject(new SipError('lost'));
      }
    }
  }
}
