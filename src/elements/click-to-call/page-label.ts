/** The content that the page put into a call button: its label, and perhaps a link. */
import {isServer} from 'lit';

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
export function hasPageLabel(button: Element, link: HTMLAnchorElement | null): boolean {
  if (link) return link.textContent.trim() !== '';
  return isServer || Array.from(button.childNodes).some(isLabelNode);
}

function isLabelNode(node: Node): boolean {
  if (node instanceof Element) return !node.slot;
  return node.nodeType === Node.TEXT_NODE && !!node.nodeValue?.trim();
}
