// <rc-inbound-call> in a page of a recipe, with a store that tests tell of calls, by members that they give the element.
import '../../../src/elements/inbound-call/define.ts';
import {RcSessionChangeEvent} from '../../../src/elements/internal/events.ts';
import {fakeStore} from '../../elements/fake-store.ts';

const store = fakeStore();
const contactsByKey = new Map();
const dismissed = new Set();
const card = document.querySelector('rc-inbound-call');

document.addEventListener('rc-inbound-change', ({detail: {inbound, contacts}}) => contactsByKey.set(inbound.key, contacts));
// Instead of following a link, the page notes where it leads.
document.addEventListener('click', (event) => {
  const link = event.composedPath().find(({href}) => href);
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  card.opened.push(link.href);
});

async function linksOf(key) {
  for (let tries = 0; tries < 1000; tries++) {
    await card.updateComplete;
    const links = card.shadowRoot.querySelectorAll(`[data-key="${key}"] a`);
    if (links.length > 0) return links;
    await new Promise((resolve) => { setTimeout(resolve); });
  }
  throw new Error('The card has no link.');
}

Object.assign(card, {
  account: store.account,
  /** Addresses that the browser would have opened. */
  opened: [],
  /** The store has a new phase of a call. */
  async hear(inbound, primary) {
    await card.updateComplete;
    store.inbound.set([inbound, ...store.inbound.get().filter(({key}) => key !== inbound.key)]);
    store.emit({type: 'inbound-change', inbound, primary});
    await card.updateComplete;
  },
  /** The user dismisses the card, so that nobody waits for the lookup. */
  abort(key) {
    dismissed.add(key);
    store.dismissInbound(key);
  },
  contactsOf: (key) => contactsByKey.get(key) ?? (dismissed.has(key) ? [] : null),
  /** The user follows a link of the card. */
  async open(key, index = 0) {
    (await linksOf(key))[index].click();
  },
});

globalThis.changeSession = (state) => document.dispatchEvent(new RcSessionChangeEvent(state, '', null));
