import {expect} from '@open-wc/testing';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {rememberClick} from '../../src/elements/click-to-call/waiting-click.js';
import {parserPart} from '../../src/phone/parser-part.js';
import type {CallError} from '../../src/store/types.js';
import {
  BOB, cardText, faceOf, heardText, mainControl, outcomeOf, press, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {until} from './support.js';

const NATIONAL = {to: '(650) 555-0101', name: 'Anna', confirm: 'auto'} as const;

/** The parser is not there yet; returns what brings it. */
async function hideParser(): Promise<() => void> {
  const part = await parserPart.load();
  let load = (): void => undefined;
  const loaded = new Promise((resolve) => load = () => resolve(part));
  Object.defineProperties(parserPart, {
    part: {value: undefined, configurable: true},
    ...Object.fromEntries(['load', 'loadNow', 'whenLoaded'].map((name) => [name, {value: () => loaded, configurable: true}])),
  });
  return () => load();
}

/** What a call can wait for before it is sent; each returns what ends the wait. */
const WAITS: Record<string, (store: FakeStore) => Promise<() => void>> = {
  'the parser': hideParser,
  'the check of the page': async (store) => {
    let pass = (): void => undefined;
    store.screened = new Promise((resolve) => pass = resolve);
    return () => pass();
  },
  'the list of phones': async (store) => {
    store.fromNumbers.set({state: 'loading', options: []});
    return () => store.fromNumbers.set({state: 'ready', options: [{number: '+16505550151', kind: 'mobile', label: 'My mobile'}]});
  },
};

/** What makes a call moot that has not been sent. */
const ENDS: Record<string, (element: RcClickToCall, store: FakeStore) => Promise<void> | void> = {
  'the same button is pressed': (element) => press(mainControl(element)),
  'the button gets another number': (element) => void Object.assign(element, BOB),
  'the button is removed': (element) => element.remove(),
  'the button is disabled': (element) => { element.disabled = true; },
  'the user signs out': (_, store) => store.setSession('signed-out'),
  'another user follows in the same moment': (_, store) => {
    store.session.set({...store.session.get(), user: {id: '2', accountId: '1', name: 'Zoe', country: 'US'}});
  },
};

describe('a call that waits before it is sent', () => {
  afterEach(() => {
    for (const name of ['part', 'load', 'loadNow', 'whenLoaded']) Reflect.deleteProperty(parserPart, name);
  });

  for (const [wait, begin] of Object.entries(WAITS)) {
    for (const [end, act] of Object.entries(ENDS)) {
      it(`for ${wait} is not placed once ${end}`, async () => {
        const store = fakeStore();
        const goOn = await begin(store);
        const element = await renderButton(store, NATIONAL);
        const outcome = outcomeOf(element.call());
        await untilFace(element, 'Cancel call to Anna');
        await act(element, store);
        expect(await outcome).to.equal('not-confirmed');
        goOn();
        await settled(element);
        expect(store.calls.get()).to.deep.equal([]);
        expect(faceOf(element)).not.to.contain('Cancel');
      });
    }
  }

  it('is placed although its button goes with the click, as in a menu that closes', async () => {
    const store = fakeStore();
    const goOn = await WAITS['the list of phones']!(store);
    const element = await renderButton(store);
    const outcome = element.call();
    element.remove();
    await settled(element);
    goOn();
    expect((await outcome).phase).to.equal('ringing-caller');
  });

  it('says that the user has canceled it, and no more', async () => {
    const store = fakeStore();
    await WAITS['the check of the page']!(store);
    const element = await renderButton(store);
    const codes: string[] = [];
    element.addEventListener('rc-call-error', (event) => codes.push((event.detail as {error: CallError}).error.code));
    mainControl(element).focus();
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    await press(mainControl(element));
    await until(() => heardText().includes('Call to Anna canceled.'), 'it is announced');
    expect(cardText(element)).to.equal('');
    expect(faceOf(element)).to.equal('Call Anna');
    expect(element.shadowRoot!.activeElement === mainControl(element), 'the focus stays').to.equal(true);
    expect(codes).to.deep.equal(['not-confirmed']);
    expect(store.canceled).to.deep.equal([]);
    // The way is free at once.
    store.screened = undefined;
    await press(mainControl(element));
    await until(() => store.calls.get()[0]?.phase === 'ringing-caller', 'the next call is placed');
  });

  it('is shown and announced if the wait is long, until it is placed', async () => {
    const store = fakeStore();
    const goOn = await WAITS['the check of the page']!(store);
    const element = await renderButton(store);
    mainControl(element).click();
    await untilCard(element, 'Placing the call…');
    await until(() => heardText().includes('Placing the call…'), 'it is announced');
    goOn();
    await untilCard(element, 'Ringing your phone…');
  });

  it('ends in words if the parser does not come within ten seconds', async () => {
    const {setTimeout: realSetTimeout} = globalThis;
    const store = fakeStore();
    await hideParser();
    const element = await renderButton(store, NATIONAL);
    globalThis.setTimeout = ((callback: () => void, ms?: number) =>
      realSetTimeout(callback, ms === 10_000 ? 0 : ms)) as typeof setTimeout;
    try {
      expect(await outcomeOf(element.call())).to.equal('unknown');
    } finally {
      globalThis.setTimeout = realSetTimeout;
    }
    await untilCard(element, 'A part of the page could not be loaded.');
    expect(cardText(element)).to.contain('Try again');
  });
});

describe('a click that waits for the code of calls', () => {
  const laterBy = (ms: number): void => {
    const now = performance.now();
    performance.now = () => now + ms;
  };
  afterEach(() => {
    Reflect.deleteProperty(performance, 'now');
  });

  const {'the same button is pressed': _, ...changes} = ENDS;
  const allChanges: typeof ENDS = {...changes, 'it waits for longer than ten seconds': () => laterBy(10_001)};
  for (const [name, change] of Object.entries(allChanges)) {
    it(`has no effect once ${name}`, async () => {
      const store = fakeStore();
      const element = await renderButton(store);
      const isStillMeant = rememberClick({element, store: {value: store}, get writtenNumbers() { return [element.to]; }});
      laterBy(9_000);
      expect(isStillMeant()).to.equal(true);
      Reflect.deleteProperty(performance, 'now');
      await change(element, store);
      expect(isStillMeant()).to.equal(false);
    });
  }
});

describe('a press that is meant for the face before', () => {
  it('on "Cancel" calls nobody when the call has just failed', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    mainControl(element).click();
    await untilFace(element, 'Cancel call to Anna');
    await until(() => store.calls.get()[0]?.phase === 'ringing-caller', 'it rings');
    await new Promise((resolve) => setTimeout(resolve, 900));
    store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
    await untilFace(element, 'Call Anna');
    mainControl(element).click();
    await settled(element);
    expect(store.requests).to.have.length(1);
    await press(mainControl(element));
    await settled(element);
    expect(store.requests).to.have.length(2);
  });
});
