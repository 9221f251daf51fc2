import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {callError} from '../../src/store/call-error.js';
import {
  cardText, faceOf, heardText, mainControl, outcomeOf, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {textOf, until} from './support.js';

/** As the store does: the session ends first, then the calls, which are erased. */
function signOut(store: FakeStore): void {
  store.setSession('signed-out');
  const {key} = store.calls.get()[0]!;
  store.change(key, {phase: 'unconfirmed', error: callError('session-expired'), endedAt: Date.now()});
  store.calls.set([]);
}

const GOES_ON = 'We can’t check the call right now. It continues on your phone. To end the call, hang up your phone.';
const MAY_RING = 'Your phone may still ring. If it stays silent, call again.';

describe('a call whose user signs out', () => {
  const cases = {
    'that rings': {answer: {phase: 'ringing-caller'}, sentence: GOES_ON},
    'that is connected': {answer: {phase: 'connected', connectedAt: 1}, sentence: GOES_ON},
    'whose request is under way': {answer: {id: null, phase: 'placing'}, sentence: MAY_RING},
  } as const;
  for (const [name, {answer, sentence}] of Object.entries(cases)) {
    it(`is said to go on, by the button and to the ear: ${name}`, async () => {
      const store = fakeStore();
      store.callAnswer = answer;
      const element = await renderButton(store);
      await element.call();
      signOut(store);
      await untilCard(element, sentence);
      expect(cardText(element)).not.to.contain('Try again');
      await until(() => heardText().includes(sentence), 'it is announced');
      expect(heardText()).not.to.contain('try again');
      store.setSession('ready');
      await until(() => cardText(element) === '', 'the next user does not meet it');
    });

    it(`is said to go on, by the panel, without a name: ${name}`, async () => {
      const store = fakeStore();
      store.callAnswer = answer;
      const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
      const said = (): string => textOf(panel.shadowRoot!);
      const element = await renderButton(store);
      await element.call();
      element.remove();
      signOut(store);
      await until(() => said().includes(sentence), `it says "${textOf(panel)}"`);
      expect(said()).not.to.contain('Anna');
      expect(said()).not.to.contain('No calls yet');
      store.setSession('ready');
      await until(() => said().includes('No calls yet'), 'the next user does not meet it');
    });
  }

  it('is not shown by the button of another number', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    const other = await renderButton(store, {to: '+16505550107', name: 'Gus'});
    signOut(store);
    await settled(other);
    expect(cardText(other)).to.equal('');
  });
});

describe('a request for a call that is under way', () => {
  it('can no longer be withdrawn once the user has signed out: no button says so', async () => {
    const store = fakeStore();
    let answerRequest = (): void => undefined;
    const answered = new Promise<void>((resolve) => answerRequest = resolve);
    const place = store.call;
    store.call = async (request) => {
      const call = await place(request);
      await answered;
      return call;
    };
    store.callAnswer = {id: null, phase: 'placing'};
    const element = await renderButton(store);
    const outcome = outcomeOf(element.call());
    await untilFace(element, 'Cancel call to Anna');
    signOut(store);
    await untilCard(element, MAY_RING);
    expect(faceOf(element)).not.to.contain('Cancel');
    expect(mainControl(element).localName, 'it offers other ways to call').to.equal('a');
    answerRequest();
    expect(await outcome).not.to.equal('not-confirmed');
  });

  it('is said to go on also where the account’s country is what the number is read by', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {to: '(650) 555-0101', name: 'Anna'});
    await settled(element);
    await element.call();
    signOut(store);
    await untilCard(element, GOES_ON);
  });
});

describe('a question where it is not known who is signed in', () => {
  it('ends with the session: the next user does not answer it', async () => {
    const store = fakeStore();
    const setUserless = (): void => store.session.set({...store.session.get(), state: 'ready', user: null});
    setUserless();
    const element = await renderButton(store, {to: '+442079460000', name: 'Anna', confirm: 'always'});
    const outcome = outcomeOf(element.call());
    await until(() => cardText(element).includes('Call Anna?'), 'it asks');
    store.setSession('signed-out');
    setUserless();
    expect(await outcome).to.equal('not-confirmed');
    expect(cardText(element)).not.to.contain('Call Anna?');
  });
});
