/** Numbers on the call button: in its tooltip, in questions before a call, and in refusals. */
import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/call-status/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {callError} from '../../src/store/call-error.js';
import type {CallError, NumberOption} from '../../src/store/types.js';
import {numberRead} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, part, textOf, until} from './support.js';

const NUMBER = '+16505550101';
const MOBILE: NumberOption = {number: '+16505550151', kind: 'mobile', label: 'My mobile'};

const renderButton = (store: FakeStore, to = NUMBER): Promise<RcClickToCall> =>
  fixture<RcClickToCall>(html`<rc-click-to-call to=${to} name="Anna" confirm="never" account=${store.account}>Anna</rc-click-to-call>`);

const titleOf = (element: RcClickToCall): string => element.shadowRoot?.querySelector<HTMLElement>('[part~=button]')?.title ?? '';
const errorOf = (element: RcClickToCall): Promise<CallError | null> => element.call().then(() => null, (thrown: CallError) => thrown);

describe('before the click', () => {
  before(() => parserPart.load());

  it('says which phone rings and which number the other party sees, as far as it is known', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    const titleAfter = async (change: () => void): Promise<string> => {
      change();
      await element.updateComplete;
      return titleOf(element);
    };
    expect(titleOf(element)).to.equal('We ring your phone first, then Anna.');
    for (const [change, sentence] of [
      // Another element has loaded the list.
      [() => store.callerIds.set({state: 'ready', options: [], default: {number: '+16505550170'}}),
        'We ring your phone first, then Anna. Anna sees +1 650 555 0170.'],
      [() => store.callerIds.set({state: 'ready', options: [], default: {blocked: true}}),
        'We ring your phone first, then Anna. Anna does not see your number.'],
      // The number that is shown is not known.
      [() => store.callerIds.set({state: 'ready', options: [], default: {}}), 'We ring your phone first, then Anna.'],
      [() => store.choose({from: MOBILE.number, callerId: '+16505550172'}),
        'We ring +1 650 555 0151 first, then Anna. Anna sees +1 650 555 0172.'],
      [() => { element.from = '+16505550152'; element.callerId = '+16505550173'; },
        'We ring +1 650 555 0152 first, then Anna. Anna sees +1 650 555 0173.'],
    ] as const) expect(await titleAfter(change)).to.equal(sentence);
    await expect(element).to.be.accessible();
  });

  it('does not announce the default if another number was chosen', async () => {
    const store = fakeStore();
    store.callerIds.set({state: 'ready', options: [], default: {blocked: true}});
    store.choose({callerId: '+16505550172'});
    expect(titleOf(await renderButton(store))).to.equal('We ring your phone first, then Anna. Anna sees +1 650 555 0172.');
  });

  it('formats the number if there is no name', async () => {
    const store = fakeStore();
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to=${NUMBER} account=${store.account}></rc-click-to-call>`);
    expect(titleOf(element)).to.equal('We ring your phone first, then +1 650 555 0101.');
  });
});

describe('a call from an account without a phone', () => {
  async function renderQuestion(store: FakeStore): Promise<{element: RcClickToCall; select: RcNumberSelect; outcome: Promise<CallError | null>}> {
    const element = await renderButton(store);
    const outcome = errorOf(element);
    const select = await until(() => {
      const found = element.shadowRoot?.querySelector('rc-number-select');
      return found && 'reportValidity' in found && found.shadowRoot ? found : null;
    }, 'it asks which phone to ring');
    await select.updateComplete;
    return {element, select, outcome};
  }

  const storeWithoutPhones = (): FakeStore => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: []});
    return store;
  };

  const clickLater = (element: RcClickToCall, name: string): Promise<void> => later(900, () => byRole(element, 'button', name)?.click());

  it('asks for a phone, with the focus on the question, before anything is sent', async () => {
    const store = storeWithoutPhones();
    const {element, select} = await renderQuestion(store);
    expect(part(select, 'label')).to.match(/^Which phone should we ring\?/);
    expect(store.requests.length).to.equal(0);
    await until(() => element.shadowRoot?.activeElement === select, 'the focus is on the question');
    await expect(element).to.be.accessible();
  });

  it('is not placed before the answer, and then rings the phone of the answer', async () => {
    const store = storeWithoutPhones();
    const {element, select, outcome} = await renderQuestion(store);
    await clickLater(element, 'Call');
    expect(store.requests.length).to.equal(0);
    const input = await until(() => select.shadowRoot?.querySelector('input'), 'a box to type in');
    await until(() => select.shadowRoot?.activeElement === input, 'it has the focus');
    await sendKeys({type: '6505550199'});
    await sendKeys({press: 'Enter'});
    await until(() => store.choices.get().from === '+16505550199', 'the number is chosen');
    await clickLater(element, 'Call');
    expect(await outcome).to.equal(null);
    // The store adds the phone, as for every choice.
    expect(store.requests.map(({to, from}) => [to, from])).to.deep.equal([[NUMBER, undefined]]);
    expect(store.choices.get().from).to.equal('+16505550199');
  });

  it('is not placed for the rest of a double click', async () => {
    const store = storeWithoutPhones();
    const {element} = await renderQuestion(store);
    store.choose({from: MOBILE.number});
    byRole(element, 'button', 'Call')?.click();
    expect(store.requests.length).to.equal(0);
    expect(element.shadowRoot?.querySelector('rc-number-select')).to.not.equal(null);
  });

  for (const [how, act] of [
    ['a no', (element: RcClickToCall) => byRole(element, 'button', 'Don’t call')?.click()],
    ['closing', (element: RcClickToCall) => byRole(element, 'button', 'Close')?.click()],
  ] as const) {
    it(`sends nothing after ${how}`, async () => {
      const store = storeWithoutPhones();
      const {element, outcome} = await renderQuestion(store);
      act(element);
      expect((await outcome)?.code).to.equal('not-confirmed');
      await element.updateComplete;
      expect(part(element, 'message')).to.equal('');
      expect(store.requests.length).to.equal(0);
    });
  }

  it('does not ask if the page or the user chose a phone, or the page does in rc-call-request', async () => {
    for (const name of [
      (store: FakeStore) => store.choose({from: MOBILE.number}),
      (_store: FakeStore, element: RcClickToCall) => { element.from = MOBILE.number; },
      (_store: FakeStore, element: RcClickToCall) => element.addEventListener('rc-call-request', (event) => event.update({from: MOBILE.number})),
    ]) {
      const store = storeWithoutPhones();
      const element = await renderButton(store);
      name(store, element);
      expect(await errorOf(element)).to.equal(null);
      expect(store.requests.length).to.equal(1);
    }
  });

  it('does not ask if the account has phones, or if the list cannot be loaded', async () => {
    for (const list of [
      {state: 'ready', options: [MOBILE]},
      {state: 'ready', options: [MOBILE], loadingMore: true},
      {state: 'error', options: [], error: callError('permission-missing')},
    ] as const) {
      const store = fakeStore();
      store.fromNumbers.set(list);
      const element = await renderButton(store);
      expect(await errorOf(element)).to.equal(null);
      expect(store.requests.map(({from}) => from)).to.deep.equal([undefined]);
    }
  });

  it('waits for a list that is loading', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'loading', options: []});
    const element = await renderButton(store);
    const outcome = errorOf(element);
    await element.updateComplete;
    expect(store.requests.length).to.equal(0);
    store.fromNumbers.set({state: 'ready', options: [MOBILE], loadingMore: true});
    expect(await outcome).to.equal(null);
    expect(store.requests.length).to.equal(1);
  });

  it('does not ask about a call that the page refuses', async () => {
    const store = storeWithoutPhones();
    const element = await renderButton(store);
    element.addEventListener('rc-call-request', (event) => event.preventDefault());
    expect((await errorOf(element))?.code).to.equal('do-not-call');
  });

  it('asks if RingCentral needs a phone, and places a new call only on a new click', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('from-invalid', {why: 'no-phone'})};
    const element = await renderButton(store);
    byRole(element, 'button')?.click();
    const select = await until(() => element.shadowRoot?.querySelector('rc-number-select'), 'it asks');
    await until(() => select.shadowRoot?.querySelector('select'), 'it can be answered');
    expect(part(element, 'message')).to.contain('RingCentral needs to know which phone to ring.');
    await expect(element).to.be.accessible();
    await clickLater(element, 'Try again');
    expect(store.requests.length, 'without an answer').to.equal(1);
    store.choose({from: MOBILE.number});
    await select.updateComplete;
    expect(store.requests.length, 'before the click').to.equal(1);
    store.callAnswer = {phase: 'ringing-caller'};
    await clickLater(element, 'Try again');
    await until(() => store.requests.length === 2, 'it calls');
  });

  it('offers another phone if the chosen one cannot be rung', async () => {
    const store = fakeStore();
    store.choose({from: '+16505550152'});
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('from-invalid')};
    const element = await renderButton(store);
    byRole(element, 'button')?.click();
    await until(() => element.shadowRoot?.querySelector('rc-number-select'), 'another one can be chosen');
    expect(part(element, 'message')).to.contain('cannot ring the chosen phone');
  });
});

describe('a number that cannot be called', () => {
  for (const [what, to, words, href] of [
    ['an internal extension', '101', 'This is an internal extension.', 'tel:101'],
    ['a star code', '*67', 'This is a star code', null],
    ['directory enquiries', '411', 'Call service numbers from your phone itself.', 'tel:411'],
    ['an emergency number', '911', 'Call emergency numbers from your phone itself.', 'tel:911'],
    ['two numbers', '650-555-0100 / 650-555-0101', 'This looks like two numbers. Choose one.', null],
    ['too many digits', '+49 30 1234567890123', 'This is too long for a phone number.', null],
    ['no number', 'hello', 'This is not a phone number we can call.', null],
  ] as const) {
    it(`names its kind and what to do, with a link if there can be one: ${what}`, async () => {
      const store = fakeStore();
      const element = await fixture<RcClickToCall>(html`<rc-click-to-call to=${to} country="US" account=${store.account}>Call</rc-click-to-call>`);
      await numberRead(element);
      const code = (await errorOf(element))?.code;
      expect(code).to.equal(what.endsWith('enquiries') || what.startsWith('an emergency') ? 'emergency-number' : 'invalid-number');
      await element.updateComplete;
      expect(part(element, 'message')).to.contain(words);
      expect(element.shadowRoot?.querySelector('a[href]')?.getAttribute('href') ?? null).to.equal(href);
      const isLink = href !== null;
      expect(element.shadowRoot?.querySelector<HTMLElement>('[part~=button]')?.title).to.equal(isLink ? 'Opens your phone app.' : '');
      expect(store.requests.length).to.equal(0);
      await expect(element).to.be.accessible();
    });
  }

  it('leads to the written digits if they may be read in two ways', async () => {
    const store = fakeStore();
    const element = await fixture<RcClickToCall>(
      html`<rc-click-to-call to="4917 13920000" country="DE" link="rcapp" account=${store.account}>Call</rc-click-to-call>`);
    await numberRead(element);
    expect(element.shadowRoot?.querySelector('a[href]')?.getAttribute('href')).to.equal('tel:491713920000');
    expect((await errorOf(element))?.why).to.equal('national-number');
    expect(store.requests.length).to.equal(0);
  });

  it('says that the country code is missing', async () => {
    const store = fakeStore();
    store.session.set({...store.session.get(), user: {id: '1', accountId: '1'}});
    const element = await renderButton(store, '020 7946 0123');
    const error = await errorOf(element);
    expect([error?.code, error?.why]).to.deep.equal(['invalid-number', 'national-number']);
    await element.updateComplete;
    expect(part(element, 'message')).to.contain('lacks its country code');
  });
});

describe('do not call', () => {
  for (const [how, act, message, shownText] of [
    ['a reason', (event: RcCallRequestEventLike) => event.refuse(' Asked not to be called before May. '),
      'Asked not to be called before May.', 'Asked not to be called before May.'],
    ['no reason', (event: RcCallRequestEventLike) => event.refuse(), callError('do-not-call').message, 'This number must not be called.'],
    ['preventDefault()', (event: RcCallRequestEventLike) => event.preventDefault(), callError('do-not-call').message, 'This number must not be called.'],
    ['markup', (event: RcCallRequestEventLike) => event.refuse('<img src=x> blocked'), '<img src=x> blocked', '<img src=x> blocked'],
  ] as const) {
    it(`the page refuses with ${how}: nothing is sent, and the card says so`, async () => {
      const store = fakeStore();
      const element = await renderButton(store);
      const firedErrors: CallError[] = [];
      element.addEventListener('rc-call-request', act);
      element.addEventListener('rc-call-error', ({detail}) => firedErrors.push(detail.error));
      const error = await errorOf(element);
      expect([error?.code, error?.message]).to.deep.equal(['do-not-call', message]);
      expect(firedErrors.map((fired) => [fired.code, fired.message])).to.deep.equal([['do-not-call', message]]);
      await element.updateComplete;
      expect(part(element, 'message')).to.contain(shownText);
      expect(element.shadowRoot?.querySelector('img')).to.equal(null);
      expect(byRole(element, 'button', 'Try again'), 'a second try would not help').to.equal(undefined);
      expect(store.requests.length).to.equal(0);
      expect(store.calls.get().length).to.equal(0);
      await expect(element).to.be.accessible();
    });
  }
});

type RcCallRequestEventLike = HTMLElementEventMap['rc-call-request'];

describe('an extension', () => {
  const pageWith = (store: FakeStore, to: string): TemplateResult => html`<div>
    <rc-click-to-call to=${to} name="Anna" confirm="never" account=${store.account}>Anna</rc-click-to-call>
    <rc-call-status account=${store.account}></rc-call-status></div>`;

  for (const to of ['+16505550101;ext=227', '(650) 555-0101 x227', '+16505550101*227', 'tel:+16505550101;ext=227']) {
    it(`is in the label, the links and the status, but not in the number: ${to}`, async () => {
      const store = fakeStore('signed-out');
      const root = await fixture(pageWith(store, to));
      const [button, status] = [root.querySelector('rc-click-to-call') as RcClickToCall, root.querySelector('rc-call-status') as HTMLElement];
      button.country = 'US';
      const linkHref = (scheme: RcClickToCall['link']): Promise<string | null> => {
        button.link = scheme;
        return button.updateComplete.then(() => byRole(button, 'link')?.getAttribute('href') ?? null);
      };
      await numberRead(button);
      expect(textOf(button.shadowRoot?.querySelector('[part~=button]') as Element)).to.equal('Anna then dial 227');
      expect(await linkHref('tel')).to.equal('tel:+16505550101;ext=227');
      expect(await linkHref('rcmobile')).to.equal('rcmobile://call?number=16505550101,,227');
      expect(await linkHref('rcapp')).to.equal('rcapp://r/call?number=16505550101,,227');
      store.setSession('ready');
      await button.updateComplete;
      expect(textOf(byRole(button, 'button') as Element)).to.equal('Anna then dial 227');
      const call = await button.call();
      expect([call.to, call.extension]).to.deep.equal(['+16505550101', '227']);
      const untilShown = (text: string): Promise<unknown> => until(() => textOf(status.shadowRoot as ShadowRoot).includes(text), `the status says "${text}"`);
      await untilShown('Once connected, dial 227.');
      store.change(call.key, {phase: 'connected', connectedAt: Date.now()});
      await untilShown('Now dial 227.');
      await until(() => part(button, 'message').includes('Now dial 227.'), 'the card says it');
      expect(textOf(status.shadowRoot as ShadowRoot)).to.contain('+1 650 555 0101');
      await expect(root).to.be.accessible();
    });
  }

  it('keeps all keys to press after the answer, up to the words for the user', async () => {
    const store = fakeStore();
    store.setSession('ready');
    const to = '+1 650 555 0101,,9988776#,,654321#';
    const root = await fixture(pageWith(store, to));
    const [button, status] = [root.querySelector('rc-click-to-call') as RcClickToCall, root.querySelector('rc-call-status') as HTMLElement];
    await numberRead(button);
    let requestedTo: unknown;
    button.addEventListener('rc-call-request', (event) => { requestedTo = event.detail.to; });
    const call = await button.call();
    expect(requestedTo, 'a list of the page knows the number').to.equal('+16505550101');
    expect([call.to, call.extension, call.tones]).to.deep.equal(['+16505550101', '9988776', ',,9988776#,,654321#']);
    const untilShown = (text: string): Promise<unknown> => until(() => textOf(status.shadowRoot as ShadowRoot).includes(text), `the status says "${text}"`);
    await untilShown('Once connected, dial 9988776# 654321#.');
    store.change(call.key, {phase: 'connected', connectedAt: Date.now()});
    await untilShown('Now dial 9988776# 654321#.');
  });
});
