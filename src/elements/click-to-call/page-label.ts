/** The content that the page put into a call button: its label, and perhaps a link. */
import {isServer} from 'lit';
import type {DialableNumber} from '../../phone/dialable-number.js';
import type {CallButtonElement} from './call-button-host.js';

type LabeledButton = Pick<CallButtonElement, 'childNodes' | 'name'>;

const LABEL_CHANGES: MutationObserverInit = {
  subtree: true, childList: true, characterData: true, attributes: true,
};

/** The page may change the text or the number of the link. */
const linkObserver = isServer ? null : new MutationObserver((records) => {
  for (const {target} of records) {
    const element = target instanceof Element ? target : target.parentElement;
    element?.closest('rc-click-to-call')?.requestUpdate();
  }
});

/** The link in the button; from now on the button renders again when the link changes. */
export function followLabelLink(button: Element): HTMLAnchorElement | null {
  const link = button.querySelector<HTMLAnchorElement>(':scope > a[href]:not([slot])');
  // Observing the same link again has no effect.
  if (link) linkObserver?.observe(link, LABEL_CHANGES);
  return link;
}

/** Whether the page's content says what the button is. A server cannot see the content. */
export function hasPageLabel(button: Pick<LabeledButton, 'childNodes'>, link: HTMLAnchorElement | null): boolean {
  if (link) return link.textContent.trim() !== '';
  return isServer || Array.from(button.childNodes).some(isLabelNode);
}

/** Text of the label; null if the page's content, which is no link, is the label. */
export function labelText(
  button: LabeledButton,
  link: HTMLAnchorElement | null,
  writtenNumber: string,
  number?: DialableNumber,
): string | null {
  if (hasPageLabel(button, link)) return link && link.textContent;
  const name = button.name.trim();
  if (name) return name;
  // The extension follows in words.
  return number?.extension ? number.e164 : writtenNumber.replace(/^tel:/i, '');
}

function isLabelNode(node: Node): boolean {
  if (node instanceof Element) return !node.slot;
  return node.nodeType === Node.TEXT_NODE && !!node.nodeValue?.trim();
}
