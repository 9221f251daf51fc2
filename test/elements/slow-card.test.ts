// A question before a call, where the code of the card that asks it comes late, or not at all.
import {expect} from '@open-wc/testing';
import {LazyPart} from '../../src/loading/lazy-part.js';
import {cardText, faceOf, heardText, LONDON, mainControl, outcomeOf, press, renderButton, settled, untilCard, untilFace} from './call-buttons.js';
import {fakeStore, type FakeStore} from './fake-store.js';
import {part, until} from './support.js';

/** The members of a part that a test puts in the place of the network. */
interface CardPart {
  importPart: (query: string) => Promise<unknown>;
}

const parts = LazyPart.prototype as unknown as {loadNow(this: CardPart): Promise<unknown>};
const {loadNow} = parts;

/** The code of the card comes once `arrival` is settled. */
function delayCard(arrival: Promise<unknown>): void {
  arrival.catch(() => undefined);
  parts.loadNow = function (this: CardPart) {
    const {importPart} = this;
    if (/call-card\b/.test(String(importPart))) {
      const importLate = (query: string): Promise<unknown> => arrival.then(() => importPart(query));
      this.importPart = importLate;
      return loadNow.call(this).finally(() => void (this.importPart = importPart));
    }
    return loadNow.call(this);
  };
}

const ask = (store: FakeStore): ReturnType<typeof renderButton> => renderButton(store, {...LONDON, confirm: 'always'});

// In this order: what has loaded stays.
describe('a question before a call', () => {
  afterEach(() => void (parts.loadNow = loadNow));

  it('whose card does not load is no call, and the user is told why', async () => {
    delayCard(Promise.reject(new Error('This is a test.')));
    const element = await ask(fakeStore());
    expect(await outcomeOf(element.call())).to.equal('unknown');
    await until(() => part(element, 'message').includes('could not be loaded'), 'the button tells');
    await until(() => heardText().includes('could not be loaded'), 'a screen reader tells');
  });

  it('whose card is late shows meanwhile that a call is placed', async () => {
    let come = (): void => undefined;
    delayCard(new Promise<void>((resolve) => come = resolve));
    const store = fakeStore();
    const element = await ask(store);
    const idleName = faceOf(element);
    const outcome = outcomeOf(element.call());
    await until(() => faceOf(element) !== idleName, 'the button has heard the click');
    const first = faceOf(element);
    // An impatient user cancels.
    await press(mainControl(element));
    expect(await outcome).to.equal('not-confirmed');
    await untilFace(element, idleName);
    const again = element.call();
    await untilFace(element, first);
    come();
    await untilCard(element, LONDON.name);
    await settled(element);
    await until(() => element.shadowRoot?.activeElement?.matches('.actions button'), 'the question has the focus');
    expect(store.requests.length).to.equal(0);
    element.remove();
    expect(await outcomeOf(again)).to.equal('not-confirmed');
    expect(cardText(element)).to.equal('');
  });
});
