import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys, sendMouse} from '@web/test-runner-commands';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/number-links/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {findLabel} from '../../src/elements/click-to-call/number-menu/type-ahead.js';
import {callError} from '../../src/store/call-error.js';
import {answer, cardText, mainControl, outcomeOf, press, settled, untilCard, untilFace} from './call-buttons.js';
import {aCall, fakeStore, type FakeStore} from './fake-store.js';
import {nameOf, part, textOf, until} from './support.js';

const [MOBILE, OFFICE, HOME] = ['+16505550101', '+16505550102', '+16505550103'];
const LINKS = html`<a href="tel:${MOBILE}">Mobile</a> <a href="tel:${OFFICE}">Office</a> <a href="tel:${HOME}">Home</a>`;

const rendered = (template: TemplateResult): Promise<RcClickToCall> => fixture<RcClickToCall>(template);

const adaButton = (store: FakeStore, content: TemplateResult = LINKS): Promise<RcClickToCall> =>
  rendered(html`<rc-click-to-call name="Ada" confirm="never" account=${store.account}>${content}</rc-click-to-call>`);

const menuOf = (element: RcClickToCall): HTMLElement | null => element.shadowRoot!.querySelector('[role=menu]');
const itemsOf = (element: RcClickToCall): HTMLElement[] =>
  Array.from(element.shadowRoot!.querySelectorAll<HTMLElement>('[role=menuitem]'));
const namesOf = (element: RcClickToCall): string[] => itemsOf(element).map(textOf);
const focused = (element: RcClickToCall): Element | null => element.shadowRoot!.activeElement;
const focusedName = (element: RcClickToCall): string => focused(element) ? nameOf(focused(element)!) : '';
const isOpen = (element: RcClickToCall): boolean => menuOf(element)?.matches(':popover-open') === true;
const item = (element: RcClickToCall, name: string): HTMLElement => itemsOf(element).find((each) => textOf(each).startsWith(name))!;

const untilFocus = (element: RcClickToCall, name: string): Promise<boolean> =>
  until(() => focusedName(element).startsWith(name), `"${name}" has the focus; "${focusedName(element)}" has it`);
const untilClosed = (element: RcClickToCall): Promise<boolean> => until(() => !menuOf(element), 'the menu is closed');

/** The code of the menu has loaded, and its button has the focus. */
async function focusButton(element: RcClickToCall): Promise<void> {
  mainControl(element).focus();
  await until(() => mainControl(element).title === 'Choose a number.', 'the menu has loaded');
}

async function open(element: RcClickToCall): Promise<void> {
  mainControl(element).click();
  await until(() => isOpen(element) && focusedName(element), 'the menu is open');
}

/** Links of other schemes must not leave the test page. Returns their addresses. */
function followed(element: Element): string[] {
  const addresses: string[] = [];
  element.addEventListener('click', (event) => {
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement);
    if (!link) return;
    event.preventDefault();
    addresses.push(link.href);
  });
  return addresses;
}

function middleOf(control: Element): [number, number] {
  const {left, top, width, height} = control.getBoundingClientRect();
  return [Math.round(left + width / 2), Math.round(top + height / 2)];
}

/** A call to one of the numbers goes on, and the menu is open. */
async function talkingToOffice(): Promise<{store: FakeStore; element: RcClickToCall}> {
  const store = fakeStore();
  const element = await adaButton(store);
  await settled(element);
  store.calls.set([aCall('connected', {to: OFFICE, name: 'Ada', connectedAt: Date.now(), can: ['hang-up']})]);
  await untilFace(element, 'Hang up call to Ada');
  mainControl(element).focus();
  await sendKeys({press: 'ArrowDown'});
  await until(() => isOpen(element), 'the menu is open');
  return {store, element};
}

describe('the menu of a call button with several numbers', () => {
  describe('before it is opened', () => {
    it('is a button with a menu, and hides the links of the page', async () => {
      const element = await adaButton(fakeStore());
      const button = mainControl(element);
      expect(button.localName).to.equal('button');
      expect(nameOf(button)).to.equal('Call Ada');
      expect(textOf(button)).to.equal('Ada');
      expect(button.getAttribute('aria-haspopup')).to.equal('menu');
      expect(button.getAttribute('aria-expanded')).to.equal('false');
      expect(element.querySelector('a')!.checkVisibility()).to.equal(false);
      await expect(element).to.be.accessible();
    });

    for (const [title, content, name, expected] of [
      ['the text before the links', html`Call <b>Ada</b>: ${LINKS}`, 'Bob', 'Call Ada:'],
      ['the text after the links', html`${LINKS} <span>Call Ada</span>`, '', 'Call Ada'],
      ['no text between the links', html`<a href="tel:${MOBILE}">Mobile</a> or <a href="tel:${OFFICE}">office</a>`, 'Ada', 'Ada'],
      ['no text in a list', html`<ul><li>Mobile: <a href="tel:${MOBILE}">one</a></li><li>Office: <a href="tel:${OFFICE}">two</a></li></ul>`, 'Ada', 'Ada'],
      ['no icon', html`<i slot="icon" aria-hidden="true">call</i>${LINKS}`, 'Ada', 'Ada'],
      ['no comment', html`<!-- Ada -->${LINKS}`, '', 'Call …'],
      ['no other link', html`${LINKS} <a href="mailto:ada@example.com">ada@example.com</a>`, 'Ada', 'Ada'],
    ] as const) {
      it(`is labeled by ${title}`, async () => {
        const element = await rendered(html`<rc-click-to-call name=${name}>${content}</rc-click-to-call>`);
        expect(part(element, 'label')).to.equal(expected);
      });
    }

    for (const [title, template] of [
      ['one link', html`<rc-click-to-call><a href="tel:${MOBILE}">Mobile</a></rc-click-to-call>`],
      ['a number of its own', html`<rc-click-to-call to=${HOME}>${LINKS}</rc-click-to-call>`],
      ['a single link for calls', html`<rc-click-to-call><a href="tel:${MOBILE}">Mobile</a> <a href="https://example.com">Page</a></rc-click-to-call>`],
    ] as const) {
      it(`is no menu with ${title}`, async () => {
        const element = await rendered(template);
        expect(mainControl(element).hasAttribute('aria-haspopup')).to.equal(false);
        expect(mainControl(element).getAttribute('href')).to.match(/^tel:/);
      });
    }

    for (const [title, name, content, label, fullName] of [
      ['the name', 'Ada', LINKS, 'Ada', 'Call Ada'],
      ['the number', '', LINKS, HOME, `Call ${HOME}`],
      ['the text beside the links', 'Bob', html`Call Ada: ${LINKS}`, 'Call Ada:', 'Call Ada:'],
    ] as const) {
      it(`shows no number of its links where it calls another one: ${title}`, async () => {
        const store = fakeStore();
        const element = await rendered(html`<rc-click-to-call to=${HOME} name=${name} account=${store.account}>${content}</rc-click-to-call>`);
        await settled(element);
        expect([part(element, 'label'), nameOf(mainControl(element))]).to.deep.equal([label, fullName]);
        expect(element.querySelector('a')!.checkVisibility()).to.equal(false);
      });
    }

    it('offers no text message, since only the user knows to which number', async () => {
      const element = await rendered(html`<rc-click-to-call sms>${LINKS}</rc-click-to-call>`);
      expect(element.shadowRoot!.querySelector('[part~=sms]')).to.equal(null);
    });

    it('leaves the links to the user until it is near', async () => {
      const page = await fixture(html`<div><div style="block-size: 3000px"></div><rc-click-to-call name="Ada">${LINKS}</rc-click-to-call></div>`);
      const element = page.querySelector('rc-click-to-call')!;
      expect(element.matches(':state(waiting)')).to.equal(true);
      expect(Array.from(element.querySelectorAll('a')).every((link) => link.checkVisibility())).to.equal(true);
      expect(element.hasAttribute('tabindex')).to.equal(false);
      element.querySelector('a')!.focus();
      expect(focused(element)).to.equal(mainControl(element));
    });

    it('has no listener of its own on ten thousand rows', async () => {
      const page = await fixture<HTMLElement>(html`<div></div>`);
      const added: string[] = [];
      const {addEventListener} = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
        if (this instanceof Node && page.contains(this)) added.push(args[0]);
        return addEventListener.apply(this, args);
      };
      try {
        const row = `<p><rc-click-to-call name="Ada"><a href="tel:${MOBILE}">Mobile</a> <a href="tel:${OFFICE}">Office</a></rc-click-to-call></p>`;
        page.innerHTML = row.repeat(10_000);
        await new Promise((resolve) => setTimeout(resolve));
      } finally {
        EventTarget.prototype.addEventListener = addEventListener;
      }
      expect(added).to.deep.equal([]);
    });
  });

  describe('by the keyboard', () => {
    for (const [key, expected] of [['Enter', 'Mobile'], [' ', 'Mobile'], ['ArrowDown', 'Mobile'], ['ArrowUp', 'Home']] as const) {
      it(`opens at "${expected}" by ${key}`, async () => {
        const element = await adaButton(fakeStore());
        await focusButton(element);
        await sendKeys({press: key});
        await untilFocus(element, expected);
        expect(mainControl(element).getAttribute('aria-expanded')).to.equal('true');
        expect(element.shadowRoot!.getElementById(mainControl(element).getAttribute('aria-controls')!)).to.equal(menuOf(element));
        await sendKeys({press: 'Escape'});
        await untilClosed(element);
        expect(focused(element)).to.equal(mainControl(element));
        expect(mainControl(element).getAttribute('aria-expanded')).to.equal('false');
      });
    }

    it('moves by arrows, Home and End, and wraps', async () => {
      const element = await adaButton(fakeStore());
      await open(element);
      for (const [key, expected] of [
        ['ArrowDown', 'Office'], ['ArrowDown', 'Home'], ['ArrowDown', 'Mobile'], ['ArrowUp', 'Home'], ['ArrowUp', 'Office'],
        ['Home', 'Mobile'], ['End', 'Home'],
      ] as const) {
        await sendKeys({press: key});
        expect(focusedName(element), key).to.contain(expected);
        expect(itemsOf(element).filter(({tabIndex}) => tabIndex === 0), 'roving tabindex').to.deep.equal([focused(element)]);
      }
    });

    it('takes the focus from its button by an arrow', async () => {
      const element = await adaButton(fakeStore());
      await focusButton(element);
      await sendKeys({press: 'ArrowDown'});
      await untilFocus(element, 'Mobile');
      mainControl(element).focus();
      await sendKeys({press: 'ArrowUp'});
      await untilFocus(element, 'Home');
      mainControl(element).focus();
      await sendKeys({press: 'ArrowDown'});
      await untilFocus(element, 'Mobile');
    });

    it('closes by Tab, which goes on to what comes next', async () => {
      const page = await fixture(html`<div><rc-click-to-call>${LINKS}</rc-click-to-call><button>next</button></div>`);
      const element = page.querySelector('rc-click-to-call')!;
      await element.updateComplete;
      await open(element);
      await sendKeys({press: 'Tab'});
      await untilClosed(element);
      if (!/Safari\/(?!.*Chrome)/.test(navigator.userAgent) || /Chrome/.test(navigator.userAgent)) {
        expect(document.activeElement).to.equal(page.querySelector('button'));
      }
    });

    it('finds items by their letters, with spaces, and cycles by one that is repeated', async () => {
      const element = await adaButton(fakeStore('signed-out'), html`
        <a href="tel:${MOBILE}">New Caledonia</a> <a href="tel:${OFFICE}">New Zealand</a> <a href="tel:${HOME}">Österreich</a>`);
      const addresses = followed(element);
      await open(element);
      await sendKeys({type: 'new z'});
      expect(focusedName(element)).to.contain('New Zealand');
      expect(addresses).to.deep.equal([]);
      await sendKeys({press: 'Escape'});
      await untilClosed(element);
      await sendKeys({press: 'ArrowDown'});
      await untilFocus(element, 'New Caledonia');
      await sendKeys({type: 'o'});
      expect(focusedName(element)).to.contain('Österreich');
    });

    for (const [title, typed, current, locale, expected] of [
      ['the next of a letter', 'o', 0, 'en', 1],
      ['the one after that', 'oo', 1, 'en', 2],
      ['again the first', 'o', 2, 'en', 1],
      ['the one that all letters mean', 'off', 0, 'en', 1],
      ['the same while more letters come', 'ot', 2, 'en', 2],
      ['letters of any case', 'OFF', 2, 'en', 1],
      ['a letter without its accent', 'u', 0, 'de', 3],
      ['a letter in two parts', 'u\u0308', 0, 'en', 3],
      ['none', 'x', 0, 'en', -1],
      ['none for a label that is shorter', 'officers', 0, 'en', -1],
      ['emoji', '📞', 0, 'en', 4],
    ] as const) {
      it(`finds ${title}`, () => {
        expect(findLabel(typed, ['Mobile', 'Office', 'Other', 'Über', '📞 Desk'], current, locale)).to.equal(expected);
      });
    }

    it('takes a space that continues no label for a press', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      await open(element);
      await sendKeys({type: 'off'});
      await sendKeys({press: ' '});
      await until(() => store.requests.length > 0, 'the call is placed');
      expect(store.requests[0]!.to).to.equal(OFFICE);
    });

    it('places the call by Enter, and gives the focus back', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      await focusButton(element);
      await sendKeys({press: 'Enter'});
      await untilFocus(element, 'Mobile');
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: 'Enter'});
      await untilFace(element, 'Cancel call to Ada');
      expect(store.requests.map(({to, name}) => [to, name])).to.deep.equal([[OFFICE, 'Ada']]);
      expect(focused(element)).to.equal(mainControl(element));
    });

    it('opens at the number that was used last, whatever the contact is called', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      await open(element);
      item(element, 'Office').click();
      await until(() => store.calls.get()[0]?.id, 'the call is placed');
      store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
      const other = await rendered(html`<rc-click-to-call name="Countess" account=${store.account}>
        <a href="tel:${HOME}">H</a><a href="tel:(650) 555-0102">O</a><a href="tel:${OFFICE}">O2</a><a href="tel:${MOBILE}">M</a></rc-click-to-call>`);
      await open(other);
      await untilFocus(other, 'O');
      expect(namesOf(other).map((name) => name.slice(0, 1))).to.deep.equal(['H', 'O', 'O', 'M']);
      expect(JSON.stringify(store.choices.get())).to.not.match(/555|Ada/);
    });
  });

  describe('by the pointer', () => {
    it('closes by a press outside, and takes no focus back from there', async () => {
      const page = await fixture(html`<div><button>other</button><p style="block-size: 300px"></p><rc-click-to-call>${LINKS}</rc-click-to-call></div>`);
      const element = page.querySelector('rc-click-to-call')!;
      await element.updateComplete;
      await open(element);
      await sendMouse({type: 'click', position: middleOf(page.querySelector('button')!)});
      await untilClosed(element);
      expect(focused(element)).to.equal(null);
    });

    it('takes a double click on the button for one', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      await focusButton(element);
      const button = mainControl(element);
      button.dispatchEvent(new MouseEvent('click', {detail: 1, clientX: 50, clientY: 50, bubbles: true, cancelable: true}));
      await untilFocus(element, 'Mobile');
      const second = {detail: 2, clientX: 51, clientY: 50, bubbles: true, composed: true, cancelable: true};
      item(element, 'Mobile').dispatchEvent(new MouseEvent('click', second));
      await settled(element);
      expect(isOpen(element)).to.equal(true);
      expect(store.requests).to.deep.equal([]);
      item(element, 'Mobile').dispatchEvent(new MouseEvent('click', {...second, detail: 1, clientY: 120}));
      await until(() => store.requests.length > 0, 'a click elsewhere is meant');
    });

    it('keeps the second click on an item from what lies below', async () => {
      const element = await adaButton(fakeStore());
      await open(element);
      const click = {bubbles: true, composed: true, cancelable: true, view: window};
      item(element, 'Mobile').dispatchEvent(new MouseEvent('click', {...click, detail: 1}));
      let clicks = 0;
      const below = await fixture<HTMLElement>(html`<button @click=${() => clicks++}>below</button>`);
      below.dispatchEvent(new MouseEvent('click', {...click, detail: 2}));
      expect(clicks).to.equal(0);
      below.dispatchEvent(new MouseEvent('click', {...click, detail: 1}));
      expect(clicks).to.equal(1);
    });

    it('closes by a second click on the button, and when another menu opens', async () => {
      const [one, other] = [await rendered(html`<rc-click-to-call>${LINKS}</rc-click-to-call>`), await rendered(html`<rc-click-to-call>${LINKS}</rc-click-to-call>`)];
      await open(one);
      await press(mainControl(one));
      await untilClosed(one);
      await focusButton(one);
      await sendKeys({press: 'ArrowDown'});
      await until(() => isOpen(one), 'it is open again');
      await open(other);
      await untilClosed(one);
      expect(isOpen(other)).to.equal(true);
    });
  });

  describe('its items', () => {
    it('have the text of the links and the number, unless the text has it', async () => {
      const element = await rendered(html`<rc-click-to-call>
        <a href="tel:${MOBILE}">Mobile</a><a href="tel:${OFFICE}">(650) 555-0102</a><a href="tel:${HOME};ext=9">Home</a><a href="tel:+442079460123">x</a></rc-click-to-call>`);
      await open(element);
      await expect(element).to.be.accessible();
      element.querySelectorAll('a')[3]!.textContent = '';
      await until(() => namesOf(element)[0]!.includes(' 650'), 'the numbers are formatted');
      await until(() => namesOf(element)[3]!.startsWith('+44 20'), 'a link without text has its number');
      expect(namesOf(element)).to.deep.equal([
        'Mobile +1 650 555 0101', '(650) 555-0102', 'Home +1 650 555 0103 then dial 9', '+44 20 7946 0123',
      ]);
      expect(menuOf(element)!.getAttribute('aria-labelledby')).to.equal(mainControl(element).id);
    });

    it('are links by the rule of the element without a session', async () => {
      const element = await rendered(html`<rc-click-to-call link="rcmobile">${LINKS}</rc-click-to-call>`);
      const addresses = followed(element);
      await open(element);
      expect(itemsOf(element).map((each) => each.getAttribute('href'))).to.deep.equal(
        [MOBILE, OFFICE, HOME].map((number) => `rcmobile://call?number=${number.slice(1)}`));
      await sendKeys({press: 'ArrowDown'});
      await sendKeys({press: ' '});
      await untilClosed(element);
      expect(addresses).to.deep.equal(['rcmobile://call?number=16505550102']);
      await untilCard(element, 'Nothing opened?');
    });

    it('follow the links of the page', async () => {
      const element = await rendered(html`<rc-click-to-call><ul><li><a href="tel:${MOBILE}">Mobile</a></li></ul></rc-click-to-call>`);
      expect(mainControl(element).hasAttribute('aria-haspopup')).to.equal(false);
      const list = element.querySelector('ul')!;
      list.insertAdjacentHTML('beforeend', `<li><a href="tel:${OFFICE}">Office</a></li>`);
      await until(() => mainControl(element).hasAttribute('aria-haspopup'), 'it is a menu');
      await open(element);
      list.insertAdjacentHTML('afterbegin', `<li><a href="tel:${HOME}">Home</a></li>`);
      await until(() => itemsOf(element).length === 3, 'a link is added');
      expect(focusedName(element)).to.contain('Mobile');
      list.querySelector('a')!.textContent = 'Holiday home';
      await until(() => namesOf(element)[0]!.startsWith('Holiday home'), 'a link is renamed');
      list.querySelectorAll('li')[1]!.remove();
      await until(() => itemsOf(element).length === 2, 'a link is removed');
      await untilFocus(element, 'Office');
      list.querySelector('li')!.remove();
      await untilClosed(element);
      expect(mainControl(element).hasAttribute('aria-haspopup')).to.equal(false);
    });

    it('say why a number cannot be called, and call none of these', async () => {
      const store = fakeStore();
      const element = await adaButton(store, html`<a href="tel:911">Help</a><a href="tel:x">Nothing</a><a href="tel:">Empty</a><a href="tel:${MOBILE}">Mobile</a>`);
      await open(element);
      await until(() => item(element, 'Nothing').ariaDisabled === 'true', 'the numbers are read');
      expect(item(element, 'Help').getAttribute('href')).to.equal('tel:911');
      expect(textOf(item(element, 'Nothing'))).to.contain('This is not a phone number we can call');
      expect(item(element, 'Empty').ariaDisabled).to.equal('true');
      item(element, 'Nothing').click();
      await settled(element);
      expect(isOpen(element)).to.equal(true);
      await sendKeys({press: 'ArrowDown'});
      expect(focusedName(element)).to.contain('Nothing');
      expect(store.requests).to.deep.equal([]);
      await expect(element).to.be.accessible();
    });
  });

  describe('its calls', () => {
    it('ask before a call, for the number that was chosen', async () => {
      const store = fakeStore();
      const element = await rendered(html`<rc-click-to-call name="Ada" confirm="always" account=${store.account}>${LINKS}</rc-click-to-call>`);
      await open(element);
      item(element, 'Office').click();
      await untilCard(element, 'Call Ada (Office)?');
      expect(store.requests).to.deep.equal([]);
      await answer(element, 'Call');
      await until(() => store.requests.length > 0, 'the call is placed');
      expect(store.requests[0]!.to).to.equal(OFFICE);
    });

    it('make way for another choice while they ask', async () => {
      const store = fakeStore();
      const element = await rendered(html`<rc-click-to-call name="Ada" confirm="always" account=${store.account}>${LINKS}</rc-click-to-call>`);
      await open(element);
      item(element, 'Office').click();
      await untilCard(element, 'Call Ada (Office)?');
      await press(mainControl(element));
      await until(() => isOpen(element), 'the menu is open again');
      expect(cardText(element)).to.equal('');
      item(element, 'Home').click();
      await untilCard(element, 'Call Ada (Home)?');
      await answer(element, 'Call');
      await until(() => store.requests.length > 0, 'the call is placed');
      expect(store.requests.map(({to}) => to)).to.deep.equal([HOME]);
    });

    it('are tried again for the number that was chosen', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})};
      const element = await adaButton(store);
      await open(element);
      item(element, 'Home').click();
      await untilCard(element, 'Ada is busy');
      await answer(element, 'Try again');
      await until(() => store.requests.length === 2, 'it is called again');
      expect(store.requests.map(({to}) => to)).to.deep.equal([HOME, HOME]);
    });

    it('are called while another number of the menu has a call', async () => {
      const {store, element} = await talkingToOffice();
      item(element, 'Home').click();
      await until(() => store.requests.length > 0, 'the call is placed');
      expect(store.requests.map(({to}) => to)).to.deep.equal([HOME]);
      await untilFace(element, 'Cancel call to Ada');
    });

    it('show why one has failed while another number of the menu has a call', async () => {
      const {store, element} = await talkingToOffice();
      item(element, 'Home').click();
      await untilFace(element, 'Cancel call to Ada');
      const failed = store.calls.get().find(({to}) => to === HOME)!;
      store.change(failed.key, {phase: 'failed', endedAt: Date.now(), error: callError('busy', {leg: 'callee'})});
      await untilCard(element, 'Ada is busy');
      await settled(element);
      expect(cardText(element)).to.contain('Ada is busy');
      await answer(element, 'Close');
      await untilFace(element, 'Hang up call to Ada');
    });

    it('fire no events on a button that has other links by then', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      await open(element);
      item(element, 'Home').click();
      await until(() => store.calls.get()[0]?.phase === 'ringing-caller', 'the call is placed');
      const ended: EventTarget[] = [];
      const listener = (event: Event): unknown => ended.push(event.composedPath()[0]!);
      document.addEventListener('rc-call-end', listener);
      const [mobile, office] = element.querySelectorAll('a');
      element.replaceChildren(mobile!, office!);
      mobile!.href = 'tel:+16505550111';
      office!.href = 'tel:+16505550112';
      await settled(element);
      store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
      await until(() => ended.length > 0, 'the end is told');
      document.removeEventListener('rc-call-end', listener);
      expect(ended).to.deep.equal([document]);
    });

    it('are shown wherever they were placed, on the button and in the menu', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      await settled(element);
      store.calls.set([aCall('connected', {to: OFFICE, name: 'Ada', connectedAt: Date.now(), can: ['hang-up']})]);
      await untilFace(element, 'Hang up call to Ada');
      expect(mainControl(element).hasAttribute('aria-haspopup')).to.equal(false);
      mainControl(element).focus();
      await sendKeys({press: 'ArrowDown'});
      await until(() => isOpen(element), 'the menu is open');
      expect(itemsOf(element).map((each) => each.ariaCurrent)).to.deep.equal([null, 'true', null]);
      expect(textOf(item(element, 'Office'))).to.contain('Connected');
      await expect(element).to.be.accessible();
      await sendKeys({press: 'Escape'});
      store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
      await untilFace(element, 'Call Ada');
      expect(mainControl(element).getAttribute('aria-haspopup')).to.equal('menu');
    });
  });

  describe('call()', () => {
    it('opens the menu, and resolves with the call to the choice', async () => {
      const store = fakeStore();
      const element = await adaButton(store);
      const call = element.call();
      await until(() => isOpen(element), 'the menu is open');
      item(element, 'Home').click();
      expect((await call).to).to.equal(HOME);
    });

    it('works on a button that is disabled, as with one number', async () => {
      const store = fakeStore();
      const element = await rendered(html`<rc-click-to-call disabled confirm="never" account=${store.account}>${LINKS}</rc-click-to-call>`);
      const call = element.call();
      await until(() => isOpen(element), 'the menu is open');
      item(element, 'Home').click();
      expect((await call).to).to.equal(HOME);
    });

    for (const [title, end] of [
      ['Escape', async () => sendKeys({press: 'Escape'})],
      ['removal', async (element: RcClickToCall) => element.remove()],
      ['another `to`', async (element: RcClickToCall) => void (element.to = HOME!)],
    ] as const) {
      it(`is not confirmed after ${title}`, async () => {
        const store = fakeStore();
        const element = await adaButton(store);
        const outcome = outcomeOf(element.call());
        await until(() => isOpen(element) && focusedName(element), 'the menu is open');
        await end(element);
        expect(await outcome).to.equal('not-confirmed');
        expect(store.requests).to.deep.equal([]);
        expect(element.isConnected && menuOf(element)).to.not.be.ok;
      });
    }

    it('is refused while the menu waits for another', async () => {
      const element = await adaButton(fakeStore());
      const first = outcomeOf(element.call());
      await until(() => isOpen(element) && focusedName(element), 'the menu is open');
      expect(await outcomeOf(element.call())).to.equal('call-in-progress');
      expect(isOpen(element)).to.equal(true);
      await sendKeys({press: 'Escape'});
      expect(await first).to.equal('not-confirmed');
    });

    it('follows the link without a session, and says so', async () => {
      const element = await rendered(html`<rc-click-to-call>${LINKS}</rc-click-to-call>`);
      const addresses = followed(element);
      const outcome = outcomeOf(element.call());
      await until(() => isOpen(element) && focusedName(element), 'the menu is open');
      item(element, 'Mobile').click();
      expect(await outcome).to.equal('no-session');
      expect(addresses).to.deep.equal([`tel:${MOBILE}`]);
    });
  });

  describe('within a page', () => {
    it('closes alone by Escape in a dialog', async () => {
      const dialog = await fixture<HTMLDialogElement>(html`<dialog><rc-click-to-call>${LINKS}</rc-click-to-call></dialog>`);
      dialog.showModal();
      const element = dialog.querySelector('rc-click-to-call')!;
      await element.updateComplete;
      await open(element);
      await sendKeys({press: 'Escape'});
      await untilClosed(element);
      expect(dialog.open).to.equal(true);
      dialog.close();
    });

    for (const [title, template, check] of [
      ['label', html`<label><input type="checkbox"><rc-click-to-call>${LINKS}</rc-click-to-call></label>`, (page: HTMLElement) => !page.querySelector('input')!.checked],
      ['link', html`<p><a href="#outer"><rc-click-to-call>${LINKS}</rc-click-to-call></a></p>`, () => location.hash !== '#outer'],
      ['summary', html`<details><summary><rc-click-to-call>${LINKS}</rc-click-to-call></summary></details>`, (page: HTMLElement) => !(page as HTMLDetailsElement).open],
    ] as const) {
      it(`activates no ${title} around it`, async () => {
        const store = fakeStore();
        const page = await fixture<HTMLElement>(template);
        const element = page.querySelector('rc-click-to-call')!;
        Object.assign(element, {account: store.account, confirm: 'never'});
        await element.updateComplete;
        await open(element);
        menuOf(element)!.click();
        expect(check(page), 'a click beside the items').to.equal(true);
        item(element, 'Office').click();
        await until(() => store.requests.length > 0, 'the call is placed');
        expect(check(page), 'a click on an item').to.equal(true);
      });
    }

    it('closes when its button is scrolled away, and returns the focus to it', async () => {
      const page = await fixture<HTMLElement>(html`<div style="block-size: 120px; overflow: auto"><rc-click-to-call>${LINKS}</rc-click-to-call><p style="block-size: 900px"></p></div>`);
      const element = page.querySelector('rc-click-to-call')!;
      await element.updateComplete;
      await open(element);
      page.scrollTop = 600;
      await untilClosed(element);
      expect(focused(element)).to.equal(mainControl(element));
    });

    for (const direction of ['ltr', 'rtl'] as const) {
      it(`lies beside the button from ${direction}, in the window`, async () => {
        const page = await fixture<HTMLElement>(html`<div dir=${direction} lang=${direction === 'rtl' ? 'he' : 'en'}><rc-click-to-call>${LINKS}</rc-click-to-call></div>`);
        const element = page.querySelector('rc-click-to-call')!;
        await element.updateComplete;
        await open(element);
        await until(() => menuOf(element)!.dir === direction, 'the words have loaded');
        await element.updateComplete;
        const [menu, button] = [menuOf(element)!.getBoundingClientRect(), mainControl(element).getBoundingClientRect()];
        const side = direction === 'rtl' ? 'right' : 'left';
        expect(Math.abs(menu[side] - Math.max(8, button[side])), 'starts where the button starts').to.be.lessThan(9);
        expect(menu.top >= button.bottom || menu.bottom <= button.top, 'covers no button').to.equal(true);
      });
    }

    it('is left alone by a finder of numbers, in tables and cards', async () => {
      const page = await fixture(html`<rc-number-links tel-links="upgrade" mode="inline" country="US"><table><tr><td>
        <rc-click-to-call size="small" name="Ada"><a href="tel:${MOBILE}">(650) 555-0101</a> <a href="tel:${OFFICE}">(650) 555-0102</a></rc-click-to-call>
        </td><td>(650) 555-0109</td></tr></table></rc-number-links>`);
      const element = page.querySelector('rc-click-to-call[name=Ada]') as RcClickToCall;
      await until(() => page.querySelectorAll('rc-click-to-call').length > 1, 'the other number has a button');
      await element.updateComplete;
      expect(element.querySelectorAll('rc-click-to-call').length).to.equal(0);
      expect(element.querySelectorAll('a').length).to.equal(2);
      await open(element);
      expect(namesOf(element)).to.deep.equal(['(650) 555-0101', '(650) 555-0102']);
    });

    it('opens nothing while it is disabled', async () => {
      const element = await rendered(html`<rc-click-to-call disabled>${LINKS}</rc-click-to-call>`);
      mainControl(element).click();
      mainControl(element).focus();
      await settled(element);
      await sendKeys({press: 'ArrowDown'});
      await settled(element);
      expect(menuOf(element)).to.equal(null);
    });
  });
});
