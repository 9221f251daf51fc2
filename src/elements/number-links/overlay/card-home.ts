/** The element that holds the card of a number, and the place in the page where it stands. */
import {render, type TemplateResult} from 'lit';
import {addStyle} from '../../internal/window-styles.js';
import type {PageNumber} from '../scan/page-numbers.js';
import {numberCardStyles} from './number-card.styles.js';

export class CardHome {
  readonly container = document.createElement('div');
  readonly root: ShadowRoot;

  /** `shadowHome`: where the container is unless a dialog needs it inside. */
  constructor(private readonly shadowHome: ShadowRoot) {
    this.container.dataset.rcIgnore = '';
    this.container.setAttribute('exportparts', 'hold, mute');
    this.root = this.container.attachShadow({mode: 'open'});
    this.moveBack();
    for (const style of numberCardStyles) addStyle(this.root, style);
  }

  /** The focus of a button that goes with its call goes to "Close": "Call" would place another. */
  render(card: TemplateResult): void {
    const focused = this.root.activeElement;
    render(card, this.root);
    if (focused?.isConnected === false) this.root.querySelector<HTMLElement>('.close')?.focus();
  }

  /** A modal dialog or full-screen element makes all else inert, even in the top layer. */
  moveNear({from}: PageNumber): void {
    const isInPage = from.ownerDocument === document;
    const dialog = isInPage ? from.parentElement?.closest(':modal') : null;
    this.#moveTo(dialog ?? this.shadowHome);
  }

  moveBack(): void {
    this.#moveTo(this.shadowHome);
  }

  #moveTo(parent: Node): void {
    if (this.container.parentNode !== parent) parent.appendChild(this.container);
  }
}
