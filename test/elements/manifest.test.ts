/**
 * Compares custom-elements.json with the elements in the browser, in both directions. Methods and getters are compared
 * with the declarations, in test/package/.
 */
import {expect, fixture, html} from '@open-wc/testing';
import type {CSSResult, LitElement, PropertyDeclaration, TemplateResult} from 'lit';
import '../../src/elements/call-status/define.js';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/inbound-call/define.js';
import '../../src/elements/number-links/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import {callError} from '../../src/store/call-error.js';
import type {CallAction, NumberOption} from '../../src/store/types.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {anInbound} from '../inbound/support.js';
import {middleOf, pointer} from '../number-links/support.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, until} from './support.js';

interface Named { readonly name: string }
interface Field extends Named {
  readonly kind: string; readonly attribute?: string; readonly reflects?: boolean; readonly readonly?: boolean; readonly type?: {text: string};
}
interface Attribute extends Named { readonly fieldName?: string; readonly type?: {text: string} }
interface Declaration extends Named {
  readonly tagName?: string;
  readonly attributes?: readonly Attribute[]; readonly members?: readonly Field[]; readonly slots?: readonly Named[];
  readonly cssParts?: readonly Named[]; readonly cssProperties?: readonly Named[]; readonly cssStates?: readonly Named[];
  readonly events?: readonly (Named & {type: {text: string}})[];
}
type Class = typeof LitElement & {elementProperties: Map<string, PropertyDeclaration>; elementStyles: CSSResult[]};

const manifest = await (await fetch('/custom-elements.json')).json() as {modules: {declarations?: Declaration[]}[]};
const elements = manifest.modules.flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);

/** The values of properties that are no text after their attribute was set to `x`. */
const READ_VALUES: Readonly<Record<string, unknown>> = {outcomes: [{value: 'x', label: 'x'}]};

/** Attributes that an element observes only to refuse them. */
const REFUSED_ATTRIBUTE = /secret|jwt/;

const PHONE: NumberOption = {number: '+16505550111', kind: 'mobile', label: 'My phone'};
const NUMBER = '+16505550101';

/** Brings an element into one of its states: its markup, and the steps that follow. */
interface State { readonly template: (store: FakeStore) => TemplateResult; readonly act?: (element: LitElement, store: FakeStore) => unknown }

const clickButton = (element: LitElement, name?: string | RegExp): void => byRole(element, 'button', name)?.click();
const button = (store: FakeStore): TemplateResult =>
  html`<rc-click-to-call to=${NUMBER} name="Anna" confirm="never" account=${store.account}>Anna</rc-click-to-call>`;
const select = (store: FakeStore): TemplateResult => html`<rc-number-select account=${store.account}></rc-number-select>`;
const status = (store: FakeStore): TemplateResult => html`<rc-call-status account=${store.account}></rc-call-status>`;
const inboundTag = (store: FakeStore): TemplateResult => html`<rc-inbound-call account=${store.account}></rc-inbound-call>`;
const session = (store: FakeStore): TemplateResult => html`<rc-session account=${store.account}></rc-session>`;

const TALK: readonly CallAction[] = ['hang-up', 'hold', 'mute', 'keypad'];

/** This tab carries the sound of a call, and there are devices to choose from. */
function talkInBrowser(store: FakeStore): void {
  const devices = [{id: 'a', label: 'Built-in'}, {id: 'b', label: 'Headset'}];
  store.levels = {microphone: 0.5, speaker: 0.5};
  store.browserPhone.set({state: 'registered', microphones: devices, speakers: devices});
}

async function openKeypad(element: LitElement): Promise<void> {
  await element.updateComplete;
  await later(900, () => clickButton(element, 'Keypad'));
  await until(() => element.shadowRoot?.querySelector('[part=key]'), 'the keypad is open');
}

const STATES: Readonly<Record<string, readonly State[]>> = {
  'rc-click-to-call': [
    {template: button, act: (_, store) => store.setSession('signed-out')},
    {template: (store) => html`<rc-click-to-call to=${NUMBER} sms account=${store.account}></rc-click-to-call>`},
    {template: () => html`<div style="position: absolute; inset-block-start: 10000px"><rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call></div>`},
    {
      template: (store) => html`<rc-click-to-call name="Anna" account=${store.account}>
        <a href="tel:+16505550101">Mobile</a><a href="tel:+16505550102">Office</a></rc-click-to-call>`,
      act: async (element) => {
        clickButton(element);
        await until(() => element.shadowRoot?.querySelector('[role=menuitem]'), 'the menu is open');
      },
    },
    {template: button, act: async (element, store) => {
      store.callAnswer = {phase: 'placing'};
      clickButton(element);
      await until(() => element.matches(':state(placing)'), 'the call is being placed');
    }},
    {template: button, act: async (element) => {
      clickButton(element);
      await until(() => element.matches(':state(active)'), 'the call is active');
    }},
    {template: button, act: async (element, store) => {
      store.callAnswer = {phase: 'failed', error: callError('busy', {leg: 'callee'}), endedAt: Date.now()};
      clickButton(element);
      await until(() => element.matches(':state(error)'), 'the call has failed');
      await until(() => element.shadowRoot?.querySelector('[part=message]'), 'the card says why');
    }},
  ],
  'rc-number-select': [
    {template: select},
    {template: select, act: (element) => {
      const list = element.shadowRoot?.querySelector('select');
      if (!list) return;
      list.value = 'other';
      list.dispatchEvent(new Event('change', {bubbles: true}));
    }},
    {template: select, act: (_, store) => store.fromNumbers.set({state: 'error', options: [], error: callError('server-error')})},
  ],
  'rc-call-status': [
    {template: status, act: (_, store) => store.calls.set([
      aCall('connected', {connectedAt: Date.now() - 1000, can: ['hang-up', 'hold', 'mute']}), aCall('ringing-caller'),
      aCall('failed', {error: callError('busy', {leg: 'callee'}), endedAt: Date.now()}),
    ])},
    {
      template: (store) => html`<rc-call-status notes outcomes="Reached" account=${store.account}></rc-call-status>`,
      act: async (element, store) => {
        store.calls.set([aCall('connected', {connectedAt: Date.now() - 1000})]);
        await until(() => element.shadowRoot?.querySelector('[part=note]'), 'the fields have loaded');
      },
    },
    {template: status, act: async (element, store) => {
      talkInBrowser(store);
      store.calls.set([aCall('connected', {id: null, via: 'browser', connectedAt: Date.now() - 1000, can: TALK})]);
      await openKeypad(element);
    }},
  ],
  'rc-session': [
    {template: session},
    {template: session, act: (_, store) => store.setSession('signed-out')},
    {template: session, act: (_, store) => store.session.set({
      state: 'signing-in', account: store.account, user: null, signInUrl: 'https://example.com/',
      error: {code: 'popup-blocked', message: 'The browser blocked the window.'},
    })},
  ],
  'rc-inbound-call': [
    {
      template: (store) => html`<rc-inbound-call notify contact-url="/{id}" account=${store.account}
        .resolveContact=${() => [{name: 'Anna', id: '1'}, {name: 'Bob', id: '2'}]}></rc-inbound-call>`,
      act: async (element, store) => {
        const {Notification} = window;
        window.Notification = {permission: 'default'} as typeof Notification;
        try {
          store.inbound.set([anInbound()]);
          const parts = ['notify', 'contact'];
          await until(() => parts.every((name) => element.shadowRoot?.querySelector(`[part=${name}]`)), 'all is there');
        } finally {
          window.Notification = Notification;
        }
      },
    },
    {template: inboundTag, act: async (element, store) => {
      store.actionRefusal = callError('microphone-blocked');
      store.inbound.set([anInbound({can: ['answer', 'decline'], tab: 'this'})]);
      await element.updateComplete;
      clickButton(element, 'Answer');
      await until(() => element.shadowRoot?.querySelector('[part=error]'), 'it was not answered');
    }},
    {template: inboundTag, act: async (element, store) => {
      talkInBrowser(store);
      store.inbound.set([anInbound({phase: 'answered', answeredAt: Date.now(), can: TALK, tab: 'this'})]);
      await openKeypad(element);
    }},
  ],
  'rc-number-links': [
    {
      template: (store) => html`<rc-number-links account=${store.account}>Call (650) 555-0101.</rc-number-links>`,
      act: async (element, store) => {
        store.calls.set([aCall('connected', {to: NUMBER, can: ['hold', 'mute'], connectedAt: Date.now()})]);
        await until(() => (element as RcNumberLinks).pageLinks.links, 'its code is loaded');
        const {x, y, target} = middleOf(element, '(650) 555-0101');
        for (const type of ['pointerdown', 'click']) pointer(target, type, x, y, {pointerType: 'touch', detail: 1});
        await until(() => exportedParts(element).length > 0, 'the card shows the call');
      },
    },
    {
      template: (store) => html`<rc-number-links account=${store.account}>Call (650) 555-0101.</rc-number-links>`,
      act: async (element) => {
        const links = element as RcNumberLinks;
        await until(() => links.pageLinks.count, 'the number is found');
        await links.updateComplete;
        links.renderRoot.querySelector<HTMLElement>('.skip')!.click();
        await until(() => links.renderRoot.querySelector('.numbers li'), 'the list is open');
      },
    },
  ],
};

/** The parts that an inner shadow root has, and hands on. */
function exportedParts(element: LitElement): string[] {
  const inner = [...element.shadowRoot?.querySelectorAll('[exportparts]') ?? []];
  return inner.flatMap((outer) => outer.getAttribute('exportparts')!.split(', ')
    .filter((name) => outer.shadowRoot?.querySelector(`[part~=${name}]`)));
}

/** Brings an element into each of its states; `inspect` runs after each step. */
async function visitStates(tag: string, inspect: (element: LitElement) => void): Promise<void> {
  for (const {template, act} of STATES[tag] ?? []) {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: [PHONE]});
    const root = await fixture<HTMLElement>(template(store));
    const element = (root.localName === tag ? root : root.querySelector(tag)) as LitElement;
    inspect(element);
    await element.updateComplete;
    inspect(element);
    await act?.(element, store);
    await element.updateComplete;
    inspect(element);
  }
}

const sortedNames = (list: readonly Named[] = []): string[] => list.map(({name}) => name).sort();

/** The `--rc-*` properties that a style sheet uses, directly or by a private `--_*` property that it uses. */
function themeProperties(css: string): string[] {
  const privateProperties = new Map<string, string>();
  let rest = css.replace(/\/\*[^]*?\*\//g, '');
  rest = rest.replace(/(--_[\w-]+)\s*:\s*([^;}]*)/g, (_, name: string, value: string) => {
    privateProperties.set(name, `${privateProperties.get(name) ?? ''} ${value}`);
    return '';
  });
  const found = new Set<string>();
  const collectUsed = (text: string): void => {
    for (const [, name = ''] of text.matchAll(/var\(\s*(--[\w-]+)/g)) {
      if (found.has(name)) continue;
      found.add(name);
      collectUsed(privateProperties.get(name) ?? '');
    }
  };
  collectUsed(rest);
  return [...found].filter((name) => name.startsWith('--rc-')).sort();
}

it('custom-elements.json has every element whose states this test visits', () => {
  expect(elements.map(({tagName}) => tagName).sort()).to.deep.equal(Object.keys(STATES).sort());
});

for (const {tagName = '', name, attributes = [], members = [], slots, cssParts, cssProperties, cssStates, events = []} of elements) {
  describe(`<${tagName}> in custom-elements.json`, () => {
    const Element = customElements.get(tagName) as Class;
    const fields = members.filter(({kind}) => kind === 'field');

    it('has the name of its class', () => expect(Element.name).to.equal(name));

    it('has exactly the observed attributes', () => {
      const observed = Element.observedAttributes.filter((attribute) => !REFUSED_ATTRIBUTE.test(attribute));
      expect(observed.sort()).to.deep.equal(sortedNames(attributes));
    });

    it('names the property that each attribute sets', () => {
      for (const {name: attribute, fieldName = attribute, type} of attributes) {
        const element = document.createElement(tagName) as unknown as Record<string, unknown> & HTMLElement;
        element.setAttribute(attribute, 'x');
        const isSwitch = type?.text.startsWith('boolean');
        expect(element[fieldName], attribute).to.deep.equal(isSwitch ? true : READ_VALUES[fieldName] ?? 'x');
      }
    });

    it('has exactly the reflected properties', () => {
      for (const [field, {reflect, attribute, state}] of Element.elementProperties) {
        if (state) continue;
        const described = fields.find((one) => one.name === field);
        expect(described, `${field} is not described`).not.to.equal(undefined);
        expect(described?.reflects ?? false, field).to.equal(reflect ?? false);
        expect(described?.attribute, field).to.equal(attribute === false ? undefined : attribute ?? field.toLowerCase());
      }
    });

    it('has no property or method that does not exist', () => {
      const element = document.createElement(tagName) as unknown as Record<string, unknown>;
      for (const {name: member, kind} of members) {
        expect(member in element, member).to.equal(true);
        if (kind === 'method') expect(typeof element[member], member).to.equal('function');
      }
    });

    it('has exactly the parts, slots and states', async () => {
      const found = {parts: new Set<string>(), slots: new Set<string>(), states: new Set<string>()};
      await visitStates(tagName, (element) => {
        for (const part of element.shadowRoot?.querySelectorAll('[part]') ?? []) part.part.forEach((one) => found.parts.add(one));
        exportedParts(element).forEach((one) => found.parts.add(one));
        for (const slot of element.shadowRoot?.querySelectorAll('slot') ?? []) found.slots.add(slot.name);
        for (const {name: state} of cssStates ?? []) if (element.matches(`:state(${state})`)) found.states.add(state);
      });
      expect([...found.parts].sort(), 'parts').to.deep.equal(sortedNames(cssParts));
      expect([...found.slots].sort(), 'slots').to.deep.equal(sortedNames(slots));
      expect([...found.states].sort(), 'states').to.deep.equal(sortedNames(cssStates));
    });

    it('has exactly the custom properties of the style sheets', async () => {
      let css = '';
      await visitStates(tagName, (element) => {
        css = [...element.shadowRoot?.adoptedStyleSheets ?? []].flatMap((sheet) => [...sheet.cssRules]).map((rule) => rule.cssText).join('\n');
      });
      expect(themeProperties(css)).to.deep.equal(sortedNames(cssProperties));
    });

    it('has events of our classes or native ones', () => {
      for (const {name: event, type: {text}} of events) expect(text, event).to.match(event.startsWith('rc-') ? /^Rc\w+Event$/ : /^Event$/);
    });
  });
}
