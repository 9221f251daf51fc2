// A button that has just become another one under the finger does nothing for a moment.
import {expect, fixture, html} from '@open-wc/testing';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {callError} from '../../src/store/call-error.js';
import type {Call} from '../../src/store/types.js';
import {
  ANNA, answer, BOB, faceOf, LONDON, mainControl, outcomeOf, press, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, until} from './support.js';

/** Later than the rest of a double click on the button. */
const A_WHILE_MS = 5_000;
const SOON_MS = [0, 250, 500, 700];
/** Of a person who presses again and again; each is longer than a double click after the change. */
const AGAIN_AND_AGAIN_MS = [300, 600, 900, 1_200, 1_900];

const ends: readonly [how: string, change: Partial<Call>][] = [
  ['is busy', {phase: 'failed', error: callError('busy', {leg: 'callee'})}],
  ['is not answered', {phase: 'failed', error: callError('no-answer', {leg: 'callee'})}],
  ['is hung up', {phase: 'ended'}],
  ['cannot be confirmed', {phase: 'unconfirmed', error: callError('unconfirmed')}],
];

async function renderDuring(store: FakeStore, phase: 'ringing-caller' | 'connected'): Promise<RcClickToCall> {
  const call = aCall(phase, {connectedAt: Date.now()});
  store.calls.set([call]);
  const element = await renderButton(store);
  await untilFace(element, phase === 'connected' ? 'Connected 00:00' : 'Cancel call to Anna');
  return element;
}

/** The numbers that were called, and how many calls were canceled. */
const sent = ({requests, canceled}: FakeStore): unknown => [requests.map(({to}) => to), canceled.length];
const NOTHING = [[], 0];

const point = (control: HTMLElement, type: 'pointerdown' | 'pointerup'): boolean =>
  control.dispatchEvent(new PointerEvent(type, {bubbles: true, composed: true}));

const pressSpace = (control: HTMLElement, type: 'keydown' | 'keyup', repeat = false): boolean =>
  control.dispatchEvent(new KeyboardEvent(type, {key: ' ', bubbles: true, composed: true, repeat}));

describe('a press just after the button has become another one', () => {
  for (const phase of ['ringing-caller', 'connected'] as const) {
    for (const [how, change] of ends) {
      it(`does nothing where the call ${how} (${phase}); a later one calls`, async () => {
        const store = fakeStore();
        const element = await renderDuring(store, phase);
        await later(A_WHILE_MS, async () => {
          store.change(store.calls.get()[0]!.key, {...change, endedAt: Date.now()});
          await untilFace(element, 'Call Anna');
        });
        for (const ms of SOON_MS) await later(A_WHILE_MS + ms, () => mainControl(element).click());
        await settled(element);
        expect(sent(store)).to.deep.equal(NOTHING);
        await later(A_WHILE_MS + 700 + 900, () => mainControl(element).click());
        await until(() => store.requests.length === 1, 'a later press calls');
      });

      it(`calls nobody where the call ${how} (${phase}) under one press after another`, async () => {
        const store = fakeStore();
        const element = await renderDuring(store, phase);
        await later(A_WHILE_MS, async () => {
          store.change(store.calls.get()[0]!.key, {...change, endedAt: Date.now()});
          await untilFace(element, 'Call Anna');
        });
        for (const ms of AGAIN_AND_AGAIN_MS) await later(A_WHILE_MS + ms, () => mainControl(element).click());
        await settled(element);
        expect(sent(store)).to.deep.equal(NOTHING);
      });
    }
  }

  it('does nothing where a call was placed elsewhere; a later one cancels', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    await later(A_WHILE_MS, async () => {
      store.calls.set([aCall('ringing-caller')]);
      await untilFace(element, 'Cancel call to Anna');
    });
    for (const ms of SOON_MS) await later(A_WHILE_MS + ms, () => mainControl(element).click());
    await settled(element);
    expect(sent(store)).to.deep.equal(NOTHING);
    await later(A_WHILE_MS + 900, () => mainControl(element).click());
    expect(sent(store)).to.deep.equal([[], 1]);
  });

  it('does nothing where a newer call took the place of the one to cancel', async () => {
    const store = fakeStore();
    const element = await renderDuring(store, 'ringing-caller');
    await later(A_WHILE_MS, async () => {
      store.calls.set([aCall('ringing-caller'), ...store.calls.get()]);
      await settled(element);
      mainControl(element).click();
    });
    expect(sent(store)).to.deep.equal(NOTHING);
  });

  async function renderFor(store: FakeStore, what: string): Promise<RcClickToCall> {
    if (what !== 'the link inside') return renderButton(store);
    const element = await renderButton(store, {to: ''});
    element.innerHTML = `<a href="tel:${ANNA.to}">Desk</a>`;
    await settled(element);
    return element;
  }

  const numberChanges: readonly [what: string, change: (element: RcClickToCall) => void][] = [
    ['`to`', (element) => { element.to = BOB.to; }],
    ['the attribute', (element) => element.setAttribute('to', BOB.to)],
    ['the link inside', (element) => element.querySelector('a')!.setAttribute('href', `tel:${BOB.to}`)],
  ];
  for (const [what, change] of numberChanges) {
    it(`does nothing where ${what} changes during it; the next one calls the new number`, async () => {
      const store = fakeStore();
      const element = await renderFor(store, what);
      await later(A_WHILE_MS, async () => {
        point(mainControl(element), 'pointerdown');
        change(element);
        await settled(element);
        point(mainControl(element), 'pointerup');
        mainControl(element).click();
        await settled(element);
        expect(sent(store)).to.deep.equal(NOTHING);
      });
      await later(A_WHILE_MS + 900, () => mainControl(element).click());
      await until(() => store.requests.length === 1, 'the next press calls');
      expect(store.requests[0]!.to).to.equal(BOB.to);
    });

    it(`calls the new number right after ${what} has changed`, async () => {
      const store = fakeStore();
      const element = await renderFor(store, what);
      await later(A_WHILE_MS, async () => {
        change(element);
        await settled(element);
        mainControl(element).click();
      });
      await until(() => store.requests.length === 1, 'the press calls');
      expect(store.requests[0]!.to).to.equal(BOB.to);
    });
  }

  it('does nothing where the country of a national number changes during it', async () => {
    await parserPart.load();
    const store = fakeStore();
    const element = await renderButton(store, {to: '(202) 555-0123'});
    element.country = 'US';
    await settled(element);
    await later(A_WHILE_MS, async () => {
      point(mainControl(element), 'pointerdown');
      element.country = 'MX';
      await settled(element);
      point(mainControl(element), 'pointerup');
      mainControl(element).click();
      await settled(element);
    });
    expect(sent(store)).to.deep.equal(NOTHING);
  });

  it('does nothing where the button was disabled until just now', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    element.disabled = true;
    await settled(element);
    await later(A_WHILE_MS, async () => {
      element.disabled = false;
      await settled(element);
      mainControl(element).click();
      await settled(element);
    });
    expect(sent(store)).to.deep.equal(NOTHING);
  });

  /** The page asks to call, which opens the question; the press follows at once. */
  async function expectNoAnswer(
    store: FakeStore, element: RcClickToCall, pressed: () => Promise<void>,
  ): Promise<void> {
    await later(A_WHILE_MS, async () => {
      const outcome = outcomeOf(element.call());
      await pressed();
      await settled(element);
      expect(sent(store)).to.deep.equal(NOTHING);
      element.remove();
      expect(await outcome).to.equal('not-confirmed');
    });
  }

  it('does nothing where the page, by itself, has asked the question', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {...LONDON, confirm: 'always'});
    await expectNoAnswer(store, element, async () => {
      await untilCard(element, 'London');
      mainControl(element).click();
      byRole(element, 'button', 'Call')?.click();
    });
  });

  it('does nothing where the page, by itself, has asked whether to call a number that rings', async () => {
    const store = fakeStore();
    const element = await renderDuring(store, 'ringing-caller');
    await expectNoAnswer(store, element, async () => {
      const yes = await until(() => byRole(element, 'button', 'Call'), 'the question is there');
      yes.click();
    });
  });

  it('does nothing on "Try again" that the end of the call has just brought', async () => {
    const store = fakeStore();
    const element = await renderDuring(store, 'ringing-caller');
    await later(A_WHILE_MS, async () => {
      store.change(store.calls.get()[0]!.key, {...ends[0]![1], endedAt: Date.now()});
      const again = await until(() => byRole(element, 'button', 'Try again'), '"Try again" is there');
      again.click();
      await settled(element);
    });
    expect(sent(store)).to.deep.equal(NOTHING);
  });

  it('on "Try again" in the card counts only after a pause', async () => {
    const store = fakeStore();
    const element = await renderDuring(store, 'ringing-caller');
    await later(A_WHILE_MS, async () => {
      store.change(store.calls.get()[0]!.key, {...ends[0]![1], endedAt: Date.now()});
      await until(() => byRole(element, 'button', 'Try again'), '"Try again" is there');
    });
    const tryAgain = (ms: number): Promise<void> =>
      later(A_WHILE_MS + ms, () => byRole(element, 'button', 'Try again')!.click());
    for (const ms of AGAIN_AND_AGAIN_MS) await tryAgain(ms);
    await settled(element);
    expect(sent(store)).to.deep.equal(NOTHING);
    await tryAgain(1_900 + 900);
    await until(() => store.requests.length === 1, 'a press after a pause calls');
  });

  it('cancels soon, however often the user presses', async () => {
    const store = fakeStore();
    const element = await renderButton(store);
    await later(A_WHILE_MS, () => mainControl(element).click());
    await later(A_WHILE_MS, () => untilFace(element, 'Cancel call to Anna'));
    for (const ms of AGAIN_AND_AGAIN_MS.slice(0, 3)) {
      await later(A_WHILE_MS + 50 + ms, () => mainControl(element).click());
    }
    expect([store.requests.length, store.canceled.length]).to.deep.equal([1, 1]);
  });

  it('works at once where the call goes on under the same face', async () => {
    const store = fakeStore();
    const element = await renderDuring(store, 'ringing-caller');
    await later(A_WHILE_MS, async () => {
      store.change(store.calls.get()[0]!.key, {phase: 'ringing-callee'});
      await settled(element);
      mainControl(element).click();
    });
    expect(sent(store)).to.deep.equal([[], 1]);
  });

  it('works at once where only the script has read the number meanwhile', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {to: '(650) 555-0101', name: ''});
    await settled(element);
    mainControl(element).click();
    await until(() => store.requests.length === 1, 'the press calls');
  });

  it('is no matter for `call()`', async () => {
    const store = fakeStore();
    const element = await renderDuring(store, 'ringing-caller');
    store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
    await untilFace(element, 'Call Anna');
    expect(await outcomeOf(element.call())).to.equal('placed');
  });
});

describe('a press that began on another button', () => {
  const kinds: readonly [name: string, begin: (control: HTMLElement) => unknown, end: (control: HTMLElement) => unknown][] = [
    ['the pointer', (control) => point(control, 'pointerdown'), (control) => point(control, 'pointerup')],
    ['the space bar', (control) => pressSpace(control, 'keydown'), (control) => {
      pressSpace(control, 'keydown', true);
      pressSpace(control, 'keyup');
    }],
  ];
  for (const [name, begin, end] of kinds) {
    it(`does nothing, however long ${name} was held; the next one calls`, async () => {
      const store = fakeStore();
      const element = await renderDuring(store, 'ringing-caller');
      const control = mainControl(element);
      begin(control);
      await later(A_WHILE_MS, async () => {
        store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
        await untilFace(element, 'Call Anna');
      });
      await later(2 * A_WHILE_MS, async () => {
        end(control);
        control.click();
        await settled(element);
      });
      expect(sent(store)).to.deep.equal(NOTHING);
      await later(2 * A_WHILE_MS + 900, () => {
        begin(control);
        end(control);
        control.click();
      });
      await until(() => store.requests.length === 1, 'the next press calls');
    });
  }

  it('counts where the script has read the number meanwhile', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {to: '(650) 555-0102', name: ''});
    point(mainControl(element), 'pointerdown');
    await later(A_WHILE_MS, async () => {
      await settled(element);
      point(mainControl(element), 'pointerup');
      mainControl(element).click();
    });
    await until(() => store.requests.length === 1, 'the press calls');
  });

  it('does nothing on a button of the card, too', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    await press(mainControl(element));
    const yes = await until(() => byRole(element, 'button', 'Call'), 'the card has "Call"');
    point(yes, 'pointerdown');
    element.to = BOB.to;
    await settled(element);
    await later(A_WHILE_MS, () => mainControl(element).click());
    const newYes = await until(() => byRole(element, 'button', 'Call'), 'the card has "Call"');
    await later(2 * A_WHILE_MS, () => {
      point(newYes, 'pointerup');
      newYes.click();
    });
    await settled(element);
    expect(sent(store)).to.deep.equal(NOTHING);
  });
});

describe('a double click', () => {
  it('on a button answers no question, and on the answer cancels nothing', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    await later(A_WHILE_MS, async () => {
      mainControl(element).click();
      const yes = await until(() => byRole(element, 'button', 'Call'), 'the card has "Call"');
      yes.click();
      await settled(element);
      expect(sent(store)).to.deep.equal(NOTHING);
    });
    await later(2 * A_WHILE_MS, async () => {
      await answer(element, 'Call');
      await untilFace(element, 'Cancel call to Anna');
    });
    expect(store.canceled).to.deep.equal([]);
    expect(faceOf(element)).to.equal('Cancel call to Anna');
  });
});

after(() => fixture(html``));
