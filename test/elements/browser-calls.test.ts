// Calls in the browser, as the elements show them: the phone to choose, the words, the button.
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {announcementFor} from '../../src/elements/internal/call-announcement.js';
import {legState} from '../../src/elements/internal/call-legs.js';
import {connectOptionsOf} from '../../src/elements/session/connect-options.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import type {RcSession} from '../../src/elements/session/session.js';
import {callError} from '../../src/store/call-error.js';
import type {BrowserPhone, Call, CallAction, Phase} from '../../src/store/types.js';
import {cardText, faceOf, heardText, mainControl, press, renderButton, settled, untilCard, untilFace} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, nameOf, part, textOf, until} from './support.js';

const PHONE: BrowserPhone = {state: 'idle', microphones: [], speakers: []};
const ALL: readonly CallAction[] = ['hang-up', 'hold', 'mute', 'keypad'];
const LEVELS = {microphone: 0.5, speaker: 0.25};

const aBrowserCall = (phase: Phase, more: Partial<Call> = {}): Call =>
  aCall(phase, {id: null, via: 'browser', ...phase === 'connected' && {connectedAt: Date.now() - 5000}, ...more});

function phoneStore(change: Partial<BrowserPhone> = {}): FakeStore {
  const store = fakeStore();
  store.browserPhone.set({...PHONE, ...change});
  return store;
}

async function renderSelect(store: FakeStore, attributes: Record<string, string> = {}): Promise<RcNumberSelect> {
  const element = document.createElement('rc-number-select');
  for (const [name, value] of Object.entries({account: store.account, ...attributes})) element.setAttribute(name, value);
  (await fixture<HTMLFormElement>(html`<form></form>`)).append(element);
  await element.updateComplete;
  return element;
}

const selectIn = (element: Element): HTMLSelectElement => element.shadowRoot!.querySelector('select')!;
const optionsOf = (element: Element): string[] => Array.from(selectIn(element).options, ({value}) => value);
const hintOf = (element: Element): string => textOf(element.shadowRoot!.querySelector('#hint')!);

async function renderPanel(store: FakeStore): Promise<RcCallStatus> {
  const element = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
  await element.updateComplete;
  return element;
}

/** What the panel says of its only call. */
async function panelText(call: Call, store = phoneStore()): Promise<string> {
  store.calls.set([call]);
  return part(await renderPanel(store), 'call');
}

describe('<rc-session browser-calls>', () => {
  it('asks the store for calls in the browser, and only then', async () => {
    const store = fakeStore();
    const wanted: unknown[] = [];
    store.connect = async ({browserCalls}) => void wanted.push(browserCalls);
    const element = await fixture<RcSession>(html`<rc-session account=${store.account} proxy="/rc-api"></rc-session>`);
    element.setAttribute('browser-calls', '');
    await element.updateComplete;
    expect(element.browserCalls).to.equal(true);
    element.removeAttribute('browser-calls');
    await element.updateComplete;
    expect(wanted).to.deep.equal([undefined, true, undefined]);
  });

  it('is no way in by itself', () => {
    const nothing = Object.fromEntries([
      'sdk', 'getAccessToken', 'proxy', 'clientId', 'server', 'redirectUri', 'accountId', 'extensionId', 'storage', 'csrfHeader', 'csrfToken',
      'flow', 'push', 'callDetails', 'country',
    ].map((name) => [name, undefined]));
    expect(connectOptionsOf({...nothing, browserCalls: true} as Parameters<typeof connectOptionsOf>[0], 'en')).to.equal(null);
  });
});

describe('"This browser" in <rc-number-select>', () => {
  it('is offered right after the default, where the browser is a phone', async () => {
    const store = fakeStore();
    const element = await renderSelect(store);
    expect(optionsOf(element)).not.to.include('browser');
    store.browserPhone.set(PHONE);
    await element.updateComplete;
    expect(optionsOf(element).slice(0, 2)).to.deep.equal(['', 'browser']);
    expect(selectIn(element).options[1]!.text).to.equal('This browser');
    await expect(element).to.be.accessible();
  });

  it('is no caller ID', async () => {
    const element = await renderSelect(phoneStore(), {kind: 'caller-id'});
    expect(optionsOf(element)).not.to.include('browser');
    element.value = 'browser';
    expect(element.value).to.equal('');
  });

  it('is chosen, said below, and sent with the form', async () => {
    const store = phoneStore();
    const element = await renderSelect(store, {name: 'phone'});
    const select = selectIn(element);
    select.value = 'browser';
    select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
    select.dispatchEvent(new Event('change', {bubbles: true}));
    await element.updateComplete;
    expect(store.choices.get().from).to.equal('browser');
    expect(new FormData(element.closest('form')!).get('phone')).to.equal('browser');
    expect(select.value).to.equal('browser');
    expect(hintOf(element)).to.equal('You talk in the tab where you call. If you close or reload that tab, the call ends.');
    await expect(element).to.be.accessible();
  });

  it('is taken as a value, and as the default that the page has written', async () => {
    const store = phoneStore();
    const element = await renderSelect(store, {value: 'browser'});
    expect([element.value, store.choices.get().from]).to.deep.equal(['browser', 'browser']);
    element.value = '+16505550151';
    expect(store.choices.get().from).to.equal('+16505550151');
    element.value = 'browser';
    expect([element.value, store.choices.get().from]).to.deep.equal(['browser', 'browser']);
  });

  it('gives way to the default where the page is no phone, without a word', async () => {
    const store = fakeStore();
    // The store keeps the choice for a page that can.
    store.choose = () => undefined;
    const element = await renderSelect(store);
    element.value = 'browser';
    await element.updateComplete;
    store.choices.set({menus: {}});
    await element.updateComplete;
    expect([element.value, selectIn(element).value, hintOf(element)]).to.deep.equal(['', '', '']);
    store.browserPhone.set(PHONE);
    store.choices.set({from: 'browser'});
    await element.updateComplete;
    expect([element.value, selectIn(element).value]).to.deep.equal(['browser', 'browser']);
  });

  it('is shown before the sign-in, as a number is', async () => {
    const store = fakeStore('signed-out');
    const element = await renderSelect(store, {value: 'browser'});
    expect([element.value, selectIn(element).value]).to.deep.equal(['browser', 'browser']);
  });

  it('is enough for an account without a phone, which need not type one', async () => {
    const store = phoneStore();
    store.fromNumbers.set({state: 'ready', options: []});
    const element = await renderSelect(store, {required: ''});
    expect(element.shadowRoot!.querySelector('input')).to.equal(null);
    element.value = 'browser';
    await element.updateComplete;
    expect([element.validity.valid, hintOf(element).includes('No phone')]).to.deep.equal([true, false]);
  });

  it('stays under a filter, beside which the numbers are filtered', async () => {
    const store = phoneStore();
    const options = Array.from({length: 40}, (_, index) => ({number: `+165055501${10 + index}`, kind: 'direct' as const, label: `Desk ${index}`}));
    store.fromNumbers.set({state: 'ready', options});
    const element = await renderSelect(store);
    const filter = element.shadowRoot!.querySelector<HTMLInputElement>('input[type=search]')!;
    filter.value = 'Desk 17';
    filter.dispatchEvent(new Event('input', {bubbles: true}));
    await element.updateComplete;
    expect(optionsOf(element)).to.deep.equal(['', 'browser', '+16505550117', '+16505550127', 'other']);
  });

  for (const [code, sentence] of [
    ['too-many-phones', 'You use too many RingCentral apps and browsers as phones. Close one, wait two minutes, then try again.'],
    ['microphone-blocked', 'The microphone is blocked on this page. Allow it in your browser, then try again.'],
  ] as const) {
    it(`says why it does not work: ${code}`, async () => {
      const store = phoneStore({state: 'error', error: callError(code)});
      store.choices.set({from: 'browser'});
      const element = await renderSelect(store);
      expect(hintOf(element)).to.equal(sentence);
      expect(element.shadowRoot!.querySelector('[part=error]'), 'it is no error of the field').to.equal(null);
      store.browserPhone.set(PHONE);
      await element.updateComplete;
      expect(hintOf(element)).to.contain('You talk in the tab where you call');
    });
  }
});

describe('the hint of <rc-number-select> in a language without a region', () => {
  it('says in its words why the browser does not work', async () => {
    const store = phoneStore({state: 'error', error: callError('too-many-phones')});
    store.choices.set({from: 'browser'});
    const element = await renderSelect(store, {lang: 'de'});
    await until(() => hintOf(element).includes('zu viele RingCentral-Apps'), `it speaks German: ${hintOf(element)}`);
  });
});

describe('a call button whose call goes through the browser', () => {
  const tooltipOf = async (store: FakeStore, from = ''): Promise<string> => {
    const element = await renderButton(store);
    element.from = from;
    await settled(element);
    return mainControl(element).title || element.shadowRoot!.querySelector('[role=tooltip], .tooltip')?.textContent || '';
  };

  it('says before the click where the user talks, and of no phone that rings', async () => {
    const asked = await tooltipOf(phoneStore(), 'browser');
    expect(asked).to.equal('We call Anna. You talk in this browser.');
    const store = phoneStore();
    store.choices.set({from: 'browser'});
    expect(await tooltipOf(store)).to.equal(asked);
    expect(await tooltipOf(store, '+16505550151')).to.contain('first');
  });

  it('speaks of the default phone where the page is none, and changes once it is', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    element.from = 'browser';
    await settled(element);
    expect(mainControl(element).title).to.equal('We ring your phone first, then Anna.');
    store.browserPhone.set(PHONE);
    await settled(element);
    expect(mainControl(element).title).to.equal('We call Anna. You talk in this browser.');
  });

  it('asks the store for it', async () => {
    const store = phoneStore();
    store.callAnswer = {via: 'browser', phase: 'ringing-callee', id: null};
    const element = await renderButton(store);
    element.from = 'browser';
    await element.updateComplete;
    await press(mainControl(element));
    await until(() => store.requests.length === 1, 'the call is placed');
    expect(store.requests[0]!.from).to.equal('browser');
    expect(store.phoneChecks).to.equal(0);
  });

  it('cancels before there is sound, hangs up from then on, and shows the time', async () => {
    const store = phoneStore();
    store.callAnswer = {via: 'browser', phase: 'ringing-callee', id: null};
    const element = await renderButton(store);
    await press(mainControl(element));
    await untilCard(element, 'Calling Anna…');
    expect(cardText(element)).not.to.match(/phone|Ringing/i);
    await untilFace(element, 'Cancel call to Anna');
    const {key} = store.calls.get()[0]!;
    store.levels = LEVELS;
    store.change(key, {can: ALL});
    await untilFace(element, 'Hang up call to Anna');
    await untilCard(element, 'Keep this tab open. If you close or reload it, the call ends.');
    await press(mainControl(element));
    expect(store.actions).to.deep.equal([{action: 'hang-up', key}]);
    store.change(key, {phase: 'connected', connectedAt: Date.now() - 12_000});
    await settled(element);
    expect(element.shadowRoot!.querySelector('[data-clock]')!.getAttribute('data-clock')).to.equal('00:12');
    expect(faceOf(element)).to.equal('Hang up call to Anna');
  });

  it('never says to hang up the phone, also where nothing can be done', async () => {
    const store = phoneStore();
    store.calls.set([aBrowserCall('connected')]);
    const element = await renderButton(store);
    await untilFace(element, 'Connected 00:05');
    expect(textOf(element.shadowRoot!)).not.to.match(/phone/i);
    expect(mainControl(element).title).not.to.match(/phone/i);
  });

  it('says what to do about a blocked microphone, and tries again', async () => {
    const store = phoneStore();
    const error = callError('microphone-blocked');
    store.callAnswer = {via: 'browser', id: null, phase: 'failed', error, endedAt: Date.now()};
    const element = await renderButton(store);
    await press(mainControl(element));
    await untilCard(element, 'The microphone is blocked on this page. Allow it in your browser, then try again.');
    expect(byRole(element, 'button', 'Try again')).not.to.equal(undefined);
    expect(element.shadowRoot!.querySelector('rc-number-select')).to.equal(null);
  });

  for (const [code, why] of [['microphone-blocked', 'blocked-by-page'], ['microphone-missing', undefined]] as const) {
    it(`lets the user choose another phone where it says so, and calls from that: ${why ?? code}`, async () => {
      const store = phoneStore();
      store.choices.set({from: 'browser'});
      const error = callError(code, {...why && {why}});
      store.callAnswer = {via: 'browser', id: null, phase: 'failed', error, endedAt: Date.now()};
      const element = await renderButton(store);
      await press(mainControl(element));
      await untilCard(element, 'hoose another phone.');
      const select = await until(() => element.shadowRoot!.querySelector('rc-number-select'), 'there is a list of phones');
      await until(() => select.value === 'browser', 'it has the phone that was chosen');
      select.value = '+16505550151';
      await press(byRole(element, 'button', 'Try again')!);
      await until(() => store.requests.length === 2, 'it calls again');
      expect(store.requests[1]!.from).to.equal('+16505550151');
    });
  }

  it('offers no other phone where the page has set it', async () => {
    const store = phoneStore();
    store.callAnswer = {via: 'browser', id: null, phase: 'failed', error: callError('microphone-missing'), endedAt: Date.now()};
    const element = await renderButton(store);
    element.from = 'browser';
    await press(mainControl(element));
    await untilCard(element, 'No microphone was found.');
    expect(element.shadowRoot!.querySelector('rc-number-select')).to.equal(null);
  });

  it('says and announces what disturbs the sound, in the tab that has it', async () => {
    const store = phoneStore({state: 'registered'});
    store.levels = LEVELS;
    store.calls.set([aBrowserCall('ringing-callee', {can: ALL})]);
    const element = await renderButton(store);
    await untilCard(element, 'Calling Anna…');
    const sentence = 'No microphone was found. Plug one in and try again, or choose another phone.';
    const problem = {...PHONE, state: 'registered', error: callError('microphone-missing')} as const;
    for (let time = 0; time < 2; time++) store.browserPhone.set({...problem});
    await untilCard(element, sentence);
    await until(() => heardText().includes(sentence), 'it is announced');
    store.browserPhone.set({...PHONE, state: 'reconnecting'});
    await until(() => heardText().includes('Reconnecting to RingCentral.'), 'that, too');
    store.levels = null;
    store.browserPhone.set(problem);
    await new Promise((resolve) => setTimeout(resolve, 250));
    expect(heardText()).not.to.contain(sentence);
    expect(heardText(), 'nothing is left of what is over').not.to.contain('Reconnecting');
  });
});

describe('a call in the browser in <rc-call-status>', () => {
  it('asks for the microphone while it is placed', async () => {
    const text = await panelText(aBrowserCall('placing'));
    expect(text).to.contain('Placing the call… If your browser asks, allow the microphone.');
    expect(text).to.contain('This browser');
    expect(text).not.to.contain('Your phone');
  });

  it('is calling, not ringing, until the callee has answered', async () => {
    const text = await panelText(aBrowserCall('ringing-callee'));
    expect(text).to.contain('Calling Anna…');
    expect(text).not.to.contain('Ringing');
    expect(text).to.match(/This browser ?Waiting/);
  });

  it('names this tab or another one as the place of the sound', async () => {
    const store = phoneStore();
    store.levels = LEVELS;
    expect(await panelText(aBrowserCall('connected', {can: ALL}), store)).to.contain('Keep this tab open');
    const other = phoneStore({state: 'other-tab'});
    const text = await panelText(aBrowserCall('connected', {can: ALL}), other);
    expect(text).to.contain('The call is in another tab. If you close or reload that tab, the call ends.');
    expect(text).not.to.contain('Keep this tab open');
  });

  it('says that the user can go on talking while the connection is lost', async () => {
    const store = phoneStore({state: 'reconnecting'});
    store.levels = LEVELS;
    const text = await panelText(aBrowserCall('connected', {can: ALL}), store);
    expect(text).to.contain('Reconnecting to RingCentral. If you still hear each other, go on talking.');
  });

  it('shows a problem of a call that goes on', async () => {
    const store = phoneStore({state: 'registered', error: callError('microphone-missing')});
    store.levels = LEVELS;
    store.calls.set([aBrowserCall('connected', {can: ALL})]);
    const element = await renderPanel(store);
    expect(part(element, 'error')).to.equal('No microphone was found. Plug one in and try again, or choose another phone.');
    store.browserPhone.set(PHONE);
    await element.updateComplete;
    expect(part(element, 'error')).to.equal('');
  });

  for (const [situation, call] of [
    ['held', aBrowserCall('connected', {held: true, can: ALL})],
    ['without anything to do', aBrowserCall('connected')],
    ['whose state is unknown', aBrowserCall('connected', {stale: true, can: ALL})],
    ['not canceled', aBrowserCall('ringing-callee', {cancelFailed: true})],
    ['lost', aBrowserCall('unconfirmed', {error: callError('unconfirmed'), endedAt: Date.now()})],
    ['over', aBrowserCall('ended', {endedAt: Date.now(), endedBy: 'callee'})],
  ] as const) {
    it(`speaks of no other phone, ${situation}`, async () => {
      const text = await panelText(call);
      expect(text).not.to.match(/\bphone\b/i);
      expect(announcementFor(call, 'en')).not.to.match(/\bphone\b/i);
      expect(announcementFor(call, 'en', 'stale.browser')).not.to.match(/\bphone\b/i);
    });
  }

  for (const [code, why, sentence] of [
    ['microphone-blocked', undefined, 'The microphone is blocked on this page.'],
    ['microphone-blocked', 'blocked-by-page', 'This page is not allowed to use the microphone. Choose another phone.'],
    ['microphone-missing', undefined, 'No microphone was found.'],
    ['too-many-phones', undefined, 'You use too many RingCentral apps and browsers as phones.'],
  ] as const) {
    it(`says why it failed, and tries again: ${why ?? code}`, async () => {
      const store = phoneStore();
      const error = callError(code, {...why && {why}});
      store.calls.set([aBrowserCall('failed', {error, endedAt: Date.now(), requested: {from: 'browser'}})]);
      const element = await renderPanel(store);
      expect(part(element, 'error')).to.contain(sentence);
      expect(part(element, 'leg')).to.match(/This browser ?Not connected/);
      await expect(element).to.be.accessible();
      await later(900, () => byRole(element, 'button', 'Try again')!.click());
      await until(() => store.requests.length === 1, 'it calls again');
      expect(store.requests[0]!.from).to.equal('browser');
    });
  }

  it('is announced as what it is', () => {
    const said = (['placing', 'ringing-callee', 'connected', 'ended'] as const)
      .map((phase) => announcementFor(aBrowserCall(phase), 'en'));
    expect(said).to.deep.equal([
      'Placing the call… If your browser asks, allow the microphone.', 'Calling Anna.', 'Connected to Anna.', 'Call to Anna ended.',
    ]);
  });

  for (const [phase, more, caller, callee] of [
    ['placing', {}, 'waiting', 'waiting'],
    ['ringing-callee', {}, 'waiting', 'calling'],
    ['ringing-callee', {can: ALL}, 'connected', 'calling'],
    ['connected', {can: ALL}, 'connected', 'connected'],
    ['canceling', {}, 'waiting', 'waiting'],
    ['ended', {}, 'ended', 'ended'],
    ['canceled', {}, 'canceled', 'canceled'],
    ['failed', {error: callError('busy', {leg: 'callee'})}, 'ended', 'busy'],
    ['failed', {error: callError('microphone-missing')}, 'not-connected', 'failed'],
    ['failed', {error: callError('unreachable', {leg: 'caller'})}, 'not-connected', 'failed'],
    ['unconfirmed', {}, 'unknown', 'unknown'],
  ] as const) {
    it(`has the legs ${caller} and ${callee}: ${phase}`, () => {
      const call = aBrowserCall(phase, more);
      expect([legState(call, 'caller'), legState(call, 'callee')]).to.deep.equal([caller, callee]);
    });
  }

  it('promises no phone that rings where the browser is chosen', async () => {
    const store = phoneStore();
    const element = await renderPanel(store);
    expect(textOf(element.shadowRoot!)).to.contain('we ring your phone first');
    store.choices.set({from: 'browser'});
    await element.updateComplete;
    expect(textOf(element.shadowRoot!)).to.contain('When you make one, you talk in this browser.');
    expect(nameOf(element.shadowRoot!.querySelector('.calls')!)).to.equal('Calls');
  });
});
