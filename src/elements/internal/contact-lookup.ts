/**
 * Asks the page who has a number: one question a number for all elements of the page, and answers
 * that are kept for some time.
 */
import type {Store} from '../../store/types.js';
import {ContactQuestion} from './contact-question.js';
import type {Contact, ResolveContact} from './contacts.js';

const HIT_LIFETIME_MS = 2 * 60 * 60 * 1000;
const MISS_LIFETIME_MS = 5 * 60 * 1000;
/** Numbers to remember for each function of a page. */
const MAX_NUMBERS = 100;

interface Answer {
  readonly contacts: readonly Contact[];
  /** On the page's own clock. */
  readonly expiresAt: number;
}

/** The functions of the page; a page may make a new one each time that it renders. */
const lookups = new WeakMap<ResolveContact, ContactLookup>();
/** Stores whose users are followed. */
const followed = new WeakSet<Store>();
/** Raised when another user, or nobody, is signed in: older answers are of no use. */
let userEpoch = 0;

/** Forgets all contacts when the store's user signs out or is another one. */
function followUser({session}: Store): void {
  let userId = session.get().user?.id;
  session.listen(({user}) => {
    if (userId !== undefined && user?.id !== userId) userEpoch++;
    userId = user?.id;
  });
}

/** The lookup by a page's function, shared by all elements that have it. */
export function contactLookup(resolveContact: ResolveContact, store: Store): ContactLookup {
  if (!followed.has(store)) followUser(store);
  followed.add(store);
  const existing = lookups.get(resolveContact);
  if (existing) return existing;
  const lookup = new ContactLookup(resolveContact);
  lookups.set(resolveContact, lookup);
  return lookup;
}

/** The name of the first contact with a number, where it has been looked up; else empty. */
export function knownContactName(number: string, resolveContact: ResolveContact | null): string {
  const lookup = resolveContact && lookups.get(resolveContact);
  return lookup?.known(number)?.[0]?.name ?? '';
}

class ContactLookup {
  /** By number, the least recently used first. */
  readonly #answers = new Map<string, Answer>();
  /** By number. */
  readonly #questions = new Map<string, ContactQuestion>();
  #userEpoch = userEpoch;

  constructor(private readonly resolveContact: ResolveContact) {}

  /** The contacts with a number; undefined while nobody has looked them up. */
  known(number: string): readonly Contact[] | undefined {
    this.#followUser();
    const answer = this.#answers.get(number);
    if (!answer) return undefined;
    this.#answers.delete(number);
    if (answer.expiresAt <= performance.now()) return undefined;
    this.#answers.set(number, answer);
    return answer.contacts;
  }

  /**
   * Resolves with the contacts of a number in E.164; with none where the function fails or does not
   * answer in time, or once nobody waits any more. `signal`: this caller waits no longer.
   */
  async find(number: string, signal: AbortSignal): Promise<readonly Contact[]> {
    const known = this.known(number);
    if (known || signal.aborted) return known ?? [];
    const question = this.#questions.get(number) ?? this.#ask(number);
    question.waitUntil(signal);
    const askedFor = userEpoch;
    const contacts = await question.answer;
    return contacts && askedFor === userEpoch ? contacts : [];
  }

  #ask(number: string): ContactQuestion {
    const askedFor = userEpoch;
    const question = new ContactQuestion(number, this.resolveContact, () => {
      if (this.#questions.get(number) === question) this.#questions.delete(number);
    });
    this.#questions.set(number, question);
    void question.answer.then((contacts) => {
      if (contacts && askedFor === userEpoch) this.#remember(number, contacts);
    });
    return question;
  }

  #remember(number: string, contacts: readonly Contact[]): void {
    this.#followUser();
    const lifetime = contacts.length > 0 ? HIT_LIFETIME_MS : MISS_LIFETIME_MS;
    this.#answers.set(number, {contacts, expiresAt: performance.now() + lifetime});
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > MAX_NUMBERS) this.#answers.delete(oldest!);
  }

  #followUser(): void {
    if (this.#userEpoch === userEpoch) return;
    this.#userEpoch = userEpoch;
    this.#answers.clear();
    this.#questions.clear();
  }
}
