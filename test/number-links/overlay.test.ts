import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import '../../src/elements/number-links/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {linkNumbers} from '../../src/elements/number-links/link-numbers.js';
import type {LinkNumbersOptions} from '../../src/elements/number-links/link-numbers.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, CallAction} from '../../src/store/types.js';
import type {RcCallRequestEvent} from '../../src/elements/internal/events.js';
import {heardText} from '../elements/call-buttons.js';
import {fakeStore} from '../elements/fake-store.js';
import type {FakeStore} from '../elements/fake-store.js';
import {later, nameOf, textOf, until} from '../elements/support.js';
import {countOf, found, manualTime, underlinedTexts, middleOf, page, pointer} from './support.js';

const ALL: readonly CallAction[] = ['hang-up', 'hold', 'mute'];
const A = '(650) 555-0100';
const B = '(650) 555-0101';

const TEXT = `<p>Sales: ${A}, service: <b>650</b>-555-0102.</p><ul><li>Anna <em>${B}</em></li><li>Order #6505550199</li></ul>
  <p><a href="tel:+16505550103">Call us</a></p>`;

interface LinksSetup {
  readonly element: RcNumberLinks;
  readonly store: FakeStore;
  readonly time: ReturnType<typeof manualTime>;
}

async function createLinks(html = TEXT, set: Partial<RcNumberLinks> = {}, state: 'ready' | 'signed-out' = 'ready'): Promise<LinksSetup> {
  const store = fakeStore(state);
  store.choices.set({from: '+16505550190'});
  const time = manualTime();
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  element.innerHTML = html;
  Object.assign(element, {account: store.account, country: 'US', ...set});
  element.pageLinks.time = time;
  document.body.append(element);
  await until(() => element.pageLinks.links, 'its code is loaded');
  return {element, store, time};
}

const cardOf = (element: RcNumberLinks): HTMLElement | null => {
  for (const child of element.shadowRoot!.children) {
    const card = child.shadowRoot?.querySelector<HTMLElement>('.card');
    if (card) return card;
  }
  return null;
};

const openCard = (element: RcNumberLinks): HTMLElement | null => {
  const card = cardOf(element);
  return card?.matches(':popover-open') ? card : null;
};

const buttonOf = (card: HTMLElement): RcClickToCall => card.querySelector<RcClickToCall>('rc-click-to-call:not([hidden])')!;

async function hover({element, time}: LinksSetup, text: string): Promise<HTMLElement> {
  const {x, y, target} = middleOf(element, text);
  pointer(target, 'pointermove', x, y);
  time.pass(200);
  return until(() => openCard(element), 'the card is open');
}

async function tap({element}: LinksSetup, text: string): Promise<HTMLElement> {
  const {x, y, target} = middleOf(element, text);
  pointer(target, 'pointerdown', x, y, {pointerType: 'touch'});
  pointer(target, 'click', x, y, {pointerType: 'touch', detail: 1});
  return until(() => openCard(element), 'the card is open');
}

/** The open card in a dialog, where the page's live region may stand, too. */
function cardIn(dialog: HTMLDialogElement): HTMLElement | undefined {
  return [...dialog.children]
    .map(({shadowRoot}) => shadowRoot?.querySelector<HTMLElement>('.card:popover-open') ?? undefined)
    .find((card) => card !== undefined);
}

describe('<rc-number-links> in overlay mode', () => {
  it('is accessible with its card closed and open', async () => {
    const setup = await createLinks();
    await found(setup.element, 4);
    await expect(setup.element).to.be.accessible();
    await hover(setup, A);
    await expect(setup.element).to.be.accessible();
  });

  it('does not touch the page: no node, no attribute, no layout', async () => {
    const element = page(TEXT);
    const before = element.outerHTML;
    const boxes = (): string => JSON.stringify([...element.querySelectorAll('*')].map((each) => each.getBoundingClientRect()));
    const layout = boxes();
    const records: MutationRecord[] = [];
    const observer = new MutationObserver((all) => records.push(...all));
    observer.observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
    const links = linkNumbers(element, {country: 'US'});
    const ours = document.querySelector('rc-number-links')!;
    await found(ours, 4);
    expect(underlinedTexts()).to.have.members([A, '650-555-0102', B]);
    expect(element.outerHTML).to.equal(before);
    expect(boxes()).to.equal(layout);
    links.disconnect();
    expect(records.concat(observer.takeRecords())).to.have.length(0);
    observer.disconnect();
  });

  it('underlines numbers in each root, and undoes everything', async () => {
    const sheets = document.adoptedStyleSheets.length;
    const before = document.documentElement.outerHTML;
    const {element} = await createLinks(`<p>${A}</p><div></div>`);
    const inner = element.querySelector('div')!.attachShadow({mode: 'open'});
    inner.innerHTML = `<p>${B}</p>`;
    element.append('');
    element.pageLinks.links!.restart();
    await found(element, 2);
    expect(underlinedTexts()).to.have.members([A, B]);
    expect(inner.adoptedStyleSheets).to.have.length(1);
    for (const text of [element.querySelector('p')!, inner.querySelector('p')!]) {
      expect(getComputedStyle(text, '::highlight(rc-number)').textDecorationLine).to.equal('underline');
    }
    const html = element.innerHTML;
    element.remove();
    expect(element.innerHTML).to.equal(html);
    expect(CSS.highlights.has('rc-number')).to.equal(false);
    expect(inner.adoptedStyleSheets).to.have.length(0);
    expect(document.adoptedStyleSheets.length).to.be.at.most(sheets + 1);
    expect(document.documentElement.outerHTML.length).to.be.at.most(before.length);
  });

  it('underlines in the text’s own color, or in the page’s accent', async () => {
    const {element} = await createLinks(`<p>${A}</p>`);
    await found(element, 1);
    const line = (): CSSStyleDeclaration => getComputedStyle(element.querySelector('p')!, '::highlight(rc-number)');
    expect(line().textDecorationStyle).to.equal('dotted');
    element.style.setProperty('--rc-accent', 'rgb(1, 2, 3)');
    expect(line().textDecorationColor).to.equal('rgb(1, 2, 3)');
  });

  describe('its card', () => {
    it('opens when the pointer rests on a number, and closes when it leaves', async () => {
      const setup = await createLinks();
      const card = await hover(setup, A);
      expect(buttonOf(card).to).to.equal('+16505550100');
      expect(underlinedTexts('rc-number-current')).to.deep.equal([A]);
      pointer(setup.element, 'pointermove', 1, 1);
      setup.time.pass(100);
      expect(openCard(setup.element) === card).to.equal(true);
      setup.time.pass(300);
      expect(openCard(setup.element) === null).to.equal(true);
      expect(underlinedTexts('rc-number-current')).to.deep.equal([]);
    });

    it('stays open while the pointer is in it', async () => {
      const setup = await createLinks();
      const card = await hover(setup, A);
      pointer(setup.element, 'pointermove', 1, 1);
      pointer(card, 'pointermove', 1, 1);
      setup.time.pass(1000);
      expect(openCard(setup.element) === card).to.equal(true);
    });

    it('does not open for a pointer that only passes', async () => {
      const setup = await createLinks();
      await hover(setup, A);
      pointer(document.body, 'keydown', 0, 0);
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
      expect(openCard(setup.element) === null).to.equal(true);
      const {x, y, target} = middleOf(setup.element, B);
      pointer(target, 'pointermove', x, y);
      setup.time.pass(100);
      pointer(document.body, 'pointermove', 1, 1);
      setup.time.pass(500);
      expect(openCard(setup.element) === null).to.equal(true);
    });

    it('does not open for the text beside a number', async () => {
      const setup = await createLinks();
      await hover(setup, A);
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
      const {x, y, target} = middleOf(setup.element, 'Sales');
      pointer(target, 'pointermove', x, y);
      setup.time.pass(500);
      expect(openCard(setup.element) === null).to.equal(true);
    });

    it('opens on a tap, and stays open until the user taps elsewhere', async () => {
      const setup = await createLinks();
      const card = await tap(setup, B);
      expect(buttonOf(card).to).to.equal('+16505550101');
      pointer(setup.element, 'pointermove', 1, 1);
      setup.time.pass(1000);
      expect(openCard(setup.element) === card).to.equal(true);
      pointer(document.body, 'pointerdown', 1, 1);
      expect(openCard(setup.element) === null).to.equal(true);
    });

    it('opens on each part of a number that spans several elements', async () => {
      const setup = await createLinks();
      for (const part of ['650', '-555-0102']) {
        const {x, y} = part === '650' ? middleOf(setup.element.querySelector('b')!, part) : middleOf(setup.element, part);
        const target = part === '650' ? setup.element.querySelector('b')! : setup.element.querySelector('p')!;
        pointer(target, 'click', x, y);
        const card = await until(() => openCard(setup.element), 'the card is open');
        expect(buttonOf(card).to).to.equal('+16505550102');
        pointer(document.body, 'pointerdown', 1, 1);
      }
    });

    it('places the call, and shows its state', async () => {
      const setup = await createLinks();
      const card = await hover(setup, A);
      const asked: RcCallRequestEvent[] = [];
      setup.element.addEventListener('rc-call-request', (event) => asked.push(event));
      await buttonOf(card).updateComplete;
      buttonOf(card).shadowRoot!.querySelector('button')!.click();
      await until(() => card.querySelector('.status'), 'the status is shown');
      expect(asked[0]!.detail.to).to.equal('+16505550100');
      expect(setup.store.requests[0]!.to).to.equal('+16505550100');
      expect(card.querySelector('.status')!.textContent.trim()).to.contain('Ringing your phone…');
      expect(buttonOf(card).shadowRoot!.querySelector('.message') === null, 'the state is shown once').to.equal(true);
      pointer(setup.element, 'pointermove', 1, 1);
      setup.time.pass(1000);
      expect(openCard(setup.element) === card, 'it stays while the call is under way').to.equal(true);
      await expect(setup.element).to.be.accessible();
      const {key} = setup.store.calls.get()[0]!;
      setup.store.change(key, {phase: 'connected', connectedAt: Date.now()});
      expect(card.querySelector('.status')!.textContent.trim()).to.equal('To end the call, hang up your phone.');
    });

    it('hangs up with its button, where RingCentral lets us', async () => {
      const setup = await createLinks();
      const card = await tap(setup, A);
      const {key} = await buttonOf(card).call();
      setup.store.change(key, {phase: 'connected', connectedAt: Date.now(), can: ['hang-up']});
      const control = buttonOf(card).shadowRoot!.querySelector<HTMLElement>('.main')!;
      await until(() => control.ariaLabel?.startsWith('Hang up call to'), 'its button hangs up');
      expect(card.querySelector('.status')!.textContent.trim()).to.equal('Connected');
      setup.store.change(key, {held: true});
      const lines = Array.from(card.querySelectorAll('.status .sentence'), ({textContent}) => textContent);
      expect(lines).to.deep.equal(['Connected · On hold', 'If you did that on your phone, undo it there.']);
      await later(900, () => control.click());
      expect(setup.store.actions).to.deep.equal([{action: 'hang-up', key}]);
    });

    describe('with a call that can be held and muted', () => {
      const buttonNamed = (card: HTMLElement, name: string): HTMLElement | undefined =>
        Array.from(card.querySelectorAll<HTMLElement>('.controls button')).find((each) => textOf(each) === name);

      async function cardOfCall(): Promise<LinksSetup & {readonly card: HTMLElement; readonly key: string}> {
        const setup = await createLinks();
        const card = await tap(setup, A);
        const {key} = await buttonOf(card).call();
        setup.store.change(key, {phase: 'connected', connectedAt: Date.now(), can: ALL, held: false, muted: false});
        await until(() => buttonNamed(card, 'Hold'), 'it can be held');
        return {...setup, card, key};
      }

      it('has "Hold" and "Mute" after the buttons that it always has, and no other "Hang up"', async () => {
        const {card, element} = await cardOfCall();
        const names = Array.from(card.querySelectorAll('button, rc-click-to-call:not([hidden])'), nameOf);
        expect([names[0], ...names.slice(-3)]).to.deep.equal(['Close', 'Copy number', 'Hold', 'Mute']);
        await expect(element).to.be.accessible();
      });

      it('holds and mutes it once each, and shows what RingCentral says', async () => {
        const {card, store, key} = await cardOfCall();
        await later(900, () => buttonNamed(card, 'Hold')!.click());
        await until(() => buttonNamed(card, 'Hold')!.ariaDisabled === null, 'RingCentral has answered');
        expect(buttonNamed(card, 'Hold')!.ariaPressed).to.equal('false');
        store.change(key, {held: true});
        expect(buttonNamed(card, 'Hold')!.ariaPressed).to.equal('true');
        const lines = Array.from(card.querySelectorAll('.status .sentence'), ({textContent}) => textContent);
        expect(lines).to.deep.equal(['Connected · On hold']);
        buttonNamed(card, 'Hold')!.click();
        await later(2_000, () => buttonNamed(card, 'Mute')!.click());
        expect(store.actions).to.deep.equal([
          {action: 'hold', key, on: true}, {action: 'mute', key, on: true},
        ]);
      });

      it('shows and announces why RingCentral has not done it', async () => {
        const {card, store, element} = await cardOfCall();
        store.actionRefusal = callError('not-now');
        await later(900, () => buttonNamed(card, 'Mute')!.click());
        const sentence = 'RingCentral cannot do that right now. Try again in a moment.';
        const error = await until(() => card.querySelector('.error'), 'the card shows it');
        expect(textOf(error)).to.equal(sentence);
        await until(() => heardText().includes(sentence), 'it is announced');
        await expect(element).to.be.accessible();
      });

      it('gives their focus to "Close" when the call ends, never to "Call"', async () => {
        const {card, store, key} = await cardOfCall();
        buttonNamed(card, 'Mute')!.focus();
        store.change(key, {phase: 'ended', endedAt: Date.now()});
        const {activeElement} = card.getRootNode() as ShadowRoot;
        expect(nameOf(activeElement!)).to.equal('Close');
        expect(card.querySelector('.controls')).to.equal(null);
      });

      it('keeps its size from the first ring to the end', async () => {
        const setup = await createLinks();
        const card = await tap(setup, A);
        await buttonOf(card).updateComplete;
        const {width} = card.getBoundingClientRect();
        const {key} = await buttonOf(card).call();
        setup.store.change(key, {phase: 'ringing-callee'});
        const {height} = card.getBoundingClientRect();
        const changes: Partial<Call>[] = [
          {can: ALL}, {phase: 'connected', connectedAt: Date.now()}, {held: true, muted: true},
          {held: false, muted: false}, {phase: 'ended', endedAt: Date.now()},
        ];
        for (const change of changes) {
          setup.store.change(key, change);
          const box = card.getBoundingClientRect();
          expect(box.width, `width, ${JSON.stringify(change)}`).to.be.closeTo(width, 0.5);
          if (!change.held) expect(box.height, `height, ${JSON.stringify(change)}`).to.be.closeTo(height, 0.5);
        }
      });
    });

    it('keeps the call button of an active call for its number', async () => {
      const setup = await createLinks();
      const card = await tap(setup, A);
      const button = buttonOf(card);
      await button.call();
      await tap(setup, B);
      expect(buttonOf(card) === button).to.equal(false);
      await tap(setup, A);
      expect(buttonOf(card) === button).to.equal(true);
      expect(card.querySelectorAll('rc-click-to-call')).to.have.length(1);
    });

    it('offers a text message and a copy', async () => {
      const setup = await createLinks();
      const card = await hover(setup, A);
      await buttonOf(card).updateComplete;
      expect(buttonOf(card).shadowRoot!.querySelector('[part=sms]')!.getAttribute('href')).to.match(/^(sms:|rcmobile:\/\/sms)/);
      const copied: string[] = [];
      const {writeText} = navigator.clipboard;
      navigator.clipboard.writeText = async (text) => void copied.push(text);
      try {
        card.querySelector<HTMLElement>('.copy')!.click();
        await until(() => card.querySelector('.copy')!.getAttribute('aria-label') === 'Copied', 'it says so');
      } finally {
        navigator.clipboard.writeText = writeText;
      }
      expect(copied).to.deep.equal(['+16505550100']);
      expect(card.querySelector('[role=status]')!.textContent).to.equal('Copied');
    });

    it('shows the name that resolveContact returns', async () => {
      const asked: string[] = [];
      const setup = await createLinks(TEXT, {resolveContact: async (number) => {
        asked.push(number);
        return number.endsWith('100') ? 'Anna <Smith>' : null;
      }});
      const card = await hover(setup, A);
      await until(() => card.querySelector('.name'), 'the name is shown');
      expect(card.querySelector('.name')!.textContent).to.equal('Anna <Smith>');
      expect(buttonOf(card).name).to.equal('Anna <Smith>');
      await tap(setup, B);
      await tap(setup, A);
      expect(asked).to.deep.equal(['+16505550100', '+16505550101']);
      expect(card.querySelector('.name')!.textContent).to.equal('Anna <Smith>');
    });

    it('aborts resolveContact when it closes or moves, and shows no name if it fails', async () => {
      const signals: AbortSignal[] = [];
      const {warn} = console;
      let warned = 0;
      console.warn = () => warned++;
      try {
        let fail: (() => void) | undefined;
        const setup = await createLinks(TEXT, {resolveContact: (_number, {signal}) => {
          signals.push(signal);
          return new Promise((_resolve, reject) => fail = () => reject(new Error('no')));
        }});
        await tap(setup, A);
        await tap(setup, B);
        expect(signals.map(({aborted}) => aborted)).to.deep.equal([true, false]);
        fail!();
        await until(() => warned === 1, 'the console shows a warning');
        const card = await tap(setup, A);
        expect(card.querySelector('.name') === null).to.equal(true);
        pointer(document.body, 'pointerdown', 1, 1);
        expect(signals.at(-1)!.aborted).to.equal(true);
      } finally {
        console.warn = warn;
      }
    });

    it('closes on Escape and returns the focus', async () => {
      const setup = await createLinks();
      const link = setup.element.querySelector('a')!;
      link.focus();
      link.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, detail: 0}));
      const card = await until(() => openCard(setup.element), 'the card is open');
      await until(() => card.getRootNode() instanceof ShadowRoot && (card.getRootNode() as ShadowRoot).activeElement, 'the focus is in it');
      await until(() => setup.store.requests.length === 1, 'the link calls');
      await sendKeys({press: 'Escape'});
      expect(openCard(setup.element) === null).to.equal(true);
      expect(document.activeElement === link).to.equal(true);
      expect(setup.store.canceled, 'Escape ends no call').to.deep.equal([]);
    });

    it('closes when the number is removed, unless it shows a call', async () => {
      const setup = await createLinks();
      await hover(setup, B);
      setup.element.querySelector('em')!.remove();
      await until(() => !openCard(setup.element), 'it is closed');
      const card = await tap(setup, A);
      await buttonOf(card).call();
      setup.element.querySelector('p')!.textContent = 'gone';
      await found(setup.element, 1);
      expect(openCard(setup.element) === card).to.equal(true);
    });

    it('never covers the number, at any position and in any text direction', async () => {
      const setup = await createLinks(`<div style="position:absolute"><p>${A}</p></div>`);
      const box = setup.element.querySelector('div')!;
      await setViewport({width: 320, height: 480});
      for (const [dir, width] of [['ltr', 'max-content'], ['rtl', 'max-content'], ['ltr', 'min-content'], ['rtl', 'min-content']]) {
        document.documentElement.dir = dir!;
        box.style.width = width!;
        for (const [left, top] of [[0, 0], [200, 0], [0, 430], [200, 430], [100, 200], [0, 100]]) {
          Object.assign(box.style, {left: `${left}px`, top: `${top}px`});
          const card = await tap(setup, A);
          await until(() => {
            const number = box.firstElementChild!.getBoundingClientRect();
            const text = document.createRange();
            text.selectNodeContents(box.firstElementChild!);
            const word = text.getBoundingClientRect();
            const {left: x, right, top: y, bottom} = card.getBoundingClientRect();
            return number.width > 0 && (bottom <= word.top || y >= word.bottom) && x >= 0 && right <= innerWidth && y >= 0 && bottom <= innerHeight;
          }, `it is beside the number at ${left}, ${top}, ${dir}, ${width}`);
          pointer(document.body, 'pointerdown', 1, 1);
        }
      }
      document.documentElement.dir = '';
      await setViewport({width: 800, height: 600});
    });

    it('covers no line of a number that wraps, whichever line the user points at', async () => {
      const setup = await createLinks(`<p style="margin:300px 50px;width:min-content;line-height:1.5">+1 650 555 0100</p>`);
      const text = document.createRange();
      text.selectNodeContents(setup.element.querySelector('p')!);
      const lines = [...text.getClientRects()];
      expect(lines).to.have.length(4);
      const {top, bottom} = text.getBoundingClientRect();
      for (const line of lines) {
        const target = setup.element.querySelector('p')!;
        pointer(target, 'click', line.left + 2, line.top + line.height / 2, {pointerType: 'touch', detail: 1});
        const card = await until(() => openCard(setup.element), 'the card is open');
        await until(() => card.getBoundingClientRect().bottom <= top || card.getBoundingClientRect().top >= bottom, 'it is beside');
        pointer(document.body, 'pointerdown', 1, 1);
      }
    });

    it('follows the number while the page scrolls, and closes when it leaves the view', async () => {
      const setup = await createLinks(`<div style="height:300px;overflow:auto"><div style="height:200px"></div><p>${A}</p><div style="height:3000px"></div></div>`);
      const scroller = setup.element.querySelector('div')!;
      const card = await tap(setup, A);
      const distance = (): number => card.getBoundingClientRect().bottom - setup.element.querySelector('p')!.getBoundingClientRect().top;
      const before = distance();
      scroller.scrollTop = 30;
      await until(() => Math.abs(distance() - before) < 1, 'it went with the number');
      scroller.scrollTop = 1500;
      await until(() => !openCard(setup.element), 'it is closed');
    });

    it('works in a modal dialog, and leaves it unchanged', async () => {
      const setup = await createLinks(`<dialog><p>${A}</p></dialog>`);
      const dialog = setup.element.querySelector('dialog')!;
      dialog.showModal();
      const before = dialog.innerHTML;
      await found(setup.element, 1);
      const {x, y, target} = middleOf(dialog, A);
      pointer(target, 'click', x, y);
      const card = await until(() => cardIn(dialog), 'it is open in the dialog');
      expect(card.matches(':modal *') || dialog.matches(':modal')).to.equal(true);
      setup.element.pageLinks.links!.restart();
      await found(setup.element, 1);
      pointer(dialog, 'pointerdown', 1, 1);
      expect(dialog.contains((card.getRootNode() as ShadowRoot).host)).to.equal(false);
      dialog.close();
      // What a test before this one announced may be said in the dialog until it is closed.
      await until(() => dialog.innerHTML === before, 'nothing is left in it');
    });

    it('closes alone on Escape: a modal dialog around it stays open', async () => {
      const setup = await createLinks(`<dialog><p>${A}</p><button>OK</button></dialog>`);
      const dialog = setup.element.querySelector('dialog')!;
      dialog.showModal();
      await found(setup.element, 1);
      const {x, y, target} = middleOf(dialog, A);
      pointer(target, 'click', x, y);
      await until(() => cardIn(dialog), 'it is open in the dialog');
      dialog.querySelector('button')!.focus();
      await sendKeys({press: 'Escape'});
      await until(() => !cardIn(dialog), 'it is closed');
      expect(dialog.open).to.equal(true);
      await sendKeys({press: 'Escape'});
      await until(() => !dialog.open, 'the dialog is closed');
    });

    it('does not open for a pointer that rests, after Escape', async () => {
      const setup = await createLinks();
      await hover(setup, A);
      const {x, y, target} = middleOf(setup.element, B);
      pointer(target, 'pointermove', x, y);
      await sendKeys({press: 'Escape'});
      setup.time.pass(500);
      expect(openCard(setup.element) === null).to.equal(true);
    });

    it('closes when the number leaves the box that scrolls, though not the window', async () => {
      const setup = await createLinks(`<div style="margin-top:250px;height:100px;overflow:auto"><p>${A}</p><div style="height:3000px"></div></div>`);
      await tap(setup, A);
      setup.element.querySelector('div')!.scrollTop = 120;
      await until(() => !openCard(setup.element), 'it is closed');
    });

    it('stays while it shows a call, whatever becomes of the number', async () => {
      const setup = await createLinks(`<div style="margin-top:250px;height:100px;overflow:auto"><p>${A}</p><div style="height:3000px"></div></div>`);
      const card = await tap(setup, A);
      await buttonOf(card).call();
      setup.element.querySelector('div')!.scrollTop = 120;
      const line = setup.element.querySelector('p')!;
      const {top, bottom} = line.getBoundingClientRect();
      await until(() => {
        const box = card.getBoundingClientRect();
        return Math.abs(box.bottom - top) < 10 || Math.abs(box.top - bottom) < 10;
      }, 'it goes with the number');
      line.style.display = 'none';
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      expect(openCard(setup.element) === card && card.checkVisibility({visibilityProperty: true})).to.equal(true);
    });

    afterEach(async () => {
      document.body.style.zoom = '';
      if (innerWidth !== 800) await setViewport({width: 800, height: 600});
    });
    for (const [title, html, isAllZoomed] of [
      ['a part of the page that is zoomed', `<div style="zoom:1.5;padding:220px 0 0 60px"><p>${A}</p></div>`, false],
      ['a page that is zoomed', `<p style="padding:220px 0 0 60px">${A}</p>`, true],
    ] as const) {
      it(`is beside a number in ${title}`, async () => {
        if (isAllZoomed) document.body.style.zoom = '1.5';
        const setup = await createLinks(html);
        const card = await tap(setup, A);
        // WebKit measures in the zoomed px of the element.
        const zoom = 'currentCSSZoom' in card ? 1 : 1.5;
        const cardZoom = isAllZoomed ? zoom : 1;
        const text = document.createRange();
        text.selectNodeContents(setup.element.querySelector('p')!);
        const {left, top} = text.getBoundingClientRect();
        const box = card.getBoundingClientRect();
        expect(box.left * cardZoom).to.be.closeTo(left * zoom, 2);
        expect((top * zoom) - (box.bottom * cardZoom)).to.be.within(4, 11);
      });
    }

    it('keeps within a window of 320 × 64 px, and lets all of it be reached', async () => {
      const setup = await createLinks(`<p>${A}</p>`);
      await setViewport({width: 320, height: 64});
      const card = await tap(setup, A);
      await until(() => {
        const {top, bottom, left, right} = card.getBoundingClientRect();
        return top >= 0 && bottom <= 64 && left >= 0 && right <= 320;
      }, 'the card is in the window');
      for (const control of [card.querySelector('.close')!, buttonOf(card), card.querySelector('.copy')!]) {
        control.scrollIntoView({block: 'nearest'});
        const box = control.getBoundingClientRect();
        const hit = (card.getRootNode() as ShadowRoot).elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        expect(control.contains(hit), control.className).to.equal(true);
      }
    });

    it('is hidden behind a modal of the page, and then back', async () => {
      const setup = await createLinks(`<p>${A}</p>`);
      const card = await tap(setup, A);
      const modal = page('<div role="dialog" aria-modal="true" style="position:fixed;inset:0;background:#eee"><input></div>');
      modal.querySelector('input')!.focus();
      const isShown = (): boolean => card.checkVisibility({visibilityProperty: true});
      await until(() => !isShown(), 'it is hidden');
      modal.remove();
      await until(isShown, 'it is shown');
    });
  });

  describe('tel: links of the page', () => {
    it('call through RingCentral with a session', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      const link = setup.element.querySelector('a')!;
      const event = new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, detail: 1});
      expect(link.dispatchEvent(event)).to.equal(false);
      await until(() => setup.store.requests.length === 1, 'it calls');
      expect(setup.store.requests[0]!.to).to.equal('+16505550103');
    });

    it('stay plain links without a session', async () => {
      const setup = await createLinks(TEXT, {}, 'signed-out');
      await found(setup.element, 4);
      const link = setup.element.querySelector('a')!;
      let prevented = false;
      window.addEventListener('click', (event) => {
        prevented = event.defaultPrevented;
        event.preventDefault();
      }, {once: true});
      link.click();
      expect(prevented).to.equal(false);
    });

    it('are skipped with tel-links="ignore"', async () => {
      const setup = await createLinks(TEXT, {telLinks: 'ignore'});
      await found(setup.element, 3);
    });
  });

  describe('read-only fields', () => {
    it('open the card for their current value', async () => {
      const setup = await createLinks(`<input readonly value="${A}">`);
      await found(setup.element, 1);
      const field = setup.element.querySelector('input')!;
      field.value = B;
      const {left, top} = field.getBoundingClientRect();
      pointer(field, 'click', left + 5, top + 5);
      const card = await until(() => openCard(setup.element), 'the card is open');
      expect(buttonOf(card).to).to.equal('+16505550101');
    });
  });

  describe('by keyboard and screen reader', () => {
    it('links to a list of call buttons in document order', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      const root = setup.element.shadowRoot!;
      const skip = root.querySelector<HTMLAnchorElement>('.skip')!;
      expect(skip.textContent).to.equal('Phone numbers: 4');
      expect(root.firstElementChild === skip).to.equal(true);
      skip.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the focus is on the first');
      const rows = [...root.querySelectorAll<RcClickToCall>('li rc-click-to-call')];
      expect(rows.map(({to}) => to)).to.deep.equal(['+16505550100', '+16505550102', '+16505550101', '+16505550103']);
      expect(rows[0]!.textContent).to.equal(`Call ${A}`);
      expect([...root.querySelectorAll('.context')].map((each) => each.textContent)).to.deep.equal(['Sales', 'service', 'Anna', 'Call us']);
      await expect(setup.element).to.be.accessible();
    });

    it('renders rows when the list first opens, and keeps them for their calls', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      const root = setup.element.shadowRoot!;
      expect(root.querySelectorAll('li')).to.have.length(0);
      const skip = root.querySelector<HTMLElement>('.skip')!;
      skip.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      const row = root.activeElement as RcClickToCall;
      const heard: string[] = [];
      setup.element.addEventListener('rc-call-change', () => heard.push('change'));
      await until(() => row.shadowRoot?.activeElement, 'its button is drawn');
      await sendKeys({press: 'Enter'});
      await until(() => setup.store.requests.length === 1, 'it calls');
      setup.element.querySelector('a')!.focus();
      await until(() => !root.querySelector('.numbers')!.matches(':popover-open'), 'the list is closed');
      const before = heard.length;
      setup.store.change(setup.store.calls.get()[0]!.key, {phase: 'ringing-callee'});
      await until(() => heard.length > before, 'the page gets the events of the call');
      expect(row.isConnected).to.equal(true);
      setup.element.querySelector('p')!.remove();
      await until(() => skip.textContent !== 'Phone numbers: 4', 'a number has gone');
      skip.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open again');
      expect(root.querySelectorAll('li')).to.have.length(Number(skip.textContent.replace(/\D/g, '')));
    });

    it('opens the list only for a user who has not moved on', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      const root = setup.element.shadowRoot!;
      const list = root.querySelector('.numbers')!;
      const skip = root.querySelector<HTMLElement>('.skip')!;
      const settled = async (): Promise<void> => {
        await import('../../src/elements/number-links/list/number-list.js');
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      };
      skip.focus();
      skip.click();
      setup.element.querySelector('a')!.focus();
      await settled();
      expect(list.matches(':popover-open'), 'the focus stays with a user who has moved on').to.equal(false);
      skip.click();
      setup.element.remove();
      await settled();
      document.body.append(setup.element);
      await found(setup.element, 4);
      skip.click();
      await until(() => list.matches(':popover-open'), 'it is open');
    });

    it('leaves arrow keys to a field in a row', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      const root = setup.element.shadowRoot!;
      root.querySelector<HTMLElement>('.skip')!.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      const row = root.activeElement as RcClickToCall;
      await until(() => row.shadowRoot?.activeElement, 'its button is drawn');
      const field = row.shadowRoot!.appendChild(document.createElement('input'));
      field.focus();
      await sendKeys({press: 'ArrowDown'});
      expect(row.shadowRoot!.activeElement === field, 'the focus is where it was').to.equal(true);
      field.remove();
    });

    it('says an extension once', async () => {
      const setup = await createLinks('<p>Service: 650-555-0102 ext. 9</p>');
      await found(setup.element, 1);
      const root = setup.element.shadowRoot!;
      root.querySelector<HTMLElement>('.skip')!.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      const row = root.activeElement as RcClickToCall;
      expect(row.to).to.equal('+16505550102;ext=9');
      expect(row.textContent).not.to.contain('9');
      await until(() => row.shadowRoot?.textContent.includes('9'), 'the button says it');
    });

    it('places a call by keyboard: Tab, Enter, Enter', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      (document.activeElement as HTMLElement | null)?.blur();
      const root = setup.element.shadowRoot!;
      setup.element.before(Object.assign(document.createElement('button'), {id: 'before'}));
      document.getElementById('before')!.dataset.test = '';
      document.getElementById('before')!.focus();
      await sendKeys({press: 'Tab'});
      expect(root.activeElement?.classList.contains('skip')).to.equal(true);
      await sendKeys({press: 'Enter'});
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the focus is on the first number');
      await sendKeys({press: 'ArrowDown'});
      expect((root.activeElement as RcClickToCall).to).to.equal('+16505550102');
      await until(() => root.activeElement?.shadowRoot?.activeElement, 'its button is drawn, and has the focus');
      await sendKeys({press: 'Enter'});
      await until(() => setup.store.requests.length === 1, 'it calls');
      expect(setup.store.requests[0]!.to).to.equal('+16505550102');
      await sendKeys({press: 'Escape'});
      await sendKeys({press: 'Escape'});
      await until(() => root.activeElement?.classList.contains('skip'), 'the focus is back');
      expect(setup.store.canceled).to.deep.equal([]);
    });

    it('closes the list when the focus leaves it', async () => {
      const setup = await createLinks();
      await found(setup.element, 4);
      const root = setup.element.shadowRoot!;
      root.querySelector<HTMLElement>('.skip')!.click();
      const list = root.querySelector('.numbers')!;
      await until(() => list.matches(':popover-open') && root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      setup.element.querySelector('a')!.focus();
      await until(() => !list.matches(':popover-open'), 'the list is closed');
    });

    it('shows a hundred rows at a time', async () => {
      const html = Array.from({length: 250}, (_, index) => `<p>+1 650 555 0${String(100 + index % 100)}</p>`).join('');
      const setup = await createLinks(html);
      await until(() => setup.element.pageLinks.links!.scanner.pageNumbers.all.size === 250, 'all are found');
      setup.time.pass(250);
      await found(setup.element, 250);
      const root = setup.element.shadowRoot!;
      expect(root.querySelectorAll('li')).to.have.length(0);
      root.querySelector<HTMLElement>('.skip')!.click();
      await until(() => root.querySelectorAll('li').length === 100, 'the first are there');
      [...root.querySelectorAll<HTMLElement>('.numbers button')].find(({textContent}) => textContent.trim() === 'Show more')!.click();
      await until(() => root.querySelectorAll('li').length === 200, 'and more');
      expect(root.activeElement === root.querySelectorAll('li rc-click-to-call')[100]).to.equal(true);
    });

    it('hides its link where there are no numbers', async () => {
      const setup = await createLinks('<p>Nothing</p>');
      await found(setup.element, 0);
      expect(setup.element.shadowRoot!.querySelector<HTMLElement>('.skip')!.hidden).to.equal(true);
      await expect(setup.element).to.be.accessible();
    });
  });

  it('has the events of a store fire that the page has made itself', async () => {
    const {store} = await createLinks();
    const states: string[] = [];
    const listen = ({detail: {state, account}}: DocumentEventMap['rc-session-change']): void => {
      if (account === store.account) states.push(state);
    };
    document.addEventListener('rc-session-change', listen);
    store.setSession('expired');
    await until(() => states.includes('expired'), 'the event fires');
    document.removeEventListener('rc-session-change', listen);
  });

  describe('in a browser without highlights', () => {
    it('still offers the card and the list', async () => {
      const {highlights} = CSS;
      Object.defineProperty(CSS, 'highlights', {value: undefined, configurable: true});
      try {
        const setup = await createLinks();
        await found(setup.element, 4);
        await tap(setup, A);
        setup.element.remove();
      } finally {
        Object.defineProperty(CSS, 'highlights', {value: highlights, configurable: true});
      }
    });
  });

  describe('linkNumbers', () => {
    const numbersOf = async (options: LinkNumbersOptions, html: string, count: number): Promise<{disconnect(): void}> => {
      const links = linkNumbers(page(html), options);
      await found(document.querySelector('rc-number-links')!, count);
      return links;
    };

    it('searches any root, and adds one element outside of the body', async () => {
      const before = document.documentElement.outerHTML;
      const root = page(`<p>${A}</p>`);
      const body = document.body.outerHTML;
      const links = linkNumbers(document, {country: 'US', include: '[data-test]'});
      const ours = document.querySelector('rc-number-links')!;
      await found(ours, 1);
      expect(document.body.outerHTML).to.equal(body);
      links.disconnect();
      root.remove();
      expect(document.documentElement.outerHTML).to.equal(before);
    });

    it('takes the attributes of the element as options', async () => {
      const links = await numbersOf({country: 'GB', exclude: '.no', telLinks: 'ignore'},
        '<p>020 7946 0123</p><p class="no">020 7946 0124</p><a href="tel:+442079460125">x</a>', 1);
      links.disconnect();
      links.disconnect();
      expect(document.querySelectorAll('rc-number-links')).to.have.length(0);
    });

    it('warns about an invalid selector, and ignores it', async () => {
      const {warn} = console;
      const said: unknown[] = [];
      console.warn = (text: unknown) => said.push(text);
      try {
        const links = await numbersOf({country: 'US', exclude: '..no'}, `<p>${A}</p>`, 1);
        links.disconnect();
      } finally {
        console.warn = warn;
      }
      expect(said).to.deep.equal(['rc-number-links: exclude="..no" is not a CSS selector and is not used.']);
    });
  });

  describe('same-origin frames', () => {
    it('are searched with frames, and the card opens beside the number', async () => {
      const setup = await createLinks(`<iframe srcdoc="<p style='margin:40px'>${A}</p>" style="margin:60px;border:5px solid"></iframe>`, {frames: true});
      await found(setup.element, 1);
      const frame = setup.element.querySelector('iframe')!;
      const inner = frame.contentDocument!;
      const view = frame.contentWindow as Window & typeof globalThis;
      expect(underlinedTexts('rc-number', view)).to.deep.equal([A]);
      const range = inner.createRange();
      range.selectNodeContents(inner.querySelector('p')!);
      const box = range.getBoundingClientRect();
      inner.querySelector('p')!.dispatchEvent(new view.PointerEvent('click', {bubbles: true, composed: true, clientX: box.left + 5, clientY: box.top + 5}));
      const card = await until(() => openCard(setup.element), 'the card is open');
      const around = frame.getBoundingClientRect();
      const left = around.left + 5 + box.left;
      expect(Math.abs(card.getBoundingClientRect().left - left)).to.be.below(1);
      frame.srcdoc = `<p>${B}</p><p>${A}</p>`;
      await until(() => countOf(setup.element) === 2, 'the new page of the frame is read');
      frame.remove();
      await found(setup.element, 0);
    });

    it('are skipped without frames', async () => {
      const setup = await createLinks(`<p>${B}</p><iframe srcdoc="<p>${A}</p>"></iframe>`);
      await found(setup.element, 1);
      await until(() => setup.element.querySelector('iframe')!.contentDocument?.querySelector('p'), 'the frame is loaded');
      expect(countOf(setup.element)).to.equal(1);
    });
  });
});
