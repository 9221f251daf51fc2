import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import '../../src/elements/number-links/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {linkNumbers} from '../../src/elements/number-links/link-numbers.js';
import type {LinkNumbersOptions} from '../../src/elements/number-links/link-numbers.js';
import type {RcCallRequestEvent} from '../../src/elements/internal/events.js';
import {fakeStore} from '../elements/fake-store.js';
import type {FakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {countOf, found, handTime, marked, middleOf, page, pointer} from './support.js';

const A = '(650) 555-0100';
const B = '(650) 555-0101';

const TEXT = `<p>Sales: ${A}, service: <b>650</b>-555-0102.</p><ul><li>Anna <em>${B}</em></li><li>Order #6505550199</li></ul>
  <p><a href="tel:+16505550103">Call us</a></p>`;

interface Desk {
  readonly element: RcNumberLinks;
  readonly store: FakeStore;
  readonly time: ReturnType<typeof handTime>;
}

async function desk(html = TEXT, set: Partial<RcNumberLinks> = {}, state: 'ready' | 'signed-out' = 'ready'): Promise<Desk> {
  const store = fakeStore(state);
  store.choices.set({from: '+16505550190'});
  const time = handTime();
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  element.innerHTML = html;
  Object.assign(element, {account: store.account, country: 'US', time, ...set});
  document.body.append(element);
  await until(() => element.links, 'its code is loaded');
  return {element, store, time};
}

const cardOf = (element: RcNumberLinks): HTMLElement | null => {
  for (const place of element.shadowRoot!.children) {
    const card = place.shadowRoot?.querySelector<HTMLElement>('.card');
    if (card) return card;
  }
  return null;
};

const openCard = (element: RcNumberLinks): HTMLElement | null => {
  const card = cardOf(element);
  return card?.matches(':popover-open') ? card : null;
};

const buttonOf = (card: HTMLElement): RcClickToCall => card.querySelector<RcClickToCall>('rc-click-to-call:not([hidden])')!;

async function hover({element, time}: Desk, text: string): Promise<HTMLElement> {
  const {x, y, target} = middleOf(element, text);
  pointer(target, 'pointermove', x, y);
  time.pass(200);
  return until(() => openCard(element), 'the card is open');
}

async function tap({element}: Desk, text: string): Promise<HTMLElement> {
  const {x, y, target} = middleOf(element, text);
  pointer(target, 'pointerdown', x, y, {pointerType: 'touch'});
  pointer(target, 'click', x, y, {pointerType: 'touch', detail: 1});
  return until(() => openCard(element), 'the card is open');
}

describe('<rc-number-links> in overlay mode', () => {
  it('is accessible, closed and with its card open', async () => {
    const place = await desk();
    await found(place.element, 4);
    await expect(place.element).to.be.accessible();
    await hover(place, A);
    await expect(place.element).to.be.accessible();
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
    expect(marked()).to.have.members([A, '650-555-0102', B]);
    expect(element.outerHTML).to.equal(before);
    expect(boxes()).to.equal(layout);
    links.disconnect();
    expect(records.concat(observer.takeRecords())).to.have.length(0);
    observer.disconnect();
  });

  it('marks numbers in each root, and takes everything back', async () => {
    const sheets = document.adoptedStyleSheets.length;
    const before = document.documentElement.outerHTML;
    const {element} = await desk(`<p>${A}</p><div></div>`);
    const inner = element.querySelector('div')!.attachShadow({mode: 'open'});
    inner.innerHTML = `<p>${B}</p>`;
    element.append('');
    element.links!.restart();
    await found(element, 2);
    expect(marked()).to.have.members([A, B]);
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

  it('marks with a line of the text’s own color, or of the page’s accent', async () => {
    const {element} = await desk(`<p>${A}</p>`);
    await found(element, 1);
    const line = (): CSSStyleDeclaration => getComputedStyle(element.querySelector('p')!, '::highlight(rc-number)');
    expect(line().textDecorationStyle).to.equal('dotted');
    element.style.setProperty('--rc-accent', 'rgb(1, 2, 3)');
    expect(line().textDecorationColor).to.equal('rgb(1, 2, 3)');
  });

  describe('its card', () => {
    it('opens when the pointer rests on a number, and closes when it leaves', async () => {
      const place = await desk();
      const card = await hover(place, A);
      expect(buttonOf(card).to).to.equal('+16505550100');
      expect(marked('rc-number-current')).to.deep.equal([A]);
      pointer(place.element, 'pointermove', 1, 1);
      place.time.pass(100);
      expect(openCard(place.element) === card).to.equal(true);
      place.time.pass(300);
      expect(openCard(place.element) === null).to.equal(true);
      expect(marked('rc-number-current')).to.deep.equal([]);
    });

    it('stays while the pointer is in it', async () => {
      const place = await desk();
      const card = await hover(place, A);
      pointer(place.element, 'pointermove', 1, 1);
      pointer(card, 'pointermove', 1, 1);
      place.time.pass(1000);
      expect(openCard(place.element) === card).to.equal(true);
    });

    it('does not open for a pointer that only passes', async () => {
      const place = await desk();
      await hover(place, A);
      pointer(document.body, 'keydown', 0, 0);
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
      expect(openCard(place.element) === null).to.equal(true);
      const {x, y, target} = middleOf(place.element, B);
      pointer(target, 'pointermove', x, y);
      place.time.pass(100);
      pointer(document.body, 'pointermove', 1, 1);
      place.time.pass(500);
      expect(openCard(place.element) === null).to.equal(true);
    });

    it('is not there beside the number, on its words only', async () => {
      const place = await desk();
      await hover(place, A);
      document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
      const {x, y, target} = middleOf(place.element, 'Sales');
      pointer(target, 'pointermove', x, y);
      place.time.pass(500);
      expect(openCard(place.element) === null).to.equal(true);
    });

    it('opens by a tap and stays until something else is tapped', async () => {
      const place = await desk();
      const card = await tap(place, B);
      expect(buttonOf(card).to).to.equal('+16505550101');
      pointer(place.element, 'pointermove', 1, 1);
      place.time.pass(1000);
      expect(openCard(place.element) === card).to.equal(true);
      pointer(document.body, 'pointerdown', 1, 1);
      expect(openCard(place.element) === null).to.equal(true);
    });

    it('opens for a number that goes over several elements, on each of its parts', async () => {
      const place = await desk();
      for (const part of ['650', '-555-0102']) {
        const {x, y} = part === '650' ? middleOf(place.element.querySelector('b')!, part) : middleOf(place.element, part);
        const target = part === '650' ? place.element.querySelector('b')! : place.element.querySelector('p')!;
        pointer(target, 'click', x, y);
        const card = await until(() => openCard(place.element), 'the card is open');
        expect(buttonOf(card).to).to.equal('+16505550102');
        pointer(document.body, 'pointerdown', 1, 1);
      }
    });

    it('calls, and tells how the call is doing', async () => {
      const place = await desk();
      const card = await hover(place, A);
      const asked: RcCallRequestEvent[] = [];
      place.element.addEventListener('rc-call-request', (event) => asked.push(event));
      await buttonOf(card).updateComplete;
      buttonOf(card).shadowRoot!.querySelector('button')!.click();
      await until(() => card.querySelector('.status'), 'the status is shown');
      expect(asked[0]!.detail.to).to.equal('+16505550100');
      expect(place.store.requests[0]!.to).to.equal('+16505550100');
      expect(card.querySelector('.status')!.textContent.trim()).to.contain('Ringing your phone…');
      expect(buttonOf(card).shadowRoot!.querySelector('.message') === null, 'it is told once').to.equal(true);
      pointer(place.element, 'pointermove', 1, 1);
      place.time.pass(1000);
      expect(openCard(place.element) === card, 'it stays while the call is under way').to.equal(true);
      await expect(place.element).to.be.accessible();
      const {key} = place.store.calls.get()[0]!;
      place.store.change(key, {phase: 'connected', connectedAt: Date.now()});
      expect(card.querySelector('.status')!.textContent.trim()).to.equal('To end the call, hang up your phone.');
    });

    it('keeps the button of a running call for its number', async () => {
      const place = await desk();
      const card = await tap(place, A);
      const button = buttonOf(card);
      await button.call();
      await tap(place, B);
      expect(buttonOf(card) === button).to.equal(false);
      await tap(place, A);
      expect(buttonOf(card) === button).to.equal(true);
      expect(card.querySelectorAll('rc-click-to-call')).to.have.length(1);
    });

    it('offers a text message and a copy', async () => {
      const place = await desk();
      const card = await hover(place, A);
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

    it('has the name that the page knows', async () => {
      const asked: string[] = [];
      const place = await desk(TEXT, {resolveContact: async (number) => {
        asked.push(number);
        return number.endsWith('100') ? 'Anna <Smith>' : null;
      }});
      const card = await hover(place, A);
      await until(() => card.querySelector('.name'), 'the name is shown');
      expect(card.querySelector('.name')!.textContent).to.equal('Anna <Smith>');
      expect(buttonOf(card).name).to.equal('Anna <Smith>');
      await tap(place, B);
      await tap(place, A);
      expect(asked).to.deep.equal(['+16505550100', '+16505550101']);
      expect(card.querySelector('.name')!.textContent).to.equal('Anna <Smith>');
    });

    it('takes back its question when it closes or moves, and minds no failure', async () => {
      const signals: AbortSignal[] = [];
      const {warn} = console;
      let warned = 0;
      console.warn = () => warned++;
      try {
        let fail: (() => void) | undefined;
        const place = await desk(TEXT, {resolveContact: (_number, {signal}) => {
          signals.push(signal);
          return new Promise((_resolve, reject) => fail = () => reject(new Error('no')));
        }});
        await tap(place, A);
        await tap(place, B);
        expect(signals.map(({aborted}) => aborted)).to.deep.equal([true, false]);
        fail!();
        await until(() => warned === 1, 'it is said on the console');
        const card = await tap(place, A);
        expect(card.querySelector('.name') === null).to.equal(true);
        pointer(document.body, 'pointerdown', 1, 1);
        expect(signals.at(-1)!.aborted).to.equal(true);
      } finally {
        console.warn = warn;
      }
    });

    it('closes with Escape and gives the focus back', async () => {
      const place = await desk();
      const link = place.element.querySelector('a')!;
      link.focus();
      link.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, detail: 0}));
      const card = await until(() => openCard(place.element), 'the card is open');
      await until(() => card.getRootNode() instanceof ShadowRoot && (card.getRootNode() as ShadowRoot).activeElement, 'the focus is in it');
      await until(() => place.store.requests.length === 1, 'the link calls');
      await sendKeys({press: 'Escape'});
      expect(openCard(place.element) === null).to.equal(true);
      expect(document.activeElement === link).to.equal(true);
      expect(place.store.canceled, 'Escape ends no call').to.deep.equal([]);
    });

    it('closes when the number is taken away, unless somebody works with it', async () => {
      const place = await desk();
      await hover(place, B);
      place.element.querySelector('em')!.remove();
      await until(() => !openCard(place.element), 'it is closed');
      const card = await tap(place, A);
      await buttonOf(card).call();
      place.element.querySelector('p')!.textContent = 'gone';
      await found(place.element, 1);
      expect(openCard(place.element) === card).to.equal(true);
    });

    it('never covers the number, wherever it is and however the page is turned', async () => {
      const place = await desk(`<div style="position:absolute"><p>${A}</p></div>`);
      const box = place.element.querySelector('div')!;
      await setViewport({width: 320, height: 480});
      for (const [dir, width] of [['ltr', 'max-content'], ['rtl', 'max-content'], ['ltr', 'min-content'], ['rtl', 'min-content']]) {
        document.documentElement.dir = dir!;
        box.style.width = width!;
        for (const [left, top] of [[0, 0], [200, 0], [0, 430], [200, 430], [100, 200], [0, 100]]) {
          Object.assign(box.style, {left: `${left}px`, top: `${top}px`});
          const card = await tap(place, A);
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

    it('covers no line of a number that goes over several, whichever is pointed at', async () => {
      const place = await desk(`<p style="margin:300px 50px;width:min-content;line-height:1.5">+1 650 555 0100</p>`);
      const text = document.createRange();
      text.selectNodeContents(place.element.querySelector('p')!);
      const lines = [...text.getClientRects()];
      expect(lines).to.have.length(4);
      const {top, bottom} = text.getBoundingClientRect();
      for (const line of lines) {
        const target = place.element.querySelector('p')!;
        pointer(target, 'click', line.left + 2, line.top + line.height / 2, {pointerType: 'touch', detail: 1});
        const card = await until(() => openCard(place.element), 'the card is open');
        await until(() => card.getBoundingClientRect().bottom <= top || card.getBoundingClientRect().top >= bottom, 'it is beside');
        pointer(document.body, 'pointerdown', 1, 1);
      }
    });

    it('goes with the number when the page is scrolled, and away when it is scrolled away', async () => {
      const place = await desk(`<div style="height:300px;overflow:auto"><div style="height:200px"></div><p>${A}</p><div style="height:3000px"></div></div>`);
      const scroller = place.element.querySelector('div')!;
      const card = await tap(place, A);
      const distance = (): number => card.getBoundingClientRect().bottom - place.element.querySelector('p')!.getBoundingClientRect().top;
      const before = distance();
      scroller.scrollTop = 30;
      await until(() => Math.abs(distance() - before) < 1, 'it went with the number');
      scroller.scrollTop = 1500;
      await until(() => !openCard(place.element), 'it is closed');
    });

    it('can be used in a modal dialog, and leaves it as it was', async () => {
      const place = await desk(`<dialog><p>${A}</p></dialog>`);
      const dialog = place.element.querySelector('dialog')!;
      dialog.showModal();
      const before = dialog.outerHTML;
      await found(place.element, 1);
      const {x, y, target} = middleOf(dialog, A);
      pointer(target, 'click', x, y);
      const card = await until(() => dialog.lastElementChild?.shadowRoot?.querySelector<HTMLElement>('.card:popover-open'), 'it is open in the dialog');
      expect(card.matches(':modal *') || dialog.matches(':modal')).to.equal(true);
      place.element.links!.restart();
      await found(place.element, 1);
      pointer(dialog, 'pointerdown', 1, 1);
      expect(dialog.outerHTML).to.equal(before);
      dialog.close();
    });
  });

  describe('call links of the page', () => {
    it('call through RingCentral with a session', async () => {
      const place = await desk();
      await found(place.element, 4);
      const link = place.element.querySelector('a')!;
      const event = new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, detail: 1});
      expect(link.dispatchEvent(event)).to.equal(false);
      await until(() => place.store.requests.length === 1, 'it calls');
      expect(place.store.requests[0]!.to).to.equal('+16505550103');
    });

    it('are links without one, and with a modifier', async () => {
      const place = await desk(TEXT, {}, 'signed-out');
      await found(place.element, 4);
      const link = place.element.querySelector('a')!;
      let prevented = false;
      window.addEventListener('click', (event) => {
        prevented = event.defaultPrevented;
        event.preventDefault();
      }, {once: true});
      link.click();
      expect(prevented).to.equal(false);
    });

    it('are left alone with tel-links="ignore"', async () => {
      const place = await desk(TEXT, {telLinks: 'ignore'});
      await found(place.element, 3);
    });
  });

  describe('read-only fields', () => {
    it('have the card, with what they hold now', async () => {
      const place = await desk(`<input readonly value="${A}">`);
      await found(place.element, 1);
      const field = place.element.querySelector('input')!;
      field.value = B;
      const {left, top} = field.getBoundingClientRect();
      pointer(field, 'click', left + 5, top + 5);
      const card = await until(() => openCard(place.element), 'the card is open');
      expect(buttonOf(card).to).to.equal('+16505550101');
    });
  });

  describe('by keyboard and screen reader', () => {
    it('has a link to a list of call buttons in the order of the page', async () => {
      const place = await desk();
      await found(place.element, 4);
      const root = place.element.shadowRoot!;
      const skip = root.querySelector<HTMLAnchorElement>('.skip')!;
      expect(skip.textContent).to.equal('Phone numbers: 4');
      expect(root.firstElementChild === skip).to.equal(true);
      skip.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the focus is on the first');
      const rows = [...root.querySelectorAll<RcClickToCall>('li rc-click-to-call')];
      expect(rows.map(({to}) => to)).to.deep.equal(['+16505550100', '+16505550102', '+16505550101', '+16505550103']);
      expect(rows[0]!.textContent).to.equal(`Call ${A}`);
      expect([...root.querySelectorAll('.context')].map((each) => each.textContent)).to.deep.equal(['Sales', 'service', 'Anna', 'Call us']);
      await expect(place.element).to.be.accessible();
    });

    it('has its rows from its first opening on, and leaves calls alone that were placed from them', async () => {
      const place = await desk();
      await found(place.element, 4);
      const root = place.element.shadowRoot!;
      expect(root.querySelectorAll('li')).to.have.length(0);
      const skip = root.querySelector<HTMLElement>('.skip')!;
      skip.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      const row = root.activeElement as RcClickToCall;
      const heard: string[] = [];
      place.element.addEventListener('rc-call-change', () => heard.push('change'));
      await until(() => row.shadowRoot?.activeElement, 'its button is drawn');
      await sendKeys({press: 'Enter'});
      await until(() => place.store.requests.length === 1, 'it calls');
      place.element.querySelector('a')!.focus();
      await until(() => !root.querySelector('.numbers')!.matches(':popover-open'), 'the list is closed');
      const before = heard.length;
      place.store.change(place.store.calls.get()[0]!.key, {phase: 'ringing-callee'});
      await until(() => heard.length > before, 'the page is told of the call');
      expect(row.isConnected).to.equal(true);
      place.element.querySelector('p')!.remove();
      await until(() => skip.textContent !== 'Phone numbers: 4', 'a number has gone');
      skip.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open again');
      expect(root.querySelectorAll('li')).to.have.length(Number(skip.textContent.replace(/\D/g, '')));
    });

    it('opens for whoever still waits for it', async () => {
      const place = await desk();
      await found(place.element, 4);
      const root = place.element.shadowRoot!;
      const list = root.querySelector('.numbers')!;
      const skip = root.querySelector<HTMLElement>('.skip')!;
      const settled = async (): Promise<void> => {
        await import('../../src/elements/number-links/list/number-list.js');
        await new Promise((resolve) => { setTimeout(resolve, 50); });
      };
      skip.focus();
      skip.click();
      place.element.querySelector('a')!.focus();
      await settled();
      expect(list.matches(':popover-open'), 'who went on is not fetched back').to.equal(false);
      skip.click();
      place.element.remove();
      await settled();
      document.body.append(place.element);
      await found(place.element, 4);
      skip.click();
      await until(() => list.matches(':popover-open'), 'it is open');
    });

    it('leaves a field in a row its keys', async () => {
      const place = await desk();
      await found(place.element, 4);
      const root = place.element.shadowRoot!;
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
      const place = await desk('<p>Service: 650-555-0102 ext. 9</p>');
      await found(place.element, 1);
      const root = place.element.shadowRoot!;
      root.querySelector<HTMLElement>('.skip')!.click();
      await until(() => root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      const row = root.activeElement as RcClickToCall;
      expect(row.to).to.equal('+16505550102;ext=9');
      expect(row.textContent).not.to.contain('9');
      await until(() => row.shadowRoot?.textContent.includes('9'), 'the button says it');
    });

    it('calls without a pointer: Tab, Enter, Enter', async () => {
      const place = await desk();
      await found(place.element, 4);
      (document.activeElement as HTMLElement | null)?.blur();
      const root = place.element.shadowRoot!;
      place.element.before(Object.assign(document.createElement('button'), {id: 'before'}));
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
      await until(() => place.store.requests.length === 1, 'it calls');
      expect(place.store.requests[0]!.to).to.equal('+16505550102');
      await sendKeys({press: 'Escape'});
      await sendKeys({press: 'Escape'});
      await until(() => root.activeElement?.classList.contains('skip'), 'the focus is back');
      expect(place.store.canceled).to.deep.equal([]);
    });

    it('closes the list when the focus leaves it', async () => {
      const place = await desk();
      await found(place.element, 4);
      const root = place.element.shadowRoot!;
      root.querySelector<HTMLElement>('.skip')!.click();
      const list = root.querySelector('.numbers')!;
      await until(() => list.matches(':popover-open') && root.activeElement?.localName === 'rc-click-to-call', 'the list is open');
      place.element.querySelector('a')!.focus();
      await until(() => !list.matches(':popover-open'), 'the list is closed');
    });

    it('shows a hundred at a time', async () => {
      const html = Array.from({length: 250}, (_, index) => `<p>+1 650 555 0${String(100 + index % 100)}</p>`).join('');
      const place = await desk(html);
      await until(() => place.element.links!.scanner.pageNumbers.all.size === 250, 'all are found');
      place.time.pass(250);
      await found(place.element, 250);
      const root = place.element.shadowRoot!;
      expect(root.querySelectorAll('li')).to.have.length(0);
      root.querySelector<HTMLElement>('.skip')!.click();
      await until(() => root.querySelectorAll('li').length === 100, 'the first are there');
      [...root.querySelectorAll<HTMLElement>('.numbers button')].find(({textContent}) => textContent.trim() === 'Show more')!.click();
      await until(() => root.querySelectorAll('li').length === 200, 'and more');
      expect(root.activeElement === root.querySelectorAll('li rc-click-to-call')[100]).to.equal(true);
    });

    it('has nothing to reach where there are no numbers', async () => {
      const place = await desk('<p>Nothing</p>');
      await found(place.element, 0);
      expect(place.element.shadowRoot!.querySelector<HTMLElement>('.skip')!.hidden).to.equal(true);
      await expect(place.element).to.be.accessible();
    });
  });

  describe('with fewer means', () => {
    it('offers card and list where there are no highlights', async () => {
      const {highlights} = CSS;
      Object.defineProperty(CSS, 'highlights', {value: undefined, configurable: true});
      try {
        const place = await desk();
        await found(place.element, 4);
        await tap(place, A);
        place.element.remove();
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

    it('does the same for any root, by one element of ours outside of the body', async () => {
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

    it('takes the options of the element', async () => {
      const links = await numbersOf({country: 'GB', exclude: '.no', telLinks: 'ignore'},
        '<p>020 7946 0123</p><p class="no">020 7946 0124</p><a href="tel:+442079460125">x</a>', 1);
      links.disconnect();
      links.disconnect();
      expect(document.querySelectorAll('rc-number-links')).to.have.length(0);
    });

    it('warns of a selector that is none, and goes on', async () => {
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
    it('are looked through on request, with their card beside the number', async () => {
      const place = await desk(`<iframe srcdoc="<p style='margin:40px'>${A}</p>" style="margin:60px;border:5px solid"></iframe>`, {frames: true});
      await found(place.element, 1);
      const frame = place.element.querySelector('iframe')!;
      const inner = frame.contentDocument!;
      const view = frame.contentWindow as Window & typeof globalThis;
      expect(marked('rc-number', view)).to.deep.equal([A]);
      const range = inner.createRange();
      range.selectNodeContents(inner.querySelector('p')!);
      const box = range.getBoundingClientRect();
      inner.querySelector('p')!.dispatchEvent(new view.PointerEvent('click', {bubbles: true, composed: true, clientX: box.left + 5, clientY: box.top + 5}));
      const card = await until(() => openCard(place.element), 'the card is open');
      const around = frame.getBoundingClientRect();
      const left = around.left + 5 + box.left;
      expect(Math.abs(card.getBoundingClientRect().left - left)).to.be.below(1);
      frame.srcdoc = `<p>${B}</p><p>${A}</p>`;
      await until(() => countOf(place.element) === 2, 'the new page of the frame is read');
      frame.remove();
      await found(place.element, 0);
    });

    it('are left alone without', async () => {
      const place = await desk(`<p>${B}</p><iframe srcdoc="<p>${A}</p>"></iframe>`);
      await found(place.element, 1);
      await until(() => place.element.querySelector('iframe')!.contentDocument?.querySelector('p'), 'the frame is loaded');
      expect(countOf(place.element)).to.equal(1);
    });
  });
});
