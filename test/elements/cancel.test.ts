import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import type {Call} from '../../src/store/types.js';
import {
  cardText, faceOf, heardText, mainControl, outcomeOf, press, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, part, until} from './support.js';

const FAILURE = 'RingCentral has not canceled the call. To end the call, hang up your phone.';

async function renderRinging(store: FakeStore): Promise<RcClickToCall> {
  const element = await renderButton(store);
  mainControl(element).click();
  await untilFace(element, 'Cancel call to Anna');
  return element;
}

describe('a button that offers to cancel', () => {
  it('cancels also at the moment when RingCentral answers', async () => {
    const store = fakeStore();
    let answerCall = (): void => undefined;
    const {change} = store;
    store.change = (key, changes) => {
      if (!changes.id) return change(key, changes);
      answerCall = () => change(key, changes);
    };
    const element = await renderButton(store);
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    await later(900, async () => {
      answerCall();
      await settled(element);
      mainControl(element).click();
    });
    expect(store.canceled.length).to.equal(1);
  });
});

describe('a disabled button', () => {
  it('cancels the call that it placed before it was disabled', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    element.addEventListener('rc-call-change', () => { element.disabled = true; });
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    expect(mainControl(element).hasAttribute('aria-disabled')).to.equal(false);
    await press(mainControl(element));
    expect(store.canceled.length).to.equal(1);
  });

  it('places no call, neither by its face nor by its card', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
    const element = await renderButton(store);
    mainControl(element).click();
    await untilCard(element, 'Anna is busy');
    element.disabled = true;
    await settled(element);
    expect(byRole(element, 'button', 'Try again')).to.equal(undefined);
    expect(mainControl(element).getAttribute('aria-disabled')).to.equal('true');
    await press(mainControl(element));
    expect(store.requests.length).to.equal(1);
  });

  it('withdraws the question that it asked before', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    const outcome = outcomeOf(element.call());
    await untilCard(element, 'Call Anna?');
    element.disabled = true;
    expect(await outcome).to.equal('not-confirmed');
    await settled(element);
    expect(cardText(element)).to.equal('');
  });
});

const CANCEL_FAILURES: Readonly<Record<string, {change: Partial<Call>; face: string}>> = {
  'is refused': {change: {phase: 'ringing-caller', cancelFailed: true}, face: 'Cancel call to Anna'},
  'is not delivered': {change: {cancelFailed: true}, face: 'Canceling…'},
};

/** As the store tells it. */
function failCancel(store: FakeStore, change: Partial<Call>): void {
  const {key} = store.calls.get()[0]!;
  store.change(key, change);
  store.emit({type: 'call-error', error: callError('timeout'), call: store.calls.get()[0]!});
}

for (const [name, {change, face}] of Object.entries(CANCEL_FAILURES)) {
  describe(`a cancel that ${name}`, () => {
    it('is told beside the button, with what helps', async () => {
      const store = fakeStore();
      const element = await renderRinging(store);
      await press(mainControl(element));
      await untilFace(element, 'Canceling…');
      failCancel(store, change);
      await untilCard(element, FAILURE.split('. ')[0]!);
      expect(cardText(element)).to.contain('hang up your phone').and.to.not.contain('Answer it');
      expect(faceOf(element)).to.equal(face);
    });

    it('is told also where the user has closed the card before', async () => {
      const store = fakeStore();
      const element = await renderRinging(store);
      byRole(element, 'button', 'Close')!.click();
      await until(() => !cardText(element), 'the card is closed');
      await press(mainControl(element));
      await untilFace(element, 'Canceling…');
      failCancel(store, change);
      await untilCard(element, 'has not canceled the call');
    });

    it('is told in the panel', async () => {
      const store = fakeStore();
      const element = await renderRinging(store);
      const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
      await press(mainControl(element));
      failCancel(store, change);
      await panel.updateComplete;
      expect(part(panel, 'call')).to.contain('has not canceled the call').and.to.contain('hang up your phone');
    });

    it('is announced, and nothing else is', async () => {
      const store = fakeStore();
      const element = await renderRinging(store);
      await press(mainControl(element));
      failCancel(store, change);
      await until(() => heardText().includes(FAILURE), `it is heard; heard is "${heardText()}"`);
      expect(heardText()).to.not.contain('Your phone is ringing');
    });
  });
}
