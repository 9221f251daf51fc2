/** The content that the page put into a call button: its label, and perhaps a link. */
import {isServer} from 'lit';
import type {DialableNumber} from '../../phone/dialable-number.js';
import type {CallButtonElement} from './call-button-host.js';

type LabeledButton = Pick<CallButtonElement, 'childNodes' | 'name'>;

/** The page may change the words or the number of a link, or put something else in its place. */
const CONTENT_CHANGES: MutationObserverInit = {
  subtree: true, childList: true, characterData: true,
  attributeFilter: ['href', 'slot', 'aria-label', 'alt', 'title'],
};

const contentObserver = isServer ? null : new MutationObserver((records) => {
  for (const {target} of records) {
    const element = target instanceof Element ? target : target.parentElement;
    element?.closest('rc-click-to-call')?.requestUpdate();
  }
});

/** From now on the button renders again when its content changes. */
export function followContent(button: Element): void {
  // Observing the same button again has no effect.
  contentObserver?.observe(button, CONTENT_CHANGES);
}

/** The `tel:` links in the button, at any depth; without any, its first child that is a link. */
export function pageLinks(button: Element): readonly HTMLAnchorElement[] {
  const links = [...button.querySelectorAll<HTMLAnchorElement>('a[href]:not([slot])')];
  const callLinks = links.filter(({protocol}) => protocol === 'tel:');
  if (callLinks.length > 0) return callLinks;
  return links.filter(({parentNode}) => parentNode === button).slice(0, 1);
}

/** The text of a link; if it has none, the name of the icon that it is. */
export function linkText(node: Element): string {
  const {textContent, ariaLabel, alt, title} = node as HTMLImageElement;
  const icons = [...node.children].map(linkText).join('');
  return textContent.trim() || ariaLabel || icons || alt || title;
}

/** The page's own text: before its links or, if there is none, after them. */
export function textBesideLinks({childNodes}: Pick<LabeledButton, 'childNodes'>): string {
  let text = '';
  let isBefore = true;
  for (const node of childNodes) {
    if (node instanceof Element && node.matches('a, :has(a)')) {
      if (isBefore && text) break;
      isBefore = false;
      text = '';
    } else if (isLabelNode(node)) {
      text += node.textContent;
    }
  }
  return text.trim();
}

/** Whether the page's content says what the button is. A server cannot see the content. */
export function hasPageLabel(
  button: Pick<LabeledButton, 'childNodes'>, link: HTMLAnchorElement | null,
): boolean {
  if (link) return linkText(link) !== '';
  return isServer || [...button.childNodes].some(isLabelNode);
}

/** Text of the label; null if the page's content, which is no link, is the label. */
export function labelText(
  button: LabeledButton,
  link: HTMLAnchorElement | null,
  writtenNumber: string,
  number?: DialableNumber,
): string | null {
  if (hasPageLabel(button, link)) return link && linkText(link);
  const name = button.name.trim();
  if (name) return name;
  // The extension follows in words.
  return number?.extension ? number.e164 : writtenNumber.replace(/^tel:/i, '');
}

function isLabelNode(node: Node): boolean {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue!.trim() !== '';
  return node instanceof Element && !node.slot;
}
