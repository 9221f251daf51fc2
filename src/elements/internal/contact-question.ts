/** One question to the page: who has this number? */
import {readContacts, type Contact, type ResolveContact} from './contacts.js';
import {loadNumberFormats} from './number-format.js';

/** How long the page may take for its answer. */
const CONTACT_LOOKUP_TIMEOUT_MS = 4000;

export class ContactQuestion {
  /** Null where the page has not answered: it failed, took too long, or nobody waits any more. */
  readonly answer: Promise<readonly Contact[] | null>;
  readonly #controller = new AbortController();
  #waiterCount = 0;

  /** `onEnd`: it can no longer be shared. */
  constructor(number: string, resolveContact: ResolveContact, private readonly onEnd: () => void) {
    this.answer = this.#ask(number, resolveContact);
  }

  /** The question is asked until all signals are aborted. */
  waitUntil(signal: AbortSignal): void {
    this.#waiterCount++;
    signal.addEventListener('abort', () => {
      if (--this.#waiterCount === 0) this.#abort();
    }, {once: true, signal: this.#controller.signal});
  }

  async #ask(number: string, resolveContact: ResolveContact): Promise<readonly Contact[] | null> {
    const {signal} = this.#controller;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      const formats = await loadNumberFormats(number);
      if (signal.aborted) return null;
      return await new Promise((resolve, reject) => {
        signal.addEventListener('abort', () => resolve(null));
        timer = setTimeout(() => reject(new Error('It took too long.')), CONTACT_LOOKUP_TIMEOUT_MS);
        const read = (answer: unknown): void => {
          const contacts = readContacts(answer);
          if (contacts.length > 0 || isNobody(answer)) resolve(contacts);
          else reject(new TypeError('It returned no name and no contact.'));
        };
        Promise.resolve(resolveContact(number, {signal, ...formats})).then(read).catch(reject);
      });
    } catch (error) {
      console.warn('rc-click-to-call: resolveContact failed; no contact is shown.', error);
      return null;
    } finally {
      clearTimeout(timer);
      this.#abort();
    }
  }

  #abort(): void {
    this.onEnd();
    this.#controller.abort();
  }
}

/** The page's ways to say that nobody has the number. */
const isNobody = (answer: unknown): boolean =>
  (answer ?? '') === '' || (Array.isArray(answer) && answer.length === 0);
