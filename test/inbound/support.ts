/** Calls to the user, and the tag that shows them. */
import {fixture, html} from '@open-wc/testing';
import '../../src/elements/inbound-call/define.js';
import type {RcInboundCall} from '../../src/elements/inbound-call/inbound-call.js';
import {parserPart} from '../../src/phone/parser-part.js';
import type {Inbound} from '../../src/store/types.js';
import type {FakeStore} from '../elements/fake-store.js';

let lastKey = 0;

export function anInbound(overrides: Partial<Inbound> = {}): Inbound {
  return Object.freeze({
    key: `inbound-${++lastKey}`, from: '+16505550101', to: '+16505550199', phase: 'ringing',
    startedAt: Date.now() - 1000, ...overrides,
  });
}

/** A call whose caller hides the number. */
export function anonymous(overrides: Partial<Inbound> = {}): Inbound {
  const {from: _, ...call} = anInbound(overrides);
  return Object.freeze(call);
}

/** The tag for the store's account, with its properties. */
export async function renderTag(store: FakeStore, properties: Partial<RcInboundCall> = {}): Promise<RcInboundCall> {
  await parserPart.load();
  const element = await fixture<RcInboundCall>(html`<rc-inbound-call account=${store.account}></rc-inbound-call>`);
  Object.assign(element, properties);
  await element.updateComplete;
  return element;
}

/** The platform reports a call, or a change of one. */
export function report(store: FakeStore, inbound: Inbound, primary = true): void {
  const others = store.inbound.get().filter(({key}) => key !== inbound.key);
  const isNew = others.length === store.inbound.get().length;
  const list = isNew
    ? [inbound, ...others]
    : store.inbound.get().map((other) => other.key === inbound.key ? inbound : other);
  store.inbound.set(Object.freeze(list));
  store.emit({type: 'inbound-change', inbound, primary});
}

export const cardsOf = (element: Element): HTMLElement[] =>
  [...element.shadowRoot!.querySelectorAll<HTMLElement>('[part=card]')];

/** All texts that the page's own live region has said. */
export function recordAnnouncements(): {said: string[]; stop: () => void} {
  const said: string[] = [];
  const watched = new Set<Node>();
  const observe = (): void => {
    for (const {shadowRoot} of document.body.children) {
      const region = shadowRoot?.querySelector('[role=status]');
      if (!region || watched.has(region)) continue;
      watched.add(region);
      observer.observe(region, {childList: true, characterData: true, subtree: true});
    }
  };
  const observer = new MutationObserver((records) => {
    observe();
    for (const {target} of records) {
      const text = target === document.body ? '' : target.textContent;
      if (text && said.at(-1) !== text) said.push(text);
    }
  });
  observe();
  observer.observe(document.body, {childList: true});
  return {said, stop: () => observer.disconnect()};
}
