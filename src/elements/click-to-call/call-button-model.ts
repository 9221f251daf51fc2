import {isServer} from 'lit';
import type {CallLinks} from '../../phone/call-uris.js';
import type {DialableNumber} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {throwNotLoaded} from '../../store/not-loaded.js';
import {ActivationGuard} from '../internal/activation-guard.js';
import {countryAround, countryCode} from '../internal/page-language.js';
import {StoreController} from '../internal/store-controller.js';
import type {ButtonCalls} from './button-calls.js';
import type {CallButtonElement, CallButtonHost} from './call-button-host.js';
import type {ButtonState} from './call-face.js';
import {callCodePart, type CallCode} from './call-code-part.js';
import {
  isShortDestination, linksTo, readFirst, schemeFor, UNREAD, unparsedDestination, type Destination,
  type LinkScheme,
} from './destination.js';
import type {LazyBody} from './lazy-element.js';
import {openCallLink} from './open-link.js';
import {followContent, linkText, pageLinks} from './page-label.js';
import {rememberClick} from './waiting-click.js';

/** The number that a call button calls, its label and links, and what a click on it does. */
export class CallButtonModel implements CallButtonHost, LazyBody {
  destination: Destination = UNREAD;
  /** The links to the destination. */
  callLinks: Partial<CallLinks> | null = null;
  voice = '';
  /** The page's own link in the button: of several, the one that was chosen last. */
  labelLink: HTMLAnchorElement | null = null;
  links: readonly HTMLAnchorElement[] = [];
  readonly guard = new ActivationGuard();
  readonly store: StoreController;
  /** Once the code of calls has loaded. */
  calls: ButtonCalls | undefined;
  /** The text that was parsed last, and all that its meaning depends on. */
  #parsedKey = '';
  #parsed = UNREAD;
  #hadFocus: boolean | undefined;

  constructor(readonly element: CallButtonElement) {
    this.store = new StoreController(element, {
      watch: (store) => [store.session],
      onConnect: () => this.#connectCallsSoon(),
    });
  }

  /** Call it before the element renders. */
  update(voice: string): void {
    this.voice = voice;
    // The country of a national number may be that of another account.
    this.store.hostUpdate();
    if (!isServer) this.#followLinks();
    this.destination = readFirst(this.writtenNumbers, (text) => this.#parse(text));
    this.callLinks = linksTo(this.destination);
    this.#hadFocus = this.#hasFocus;
  }

  /** A link that became a button, or a button that became a link, keeps the focus. */
  keepFocus(): void {
    if (this.#hadFocus && !this.#hasFocus) this.mainControl?.focus({preventScroll: true});
  }

  preload(): void {
    const isNeeded = this.isSessionReady || this.offersMenu;
    if (isNeeded) this.loadCalls().then((calls) => calls.preload(), () => undefined);
  }

  /** Rejects if the code of calls does not load. */
  async loadCalls(): Promise<ButtonCalls> {
    return this.#connectCalls(await callCodePart.loadNow().catch(throwNotLoaded));
  }

  /** A click on the button or on the main link: Lit takes an object as a listener, too. */
  async handleEvent(event: Event): Promise<void> {
    const {calls, element, face} = this;
    const isLink = event.currentTarget instanceof HTMLAnchorElement;
    const isIgnored = this.#ignoresClick();
    // A click that calls follows no link around the button or in its label.
    if (isIgnored || !isLink) event.preventDefault();
    if (isIgnored) return;
    if (face?.activate) return face.activate();
    if (isLink) openCallLink(event);
    const isStillMeant = rememberClick(this);
    // Without the code, there is the link.
    const loadedCalls = calls ?? await this.loadCalls().catch(() => undefined);
    element.requestUpdate();
    if (isStillMeant()) loadedCalls?.controlClick(isLink, event)?.place().catch(() => undefined);
  }

  get mainControl(): HTMLElement | null {
    return this.element.renderRoot.querySelector<HTMLElement>('.main');
  }

  /** The face during a call. */
  get face(): ButtonState | null | undefined {
    return this.calls?.face;
  }

  /** A click has no effect. */
  get isIdle(): boolean {
    return this.face ? !this.face.activate : this.element.disabled;
  }

  get writtenNumber(): string {
    return this.writtenNumbers[0] ?? '';
  }

  get writtenNumbers(): readonly string[] {
    const texts = [this.element.to, this.labelLink?.getAttribute('href') ?? ''];
    return texts.filter((text) => text.trim());
  }

  get number(): DialableNumber | undefined {
    return this.destination.kind === 'number' ? this.destination.number : undefined;
  }

  get calleeLabel(): string {
    const name = this.element.name.trim();
    const chosen = this.offersMenu && this.labelLink && linkText(this.labelLink);
    if (name) return chosen ? `${name} (${chosen})` : name;
    const e164 = this.number?.e164;
    if (!e164) return this.writtenNumber;
    return callCodePart.part?.formatNumber(e164) ?? e164;
  }

  get dialingCountry(): string | undefined {
    const {element, store} = this;
    return countryCode(element.country) ?? countryAround(element) ??
      store.value?.session.get().user?.country;
  }

  get linkScheme(): LinkScheme | null {
    return schemeFor(this.element.link, this.callLinks);
  }

  /** Address of the main link; null if there is none. */
  get href(): string | null {
    const linkScheme = this.offersMenu ? null : this.linkScheme;
    return linkScheme && (this.callLinks?.[linkScheme] ?? null);
  }

  get offersMenu(): boolean {
    return this.links.length > 0 && !this.element.to;
  }

  /** Without the code of the menu there are the page's own links. */
  get isMenuMissing(): boolean {
    return callCodePart.isMissing || this.calls?.isMenuMissing === true;
  }

  get isSessionReady(): boolean {
    return !callCodePart.isMissing && this.store.value?.session.get().state === 'ready';
  }

  get placesCalls(): boolean {
    return this.isSessionReady && !isShortDestination(this.destination);
  }

  /** Each click holds the next ones, but an ignored one none that cancel or hang up. */
  #ignoresClick(): boolean {
    const {isIdle, guard, face} = this;
    const isIgnored = isIdle || guard.isHeld();
    if (!isIgnored || !face) guard.hold();
    return isIgnored;
  }

  get #hasFocus(): boolean | undefined {
    return this.element.shadowRoot?.activeElement?.matches('.main');
  }

  #followLinks(): void {
    const {element, calls} = this;
    followContent(element);
    const links = pageLinks(element);
    this.links = links.length > 1 ? links : [];
    this.labelLink = (this.links.length ? calls?.chooseLink() : links[0]) ?? null;
  }

  #connectCalls({ButtonCalls}: CallCode): ButtonCalls {
    return this.calls ??= new ButtonCalls(this);
  }

  #connectCallsSoon(): void {
    const code = callCodePart.part;
    if (code) return void this.#connectCalls(code);
    void callCodePart.whenLoaded(() => this.element.requestUpdate())
      .then((loadedCode) => this.#connectCalls(loadedCode));
  }

  /** A number with its country code needs no parser; others wait until it has loaded. */
  #parse(text: string): Destination {
    if (isServer) return UNREAD;
    const {dialingCountry: country} = this;
    const {part, isMissing} = parserPart;
    const key = [country, !part, isMissing, text].join(' ');
    if (this.#parsedKey === key) return this.#parsed;
    this.#parsedKey = key;
    if (part) return this.#parsed = part.readNumber(text, {country});
    const render = (): void => this.element.requestUpdate();
    void parserPart.whenLoaded(render).then(render);
    return this.#parsed = isMissing ? unparsedDestination(text) : UNREAD;
  }
}
