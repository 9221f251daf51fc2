// Hanging up, holding and muting a running call, from a panel and from the call button itself.
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, CallAction, Phase} from '../../src/store/types.js';
import {
  cardText, faceOf, heardText, mainControl, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, nameOf, part, textOf, until} from './support.js';

const ALL: readonly CallAction[] = ['hang-up', 'hold', 'mute'];
/** Longer than a control ignores clicks after its meaning has changed. */
const DELIBERATE_MS = 900;

const connected = (more: Partial<Call> = {}): Call =>
  aCall('connected', {connectedAt: Date.now() - 12_000, can: ALL, held: false, muted: false, ...more});

async function renderPanel(store: FakeStore, controls?: string): Promise<RcCallStatus> {
  const element = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
  if (controls !== undefined) element.setAttribute('controls', controls);
  await element.updateComplete;
  return element;
}

const buttonNames = (element: Element): string[] =>
  Array.from(element.shadowRoot!.querySelectorAll('button'), nameOf);

const focusedName = (element: Element): string =>
  nameOf(element.shadowRoot!.activeElement ?? document.body);

const press = (element: Element, name: string): Promise<void> =>
  later(DELIBERATE_MS, () => byRole(element, 'button', name)!.click());

/** Each sentence that the panel announces from now on. */
function heardSentences(element: Element): string[] {
  const sentences: string[] = [];
  const region = element.shadowRoot!.querySelector('[role=status]')!;
  new MutationObserver(() => {
    if (region.textContent) sentences.push(region.textContent);
  }).observe(region, {childList: true, characterData: true, subtree: true});
  return sentences;
}

/** An answer of RingCentral that comes when the test says so. */
function pendingAnswer(store: FakeStore): () => void {
  let answer = (): void => undefined;
  store.acting = new Promise((resolve) => answer = resolve);
  return () => answer();
}

describe('the controls of <rc-call-status>', () => {
  it('are those that RingCentral lets us use, accessibly', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const element = await renderPanel(store);
    expect(buttonNames(element)).to.deep.equal(['Hold', 'Mute', 'Hang up call to Anna']);
    expect(part(element, 'call')).not.to.contain('hang up your phone');
    await expect(element).to.be.accessible();
    store.change(store.calls.get()[0]!.key, {can: ['hang-up']});
    await element.updateComplete;
    expect(buttonNames(element)).to.deep.equal(['Hang up call to Anna']);
  });

  for (const [controls, names] of [
    ['auto', ['Hold', 'Mute', 'Hang up call to Anna']],
    ['', ['Hold', 'Mute', 'Hang up call to Anna']],
    ['none', []],
    ['hold', ['Hold']],
    ['mute  hang-up', ['Mute', 'Hang up call to Anna']],
    ['none hold', ['Hold']],
    ['auto hold', ['Hold', 'Mute', 'Hang up call to Anna']],
    [' HANG-UP ', ['Hang up call to Anna']],
    ['Hang-up,Hold', ['Hold', 'Hang up call to Anna']],
    ['hang-up, nonsense', ['Hang up call to Anna']],
    ['nonsense', ['Hold', 'Mute', 'Hang up call to Anna']],
    ['keypad', []],
    [' , ', ['Hold', 'Mute', 'Hang up call to Anna']],
  ] as const) {
    it(`are ${names.join(', ') || 'none'} for controls="${controls}"`, async () => {
      const store = fakeStore();
      store.calls.set([connected()]);
      const element = await renderPanel(store, controls);
      expect(buttonNames(element)).to.deep.equal(names);
      const hangsUp = names.some((name) => name.startsWith('Hang up'));
      expect(part(element, 'call').includes('hang up your phone')).to.equal(!hangsUp);
    });
  }

  it('are all again once the attribute is removed', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const element = await renderPanel(store, 'none');
    element.removeAttribute('controls');
    await element.updateComplete;
    expect(buttonNames(element)).to.have.length(3);
  });

  it('are none where RingCentral shows no session, and after the end', async () => {
    const store = fakeStore();
    store.calls.set([aCall('connected', {connectedAt: Date.now()}), connected({phase: 'ended', endedAt: Date.now()})]);
    expect(buttonNames(await renderPanel(store))).to.deep.equal(['Dismiss']);
  });

  it('take the place of "Cancel" once the phone is up, and hold presses then', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-callee')]);
    const element = await renderPanel(store);
    expect(buttonNames(element)).to.deep.equal(['Cancel call to Anna']);
    await later(5_000, async () => {
      store.change(store.calls.get()[0]!.key, {can: ['hang-up']});
      await element.updateComplete;
      expect(buttonNames(element)).to.deep.equal(['Hang up call to Anna']);
      byRole(element, 'button')!.click();
    });
    expect(store.actions).to.deep.equal([]);
    await later(5_900, () => byRole(element, 'button')!.click());
    expect(store.actions.map(({action}) => action)).to.deep.equal(['hang-up']);
    expect(store.canceled).to.deep.equal([]);
  });

  it('hang up although RingCentral has not answered to "Hold" yet', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    pendingAnswer(store);
    const element = await renderPanel(store);
    await press(element, 'Hold');
    expect(byRole(element, 'button', 'Hang up call to Anna')!.ariaDisabled).to.equal(null);
    await press(element, 'Hang up call to Anna');
    expect(store.actions.map(({action}) => action)).to.deep.equal(['hold', 'hang-up']);
  });

  it('ask once while RingCentral works, and show nothing that it has not said', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const {key} = store.calls.get()[0]!;
    const answer = pendingAnswer(store);
    const element = await renderPanel(store);
    await press(element, 'Hold');
    await press(element, 'Hold');
    await press(element, 'Mute');
    await element.updateComplete;
    expect(store.actions).to.deep.equal([{action: 'hold', key, on: true}]);
    const hold = byRole(element, 'button', 'Hold')!;
    expect([hold.ariaDisabled, hold.ariaPressed]).to.deep.equal(['true', 'false']);
    answer();
    await until(() => !hold.ariaDisabled, 'it can be pressed again');
    expect(hold.ariaPressed).to.equal('false');
    store.change(key, {held: true});
    await until(() => hold.ariaPressed === 'true', 'the platform says that it is on hold');
    await expect(element).to.be.accessible();
    expect(part(element, 'call')).to.contain('Connected · On hold').and.not.to.contain('on your phone');
    await press(element, 'Hold');
    expect(store.actions.at(-1)).to.deep.equal({action: 'hold', key, on: false});
  });

  it('do nothing twice for a double click, even if RingCentral is done in between', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const {key} = store.calls.get()[0]!;
    const element = await renderPanel(store);
    await press(element, 'Hold');
    await later(DELIBERATE_MS, async () => {
      store.change(key, {held: true});
      await element.updateComplete;
      byRole(element, 'button', 'Hold')!.click();
      byRole(element, 'button', 'Mute')!.click();
    });
    expect(store.actions).to.deep.equal([{action: 'hold', key, on: true}, {action: 'mute', key, on: true}]);
    await later(3_000, () => byRole(element, 'button', 'Hold')!.click());
    expect(store.actions.at(-1)).to.deep.equal({action: 'hold', key, on: false});
  });

  it('give the rest of a double click to nothing when the call ends', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const {key} = store.calls.get()[0]!;
    const element = await renderPanel(store);
    await press(element, 'Hang up call to Anna');
    await later(5_000, async () => {
      store.change(key, {phase: 'ended', endedAt: Date.now(), endedBy: 'caller'});
      await element.updateComplete;
      byRole(element, 'button', 'Dismiss')!.click();
    });
    expect(store.calls.get()).to.have.length(1);
    await later(6_000, () => byRole(element, 'button', 'Dismiss')!.click());
    expect(store.calls.get()).to.have.length(0);
  });

  it('give no press of one after another to "Try again" or "Dismiss", however long it takes', async () => {
    const store = fakeStore();
    const call = connected();
    store.calls.set([call]);
    const element = await renderPanel(store);
    await later(5_000, async () => {
      store.change(call.key, {phase: 'failed', error: callError('busy', {leg: 'callee'}), endedAt: Date.now()});
      await element.updateComplete;
    });
    const pressAt = (ms: number, name: string): Promise<void> =>
      later(ms, () => byRole(element, 'button', name)!.click());
    for (const ms of [5_300, 5_900, 6_500]) await pressAt(ms, 'Try again');
    for (const ms of [7_100, 7_700]) await pressAt(ms, 'Dismiss');
    await element.updateComplete;
    expect([store.requests, store.calls.get().length]).to.deep.equal([[], 1]);
    await pressAt(8_600, 'Try again');
    await until(() => store.requests.length === 1, 'a press after a pause calls');
  });

  it('have no state where RingCentral does not say whether the phone is muted', async () => {
    const store = fakeStore();
    store.calls.set([aCall('connected', {connectedAt: Date.now(), can: ALL})]);
    const element = await renderPanel(store);
    expect(byRole(element, 'button', 'Mute')!.ariaPressed).to.equal(null);
    store.change(store.calls.get()[0]!.key, {muted: false});
    await until(() => byRole(element, 'button', 'Mute')!.ariaPressed === 'false', 'it says so');
  });

  it('keep the focus with the call whose button goes', async () => {
    const store = fakeStore();
    const other = aCall('ringing-callee', {name: 'Ben'});
    const call = aCall('ringing-callee');
    store.calls.set([other, call]);
    const element = await renderPanel(store);
    byRole(element, 'button', 'Cancel call to Anna')!.focus();
    store.change(other.key, {can: ALL});
    store.change(call.key, {can: ALL});
    await until(() => focusedName(element) === 'Hang up call to Anna', 'it hangs up the same call');
    byRole(element, 'button', 'Hang up call to Anna')!.focus();
    store.change(call.key, {phase: 'ended', endedAt: Date.now()});
    await until(() => focusedName(element) === 'Dismiss', 'the call that is over has the focus');
    expect(element.shadowRoot!.activeElement!.closest('.call')!.textContent).to.contain('Anna');
  });

  for (const pressed of ['Hang up call to Anna', 'Hold', 'Mute', 'Cancel call to Anna']) {
    it(`give the focus of "${pressed}" to "Dismiss" when the call fails, never to "Try again"`, async () => {
      const store = fakeStore();
      const call = aCall('ringing-callee', pressed.startsWith('Cancel') ? {} : {can: ALL});
      store.calls.set([call]);
      const element = await renderPanel(store);
      byRole(element, 'button', pressed)!.focus();
      store.change(call.key, {phase: 'failed', error: callError('busy', {leg: 'callee'}), endedAt: Date.now()});
      await element.updateComplete;
      expect(buttonNames(element)).to.deep.equal(['Try again', 'Dismiss']);
      expect(focusedName(element)).to.equal('Dismiss');
      await press(element, 'Dismiss');
      expect([store.requests, store.calls.get()]).to.deep.equal([[], []]);
    });
  }

  it('give the focus of "Hold" to the list, not to "Hang up", where the call can only be hung up', async () => {
    const store = fakeStore();
    const call = connected();
    store.calls.set([call]);
    const element = await renderPanel(store);
    byRole(element, 'button', 'Hold')!.focus();
    store.change(call.key, {can: ['hang-up']});
    await element.updateComplete;
    expect(element.shadowRoot!.activeElement!.matches('.calls')).to.equal(true);
  });

  it('announce once what became of the own leg, whoever did it', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const {key} = store.calls.get()[0]!;
    const element = await renderPanel(store);
    const spoken = heardSentences(element);
    const hear = async (change: Partial<Call>, sentence: string): Promise<void> => {
      store.change(key, change);
      await until(() => spoken.at(-1) === sentence, `"${sentence}" is announced`);
    };
    await hear({held: true}, 'On hold.');
    await hear({held: true, muted: true}, 'On hold. Muted.');
    await hear({held: false, muted: false}, 'Connected');
    await hear({voicemail: true}, 'Voicemail answered.');
    store.change(key, {calleeStatus: 'Success'});
    await hear({phase: 'ended', endedAt: Date.now(), endedBy: 'callee'}, 'Call to Anna ended. Voicemail answered. Anna hung up.');
    expect(spoken).to.have.length(5);
  });

  for (const [change, sentence] of [
    [{held: true}, 'Connected · On hold'],
    [{muted: true}, 'Connected · Muted'],
    [{held: true, muted: true}, 'Connected · On hold · Muted'],
  ] as const) {
    it(`say where "${sentence}" has to be undone if it was not set here`, async () => {
      const store = fakeStore();
      store.calls.set([connected(change)]);
      const text = part(await renderPanel(store), 'call');
      expect(text).to.contain(sentence).and.to.contain('If you did that on your phone, undo it there.');
    });
  }

  it('show why RingCentral has not done it, and announce it once', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    store.actionRefusal = callError('not-now');
    const element = await renderPanel(store);
    const spoken = heardSentences(element);
    await press(element, 'Mute');
    const sentence = 'RingCentral cannot do that right now. Try again in a moment.';
    await until(() => part(element, 'error') === sentence, 'the panel shows it');
    await until(() => spoken.includes(sentence), 'it is announced');
    expect(spoken).to.deep.equal([sentence]);
    await expect(element).to.be.accessible();
    store.change(store.calls.get()[0]!.key, {muted: true});
    await until(() => !part(element, 'error'), 'the platform says that it is done after all');
  });

  for (const [code, sentence] of [
    ['unknown', 'RingCentral has not done that. Try again.'],
    ['permission-missing', 'You are not allowed to do that. Ask your administrator.'],
  ] as const) {
    it(`speak of what was asked, not of placing a call (${code})`, async () => {
      const store = fakeStore();
      store.calls.set([connected()]);
      store.actionRefusal = callError(code);
      const element = await renderPanel(store);
      await press(element, 'Hang up call to Anna');
      await until(() => part(element, 'error') === sentence, 'the panel shows it');
      store.actionRefusal = null;
      await press(element, 'Hang up call to Anna');
      await until(() => !part(element, 'error'), 'another press forgets it');
      expect(store.actions).to.have.length(2);
    });
  }

  for (const [phase, more, sentence] of [
    ['ended', {endedBy: 'callee'}, 'Anna hung up.'],
    ['ended', {endedBy: 'caller'}, 'You hung up.'],
    ['connected', {voicemail: true}, 'Voicemail answered.'],
  ] as [Phase, Partial<Call>, string][]) {
    it(`say "${sentence}"`, async () => {
      const store = fakeStore();
      store.calls.set([aCall(phase, {connectedAt: Date.now(), ...phase === 'ended' && {endedAt: Date.now()}, ...more})]);
      expect(part(await renderPanel(store), 'call')).to.contain(sentence);
    });
  }
});

describe('hanging up on the call button', () => {
  it('shows the time, is named by what it does, and hangs up', async () => {
    const store = fakeStore();
    store.calls.set([connected()]);
    const element = await renderButton(store);
    await untilFace(element, 'Hang up call to Anna');
    expect(textOf(mainControl(element))).to.equal('Hang up');
    expect(mainControl(element).querySelector<HTMLElement>('[data-clock]')!.dataset.clock).to.match(/^00:1[2-9]$/);
    expect(mainControl(element).title).to.equal('Connected');
    await expect(element).to.be.accessible();
    mainControl(element).click();
    expect(store.actions).to.deep.equal([]);
    await later(DELIBERATE_MS, () => mainControl(element).click());
    expect(store.actions.map(({action}) => action)).to.deep.equal(['hang-up']);
    expect(store.requests).to.deep.equal([]);
  });

  it('keeps the width that it has had since the first click', async () => {
    const store = fakeStore();
    const call = aCall('ringing-caller', {name: 'Bo'});
    store.calls.set([call]);
    const element = await renderButton(store, {name: 'Bo'});
    await untilFace(element, 'Cancel call to Bo');
    const {width} = mainControl(element).getBoundingClientRect();
    const changes: Partial<Call>[] = [
      {can: ALL}, {phase: 'connected', connectedAt: Date.now()}, {can: []}, {phase: 'canceling'},
    ];
    for (const change of changes) {
      store.change(call.key, change);
      await settled(element);
      expect(mainControl(element).getBoundingClientRect().width).to.be.closeTo(width, 0.5);
    }
  });

  it('is as before where RingCentral shows no session', async () => {
    const store = fakeStore();
    store.calls.set([connected({can: ['hold']})]);
    const element = await renderButton(store);
    await until(() => /^Connected 00:1/.test(faceOf(element)), 'it is connected');
    await later(DELIBERATE_MS, () => mainControl(element).click());
    await untilCard(element, 'hang up your phone');
    expect(store.actions).to.deep.equal([]);
  });

  it('holds presses while it has just become "Hang up"', async () => {
    const store = fakeStore();
    const call = aCall('ringing-callee');
    store.calls.set([call]);
    const element = await renderButton(store);
    await untilFace(element, 'Cancel call to Anna');
    await later(5_000, async () => {
      store.change(call.key, {can: ALL});
      await untilFace(element, 'Hang up call to Anna');
    });
    for (const ms of [0, 250, 700]) await later(5_000 + ms, () => mainControl(element).click());
    expect([store.canceled, store.actions]).to.deep.equal([[], []]);
    await later(5_900, () => mainControl(element).click());
    expect(store.actions).to.deep.equal([{action: 'hang-up', key: call.key}]);
  });

  it('has no effect while RingCentral works, nor just after the end', async () => {
    const store = fakeStore();
    const call = connected();
    store.calls.set([call]);
    const answer = pendingAnswer(store);
    const element = await renderButton(store);
    await untilFace(element, 'Hang up call to Anna');
    await later(5_000, () => mainControl(element).click());
    await until(() => mainControl(element).ariaDisabled === 'true', 'it is busy');
    expect(faceOf(element)).to.equal('Hang up call to Anna');
    await until(() => Number(getComputedStyle(mainControl(element)).opacity) < 0.7, 'it looks busy');
    await later(7_000, () => mainControl(element).click());
    answer();
    await later(9_000, async () => {
      store.change(call.key, {phase: 'ended', endedAt: Date.now()});
      await untilFace(element, 'Call Anna');
      mainControl(element).click();
    });
    await settled(element);
    expect([store.actions.length, store.requests]).to.deep.equal([1, []]);
  });

  it('says why RingCentral has not hung up, without offering another call', async () => {
    const store = fakeStore();
    const call = connected();
    store.calls.set([call]);
    store.actionRefusal = callError('offline');
    const element = await renderButton(store);
    await untilFace(element, 'Hang up call to Anna');
    await later(DELIBERATE_MS, () => mainControl(element).click());
    await untilCard(element, 'You are offline.');
    await until(() => heardText().includes('You are offline.'), 'it is announced');
    expect(byRole(element, 'button', 'Try again')).to.equal(undefined);
    await expect(element).to.be.accessible();
    expect(faceOf(element)).to.equal('Hang up call to Anna');
    await later(3_000, () => mainControl(element).click());
    expect(store.actions).to.have.length(2);
    store.change(call.key, {phase: 'ended', endedAt: Date.now()});
    await until(() => cardText(element) === '', 'the card goes with the call');
  });
});
