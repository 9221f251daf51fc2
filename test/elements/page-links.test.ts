import {expect, fixture, html} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {ANNA, cardText, mainControl, settled, untilCard} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, until} from './support.js';

/** Where the page's link leads, had nobody prevented it: the test page stays. */
async function renderInLink(content: TemplateResult): Promise<{element: RcClickToCall; followed: Event[]}> {
  const followed: Event[] = [];
  const link = await fixture<HTMLElement>(html`<a href="#elsewhere" @click=${(event: Event) => {
    if (!event.defaultPrevented) followed.push(event);
    event.preventDefault();
  }}>${content}</a>`);
  const element = link.querySelector<RcClickToCall>('rc-click-to-call')!;
  return {element, followed};
}

const button = (store: FakeStore, confirm: 'always' | 'never' = 'never'): TemplateResult =>
  html`<rc-click-to-call to=${ANNA.to} name=${ANNA.name} confirm=${confirm} account=${store.account}></rc-click-to-call>`;

describe('a button inside of the page\'s link', () => {
  it('calls, and does not follow the link', async () => {
    const store = fakeStore();
    const {element, followed} = await renderInLink(button(store));
    await element.updateComplete;
    mainControl(element).click();
    await until(() => store.requests[0], 'it calls');
    await later(900, () => mainControl(element).click());
    expect(store.canceled.length).to.equal(1);
    // The rest of a double click.
    mainControl(element).click();
    expect(followed).to.deep.equal([]);
  });

  it('calls by Enter, and does not follow the link', async () => {
    const store = fakeStore();
    const {element, followed} = await renderInLink(button(store));
    await element.updateComplete;
    mainControl(element).focus();
    await sendKeys({press: 'Enter'});
    await until(() => store.requests[0], 'it calls');
    expect(followed).to.deep.equal([]);
  });

  it('does not follow the link from its card', async () => {
    const store = fakeStore();
    const {element, followed} = await renderInLink(button(store, 'always'));
    await element.updateComplete;
    mainControl(element).click();
    await untilCard(element, 'Call Anna?');
    element.shadowRoot!.querySelector<HTMLElement>('.ask')!.click();
    await later(900, () => byRole(element, 'button', 'Call')!.click());
    await until(() => store.requests[0], 'it calls');
    await untilCard(element, 'Ringing your phone…');
    byRole(element, 'button', 'Close')!.click();
    await until(() => !cardText(element), 'the card is closed');
    expect(followed).to.deep.equal([]);
  });

  it('does not follow the link while it is disabled', async () => {
    const store = fakeStore();
    const {element, followed} = await renderInLink(button(store));
    element.disabled = true;
    await element.updateComplete;
    mainControl(element).click();
    expect(followed).to.deep.equal([]);
  });
});

describe('a button whose label holds a link', () => {
  it('calls once, and does not follow the link that an extension has put around the number', async () => {
    const store = fakeStore();
    const followed: Event[] = [];
    const place = await fixture<HTMLElement>(html`<div><rc-click-to-call to=${ANNA.to} confirm="never" account=${store.account}
      ><b>Call +1 650-555-0101</b></rc-click-to-call></div>`);
    place.addEventListener('click', (event) => {
      if (!event.defaultPrevented) followed.push(event);
      event.preventDefault();
    });
    const element = place.querySelector<RcClickToCall>('rc-click-to-call')!;
    await element.updateComplete;
    const link = document.createElement('a');
    link.href = '#dialed-by-the-extension';
    link.append('+1 650-555-0101');
    element.firstElementChild!.replaceChildren('Call ', link);
    await settled(element);
    link.click();
    await until(() => store.requests[0], 'it calls');
    await settled(element);
    expect(store.requests.length).to.equal(1);
    expect(followed).to.deep.equal([]);
  });
});
