import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import {
  ANNA, answer, BOB, cardText, faceOf, mainControl, outcomeOf, press, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import {byRole, until} from './support.js';

describe('a call that this button has not placed', () => {
  it('is shown, and canceled by a click', async () => {
    const store = fakeStore();
    const call = aCall('ringing-caller');
    store.calls.set([call]);
    const element = await renderButton(store);
    await untilFace(element, 'Cancel call to Anna');
    expect(element.matches(':state(active)')).to.equal(true);
    await untilCard(element, 'Ringing your phone…');
    await press(mainControl(element));
    expect(store.canceled).to.deep.equal([call.key]);
    expect(store.requests).to.deep.equal([]);
  });

  it('is shown from the moment on when it begins, by no other row', async () => {
    const store = fakeStore();
    const [anna, bob] = [await renderButton(store), await renderButton(store, BOB)];
    store.calls.set([aCall('ringing-caller')]);
    await untilFace(anna, 'Cancel call to Anna');
    await settled(bob);
    expect(faceOf(bob)).to.equal('Call Bob');
    store.change(store.calls.get()[0]!.key, {phase: 'connected', connectedAt: Date.now()});
    await until(() => /^Connected 00:0/.test(faceOf(anna)), 'it is connected');
    store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
    await untilFace(anna, 'Call Anna');
    expect(anna.matches(':state(active)')).to.equal(false);
  });

  it('is shown where the button had another number, with another call, before', async () => {
    const store = fakeStore();
    const annasCall = aCall('ringing-caller');
    store.calls.set([annasCall]);
    const element = await renderButton(store);
    await untilFace(element, 'Cancel call to Anna');
    Object.assign(element, BOB);
    await untilFace(element, 'Call Bob');
    store.calls.set([aCall('ringing-caller', {...BOB, key: 'bob'}), annasCall]);
    await untilFace(element, 'Cancel call to Bob');
  });

  it('takes the place of an earlier failure', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
    const element = await renderButton(store);
    mainControl(element).click();
    await untilCard(element, 'Anna is busy');
    store.calls.set([aCall('ringing-caller'), ...store.calls.get()]);
    await untilFace(element, 'Cancel call to Anna');
    expect(element.matches(':state(error)')).to.equal(false);
    expect(cardText(element)).to.not.contain('busy');
  });

  it('is shown by the row when the panel has tried again', async () => {
    const store = fakeStore();
    store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
    const element = await renderButton(store);
    const panel = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
    mainControl(element).click();
    await until(() => byRole(panel, 'button', 'Try again'), 'the panel offers another try');
    store.callAnswer = {phase: 'ringing-caller'};
    await press(byRole(panel, 'button', 'Try again')!);
    await untilFace(element, 'Cancel call to Anna');
    expect(element.matches(':state(error)')).to.equal(false);
  });

  it('is shown when nobody knows what became of it, until the user calls again', async () => {
    const store = fakeStore();
    const [error, endedAt] = [callError('unconfirmed'), Date.now()];
    const lost = aCall('unconfirmed', {error, endedAt});
    store.calls.set([lost, aCall('unconfirmed', {to: BOB.to, error, endedAt: endedAt - 86_400_000})]);
    const [anna, bob] = [await renderButton(store), await renderButton(store, BOB)];
    await untilCard(anna, 'Call again');
    await settled(bob);
    expect([anna, bob].map((element) => element.matches(':state(error)')), 'Bob’s was known before this page')
      .to.deep.equal([true, false]);
    store.callAnswer = {phase: 'ended', endedAt: Date.now()};
    await answer(anna, 'Call again');
    await until(() => !anna.matches(':state(error)'), 'the new call is what counts');
    await settled(anna);
    expect(cardText(anna)).to.equal('');
    const again = await renderButton(store);
    await settled(again);
    expect(again.matches(':state(error)'), 'in a row that is drawn anew, too').to.equal(false);
  });

  it('is not the call to another extension of the number', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-caller', {extension: '9'})]);
    const element = await renderButton(store);
    await settled(element);
    expect(faceOf(element)).to.equal('Call Anna');
  });

  it('is not called again by the first click on a button that is not drawn yet', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-caller')]);
    const place = await fixture<HTMLElement>(html`<div style="margin-top: 9000px"></div>`);
    place.innerHTML = `<rc-click-to-call to=${ANNA.to} name=${ANNA.name} account=${store.account}></rc-click-to-call>`;
    const element = place.querySelector<RcClickToCall>('rc-click-to-call')!;
    expect(element.matches(':state(waiting)')).to.equal(true);
    element.click();
    await untilFace(element, 'Cancel call to Anna');
    await settled(element);
    expect(store.requests).to.deep.equal([]);
    expect(store.canceled, 'the user had not seen "Cancel"').to.deep.equal([]);
  });

  it('is called again only after a question', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-caller')]);
    const element = await renderButton(store);
    const refused = outcomeOf(element.call());
    await untilCard(element, 'A call to Anna is still in progress. Call again?');
    await answer(element, 'Don’t call');
    expect(await refused).to.equal('not-confirmed');
    expect(store.requests).to.deep.equal([]);
    const placed = outcomeOf(element.call());
    await untilCard(element, 'Call again?');
    await answer(element, 'Call');
    expect(await placed).to.equal('placed');
  });

  it('makes the question moot as soon as it is over', async () => {
    const store = fakeStore();
    const running = aCall('ringing-caller');
    store.calls.set([running]);
    const element = await renderButton(store);
    const outcome = outcomeOf(element.call());
    await untilCard(element, 'Call again?');
    store.change(running.key, {phase: 'canceled', endedAt: Date.now()});
    expect(await outcome).to.equal('not-confirmed');
    await until(() => !cardText(element), 'the question is withdrawn');
  });

  it('keeps another from being placed while it is placed itself', async () => {
    const store = fakeStore();
    store.calls.set([aCall('placing', {id: null})]);
    const element = await renderButton(store);
    expect(await outcomeOf(element.call())).to.equal('call-in-progress');
    expect(store.requests).to.deep.equal([]);
  });
});

describe('a call that is being placed', () => {
  it('takes no notice of impatient clicks', async () => {
    const store = fakeStore();
    let screened = (): void => undefined;
    store.screened = new Promise((resolve) => screened = resolve);
    const element = await renderButton(store);
    const errors: string[] = [];
    element.addEventListener('rc-call-error', ({detail}) => errors.push(detail.error.code));
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    for (let click = 0; click < 3; click++) mainControl(element).click();
    await settled(element);
    expect(errors).to.deep.equal([]);
    expect(cardText(element)).to.equal('');
    screened();
    await until(() => store.calls.get()[0]?.phase === 'ringing-caller', 'the call is placed');
    expect(store.requests.length).to.equal(1);
    expect(store.canceled).to.deep.equal([]);
  });
});
