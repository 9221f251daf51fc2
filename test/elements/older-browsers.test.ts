/** Browsers without newer features: the elements must work without them. */
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import '../../src/elements/number-links/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {fakeStore} from './fake-store.js';
import {byRole, part, until} from './support.js';

const {matches, prototype} = {matches: Element.prototype.matches, prototype: HTMLElement.prototype};
const popoverMethods = ['showPopover', 'hidePopover'].map((name) => [name, Object.getOwnPropertyDescriptor(prototype, name)!] as const);

/** To an older engine `:popover-open` is a syntax error. */
function removePopover(): void {
  for (const [name] of popoverMethods) Object.defineProperty(prototype, name, {value: undefined, configurable: true});
  Element.prototype.matches = function (this: Element, selector: string): boolean {
    if (selector.includes(':popover-open')) throw new SyntaxError(`"${selector}" is not a valid selector.`);
    return matches.call(this, selector);
  } as typeof matches;
}

describe('a browser without popover', () => {
  beforeEach(removePopover);
  afterEach(() => {
    for (const [name, descriptor] of popoverMethods) Object.defineProperty(prototype, name, descriptor);
    Element.prototype.matches = matches;
  });

  it('places a call, and shows it in a card', async () => {
    const store = fakeStore();
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>`);
    await element.call();
    await until(() => part(element, 'message').includes('Ringing'), 'the card shows the call');
    byRole(element, 'button', 'Close')?.click();
    await until(() => part(element, 'message') === '', 'the card is closed');
  });

  it('opens and closes the card and the list of found numbers', async () => {
    const store = fakeStore();
    const element = await fixture<RcNumberLinks>(html`
      <rc-number-links country="US" account=${store.account}><p><a href="tel:+16505550101">Anna</a></p></rc-number-links>`);
    const root = element.shadowRoot!;
    const skipLink = await until(() => root.querySelector<HTMLElement>('.skip:not([hidden])'), 'the number is found');
    skipLink.click();
    await until(() => root.querySelector('.numbers.open'), 'the list is open');
    root.querySelector('.numbers')!.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true}));
    await until(() => !root.querySelector('.numbers.open'), 'the list is closed');
    element.querySelector('a')!.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true}));
    const card = await until(() => Array.from(root.children, (child) => child.shadowRoot?.querySelector('.card.open')).find(Boolean), 'the card is open');
    card.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', bubbles: true, composed: true}));
    await until(() => !card.classList.contains('open'), 'the card is closed');
  });
});

describe('a browser without custom states', () => {
  const {attachInternals} = prototype;
  afterEach(() => { prototype.attachInternals = attachInternals; });

  for (const [support, states] of [
    ['none at all', undefined],
    ['only names with dashes', {add() { throw new SyntaxError('The name has to begin with two dashes.'); }, delete() {}}],
  ] as const) {
    it(`renders the link: ${support}`, async () => {
      prototype.attachInternals = function () {
        return Object.defineProperty(attachInternals.call(this), 'states', {value: states});
      };
      const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101">Anna</rc-click-to-call>`);
      await element.updateComplete;
      expect(byRole(element, 'link', 'Anna')?.getAttribute('href')).to.equal('tel:+16505550101');
    });
  }
});
