/** Sends keys to a call, one after the other, and knows which ones RingCentral has taken. */
import type {PhoneCall, PhoneSource} from '../phone-host.js';

export class SentKeys {
  sent = '';
  #callKey = '';
  #hasFailed = false;
  #queue = Promise.resolve();

  constructor(private readonly source: PhoneSource, private readonly onChange: () => void) {}

  /** A browser carries one call at a time: another one has been sent no keys yet. */
  follow({key}: PhoneCall): void {
    if (key === this.#callKey) return;
    this.#callKey = key;
    this.sent = '';
  }

  send(call: PhoneCall, digits: string): void {
    this.#hasFailed = false;
    this.#queue = this.#queue.then(() => this.#sendNow(call, digits));
  }

  async #sendNow(call: PhoneCall, digits: string): Promise<void> {
    const {source} = this;
    const {key} = call;
    // Keys that follow one that is missing would mean something else.
    if (this.#hasFailed || key !== this.#callKey) return;
    const error: unknown = await source.store()?.sendDigits(key, digits)
      .catch((reason: unknown) => reason);
    this.#hasFailed = error !== undefined;
    if (!this.#hasFailed) this.sent += digits.replaceAll(',', '');
    source.onKeysSent(call, error);
    this.onChange();
  }
}
