import {expect, fixture, html, nextFrame} from '@open-wc/testing';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import {
  answer, BOB, cardText, mainControl, outcomeOf, press, renderButton, settled, untilCard,
} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, until} from './support.js';

const busy = (): FakeStore['callAnswer'] => ({phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});

const cardOf = (element: RcClickToCall): HTMLElement => element.shadowRoot!.querySelector('[part~=message]')!;
const openCards = (elements: readonly RcClickToCall[]): string[] => elements.map(cardText).filter(Boolean);

async function renderMany(store: FakeStore, count: number): Promise<RcClickToCall[]> {
  const elements = [];
  for (let index = 0; index < count; index++) {
    elements.push(await renderButton(store, {to: `+1650555${String(100 + index).padStart(4, '0')}`, name: `Person ${index}`}));
  }
  return elements;
}

async function renderFailed(parent: Element): Promise<RcClickToCall> {
  const store = fakeStore();
  store.callAnswer = busy();
  const element = await renderButton(store, {parent});
  mainControl(element).click();
  await untilCard(element, 'Anna is busy.');
  return element;
}

/** A press on a place of the page that is no part of ours. */
function pressPage(): void {
  document.body.dispatchEvent(new PointerEvent('pointerup', {bubbles: true, composed: true}));
}

/** Gap between the button and its card; null where they are not one above the other. */
function gapOf(element: RcClickToCall): number | null {
  const button = mainControl(element).getBoundingClientRect();
  const card = cardOf(element).getBoundingClientRect();
  const isBeside = card.left < button.right && card.right > button.left;
  return isBeside ? Math.max(card.top - button.bottom, button.top - card.bottom) : null;
}

describe('the cards of an account', () => {
  it('are one after many failed calls, that of the newest', async () => {
    const store = fakeStore();
    store.callAnswer = busy();
    const elements = await renderMany(store, 6);
    for (const element of elements) await outcomeOf(element.call());
    await untilCard(elements.at(-1)!, 'Person 5 is busy.');
    expect(openCards(elements).length).to.equal(1);
  });

  it('are none after one press elsewhere', async () => {
    const store = fakeStore();
    store.callAnswer = busy();
    const elements = await renderMany(store, 3);
    for (const element of elements) await outcomeOf(element.call());
    await untilCard(elements.at(-1)!, 'is busy.');
    pressPage();
    for (const element of elements) await settled(element);
    expect(openCards(elements)).to.deep.equal([]);
  });

  it('are none after one "Close"', async () => {
    const store = fakeStore();
    store.callAnswer = busy();
    const elements = await renderMany(store, 3);
    for (const element of elements) await outcomeOf(element.call());
    await untilCard(elements.at(-1)!, 'is busy.');
    byRole(elements.at(-1)!, 'button', 'Close')!.click();
    for (const element of elements) await settled(element);
    expect(openCards(elements)).to.deep.equal([]);
  });

  it('show the question first, and the failure that came meanwhile after it', async () => {
    const store = fakeStore();
    const anna = await renderButton(store);
    const bob = await renderButton(store, {...BOB, confirm: 'always'});
    mainControl(anna).click();
    await untilCard(anna, 'Ringing your phone…');
    mainControl(bob).click();
    await untilCard(bob, 'Call Bob?');
    store.change(store.calls.get()[0]!.key, busy());
    await settled(anna);
    expect(openCards([anna, bob]).length).to.equal(1);
    expect(cardText(bob)).to.contain('Call Bob?');
    await answer(bob, 'Don’t call');
    await untilCard(anna, 'Anna is busy.');
  });

  it('ask one question at a time', async () => {
    const store = fakeStore();
    const [anna, bob] = [await renderButton(store, {confirm: 'always'}), await renderButton(store, {...BOB, confirm: 'always'})];
    const first = outcomeOf(anna.call());
    await untilCard(anna, 'Call Anna?');
    mainControl(bob).click();
    await untilCard(bob, 'Call Bob?');
    expect(await first).to.equal('not-confirmed');
    expect(cardText(anna)).to.equal('');
  });

  it('are one for a call that two buttons show', async () => {
    const store = fakeStore();
    const elements = [await renderButton(store), await renderButton(store)];
    mainControl(elements[1]!).click();
    await untilCard(elements[1]!, 'Ringing your phone…');
    await settled(elements[0]!);
    expect(openCards(elements).length).to.equal(1);
    byRole(elements[1]!, 'button', 'Close')!.click();
    for (const element of elements) await settled(element);
    expect(openCards(elements), 'the other one does not open instead').to.deep.equal([]);
  });

  it('stay after a press elsewhere while they ask or tell of a ringing call', async () => {
    const store = fakeStore();
    const element = await renderButton(store, {confirm: 'always'});
    mainControl(element).click();
    await untilCard(element, 'Call Anna?');
    pressPage();
    await settled(element);
    expect(cardText(element)).to.contain('Call Anna?');
    await answer(element, 'Call');
    await untilCard(element, 'Ringing your phone…');
    pressPage();
    await settled(element);
    expect(cardText(element)).to.contain('Ringing your phone…');
  });
});

describe('the place of a call card', () => {
  for (const zoom of [0.75, 1.5, 2]) {
    it(`is beside its button at a zoom of ${zoom}`, async () => {
      const place = await fixture<HTMLElement>(html`<div style="zoom: ${zoom}; padding: 60px"></div>`);
      const element = await renderFailed(place);
      await until(() => gapOf(element) !== null, 'the card is beside the button');
      expect(gapOf(element)!).to.be.within(0, 24);
    });
  }

  it('is beside its button in a scaled box', async () => {
    const place = await fixture<HTMLElement>(html`<div style="transform: scale(1.3) translateX(40px); padding: 60px; width: 300px"></div>`);
    const element = await renderFailed(place);
    expect(gapOf(element)!).to.be.within(0, 24);
  });

  it('is nowhere while its button is scrolled out of its box, and there again with it', async () => {
    const box = await fixture<HTMLElement>(html`<div style="height: 100px; overflow: auto"><div style="height: 40px"></div></div>`);
    const place = box.firstElementChild!;
    const element = await renderFailed(place);
    const space = document.createElement('div');
    space.style.height = '2000px';
    box.append(space);
    box.scrollTop = 800;
    await until(() => !cardText(element), 'the card is hidden');
    box.scrollTop = 0;
    await untilCard(element, 'Anna is busy.');
  });

  it('is inside of the window at each of its edges', async () => {
    for (const corner of ['top:0;left:0', 'top:0;right:0', 'bottom:0;left:0', 'bottom:0;right:0']) {
      const place = await fixture<HTMLElement>(html`<div style="position: fixed; ${corner}"></div>`);
      const element = await renderFailed(place);
      await nextFrame();
      const {left, top, right, bottom} = cardOf(element).getBoundingClientRect();
      expect(left, `${corner}: left`).to.be.at.least(0);
      expect(top, `${corner}: top`).to.be.at.least(0);
      expect(right, `${corner}: right`).to.be.at.most(innerWidth);
      expect(bottom, `${corner}: bottom`).to.be.at.most(innerHeight);
      place.remove();
    }
  });

  it('is in front of a dialog that was closed and opened again', async () => {
    const dialog = await fixture<HTMLDialogElement>(html`<dialog style="width: 90vw; height: 90vh"></dialog>`);
    dialog.showModal();
    const element = await renderFailed(dialog);
    dialog.close();
    dialog.showModal();
    const isInFront = (): boolean => {
      if (!cardText(element)) return false;
      const {left, top, width, height} = cardOf(element).getBoundingClientRect();
      return document.elementFromPoint(left + width / 2, top + height / 2) === element;
    };
    await until(isInFront, 'the card is in front of its dialog');
  });

  it('is not left where the button is removed', async () => {
    const place = await fixture<HTMLElement>(html`<div></div>`);
    const element = await renderFailed(place);
    const card = cardOf(element);
    element.remove();
    await settled(element);
    expect(card.isConnected && card.matches(':popover-open')).to.equal(false);
    place.append(element);
    await settled(element);
    await untilCard(element, 'Anna is busy.');
    await press(byRole(element, 'button', 'Close')!);
    expect(cardText(element)).to.equal('');
  });
});
