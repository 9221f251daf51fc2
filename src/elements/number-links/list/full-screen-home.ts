/**
 * Holds the link and the list where the user reaches them. That is nowhere outside of a full-screen
 * element, so they move into it, and back afterwards.
 */
import type {ReactiveController, ReactiveElement} from 'lit';

interface FullScreenHomeOptions {
  /** The node that is searched for numbers. */
  readonly root: () => Node;
  readonly onMoved: () => void;
}

export class FullScreenHome implements ReactiveController {
  #document: Document | undefined;
  /** Inside of a full-screen element. */
  #movedHome: HTMLElement | undefined;

  constructor(
    private readonly host: ReactiveElement,
    private readonly options: FullScreenHomeOptions,
  ) {
    host.addController(this);
  }

  /** The shadow root that holds the link and the list now. */
  get shadowRoot(): ShadowRoot {
    return this.#movedHome?.shadowRoot ?? this.host.renderRoot as ShadowRoot;
  }

  get skipLink(): HTMLElement | null {
    return this.shadowRoot.querySelector<HTMLElement>('.skip');
  }

  get list(): HTMLElement | null {
    return this.shadowRoot.querySelector<HTMLElement>('.numbers');
  }

  hostConnected(): void {
    this.#document = this.host.ownerDocument;
    this.#document.addEventListener('fullscreenchange', this);
  }

  hostDisconnected(): void {
    this.#document?.removeEventListener('fullscreenchange', this);
  }

  handleEvent(): void {
    const skipLink = this.skipLink!;
    const list = this.list!;
    this.#movedHome?.remove();
    this.#movedHome = undefined;
    const element = this.host.ownerDocument.fullscreenElement;
    const isAroundNumbers = element && !element.contains(this.host)
      && this.options.root().contains(element);
    if (isAroundNumbers) this.#movedHome = this.#createHomeIn(element);
    this.shadowRoot.prepend(skipLink);
    this.shadowRoot.append(list);
    this.options.onMoved();
  }

  #createHomeIn(element: Element): HTMLElement {
    const home = this.host.ownerDocument.createElement('div');
    home.dataset.rcIgnore = '';
    const {adoptedStyleSheets} = this.host.renderRoot as ShadowRoot;
    home.attachShadow({mode: 'open'}).adoptedStyleSheets = adoptedStyleSheets;
    element.prepend(home);
    return home;
  }
}
