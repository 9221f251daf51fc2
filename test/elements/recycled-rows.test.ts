import {expect, oneEvent} from '@open-wc/testing';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, CallError} from '../../src/store/types.js';
import {
  ANNA, answer, BOB, cardText, faceOf, heardText, mainControl, numberRead, outcomeOf, press, renderButton, settled, untilCard,
  untilFace,
} from './call-buttons.js';
import type {Person} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, until} from './support.js';

/** A list shows another person in the same row. */
async function reuse(element: RcClickToCall, person: Partial<Person>): Promise<void> {
  Object.assign(element, person);
  await settled(element);
}

async function renderQuestion(store: FakeStore): Promise<RcClickToCall> {
  const element = await renderButton(store, {confirm: 'always'});
  mainControl(element).click();
  await untilCard(element, 'Call Anna?');
  return element;
}

async function renderRinging(store: FakeStore): Promise<{element: RcClickToCall; call: Call}> {
  const element = await renderButton(store);
  mainControl(element).click();
  await untilFace(element, 'Cancel call to Anna');
  return {element, call: store.calls.get()[0]!};
}

const shows = (element: RcClickToCall): {face: string; card: string; isError: boolean; isActive: boolean} => ({
  face: faceOf(element), card: cardText(element), isError: element.matches(':state(error)'), isActive: element.matches(':state(active)'),
});

const IDLE_BOB = {face: 'Call Bob', card: '', isError: false, isActive: false};

describe('a row that gets another number', () => {
  it('withdraws its question: nobody is called', async () => {
    const store = fakeStore();
    const element = await renderQuestion(store);
    await settled(element);
    const oldYes = byRole(element, 'button', 'Call')!;
    const reported = oneEvent(element, 'rc-call-error') as unknown as Promise<{detail: {error: CallError}}>;
    await reuse(element, BOB);
    expect((await reported).detail.error.code).to.equal('not-confirmed');
    expect(shows(element)).to.deep.equal(IDLE_BOB);
    await press(oldYes);
    await settled(element);
    expect(store.requests).to.deep.equal([]);
    expect(element.shadowRoot!.activeElement === mainControl(element), 'the focus stays on the row').to.equal(true);
  });

  it('settles the call() that asked, and asks anew for the new number', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    const outcome = outcomeOf(element.call());
    await untilCard(element, 'Call Anna?');
    await reuse(element, BOB);
    expect(await outcome).to.equal('not-confirmed');
    await press(mainControl(element));
    await untilCard(element, 'Call Bob?');
    await answer(element, 'Call');
    await until(() => store.requests[0], 'it calls');
    expect(store.requests.map(({to, name}) => ({to, name}))).to.deep.equal([BOB]);
  });

  it('keeps the question for another spelling of the number', async () => {
    const store = fakeStore();
    // Until the parser has loaded, another text counts as another number.
    await parserPart.load();
    const element = await renderQuestion(store);
    await reuse(element, {to: 'tel:+1-650-555-0101'});
    await numberRead(element);
    expect(cardText(element)).to.contain('Call Anna?');
    await answer(element, 'Call');
    await until(() => store.requests[0], 'it calls');
    expect(store.requests.map(({to}) => to)).to.deep.equal([ANNA.to]);
  });

  it('offers the new call, and leaves the ringing one alone', async () => {
    const store = fakeStore();
    const {element} = await renderRinging(store);
    await reuse(element, BOB);
    expect(shows(element)).to.deep.equal(IDLE_BOB);
    await press(mainControl(element));
    await until(() => store.requests[1], 'it calls');
    expect(store.requests.map(({to}) => to)).to.deep.equal([ANNA.to, BOB.to]);
    expect(store.canceled).to.deep.equal([]);
    await untilFace(element, 'Cancel call to Bob');
    await untilCard(element, 'Then we ring Bob');
  });

  it('tells nothing of how the old call ends; the document does', async () => {
    const store = fakeStore();
    const {element, call} = await renderRinging(store);
    const onRow: string[] = [];
    element.addEventListener('rc-call-change', ({detail}) => onRow.push(detail.call.phase));
    await reuse(element, BOB);
    const changed = oneEvent(document, 'rc-call-change') as unknown as Promise<{detail: {call: Call}}>;
    store.change(call.key, {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});
    expect((await changed).detail.call).to.include({name: 'Anna', phase: 'failed'});
    await settled(element);
    expect(shows(element)).to.deep.equal(IDLE_BOB);
    expect(onRow).to.deep.equal([]);
  });

  it('does not hand the failure of the old call on', async () => {
    const store = fakeStore();
    const {element, call} = await renderRinging(store);
    store.change(call.key, {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});
    await untilCard(element, 'Anna is busy');
    await reuse(element, BOB);
    expect(shows(element)).to.deep.equal(IDLE_BOB);
  });

  it('does not hand a refusal on', async () => {
    const store = fakeStore();
    store.refusal = callError('rate-limited');
    const element = await renderButton(store);
    mainControl(element).click();
    await untilCard(element, 'Too many requests.');
    await reuse(element, BOB);
    expect(shows(element)).to.deep.equal(IDLE_BOB);
  });

  it('shows the ringing call again once it has its number again', async () => {
    const store = fakeStore();
    const {element, call} = await renderRinging(store);
    await reuse(element, BOB);
    await reuse(element, ANNA);
    await untilFace(element, 'Cancel call to Anna');
    await press(mainControl(element));
    expect(store.canceled).to.deep.equal([call.key]);
  });

  it('takes another extension for another number', async () => {
    const store = fakeStore();
    const {element} = await renderRinging(store);
    await reuse(element, {to: `${ANNA.to};ext=9`});
    expect(faceOf(element)).to.match(/^Call Anna/);
    expect(cardText(element)).to.equal('');
  });

  it('speaks of the call by the call\'s own name when only the name changes', async () => {
    const store = fakeStore();
    const {element, call} = await renderRinging(store);
    await reuse(element, {name: 'Bob'});
    expect(faceOf(element)).to.equal('Cancel call to Anna');
    expect(cardText(element)).to.contain('Then we ring Anna');
    store.change(call.key, {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});
    await untilCard(element, 'Anna is busy');
  });

  it('goes on with a call to the old number right after the click, and is the new number’s', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    let screened = (): void => undefined;
    store.screened = new Promise((resolve) => screened = resolve);
    const outcome = outcomeOf(element.call());
    await untilFace(element, 'Cancel call to Anna');
    await reuse(element, BOB);
    expect(shows(element)).to.deep.equal(IDLE_BOB);
    screened();
    expect(await outcome).to.equal('placed');
    await settled(element);
    expect(shows(element)).to.deep.equal(IDLE_BOB);
    expect(store.calls.get()[0]).to.include({to: ANNA.to});
  });

  it('withdraws a call to the old number that waits for longer than a moment, and says so', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    store.screened = new Promise(() => undefined);
    const outcome = outcomeOf(element.call());
    await untilFace(element, 'Cancel call to Anna');
    await reuse(element, BOB);
    expect(await outcome).to.equal('not-confirmed');
    await until(() => heardText().includes('Call to Anna canceled.'), 'it is heard');
    expect(shows(element)).to.deep.equal(IDLE_BOB);
    expect(store.calls.get()).to.deep.equal([]);
  });
});

describe('a row that is taken out while it asks', () => {
  it('settles as not confirmed, and the document hears of it', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    const outcome = outcomeOf(element.call());
    await untilCard(element, 'Call Anna?');
    const reported = oneEvent(document, 'rc-call-error') as unknown as Promise<{detail: {error: CallError}}>;
    element.remove();
    expect(await outcome).to.equal('not-confirmed');
    expect((await reported).detail.error.code).to.equal('not-confirmed');
    expect(store.requests).to.deep.equal([]);
  });

  it('goes on asking where it is put in again at once', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    const outcome = outcomeOf(element.call());
    await untilCard(element, 'Call Anna?');
    const parent = element.parentElement!;
    element.remove();
    parent.append(element);
    await settled(element);
    await untilCard(element, 'Call Anna?');
    await answer(element, 'Call');
    expect(await outcome).to.equal('placed');
  });

  it('asks nothing where it is taken out before the question', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    const outcome = outcomeOf(element.call());
    element.remove();
    expect(await outcome).to.equal('not-confirmed');
  });
});
