/** Sends keys to calls, one after the other, and knows which ones RingCentral has taken. */
import {callWords} from '../../../i18n/en/calls.js';
import {createTranslator} from '../../../i18n/translator.js';
import {callError, CallRejection} from '../../../store/call-error.js';
import {ActivationGuard} from '../activation-guard.js';
import {announceSentence} from '../announcer.js';
import {actionErrorSentence} from '../call-sentences.js';
import type {PhoneCall, PhoneSource} from '../phone-host.js';

interface CallKeys {
  sent: string;
  /** Why the last keys were not sent; empty = they were. */
  problem: string;
  queue: Promise<void>;
}

export class SentKeys {
  /** By the keys of the calls. */
  readonly #calls = new Map<string, CallKeys>();
  readonly #guard = new ActivationGuard();

  constructor(private readonly source: PhoneSource, private readonly onChange: () => void) {}

  of({key}: PhoneCall): CallKeys {
    const keys = this.#calls.get(key) ?? {sent: '', problem: '', queue: Promise.resolve()};
    this.#calls.set(key, keys);
    return keys;
  }

  /** Forgets the calls that are gone. */
  follow(calls: readonly {readonly key: string}[]): void {
    for (const key of this.#calls.keys()) {
      if (!calls.some((call) => call.key === key)) this.#calls.delete(key);
    }
  }

  send(call: PhoneCall, digits: string): void {
    const keys = this.of(call);
    keys.problem = '';
    keys.queue = keys.queue.then(() => this.#sendNow(call, digits));
  }

  /** A second press that follows at once belongs to the first one. */
  sendOnce(call: PhoneCall, digits: string): void {
    if (!this.#guard.isHeld()) this.send(call, digits);
    this.#guard.hold();
  }

  async #sendNow(call: PhoneCall, digits: string): Promise<void> {
    const store = this.source.store();
    const keys = this.of(call);
    // Those after a key that is missing would mean something else.
    if (!store || keys.problem) return;
    try {
      await store.sendDigits(call.key, digits);
      keys.sent += digits.replaceAll(',', '');
    } catch (error) {
      const t = createTranslator(callWords, this.source.language());
      const reason = CallRejection.is(error) ? error : callError('unknown');
      announceSentence(store, keys.problem = actionErrorSentence(reason, '', t));
    }
    this.onChange();
  }
}
