/** Looks up who calls, once for each call, while it rings, goes on or has a card. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Inbound} from '../../store/types.js';
import {contactLookup} from '../internal/contact-lookup.js';
import type {Contact, ResolveContact} from '../internal/contacts.js';
import type {StoreController} from '../internal/store-controller.js';
import type {ShownCards} from './shown-cards.js';

/** How long an announcement waits for the name. */
const NAME_TIMEOUT_MS = 1000;

interface LookupHost extends ReactiveControllerHost {
  readonly resolveContact: ResolveContact | null;
}

/** The lookup of one caller. */
interface CallerLookup {
  /** E.164. After a transfer, somebody else is at the other end of the same call. */
  readonly number: string;
  readonly controller: AbortController;
  readonly nameTimer: ReturnType<typeof setTimeout>;
  /** Null until it has ended. */
  contacts: readonly Contact[] | null;
  /** It takes longer than an announcement waits. */
  isLate: boolean;
}

export class CallerContacts implements ReactiveController {
  /** By the calls' keys. */
  readonly #lookups = new Map<string, CallerLookup>();

  constructor(
    private readonly host: LookupHost,
    private readonly store: StoreController,
    private readonly cards: ShownCards,
    private readonly onFound: (key: string) => void,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const {current} = this.cards;
    for (const [key, lookup] of this.#lookups) {
      const call = current.find((candidate) => candidate.key === key);
      if (call?.from !== lookup.number) this.#drop(key, lookup);
    }
    for (const call of current) this.#start(call);
  }

  hostDisconnected(): void {
    for (const [key, lookup] of this.#lookups) if (!lookup.contacts) this.#drop(key, lookup);
  }

  /** Null until the lookup has ended, and where there is nothing to look up. */
  of(call: Inbound): readonly Contact[] | null {
    return this.#lookupOf(call)?.contacts ?? null;
  }

  isLookingUp(call: Inbound): boolean {
    return this.#lookupOf(call)?.contacts === null;
  }

  /** Whether an announcement waits for the name. */
  isNameAwaited(call: Inbound): boolean {
    return this.isLookingUp(call) && !this.#lookupOf(call)!.isLate;
  }

  #lookupOf({key, from}: Inbound): CallerLookup | undefined {
    const lookup = this.#lookups.get(key);
    return lookup?.number === from ? lookup : undefined;
  }

  #start({key, from}: Inbound): void {
    const {host, store: {value: store}} = this;
    // A page may make a new function each time that it renders: a call is looked up by the first.
    if (!from || !store || !host.resolveContact || this.#lookups.has(key)) return;
    const controller = new AbortController();
    const nameTimer = setTimeout(() => {
      lookup.isLate = true;
      host.requestUpdate();
    }, NAME_TIMEOUT_MS);
    const lookup: CallerLookup = {
      number: from, controller, nameTimer, contacts: null, isLate: false,
    };
    this.#lookups.set(key, lookup);
    void contactLookup(host.resolveContact, store).find(from, controller.signal)
      .then((contacts) => {
        if (!controller.signal.aborted) this.#end(key, lookup, contacts);
      });
  }

  #end(key: string, lookup: CallerLookup, contacts: readonly Contact[]): void {
    clearTimeout(lookup.nameTimer);
    lookup.contacts = contacts;
    this.host.requestUpdate();
    this.onFound(key);
  }

  #drop(key: string, {controller, nameTimer}: CallerLookup): void {
    clearTimeout(nameTimer);
    controller.abort();
    this.#lookups.delete(key);
  }
}
