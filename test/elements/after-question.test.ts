import {expect} from '@open-wc/testing';
import {callError} from '../../src/store/call-error.js';
import type {Call, CallError} from '../../src/store/types.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {ANNA, answer, cardText, LONDON, mainControl, press, renderButton, settled, untilCard, untilFace} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, until} from './support.js';

const QUESTIONS: Readonly<Record<string, (store: FakeStore) => Promise<RcClickToCall>>> = {
  'whether to call abroad': (store) => renderButton(store, {...LONDON, confirm: 'auto'}),
  'whether to call at all': (store) => renderButton(store, {confirm: 'always'}),
  'which phone to ring': (store) => {
    store.fromNumbers.set({state: 'ready', options: []});
    return renderButton(store);
  },
};

const failed = (error: CallError): Partial<Call> => ({phase: 'failed', endedAt: Date.now(), error});

const OUTCOMES: readonly {
  readonly name: string;
  readonly answer?: Partial<Call>;
  readonly refusal?: CallError;
  readonly told: string;
}[] = [
  {name: 'its phone rings', answer: {phase: 'ringing-caller'}, told: 'Ringing your phone…'},
  {name: 'it is busy', answer: failed(callError('busy', {leg: 'callee'})), told: 'is busy.'},
  {name: 'calling is switched off', answer: failed(callError('calling-disabled')), told: 'Calls to this kind of number are switched off.'},
  {name: 'the session is over', answer: failed(callError('session-expired')), told: 'You were signed out.'},
  {name: 'it is not confirmed', answer: {...failed(callError('unconfirmed')), phase: 'unconfirmed', id: null}, told: 'Your phone may still ring.'},
  {name: 'a limit is reached', refusal: callError('rate-limited'), told: 'Too many requests.'},
  {name: 'the number is screened out', refusal: callError('do-not-call'), told: 'This number must not be called.'},
];

/** Clicks, and answers the question with yes. */
async function confirm(store: FakeStore, element: RcClickToCall): Promise<void> {
  mainControl(element).click();
  await until(() => cardText(element), 'it asks');
  const select = element.shadowRoot!.querySelector('rc-number-select');
  if (select) {
    await until(() => select.shadowRoot, 'the choice of the phone is loaded');
    store.choose({from: '+16505550151'});
    await select.updateComplete;
  }
  expect(store.requests.length).to.equal(0);
  await answer(element, 'Call');
  await until(() => store.requests[0], 'it calls');
}

describe('a call after the question', () => {
  for (const [question, render] of Object.entries(QUESTIONS)) {
    for (const {name, told, ...outcome} of OUTCOMES) {
      it(`${question}: tells that ${name}`, async () => {
        const store = fakeStore();
        store.callAnswer = outcome.answer ?? store.callAnswer;
        store.refusal = outcome.refusal ?? null;
        const element = await render(store);
        await confirm(store, element);
        await untilCard(element, told);
        await settled(element);
        const isRinging = store.callAnswer.phase === 'ringing-caller' && !outcome.refusal;
        expect(element.matches(':state(error)')).to.equal(!isRinging);
        expect(element.matches(':state(active)')).to.equal(isRinging);
      });
    }

    it(`${question}: tells of a failure after the ringing, and of the next try`, async () => {
      const store = fakeStore();
      const element = await render(store);
      await confirm(store, element);
      await untilCard(element, 'Ringing your phone…');
      store.change(store.calls.get()[0]!.key, failed(callError('busy', {leg: 'callee'})));
      await untilCard(element, 'is busy.');
      expect(element.matches(':state(error)')).to.equal(true);
    });
  }

  it('is told anew after the user has closed the card of an earlier one', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    mainControl(element).click();
    await untilCard(element, 'Ringing your phone…');
    byRole(element, 'button', 'Close')!.click();
    await until(() => !cardText(element), 'the card is closed');
    store.change(store.calls.get()[0]!.key, {phase: 'canceled', endedAt: Date.now()});
    await untilFace(element, `Call ${ANNA.name}`);
    await press(mainControl(element));
    await untilCard(element, 'Ringing your phone…');
  });

  it('tells of its failure though the user has closed the card of its progress', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    mainControl(element).click();
    await untilCard(element, 'Ringing your phone…');
    byRole(element, 'button', 'Close')!.click();
    await until(() => !cardText(element), 'the card is closed');
    store.change(store.calls.get()[0]!.key, failed(callError('busy', {leg: 'callee'})));
    await untilCard(element, 'Anna is busy.');
  });
});
