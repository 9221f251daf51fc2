// Keypad and sound of a call in the browser.
import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {wantedActions} from '../../src/elements/call-status/wanted-actions.js';
import {callError, CallRejection} from '../../src/store/call-error.js';
import type {Call, CallAction, SoundDevice} from '../../src/store/types.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, nameOf, part, textOf, until} from './support.js';

const ALL: readonly CallAction[] = ['hang-up', 'hold', 'mute', 'keypad'];
const HEADSET: SoundDevice = {id: 'headset', label: 'Headset'};
const BUILT_IN: SoundDevice = {id: 'built-in', label: 'Built-in'};

const talking = (more: Partial<Call> = {}): Call => aCall('connected', {
  id: null, via: 'browser', connectedAt: Date.now() - 5000, can: ALL, held: false, muted: false, ...more,
});

function talkingStore(more: Partial<Call> = {}): FakeStore {
  const store = fakeStore();
  store.browserPhone.set({state: 'registered', microphones: [BUILT_IN, HEADSET], speakers: [BUILT_IN, HEADSET]});
  store.levels = {microphone: 0.5, speaker: 0.25};
  store.calls.set([talking(more)]);
  return store;
}

async function render(store: FakeStore, controls = 'auto'): Promise<RcCallStatus> {
  const element = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account} controls=${controls}></rc-call-status>`);
  await until(() => shadow(element).querySelector('.phone-controls'), 'the code has loaded');
  return element;
}

const shadow = (element: Element): ShadowRoot => element.shadowRoot!;
const padOf = (element: Element): HTMLElement | null => shadow(element).querySelector('.pad');
const keypadButton = (element: Element): HTMLElement => byRole(element, 'button', 'Keypad')!;
const sentIn = (element: Element): string => textOf(shadow(element).querySelector('.sent')!);
const digitsOf = (store: FakeStore): string[] => store.actions.map(({digits = ''}) => digits);
const meterOf = (element: Element, kind: string): HTMLElement => shadow(element).querySelector(`[data-level=${kind}]`)!;
const deviceSelect = (element: Element, kind: string): HTMLSelectElement | null => shadow(element).querySelector(`select[part=${kind}]`);

async function openPad(element: RcCallStatus): Promise<HTMLElement> {
  await later(900, () => keypadButton(element).click());
  return until(() => shadow(element).activeElement === padOf(element) && padOf(element), 'the keypad has the focus');
}

describe('the keypad of a call in the browser', () => {
  it('is offered where the call can be sent keys, between "Mute" and "Hang up"', async () => {
    const element = await render(talkingStore());
    const names = Array.from(shadow(element).querySelectorAll('.actions button'), nameOf);
    expect(names).to.deep.equal(['Hold', 'Mute', 'Keypad', 'Hang up call to Anna']);
    expect(keypadButton(element).getAttribute('aria-expanded')).to.equal('false');
    expect(keypadButton(element).hasAttribute('aria-pressed')).to.equal(false);
    expect(padOf(element) === null).to.equal(true);
  });

  it('is one of the words of "controls"', () => {
    expect(wantedActions('keypad')).to.deep.equal(['keypad']);
    expect(wantedActions('hang-up keypad')).to.deep.equal(['keypad', 'hang-up']);
    expect(wantedActions('auto')).to.deep.equal(['hold', 'mute', 'keypad', 'hang-up']);
    expect(wantedActions('none')).to.deep.equal([]);
  });

  it('opens with the focus, and its keys are sent and shown', async () => {
    const store = talkingStore();
    const element = await render(store);
    await openPad(element);
    expect(keypadButton(element).getAttribute('aria-expanded')).to.equal('true');
    const keys = Array.from(shadow(element).querySelectorAll('[part=key]'), nameOf);
    expect(keys).to.deep.equal([...'123456789*0#'].map((key) => `Key ${key}`));
    await expect(element).to.be.accessible();
    for (const key of ['4', '2', '#']) byRole(element, 'button', `Key ${key}`)!.click();
    await until(() => sentIn(element) === '42#', 'they are shown');
    expect(digitsOf(store)).to.deep.equal(['4', '2', '#']);
  });

  it('takes the digits of a keyboard while it has the focus, each once', async () => {
    const store = talkingStore();
    const element = await render(store);
    await openPad(element);
    for (const key of ['1', '0', 'a', '*']) await sendKeys({press: key});
    const held = new KeyboardEvent('keydown', {key: '5', repeat: true, bubbles: true});
    padOf(element)!.dispatchEvent(held);
    const shortcut = new KeyboardEvent('keydown', {key: '5', ctrlKey: true, bubbles: true, cancelable: true});
    padOf(element)!.dispatchEvent(shortcut);
    await until(() => sentIn(element) === '10*', 'they are shown');
    expect(digitsOf(store)).to.deep.equal(['1', '0', '*']);
    expect(shortcut.defaultPrevented).to.equal(false);
  });

  it('closes with Escape and gives the focus back, and keeps the key from a dialog around', async () => {
    const element = await render(talkingStore());
    await openPad(element);
    let isLeaked = false;
    const leak = (): void => { isLeaked = true; };
    element.addEventListener('keydown', leak);
    await sendKeys({press: 'Escape'});
    await element.updateComplete;
    expect(padOf(element) === null).to.equal(true);
    expect(nameOf(shadow(element).activeElement!)).to.equal('Keypad');
    expect(isLeaked).to.equal(false);
  });

  it('closes by its button', async () => {
    const element = await render(talkingStore());
    await openPad(element);
    await later(900, () => keypadButton(element).click());
    await element.updateComplete;
    expect(padOf(element) === null).to.equal(true);
  });

  it('sends keys one after the other, and shows only those that were taken', async () => {
    const store = talkingStore();
    let answer = (): void => undefined;
    store.acting = new Promise((resolve) => answer = resolve);
    const element = await render(store);
    await openPad(element);
    for (const key of ['7', '8']) byRole(element, 'button', `Key ${key}`)!.click();
    await until(() => digitsOf(store).length === 1, 'the first is sent');
    expect(sentIn(element)).to.equal('');
    answer();
    await until(() => sentIn(element) === '78', 'both were taken');
  });

  it('says that a key was not sent, drops those that follow it, and goes on with the next press', async () => {
    const store = talkingStore();
    store.actionRefusal = callError('not-now');
    const element = await render(store);
    await openPad(element);
    for (const key of ['7', '8']) byRole(element, 'button', `Key ${key}`)!.click();
    await until(() => part(element, 'error').includes('RingCentral cannot do that right now.'), 'it is said');
    expect([digitsOf(store), sentIn(element)]).to.deep.equal([['7'], '']);
    await until(() => textOf(shadow(element).querySelector('[role=status]')!).includes('cannot do that'), 'it is announced');
    store.actionRefusal = null;
    byRole(element, 'button', 'Key 9')!.click();
    await until(() => sentIn(element) === '9', 'it was taken');
    expect(part(element, 'error')).to.equal('');
  });

  it('leaves the focus on a harmless button when the call is over', async () => {
    const store = talkingStore();
    const element = await render(store);
    await openPad(element);
    store.levels = null;
    store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now(), can: []});
    await element.updateComplete;
    expect(nameOf(shadow(element).activeElement!)).to.equal('Dismiss');
  });

  it('works from another tab, too, without the sound of it', async () => {
    const store = talkingStore();
    store.levels = null;
    const element = await render(store);
    await openPad(element);
    byRole(element, 'button', 'Key 1')!.click();
    await until(() => sentIn(element) === '1', 'it was taken');
    expect(shadow(element).querySelectorAll('.sound')).to.have.length(0);
  });

  for (const [more, label, digits] of [
    [{extension: '123'}, 'Send 123', '123'],
    [{extension: '9988776', tones: ',,9988776#,,654321#'}, 'Send 9988776# 654321#', '9988776#,654321#'],
  ] as const) {
    it(`sends what the number says is to be dialed: ${label}`, async () => {
      const store = talkingStore(more);
      const element = await render(store);
      expect(part(element, 'call')).to.contain('Now dial');
      const send = byRole(element, 'button', label)!;
      await later(2000, () => { send.click(); send.click(); });
      await until(() => store.actions.length > 0, 'they are sent');
      expect(digitsOf(store)).to.deep.equal([digits]);
    });
  }

  it('offers them not before the callee has answered', async () => {
    const element = await render(talkingStore({extension: '123', phase: 'ringing-callee'}));
    expect(byRole(element, 'button', 'Send 123')).to.equal(undefined);
  });
});

describe('the sound of a call in the browser', () => {
  it('is shown at both ends while this tab carries it, and moves', async () => {
    const store = talkingStore();
    const element = await render(store);
    const widthOf = (kind: string): number => {
      const meter = meterOf(element, kind);
      return parseFloat(getComputedStyle(meter, '::before').inlineSize) / meter.clientWidth;
    };
    await until(() => Math.abs(widthOf('microphone') - 0.5) < 0.02, 'the microphone is heard');
    expect(meterOf(element, 'speaker').getAttribute('aria-label')).to.equal('Speaker – Sound level');
    expect(meterOf(element, 'speaker').getAttribute('role')).to.equal('meter');
    await until(() => meterOf(element, 'speaker').getAttribute('aria-valuenow') === '25', 'it has a value');
    store.levels = {microphone: 1, speaker: 0};
    await until(() => widthOf('microphone') > 0.98, 'it follows');
    await expect(element).to.be.accessible();
  });

  it('is gone once the tab carries it no more', async () => {
    const store = talkingStore();
    const element = await render(store);
    store.levels = null;
    await until(() => shadow(element).querySelector('.sound') === null, 'it is gone');
  });

  it('is not looked at while nobody can see it', async () => {
    const store = talkingStore();
    let reads = 0;
    const {soundLevels} = store;
    store.soundLevels = () => { reads++; return soundLevels(); };
    const element = await render(store);
    await until(() => reads > 3, 'it is read again and again');
    const hide = {hidden: true, visibilityState: 'hidden'};
    for (const [name, value] of Object.entries(hide)) Object.defineProperty(document, name, {value, configurable: true});
    document.dispatchEvent(new Event('visibilitychange'));
    const before = reads;
    await new Promise((resolve) => setTimeout(resolve, 350));
    for (const name of Object.keys(hide)) Reflect.deleteProperty(document, name);
    document.dispatchEvent(new Event('visibilitychange'));
    expect(reads).to.equal(before);
    await until(() => reads > before + 3, 'it is read again');
    element.remove();
    await new Promise((resolve) => setTimeout(resolve, 150));
    const after = reads;
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(reads).to.equal(after);
  });

  it('moves less for users who want that', async () => {
    /** The pause before the next look at the levels, in ms, as it is asked for: a busy machine makes it longer. */
    async function askedPause(isCalm: boolean): Promise<number> {
      const {matchMedia, setTimeout} = globalThis;
      let hasAsked = false;
      let pause = 0;
      globalThis.matchMedia = (query) => {
        hasAsked = query === '(prefers-reduced-motion: reduce)';
        return {matches: isCalm && hasAsked} as MediaQueryList;
      };
      globalThis.setTimeout = ((run: () => void, ms: number) => {
        if (hasAsked) pause = ms;
        hasAsked = false;
        return setTimeout(run, ms);
      }) as typeof globalThis.setTimeout;
      try {
        const element = await render(talkingStore());
        await until(() => pause > 0 && meterOf(element, 'microphone').style.getPropertyValue('--_level') === '0.5', 'it is shown');
        element.remove();
      } finally {
        Object.assign(globalThis, {matchMedia, setTimeout});
      }
      return pause;
    }
    expect(await askedPause(true)).to.be.at.least(4 * await askedPause(false));
  });

  it('goes by the devices that the user chooses', async () => {
    const store = talkingStore();
    store.choices.set({speaker: 'headset'});
    const element = await render(store);
    const microphone = deviceSelect(element, 'microphone')!;
    expect(Array.from(microphone.options, ({text}) => text)).to.deep.equal(['System default', 'Built-in', 'Headset']);
    expect(microphone.labels[0]!.textContent).to.equal('Microphone');
    expect([microphone.value, deviceSelect(element, 'speaker')!.value]).to.deep.equal(['', 'headset']);
    microphone.value = 'headset';
    microphone.dispatchEvent(new Event('change', {bubbles: true}));
    expect(store.choices.get().microphone).to.equal('headset');
    const speaker = deviceSelect(element, 'speaker')!;
    speaker.value = '';
    speaker.dispatchEvent(new Event('change', {bubbles: true}));
    expect(store.choices.get().speaker).to.equal(undefined);
  });

  it('shows the default of the system for a device that is unplugged', async () => {
    const store = talkingStore();
    store.choices.set({microphone: 'gone'});
    expect(deviceSelect(await render(store), 'microphone')!.value).to.equal('');
  });

  it('offers no choice where there is none', async () => {
    const store = talkingStore();
    store.browserPhone.set({state: 'registered', microphones: [BUILT_IN], speakers: []});
    const element = await render(store);
    expect(shadow(element).querySelectorAll('select')).to.have.length(0);
    expect(textOf(shadow(element).querySelector('.sound')!)).to.equal('MicrophoneSpeaker');
    await expect(element).to.be.accessible();
  });

  it('is none of a RingOut', async () => {
    const store = fakeStore();
    store.levels = {microphone: 0.5, speaker: 0.5};
    store.calls.set([aCall('connected', {connectedAt: Date.now(), can: ['hang-up', 'hold', 'mute']})]);
    const element = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(shadow(element).querySelectorAll('.phone-controls')).to.have.length(0);
  });

  it('says no more why it could not be held once the connection is back', async () => {
    const store = talkingStore();
    const set = (state: 'registered' | 'reconnecting') => store.browserPhone.set({...store.browserPhone.get()!, state});
    set('reconnecting');
    const element = await render(store);
    store.hold = () => Promise.reject(new CallRejection(callError('not-now')));
    await later(900, () => byRole(element, 'button', 'Hold')!.click());
    await until(() => textOf(shadow(element)).includes('cannot do that right now'), 'it is said');
    set('registered');
    await until(() => !textOf(shadow(element)).includes('cannot do that right now'), 'it is over');
  });

  it('stays within a panel of 224 px', async () => {
    await setViewport({width: 320, height: 900});
    const element = await render(talkingStore({extension: '123'}));
    await openPad(element);
    element.style.inlineSize = '224px';
    expect(element.scrollWidth).to.equal(224);
    const {right} = element.getBoundingClientRect();
    const outside = Array.from(shadow(element).querySelectorAll<HTMLElement>('.call, .call *'))
      .filter((inner) => inner.getBoundingClientRect().right > right + .5);
    expect(outside.map(({className}) => className)).to.deep.equal([]);
  });

  it('fits into a narrow panel with all that it has, with large targets', async () => {
    await setViewport({width: 320, height: 900});
    const store = talkingStore({extension: '123'});
    const element = await render(store);
    element.style.inlineSize = '240px';
    await openPad(element);
    expect(element.scrollWidth).to.be.at.most(240);
    for (const control of shadow(element).querySelectorAll<HTMLElement>('[part=key], .sound select')) {
      const {width, height, right} = control.getBoundingClientRect();
      expect(height).to.be.at.least(44);
      expect(width).to.be.at.least(44);
      expect(right).to.be.at.most(element.getBoundingClientRect().right);
    }
  });
});
