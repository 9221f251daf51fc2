import {expect, fixture, html} from '@open-wc/testing';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {callError} from '../../src/store/call-error.js';
import {
  ANNA, BOB, cardText, faceOf, LONDON, mainControl, press, renderButton, settled, untilCard, untilFace,
} from './call-buttons.js';
import {aCall, fakeStore, type FakeStore} from './fake-store.js';
import {byRole, later, until} from './support.js';

const AWAY_PX = 3000;

/** Two places, of which the window shows one at a time. */
async function twoPlaces(): Promise<readonly [Element, Element]> {
  const page = await fixture<HTMLElement>(html`<div>
    <div style="block-size: ${AWAY_PX}px"></div><div style="block-size: ${AWAY_PX}px"></div>
  </div>`);
  return [page.children[0]!, page.children[1]!];
}

/** Anna's call rings, and her card is open; Bob's rings out of view. */
async function annaHereBobAway(): Promise<{store: FakeStore; anna: RcClickToCall; bob: RcClickToCall}> {
  const store = fakeStore();
  const [here, away] = await twoPlaces();
  const bob = await renderButton(store, {...BOB, parent: away});
  const anna = await renderButton(store, {...ANNA, parent: here});
  store.calls.set([aCall('ringing-caller', {to: BOB.to, name: 'Bob'})]);
  await untilFace(bob, 'Cancel call to Bob');
  await press(mainControl(anna));
  await untilCard(anna, 'Ringing your phone');
  return {store, anna, bob};
}

const scrollAway = (): void => scrollTo(0, AWAY_PX);
const scrollBack = (): void => scrollTo(0, 0);

describe('a card whose button is scrolled out of view while another card is open', () => {
  afterEach(() => scrollTo(0, 0));

  it('comes back as a question, and does not take the page back to its button', async () => {
    const store = fakeStore();
    const [here, away] = await twoPlaces();
    const bob = await renderButton(store, {...BOB, parent: away});
    const london = await renderButton(store, {...LONDON, confirm: 'always', parent: here});
    store.calls.set([aCall('ringing-caller', {to: BOB.to, name: 'Bob'})]);
    await untilFace(bob, 'Cancel call to Bob');
    await press(mainControl(london));
    await untilCard(london, 'Call London?');
    scrollAway();
    await untilCard(bob, 'Ringing your phone');
    expect(cardText(london)).to.equal('');
    expect(scrollY).to.equal(AWAY_PX);
    scrollBack();
    await untilCard(london, 'Call London?');
    await press(byRole(london, 'button', 'Call')!);
    await until(() => store.requests.length === 1, 'the answer counts');
  });

  it('comes back with the progress of its call', async () => {
    const {anna, bob} = await annaHereBobAway();
    scrollAway();
    await untilCard(bob, 'Ringing your phone');
    scrollBack();
    await untilCard(anna, 'Then we ring Anna');
  });

  it('does not keep the button from asking after its call has ended out of view', async () => {
    const store = fakeStore();
    const [here] = await twoPlaces();
    const london = await renderButton(store, {...LONDON, parent: here});
    const bob = await renderButton(store, {...BOB, parent: here});
    await press(mainControl(london));
    await untilCard(london, 'Ringing your phone');
    scrollAway();
    await until(() => cardText(london) === '', 'the card is hidden');
    store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
    await settled(london);
    scrollBack();
    await press(mainControl(bob));
    await untilCard(bob, 'Ringing your phone');
    london.confirm = 'always';
    await settled(london);
    await press(mainControl(london));
    await untilCard(london, 'Call London?');
  });

  it('still tells of a failure that the user has not seen, when another card is closed', async () => {
    const {store, anna, bob} = await annaHereBobAway();
    const bobsCall = store.calls.get().find(({to}) => to === BOB.to)!;
    store.change(bobsCall.key, {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});
    await settled(bob);
    await press(byRole(anna, 'button', 'Close')!);
    scrollAway();
    await untilCard(bob, 'Bob is busy');
  });
});

describe('what lies over a button', () => {
  const COVER = 'position: fixed; inset: 0; z-index: 1000';
  const DIALOG = '<div role="dialog" aria-modal="true" style="inline-size: 200px; margin: 300px auto; background: white"><button>OK</button></div>';

  for (const [shape, isInShadow, markup] of [
    ['a dialog within a wrapper that covers the page', false, `<div style="${COVER}; background: #0008"></div><div style="${COVER}">${DIALOG}</div>`],
    ['a dialog and its backdrop in a shadow root', true, `<div style="${COVER}"><div style="position: fixed; inset: 0; background: #0008"></div>${DIALOG}</div>`],
    ['a dialog that covers the page itself', false, `<div role="dialog" aria-modal="true" style="${COVER}"><button>OK</button></div>`],
  ] as const) {
    it(`${shape} hides the card until it is gone`, async () => {
      const store = fakeStore();
      const anna = await renderButton(store);
      await press(mainControl(anna));
      await untilCard(anna, 'Ringing your phone');
      const modal = document.createElement('div');
      const root = isInShadow ? modal.attachShadow({mode: 'open'}) : modal;
      root.innerHTML = markup;
      document.body.append(modal);
      root.querySelector('button')!.focus();
      await until(() => cardText(anna) === '', 'the card does not lie on the dialog');
      modal.remove();
      await untilCard(anna, 'Ringing your phone');
    });
  }

  it('a menu of the page that is closed does not hide the card', async () => {
    const anna = await renderButton(fakeStore());
    const header = document.createElement('header');
    header.innerHTML = `<div style="position: fixed; inset: 0 0 auto; block-size: 4px"><div role="dialog" aria-modal="true" style="display: none">Menu</div></div>`;
    document.body.append(header);
    await press(mainControl(anna));
    await untilCard(anna, 'Ringing your phone');
    header.remove();
  });

  it('transparency hides the card with the button', async () => {
    const anna = await renderButton(fakeStore());
    await press(mainControl(anna));
    await untilCard(anna, 'Ringing your phone');
    anna.style.opacity = '0';
    dispatchEvent(new Event('resize'));
    await until(() => cardText(anna) === '', 'neither is seen');
  });
});

describe('a card in a link of the page', () => {
  it('lets the user choose a phone without following the link', async () => {
    const store = fakeStore();
    store.fromNumbers.set({state: 'ready', options: []});
    const link = (await fixture<HTMLElement>(html`<div><a href="#followed">Anna’s page</a></div>`)).querySelector('a')!;
    const anna = await renderButton(store, {parent: link});
    await press(mainControl(anna));
    const select = await until(() => anna.shadowRoot!.querySelector('rc-number-select'), 'the card asks for a phone');
    const label = await until(() => select.shadowRoot?.querySelector('label'), 'it is drawn');
    (document.activeElement as HTMLElement | null)?.blur();
    label.click();
    expect(location.hash).to.equal('');
    await until(() => select.shadowRoot!.activeElement?.matches('input, select'), 'the label moves the focus to its field');
  });
});

describe('a refusal that says when to try again', () => {
  it('says that the time has come, and stops counting', async () => {
    const store = fakeStore();
    store.refusal = callError('rate-limited', {retryAt: Date.now() + 1500});
    const anna = await renderButton(store);
    await press(mainControl(anna));
    await untilCard(anna, 'Try again in');
    await untilCard(anna, 'The call could not be made. Try again.');
    let updates = 0;
    anna.requestUpdate = () => void updates++;
    await later(2500, () => undefined);
    expect(updates).to.equal(0);
  });
});

describe('a button that was made before the script had loaded', () => {
  it('keeps what the page has set since', async () => {
    const store = fakeStore();
    const [, away] = await twoPlaces();
    const element = document.createElement('rc-click-to-call');
    // As Lit finds them on an element that is upgraded: properties of the element itself.
    const early = Object.assign(document.createElement('rc-early-button'), {to: ANNA.to, name: ANNA.name});
    away.append(early);
    class EarlyButton extends (element.constructor as typeof HTMLElement) {}
    customElements.define('rc-early-button', EarlyButton);
    const upgraded = early as unknown as typeof element;
    Object.assign(upgraded, {...BOB, account: store.account});
    // Its document has no window, so nothing else renders it.
    (upgraded as unknown as {renderNow(): void}).renderNow();
    await upgraded.updateComplete;
    expect([upgraded.to, faceOf(upgraded)]).to.deep.equal([BOB.to, 'Call Bob']);
  });
});
