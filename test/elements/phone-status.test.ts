/** Phones that are offline: in the list of phones, and at the button that would ring one. */
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/number-select/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {announceSentence} from '../../src/elements/internal/announcer.js';
import {hintFor} from '../../src/elements/number-select/hint.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {callError} from '../../src/store/call-error.js';
import type {NumberOption} from '../../src/store/types.js';
import {ANNA, BOB, mainControl, renderButton} from './call-buttons.js';
import {fakeStore, type FakeStore} from './fake-store.js';
import {textOf, until} from './support.js';

const DESK: NumberOption = {number: '+16505550150', kind: 'work', label: 'Desk phone', deviceId: '80'};
const MOBILE: NumberOption = {number: '+16505550151', kind: 'mobile', label: 'My mobile'};
const TYPED = '+16505550159';

function storeWith(online?: boolean, label = 'Desk phone'): FakeStore {
  const store = fakeStore();
  setOnline(store, online, label);
  return store;
}

/** RingCentral's answer has come, or is too old (undefined). */
function setOnline(store: FakeStore, online?: boolean, label = 'Desk phone'): void {
  store.fromNumbers.set({state: 'ready', options: [MOBILE, {...DESK, label, ...online !== undefined && {online}}]});
}

const point = (element: Element): boolean => element.dispatchEvent(new PointerEvent('pointerenter'));
const turns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve));
};

/** The live region of the page, once it says this. */
function pageRegion(text: string): Element | undefined {
  const regions = Array.from(document.body.children, ({shadowRoot}) => shadowRoot?.querySelector('[role=status]'));
  return regions.find((region) => region?.textContent?.includes(text)) ?? undefined;
}

before(() => parserPart.load());

describe('the hint for a phone that is offline', () => {
  const offline = {...DESK, online: false};
  const facts = {kind: 'from', session: 'ready', list: {state: 'ready', options: [MOBILE, offline]}, value: DESK.number, dropped: undefined, isInvalid: false, browserPhone: null} as const;
  for (const [situation, change, key] of [
    ['it is chosen', {}, 'select.phone-offline'],
    ['another phone is chosen', {value: MOBILE.number}, undefined],
    ['no phone is chosen', {value: ''}, undefined],
    ['it is online', {list: {state: 'ready', options: [{...DESK, online: true}]}}, undefined],
    ['nothing is known of it', {list: {state: 'ready', options: [DESK]}}, undefined],
    ['more phones load', {list: {state: 'ready', options: [offline], loadingMore: true}}, 'select.phone-offline'],
    ['the text that is typed is no number', {isInvalid: true}, 'select.invalid'],
    ['no user is signed in', {session: 'expired'}, 'select.signed-out'],
    ['the list cannot be read', {list: {state: 'error', options: [offline], error: callError('offline')}}, 'select.offline'],
  ] as const) {
    it(`${situation}: ${key ?? 'none'}`, () => expect(hintFor({...facts, ...change})?.key).to.equal(key));
  }

  it('is no error', () => expect(hintFor(facts)).to.deep.equal({key: 'select.phone-offline', warns: true}));
});

describe('<rc-number-select> with a phone that is offline', () => {
  const render = (store: FakeStore, kind = 'from'): Promise<RcNumberSelect> =>
    fixture(html`<rc-number-select kind=${kind} account=${store.account}></rc-number-select>`);
  const shadow = (element: Element) => element.shadowRoot!;
  const selectIn = (element: Element): HTMLSelectElement => shadow(element).querySelector('select')!;
  const optionText = (element: Element, number = DESK.number): string =>
    Array.from(selectIn(element).options).find(({value}) => value === number)?.text ?? '';
  const hintIn = (element: Element): HTMLElement => shadow(element).querySelector<HTMLElement>('#hint')!;
  const liveIn = (element: Element): string | null => hintIn(element).querySelector('[role=status]')!.getAttribute('aria-live');

  it('asks once the user points at it or focuses it, and not before', async () => {
    const store = storeWith();
    const element = await render(store);
    await turns();
    expect(store.phoneChecks).to.equal(0);
    point(element);
    await until(() => store.phoneChecks === 1, 'it asks under the pointer');
    selectIn(element).focus();
    await until(() => store.phoneChecks === 2, 'it asks when it has the focus');
  });

  it('does not ask for caller IDs, nor while no user is signed in', async () => {
    const store = storeWith(), callerIds = await render(store, 'caller-id');
    point(callerIds);
    const signedOut = fakeStore('signed-out');
    point(await render(signedOut));
    await turns();
    signedOut.setSession('ready');
    await turns();
    expect([store.phoneChecks, signedOut.phoneChecks]).to.deep.equal([0, 0]);
  });

  it('asks once the list is there', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'loading', options: []});
    const element = await render(store);
    point(element);
    point(element);
    store.fromNumbers.set({state: 'ready', options: [MOBILE], loadingMore: true});
    await turns();
    expect(store.phoneChecks).to.equal(0);
    setOnline(store);
    await until(() => store.phoneChecks > 0, 'it asks');
  });

  it('marks it in the list, where it can be chosen all the same', async () => {
    const store = storeWith();
    const element = await render(store);
    expect(optionText(element)).to.equal('Desk phone · +1 650 555 0150');
    setOnline(store, false);
    await element.updateComplete;
    expect(optionText(element)).to.equal('Desk phone · +1 650 555 0150 — offline');
    expect(optionText(element, MOBILE.number)).to.equal('My mobile · +1 650 555 0151');
    const select = selectIn(element);
    expect(Array.from(select.options).some(({disabled}) => disabled)).to.equal(false);
    select.value = DESK.number;
    select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    expect([element.value, store.choices.get().from]).to.deep.equal([DESK.number, DESK.number]);
    expect(element.validity.valid).to.equal(true);
    setOnline(store, true);
    await element.updateComplete;
    expect(optionText(element)).to.equal('Desk phone · +1 650 555 0150');
  });

  it('says below the field that the chosen one is offline, and what helps, as no error', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    const element = await render(store);
    expect(textOf(hintIn(element))).to.equal('This phone is offline. Plug it in, or choose another phone.');
    expect(selectIn(element).getAttribute('aria-describedby')).to.equal('hint');
    expect(selectIn(element).getAttribute('aria-invalid')).to.equal('false');
    expect(shadow(element).querySelector('[part=error]')).to.equal(null);
    await expect(element).to.be.accessible();
    store.choices.set({from: MOBILE.number});
    await element.updateComplete;
    expect(textOf(hintIn(element))).to.equal('');
  });

  it('announces it while the field has the focus, and not otherwise', async () => {
    const store = storeWith();
    store.choices.set({from: DESK.number});
    const element = await render(store);
    const region = hintIn(element).querySelector('[role=status]');
    setOnline(store, false);
    await element.updateComplete;
    expect(liveIn(element)).to.equal('off');
    setOnline(store);
    selectIn(element).focus();
    await element.updateComplete;
    setOnline(store, false);
    await element.updateComplete;
    expect(liveIn(element)).to.equal(null);
    expect(hintIn(element).querySelector('[role=status]')).to.equal(region);
  });

  it('shows the mark no longer than it is known', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    const element = await render(store);
    setOnline(store);
    await element.updateComplete;
    expect([optionText(element), textOf(hintIn(element))]).to.deep.equal(['Desk phone · +1 650 555 0150', '']);
  });

  it('keeps label, number and mark apart where they run in different directions', async () => {
    const store = storeWith(false, 'טלפון שולחני');
    const place = await fixture(html`<div lang="he"><rc-number-select account=${store.account}></rc-number-select></div>`);
    const element = place.querySelector('rc-number-select')!;
    await until(() => optionText(element).includes('לא מחובר'), 'the words have loaded');
    expect(optionText(element)).to.equal('\u2068טלפון שולחני\u2069 · \u2068+1 650 555 0150\u2069 — לא מחובר');
    const english = await render(store);
    expect(optionText(english)).to.equal('\u2068טלפון שולחני\u2069 · \u2068+1 650 555 0150\u2069 — offline');
    await expect(element).to.be.accessible();
  });
});

describe('<rc-click-to-call> whose phone is offline', () => {
  const hasSign = (element: RcClickToCall): boolean => {
    const icon = element.shadowRoot!.querySelector('[part~=icon]')!;
    return getComputedStyle(icon, '::after').content !== 'none';
  };
  const messageIn = (element: RcClickToCall): string => textOf(element.shadowRoot!.querySelector('[part=message]') ?? document.createElement('p'));

  /** The pointer reaches the button: the document listens. */
  async function approach(element: RcClickToCall): Promise<void> {
    mainControl(element).dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
    await turns();
  }

  async function renderWith(store: FakeStore, attributes: object = {}): Promise<RcClickToCall> {
    const element = await renderButton(store);
    Object.assign(element, attributes);
    await element.updateComplete;
    await turns();
    return element;
  }

  for (const [what, {from, attributes, list}, checks] of [
    ['the chosen phone has a device', {from: DESK.number}, 1],
    ['the page’s phone has a device', {from: MOBILE.number, attributes: {from: DESK.number}}, 1],
    ['the chosen phone is a mobile', {from: MOBILE.number}, 0],
    ['the page’s phone is a mobile', {from: DESK.number, attributes: {from: MOBILE.number}}, 0],
    ['the chosen number was typed', {from: TYPED}, 0],
    ['no phone is chosen', {}, 0],
    ['the list cannot be read', {from: DESK.number, list: {state: 'error', options: []}}, 0],
  ] as [string, {from?: string; attributes?: object; list?: Parameters<FakeStore['fromNumbers']['set']>[0]}, number][]) {
    it(`${checks ? 'asks' : 'does not ask'} under the pointer where ${what}`, async () => {
      const store = storeWith();
      if (list) store.fromNumbers.set(list);
      store.choices.set(from ? {from} : {});
      const element = await renderWith(store, attributes);
      expect(store.phoneChecks, 'before').to.equal(0);
      await approach(element);
      expect(store.phoneChecks).to.equal(checks);
    });
  }

  it('asks when it gets the focus, once the list is read', async () => {
    const store = storeWith();
    store.choices.set({from: DESK.number});
    store.fromNumbers.set({state: 'loading', options: []});
    const element = await renderWith(store);
    mainControl(element).focus();
    await turns();
    expect(store.phoneChecks).to.equal(0);
    setOnline(store);
    await until(() => store.phoneChecks === 1, 'it asks');
  });

  it('says so before the click, in the description of the button and by a sign on its icon', async () => {
    const store = storeWith();
    store.choices.set({from: DESK.number});
    const element = await renderWith(store);
    const {width} = element.getBoundingClientRect();
    expect([mainControl(element).title, hasSign(element)]).to.deep.equal(['We ring +1 650 555 0150 first, then Anna.', false]);
    setOnline(store, false);
    await element.updateComplete;
    expect(mainControl(element).title).to.equal('We ring +1 650 555 0150 first, then Anna. Your phone is offline.');
    expect(hasSign(element)).to.equal(true);
    expect(element.getBoundingClientRect().width, 'nothing moves').to.equal(width);
    await expect(element).to.be.accessible();
    setOnline(store);
    await element.updateComplete;
    expect([mainControl(element).title, hasSign(element)]).to.deep.equal(['We ring +1 650 555 0150 first, then Anna.', false]);
  });

  it('speaks of the phone that would ring, and of no other', async () => {
    const store = storeWith(false);
    const element = await renderWith(store);
    expect([mainControl(element).title, hasSign(element)]).to.deep.equal(['We ring your phone first, then Anna.', false]);
    store.choices.set({from: MOBILE.number});
    await element.updateComplete;
    expect(hasSign(element)).to.equal(false);
    element.from = DESK.number;
    await element.updateComplete;
    expect(hasSign(element)).to.equal(true);
  });

  it('has the sign in a table only while the user is at it', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    const element = await renderWith(store, {size: 'small'});
    expect(hasSign(element)).to.equal(false);
    mainControl(element).focus();
    expect(hasSign(element), 'it has the focus').to.equal(true);
    mainControl(element).blur();
    expect(hasSign(element)).to.equal(false);
  });

  it('keeps the page’s own icon', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    const element = await renderWith(store);
    element.innerHTML = '<b slot="icon">☎</b>';
    await element.updateComplete;
    expect(hasSign(element)).to.equal(true);
  });

  it('calls all the same, and says it again while the phone rings', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    store.callAnswer = {phase: 'ringing-caller', from: DESK.number};
    const element = await renderWith(store);
    await element.call();
    expect(store.requests).to.have.length(1);
    await until(() => messageIn(element).includes('Your phone is offline.'), 'the card says so');
    expect(hasSign(element), 'the button shows the call').to.equal(false);
    const {key} = store.calls.get()[0]!;
    store.change(key, {phase: 'failed', endedAt: Date.now(), error: callError('unreachable', {leg: 'caller'})});
    await until(() => /Your phone could not be reached.*Your phone is offline\./.test(messageIn(element)), 'so does the failure');
    await expect(element).to.be.accessible();
  });

  it('does not blame the phone for the other party', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    store.callAnswer = {phase: 'failed', from: DESK.number, endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
    const element = await renderWith(store);
    await element.call();
    await until(() => messageIn(element).includes('busy'), 'the card tells of the failure');
    expect(messageIn(element)).to.not.include('offline');
  });

  it('announces it where it becomes known while the button has the focus, once', async () => {
    const store = storeWith();
    store.choices.set({from: DESK.number});
    const element = await renderWith(store), other = await renderButton(store, BOB);
    announceSentence(store, 'Ready.');
    const region = await until(() => pageRegion('Ready.'), 'the page has a live region');
    const spoken: string[] = [];
    const observer = new MutationObserver(() => spoken.push(region.textContent ?? ''));
    observer.observe(region, {childList: true, characterData: true, subtree: true});
    mainControl(element).focus();
    setOnline(store, false);
    await until(() => spoken.includes('Your phone is offline.'), 'it is announced');
    store.callerIds.set({state: 'ready', options: [], default: {blocked: true}});
    mainControl(other).focus();
    await other.updateComplete;
    announceSentence(store, 'Done.');
    await until(() => spoken.includes('Done.'), 'the region speaks again');
    observer.disconnect();
    expect(spoken.filter(Boolean)).to.deep.equal(['Your phone is offline.', 'Done.']);
  });

  it('describes the button in the language of the page', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    const place = await fixture(html`<div lang="de"></div>`);
    const element = await renderButton(store, {...ANNA, parent: place});
    await until(() => mainControl(element).title.includes('Ihr Telefon ist offline.'), 'the words have loaded');
  });

  it('warns no longer once the phone is back, whenever it was chosen', async () => {
    const store = storeWith(false);
    const element = await renderWith(store);
    store.choices.set({from: DESK.number});
    await element.updateComplete;
    expect([hasSign(element), mainControl(element).title.includes('offline')]).to.deep.equal([true, true]);
    setOnline(store, true);
    await element.updateComplete;
    expect([hasSign(element), mainControl(element).title.includes('offline')]).to.deep.equal([false, false]);
  });

  it('warns in the description of a menu of numbers', async () => {
    const store = storeWith(false);
    store.choices.set({from: DESK.number});
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call name="Ada" account=${store.account}>
      <a href="tel:${ANNA.to}">Mobile</a><a href="tel:${BOB.to}">Office</a></rc-click-to-call>`);
    mainControl(element).focus();
    await until(() => mainControl(element).title === 'Choose a number. Your phone is offline.', 'the menu has loaded');
  });
});
