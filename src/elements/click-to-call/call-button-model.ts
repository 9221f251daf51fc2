import {isServer, type ReactiveController} from 'lit';
import {dialableNumberLinks, shortNumberLinks, type CallLinks} from '../../phone/call-uris.js';
import type {DialableNumber} from '../../phone/dialable-number.js';
import {parserPart} from '../../phone/parser-part.js';
import {ActivationGuard} from '../internal/activation-guard.js';
import {closestAcrossRoots} from '../internal/page-language.js';
import {pageHasSession} from '../internal/page-session.js';
import {StoreController} from '../internal/store-controller.js';
import {CallActivation} from './call-activation.js';
import type {CallButtonElement, CallButtonHost} from './call-button-host.js';
import {callCodePart} from './call-code-part.js';
import {
  isShortDestination, LINK_SCHEMES, readDestination, unparsedDestination,
  type Destination, type LinkScheme,
} from './destination.js';
import type {LazyBody} from './lazy-element.js';
import {followLabelLink, hasPageLabel} from './page-label.js';

const UNREAD: Destination = {kind: 'unread'};

/** The number that a call button calls, and how: read from its attributes, its label, its page. */
export class CallButtonModel implements CallButtonHost, LazyBody, ReactiveController {
  destination: Destination = UNREAD;
  voice = '';
  readonly activationGuard = new ActivationGuard();
  readonly store: StoreController;
  readonly activation: CallActivation;
  #labelLink: HTMLAnchorElement | null = null;
  /** Country and text that were last given to the parser. */
  #parsedKey = '';
  #hadFocus = false;

  constructor(readonly element: CallButtonElement) {
    this.store = new StoreController(element, {
      watch: (store) => [store.session, ...callCodePart.part?.tooltipSources(this, store) ?? []],
      onConnect: () => this.#loadCallCode(),
    });
    element.addController(this);
    this.activation = new CallActivation(this);
  }

  hostUpdate(): void {
    if (!isServer) this.#labelLink = followLabelLink(this.element);
    this.#readNumber();
    this.#hadFocus = this.element.hasUpdated && this.#hasFocus;
  }

  hostUpdated(): void {
    // A link that became a button, or a button that became a link, keeps the focus.
    if (this.#hadFocus && !this.#hasFocus) this.mainControl?.focus({preventScroll: true});
  }

  preload(): void {
    if (this.isSessionReady) this.activation.preload();
  }

  /** Resolves when the code of calls has loaded, or cannot be; at once where it is not needed. */
  async codeLoaded(): Promise<void> {
    if (this.store.value) await callCodePart.load().catch(() => undefined);
  }

  get mainControl(): HTMLElement | null {
    return this.element.renderRoot.querySelector<HTMLElement>('.main');
  }

  get writtenNumber(): string {
    return this.element.to || this.#labelLink?.getAttribute('href') || '';
  }

  get number(): DialableNumber | undefined {
    return this.destination.kind === 'number' ? this.destination.number : undefined;
  }

  get calleeLabel(): string {
    const name = this.element.name.trim();
    if (name) return name;
    const e164 = this.number?.e164;
    if (!e164) return this.writtenNumber;
    return callCodePart.part?.formatNumber(e164) ?? e164;
  }

  get dialingCountry(): string | undefined {
    const {element, store} = this;
    const pageCountry = element.country
      || closestAcrossRoots(element, '[country]')?.getAttribute('country');
    const country = pageCountry || store.value?.session.get().user?.country;
    return country?.toUpperCase();
  }

  get callLinks(): Partial<CallLinks> | null {
    const {destination} = this;
    if (destination.kind === 'number') return dialableNumberLinks(destination.number);
    if (destination.kind === 'unread') return destination.links ?? null;
    return isShortDestination(destination) ? shortNumberLinks(destination) : null;
  }

  get linkScheme(): LinkScheme | null {
    const {link} = this.element;
    if (link === 'none') return null;
    if (!this.callLinks?.rcapp) return 'tel';
    const chosenScheme = LINK_SCHEMES.find((scheme) => scheme === link);
    return chosenScheme ?? (pageHasSession() ? 'rcmobile' : 'tel');
  }

  /** Address of the main link; null if there is none. */
  get href(): string | null {
    const {linkScheme} = this;
    return linkScheme && (this.callLinks?.[linkScheme] ?? null);
  }

  get isSessionReady(): boolean {
    return !callCodePart.isMissing && this.store.value?.session.get().state === 'ready';
  }

  get placesCalls(): boolean {
    return this.isSessionReady && !isShortDestination(this.destination);
  }

  /** Whether the page's own content is the label. */
  get hasPageLabel(): boolean {
    return hasPageLabel(this.element, this.#labelLink);
  }

  /** Null if the page's own content, which is no link, is the label. */
  get labelText(): string | null {
    if (this.hasPageLabel) return this.#labelLink && this.#labelLink.textContent;
    const name = this.element.name.trim();
    if (name) return name;
    // The extension follows in words.
    return this.number?.extension ? this.number.e164 : this.writtenNumber.replace(/^tel:/i, '');
  }

  get #hasFocus(): boolean {
    const {mainControl, element} = this;
    return mainControl !== null && element.shadowRoot?.activeElement === mainControl;
  }

  #loadCallCode(): void {
    if (callCodePart.part) return;
    void callCodePart.whenLoaded(() => this.element.requestUpdate())
      .then(() => this.store.reconnect());
  }

  /** At once if the number has its country code, otherwise as soon as the parser has loaded. */
  #readNumber(): void {
    const text = this.writtenNumber;
    const destination = readDestination(text);
    if (destination.kind !== 'unread' || isServer) {
      this.#parsedKey = '';
      this.destination = destination;
      return;
    }
    const country = this.dialingCountry;
    const key = `${country ?? ''} ${text}`;
    if (this.#parsedKey === key) return;
    this.#parsedKey = key;
    this.destination = parserPart.part?.readNumber(text, {country}) ?? UNREAD;
    if (this.destination !== UNREAD) return;
    const setDestination = (destination: Destination): void => {
      if (this.#parsedKey !== key) return;
      this.destination = destination;
      this.element.requestUpdate();
    };
    void parserPart.whenLoaded(() => setDestination(unparsedDestination(text)))
      .then(({readNumber}) => setDestination(readNumber(text, {country})));
  }
}
