// Calls to the user that this browser answers: buttons, words, focus, and what goes wrong.
import {expect} from '@open-wc/testing';
import type {RcInboundCall} from '../../src/elements/inbound-call/inbound-call.js';
import {callError} from '../../src/store/call-error.js';
import type {Inbound, InboundAction} from '../../src/store/types.js';
import {fakeStore, type FakeStore} from '../elements/fake-store.js';
import {byRole, later, nameOf, part, textOf, until} from '../elements/support.js';
import {anInbound, cardsOf, recordAnnouncements, renderTag, report} from './support.js';

const RINGS: Partial<Inbound> = {can: ['answer', 'decline'], tab: 'this'};
const TALK: readonly InboundAction[] = ['hang-up', 'hold', 'mute', 'keypad'];
/** Longer than a card ignores clicks after it has come. */
const DELIBERATE_MS = 900;

const buttonNames = (element: Element): string[] =>
  Array.from(element.shadowRoot!.querySelectorAll('button, a'), nameOf);
const focusedName = (element: Element): string => nameOf(element.shadowRoot!.activeElement ?? document.body);
const press = (element: Element, name: string): Promise<void> =>
  later(DELIBERATE_MS, () => byRole(element, 'button', name)!.click());

function phoneStore(): FakeStore {
  const store = fakeStore();
  store.browserPhone.set({state: 'registered', microphones: [], speakers: []});
  return store;
}

async function ringing(store: FakeStore, change: Partial<Inbound> = RINGS, properties: Partial<RcInboundCall> = {}): Promise<{element: RcInboundCall; call: Inbound}> {
  const element = await renderTag(store, properties);
  const call = anInbound(change);
  report(store, call);
  await element.updateComplete;
  return {element, call};
}

async function change(element: RcInboundCall, store: FakeStore, call: Inbound, changes: Partial<Inbound>): Promise<Inbound> {
  const changed = Object.freeze({...call, ...changes});
  report(store, changed);
  await element.updateComplete;
  return changed;
}

describe('a call to the user where this browser is a phone', () => {
  it('is answered and declined by buttons that come first, accessibly', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store);
    expect(buttonNames(element)).to.deep.equal(['Answer', 'Decline', 'Dismiss']);
    await expect(element).to.be.accessible();
    await press(element, 'Answer');
    expect(store.actions).to.deep.equal([{action: 'answer', key: call.key}]);
  });

  it('is declined', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store);
    await press(element, 'Decline');
    expect(store.actions).to.deep.equal([{action: 'decline', key: call.key}]);
  });

  it('has no such buttons where the browser does not ring', async () => {
    const {element} = await ringing(fakeStore(), {});
    expect(buttonNames(element)).to.deep.equal(['Dismiss']);
  });

  it('says why it cannot be answered while another call has the sound', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store, {can: ['decline'], tab: 'this'});
    expect(buttonNames(element)).to.deep.equal(['Decline', 'Dismiss']);
    const sentence = 'Another call is in progress. End it, or wait, then try again.';
    expect(part(element, 'card')).to.contain(sentence);
    await change(element, store, call, RINGS);
    expect(part(element, 'card')).not.to.contain(sentence);
  });

  it('has its buttons in the language of the page, also where that names no region', async () => {
    const store = phoneStore();
    const {element} = await ringing(store, {phase: 'answered', answeredAt: Date.now(), can: TALK, tab: 'this'}, {lang: 'de'});
    await until(() => byRole(element, 'button', 'Auflegen'), 'the words have loaded');
    expect(buttonNames(element)).to.deep.equal(['Halten', 'Stumm', 'Tastenfeld', 'Auflegen']);
  });

  it('leaves the main action to the answer', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store, RINGS, {fallbackUrl: '/search?q={e164}'});
    const primaries = (): string[] => Array.from(element.shadowRoot!.querySelectorAll('.primary'), textOf);
    expect(primaries()).to.deep.equal(['Answer']);
    await change(element, store, call, {phase: 'answered', answeredAt: Date.now(), can: TALK});
    expect(primaries()).to.deep.equal(['Look up caller']);
  });

  it('ignores clicks that were aimed at something else, and the rest of a double click', async () => {
    const store = phoneStore();
    const {element} = await ringing(store);
    const answer = byRole(element, 'button', 'Answer')!;
    const click = (): void => void answer.dispatchEvent(new MouseEvent('click', {bubbles: true, detail: 1}));
    click();
    expect(store.actions).to.deep.equal([]);
    let finish = (): void => undefined;
    store.acting = new Promise((resolve) => finish = resolve);
    await later(DELIBERATE_MS, () => { click(); click(); });
    await element.updateComplete;
    expect(store.actions).to.have.length(1);
    expect(answer.getAttribute('aria-disabled')).to.equal('true');
    await later(2 * DELIBERATE_MS, click);
    expect(store.actions).to.have.length(1);
    finish();
    await until(() => !answer.hasAttribute('aria-disabled'), 'it is done');
  });

  it('is answered, and can be hung up, as soon as it has sound, whatever push tells', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store);
    await change(element, store, call, {can: TALK, held: false, muted: false});
    expect(buttonNames(element).filter((name) => !name.startsWith('Key '))).to.deep.equal(['Hold', 'Mute', 'Keypad', 'Hang up']);
    expect(part(element, 'card')).to.contain('Answered').and.to.contain('Keep this tab open.').and.not.to.contain('Incoming call');
    await press(element, 'Hang up');
    expect(store.actions).to.deep.equal([{action: 'hang-up', key: call.key}]);
  });

  it('goes on in the card: hold, mute, keypad, and no way to lose them', async () => {
    const store = phoneStore();
    store.levels = {microphone: 0.5, speaker: 0.5};
    const {element, call} = await ringing(store);
    const answered = await change(element, store, call, {phase: 'answered', answeredAt: Date.now(), can: TALK, held: false, muted: false});
    expect(buttonNames(element).filter((name) => !name.startsWith('Key '))).to.deep.equal(['Hold', 'Mute', 'Keypad', 'Hang up']);
    expect(part(element, 'card')).to.contain('Keep this tab open. If you close or reload it, the call ends.');
    await until(() => element.shadowRoot!.querySelector('.sound'), 'its sound is shown');
    await expect(element).to.be.accessible();
    await press(element, 'Mute');
    await change(element, store, answered, {muted: true, held: true});
    expect(part(element, 'card')).to.contain('Answered · On hold · Muted');
    expect(byRole(element, 'button', 'Mute')!.getAttribute('aria-pressed')).to.equal('true');
    await later(2 * DELIBERATE_MS, () => byRole(element, 'button', 'Keypad')!.click());
    await until(() => element.shadowRoot!.querySelector('.pad'), 'the keypad is open');
    byRole(element, 'button', 'Key 5')!.click();
    await until(() => store.actions.length === 2, 'the key is sent');
    await later(2 * DELIBERATE_MS, () => byRole(element, 'button', 'Hang up')!.click());
    expect(store.actions).to.deep.equal([
      {action: 'mute', key: call.key, on: true}, {action: 'keypad', key: call.key, digits: '5'}, {action: 'hang-up', key: call.key},
    ]);
    store.levels = null;
    await change(element, store, answered, {phase: 'ended', endedAt: Date.now(), can: []});
    expect(buttonNames(element)).to.deep.equal(['Dismiss']);
  });

  for (const [phase, word] of [['ringing', 'push has not told of the answer'], ['ended', 'push calls it over'], ['missed', 'push calls it missed']] as const) {
    it(`can be ended for as long as it has sound here: ${word}`, async () => {
      const store = phoneStore();
      const {element, call} = await ringing(store);
      await change(element, store, call, {phase, can: TALK, tab: 'this', held: false, muted: false, ...phase !== 'ringing' && {endedAt: Date.now() - 70_000}});
      const card = part(element, 'card');
      expect(card).to.contain('Answered').and.to.contain('Keep this tab open.').and.not.to.contain('Incoming call');
      expect(buttonNames(element)).to.deep.equal(['Hold', 'Mute', 'Keypad', 'Hang up']);
    });
  }

  it('keeps the focus on what does no harm: after the answer, and after the end', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store);
    element.focus();
    expect(focusedName(element)).to.equal('Answer');
    const answered = await change(element, store, call, {phase: 'answered', answeredAt: Date.now(), can: TALK});
    expect(focusedName(element)).to.equal('Keypad');
    byRole(element, 'button', 'Hang up')!.focus();
    await change(element, store, answered, {phase: 'ended', endedAt: Date.now(), can: []});
    expect(focusedName(element)).to.equal('Dismiss');
  });

  for (const [code, sentence] of [
    ['microphone-blocked', 'The microphone is blocked on this page. Allow it in your browser, then try again.'],
    ['microphone-missing', 'No microphone was found. Plug one in and try again, or choose another phone.'],
    ['unknown', 'RingCentral has not done that. Try again.'],
  ] as const) {
    it(`says why it was not answered, and rings on: ${code}`, async () => {
      const {said, stop} = recordAnnouncements();
      const store = phoneStore();
      store.actionRefusal = callError(code);
      const {element, call} = await ringing(store);
      await press(element, 'Answer');
      await until(() => part(element, 'error') === sentence, 'it is shown');
      await until(() => said.some((text) => text.includes(sentence)), 'it is announced');
      stop();
      expect(part(element, 'card')).to.contain('Incoming call');
      await expect(element).to.be.accessible();
      store.actionRefusal = null;
      await later(2 * DELIBERATE_MS, () => byRole(element, 'button', 'Answer')!.click());
      await element.updateComplete;
      expect(part(element, 'error')).to.equal('');
      await change(element, store, call, {phase: 'answered', answeredAt: Date.now(), can: TALK});
      expect(store.actions).to.have.length(2);
    });
  }

  it('says nothing of an answer that came too late', async () => {
    const store = phoneStore();
    let finish = (): void => undefined;
    store.acting = new Promise((resolve) => finish = resolve);
    store.actionRefusal = callError('not-now');
    const {element, call} = await ringing(store);
    await press(element, 'Answer');
    await change(element, store, call, {phase: 'missed', endedAt: Date.now(), can: []});
    finish();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(part(element, 'error')).to.equal('');
  });

  it('says why a call that goes on was not held', async () => {
    const store = phoneStore();
    store.actionRefusal = callError('not-now');
    const {element} = await ringing(store, {phase: 'answered', answeredAt: Date.now(), can: TALK, tab: 'this'});
    await press(element, 'Hold');
    await until(() => part(element, 'error') === 'RingCentral cannot do that right now. Try again in a moment.', 'it is shown');
  });

  it('says in which tab it rings, and in which one the user talks', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store, {tab: 'other'});
    expect(part(element, 'card')).to.contain('The call rings in another tab. Answer it there.');
    expect(buttonNames(element)).to.deep.equal(['Dismiss']);
    const answered = await change(element, store, call, {phase: 'answered', answeredAt: Date.now()});
    expect(part(element, 'card')).to.contain('You are talking in another tab.');
    expect(part(element, 'card')).not.to.contain('Keep this tab open');
    await change(element, store, answered, {phase: 'ended', endedAt: Date.now()});
    expect(part(element, 'card')).not.to.contain('another tab');
  });

  it('tells of a connection that is lost, and of a microphone that is gone', async () => {
    const store = phoneStore();
    const {element} = await ringing(store, {phase: 'answered', answeredAt: Date.now(), can: TALK, tab: 'this'});
    store.browserPhone.set({state: 'reconnecting', error: callError('microphone-missing'), microphones: [], speakers: []});
    await element.updateComplete;
    expect(part(element, 'card')).to.contain('Reconnecting to RingCentral. If you still hear each other, go on talking.');
    expect(part(element, 'error')).to.contain('No microphone was found.');
  });

  it('shows no card before the answer where the page wants that, and the buttons after it', async () => {
    const store = phoneStore();
    const {element, call} = await ringing(store, RINGS, {when: 'answer'});
    expect(cardsOf(element)).to.have.length(0);
    await change(element, store, call, {phase: 'answered', answeredAt: Date.now(), can: TALK});
    expect(buttonNames(element)).to.include('Hang up');
  });
});
