/** Searches for numbers while the element is connected, and anew when a setting changes. */
import type {ReactiveController, ReactiveElement} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {ResolveContact} from '../internal/contacts.js';
import {countryAround, countryCode, languageOf} from '../internal/page-language.js';
import {StoreController} from '../internal/store-controller.js';
import type {Store} from '../../store/types.js';
import type {PageLinks} from './page-links.js';
import {pageTime, type PageTime} from './page-time.js';
import type {PageNumber} from './scan/page-numbers.js';

/** Settings that need a new search when they change. */
const SETTINGS = ['mode', 'include', 'exclude', 'telLinks', 'frames', 'root', 'account'] as const;

interface PageLinksSettings {
  readonly mode: 'overlay' | 'inline';
  readonly include: string;
  readonly exclude: string;
  readonly telLinks: 'upgrade' | 'ignore';
  readonly frames: boolean;
  /** The node to search, if it is not the host's own content. */
  readonly root: Document | DocumentFragment | Element | null;
  readonly account: string;
}

interface PageLinksHost extends ReactiveElement, PageLinksSettings {
  readonly country: string;
  readonly resolveContact: ResolveContact | null;
}

const pageEventsPart = new LazyPart((_query) => import('../internal/fire-events.js'));
const pageLinksPart = new LazyPart((_query) => import('./page-links.js'));

export class PageLinksController implements ReactiveController {
  /** The clock of the search. Tests bring their own. */
  time: PageTime = pageTime;
  /** Undefined until its code is loaded. */
  links: PageLinks | undefined;
  /** How many numbers the list has. */
  count = 0;
  readonly #store: StoreController;
  #settings: PageLinksSettings | undefined;
  #defaultCountry: string | undefined;
  /** Undefined while the element is not connected. */
  #startController: AbortController | undefined;

  constructor(
    private readonly host: PageLinksHost,
    private readonly onStopped: () => void,
  ) {
    this.#store = new StoreController(host, {
      watch: ({session}) => [session],
      onConnect: fireEvents,
    });
    host.addController(this);
  }

  hostConnected(): void {
    this.#start();
  }

  hostDisconnected(): void {
    this.#stop();
  }

  hostUpdate(): void {
    const settings = this.#settings;
    if (!this.#startController || !settings) return;
    if (SETTINGS.some((name) => settings[name] !== this.host[name])) {
      this.#stop();
      this.#start();
    }
    const country = this.#findCountry();
    if (country === this.#defaultCountry) return;
    this.#defaultCountry = country;
    this.links?.restart();
  }

  /** Numbers that are on the page, among these. */
  stillOnPage(pageNumbers: readonly PageNumber[]): readonly PageNumber[] {
    const all = this.links?.scanner.pageNumbers.all;
    return pageNumbers.filter((pageNumber) => all?.has(pageNumber));
  }

  #start(): void {
    const {host} = this;
    // A document without a window is not shown.
    if (!host.ownerDocument.defaultView) return;
    this.#startController = new AbortController();
    const {signal} = this.#startController;
    const {mode, include, exclude, telLinks, frames, root, account} = host;
    this.#settings = {mode, include, exclude, telLinks, frames, root, account};
    this.#defaultCountry = this.#findCountry();
    this.#load(this.#settings, signal).catch((error: unknown) => {
      if (!signal.aborted) reportLoadError(error);
    });
  }

  #stop(): void {
    this.#startController?.abort();
    this.links?.stop();
    this.#startController = this.links = undefined;
    this.count = 0;
    this.onStopped();
  }

  async #load(settings: PageLinksSettings, signal: AbortSignal): Promise<void> {
    const {host} = this;
    const {startPageLinks} = await pageLinksPart.whenLoaded();
    if (signal.aborted) return;
    const links = await startPageLinks({
      ...settings,
      root: settings.root ?? host,
      shadowHome: host.renderRoot as ShadowRoot,
      resolveContact: () => host.resolveContact,
      time: this.time,
      country: () => this.#defaultCountry,
      language: () => languageOf(host),
      onChanged: (count) => {
        this.count = count;
        host.requestUpdate();
      },
    }, signal);
    if (links) this.links = links;
  }

  /** Never derived from `lang`: a language is no country. */
  #findCountry(): string | undefined {
    const {root, country: ownCountry} = this.host;
    const element = root instanceof Element ? root : this.host;
    return countryCode(ownCountry) ?? countryAround(element) ??
      this.#store.value?.session.get().user?.country;
  }
}

/** The page may have made the store itself: its events fire once the code for it is there. */
function fireEvents(store: Store): void {
  void pageEventsPart.whenLoaded().then(({connectEvents}) => void connectEvents(store, true));
}

/** Numbers stay text where the code that offers them does not load. */
export function reportLoadError(error: unknown): void {
  console.error('rc-number-links: its code did not load; numbers stay text.', error);
}
