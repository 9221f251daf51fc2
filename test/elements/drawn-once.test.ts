// Each call button of a long list is drawn once, and again only when the page changes its content.
import {expect, fixtureSync, html, nextFrame} from '@open-wc/testing';
import '../../src/elements/click-to-call/define.js';
import {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {mainControl} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import {nameOf, textOf, until} from './support.js';

const NUMBER = '+16505550101';
const OTHER_NUMBER = '+16505550102';

/** Reads a method that is not public, to count its calls. */
const prototype = RcClickToCall.prototype as unknown as {updated(this: RcClickToCall): void};
const {updated} = prototype;

const shownText = (element: RcClickToCall): string => textOf(mainControl(element));

describe('a call button in view', () => {
  afterEach(() => Object.assign(prototype, {updated}));

  for (const [title, template] of [
    ['with a text', html`<rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call>`],
    ['with a link', html`<rc-click-to-call><a href="tel:${NUMBER}">Anna</a></rc-click-to-call>`],
    ['with a name', html`<rc-click-to-call to=${NUMBER} name="Anna"></rc-click-to-call>`],
    ['with an icon', html`<rc-click-to-call to=${NUMBER}><b slot="icon">☎</b>Anna</rc-click-to-call>`],
  ] as const) {
    it(`${title} is drawn once`, async () => {
      const drawn: RcClickToCall[] = [];
      Object.assign(prototype, {updated(this: RcClickToCall) {
        drawn.push(this);
        updated.call(this);
      }});
      const page = fixtureSync<HTMLElement>(html`<div>${[1, 2, 3].map(() => template)}</div>`);
      const buttons = [...page.querySelectorAll<RcClickToCall>('rc-click-to-call')];
      await until(() => buttons.every(({shadowRoot}) => shadowRoot?.querySelector('.main')), 'all are drawn');
      for (let frames = 0; frames < 4; frames++) await nextFrame();
      expect(buttons.map((button) => drawn.filter((each) => each === button).length)).to.deep.equal([1, 1, 1]);
    });
  }

  async function drawButton(content: ReturnType<typeof html>): Promise<RcClickToCall> {
    const element = fixtureSync<RcClickToCall>(html`<rc-click-to-call to=${NUMBER} name="Bob">${content}</rc-click-to-call>`);
    await element.updateComplete;
    await nextFrame();
    return element;
  }

  it('shows a text that comes later, in place of its name', async () => {
    const element = await drawButton(html``);
    expect(shownText(element)).to.equal('Bob');
    element.append('Anna');
    await until(() => shownText(element) === 'Anna', 'it shows the text');
    expect(mainControl(element).hasAttribute('aria-label')).to.equal(false);
  });

  it('shows its name once the page takes the text away', async () => {
    const element = await drawButton(html`Anna`);
    element.replaceChildren();
    await until(() => shownText(element) === 'Bob', 'it shows the name');
    expect(nameOf(mainControl(element))).to.equal('Call Bob');
  });

  it('takes the text and the number of a link that comes in place of a text', async () => {
    const element = await drawButton(html`Anna`);
    element.removeAttribute('to');
    const link = Object.assign(document.createElement('a'), {href: `tel:${OTHER_NUMBER}`, textContent: 'Carl'});
    element.replaceChildren(link);
    await until(() => shownText(element) === 'Carl', 'it shows the text of the link');
    expect(mainControl(element).getAttribute('href')).to.equal(`tel:${OTHER_NUMBER}`);
    expect(link.checkVisibility(), 'there is one link').to.equal(false);
    link.textContent = 'Dora';
    await until(() => shownText(element) === 'Dora', 'it follows the link');
  });

  it('keeps the focus on the link beside it when the session is there', async () => {
    const store = fakeStore('restoring');
    const element = fixtureSync<RcClickToCall>(
      html`<rc-click-to-call to=${NUMBER} sms account=${store.account}></rc-click-to-call>`,
    );
    await element.updateComplete;
    const link = element.shadowRoot!.querySelector<HTMLElement>('[part=sms]')!;
    link.focus();
    store.setSession('ready');
    await until(() => mainControl(element).matches('button'), 'the link is a button');
    expect(element.shadowRoot!.activeElement).to.equal(link);
  });
});
