import {expect} from '@open-wc/testing';
import type {ReactiveElement} from 'lit';
import {fakeStore} from './fake-store.js';
import {until} from './support.js';

/** Markup of a page. `themes/reserve.css` reserves its room until the script has loaded. */
const MARKUP: readonly string[] = [
  '<rc-click-to-call to="+16505550101"><a href="tel:+16505550101">Call Anna</a></rc-click-to-call>',
  '<rc-click-to-call to="+16505550101">Call Anna</rc-click-to-call>',
  '<rc-click-to-call to="+16505550101" size="small">Call Anna</rc-click-to-call>',
  '<rc-click-to-call to="+16505550101" size="large">Call Anna</rc-click-to-call>',
  '<rc-number-select></rc-number-select>',
  '<rc-call-status></rc-call-status>',
  '<rc-session></rc-session>',
];

describe('layout', () => {
  // Runs in a page of its own, where no element is defined yet.
  it('does not shift when the elements are defined, signed in or out', async () => {
    expect(customElements.get('rc-click-to-call') === undefined).to.equal(true);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(await (await fetch(new URL('../../src/themes/reserve.css', import.meta.url))).text());
    document.adoptedStyleSheets.push(sheet);
    const stores = [fakeStore('signed-out'), fakeStore('ready')];
    const page = document.createElement('main');
    page.style.font = '16px/1.5 sans-serif';
    for (const {account} of stores) {
      for (const markup of MARKUP) {
        const paragraph = document.createElement('p');
        paragraph.innerHTML = markup;
        paragraph.firstElementChild!.setAttribute('account', account);
        page.append(paragraph);
      }
    }
    document.body.append(page);
    const elements = Array.from(page.querySelectorAll<ReactiveElement>('[account]'));
    const measure = (): number[][] => elements.map((element, index) => {
      const {width, height, top} = element.getBoundingClientRect();
      return [width, height, top - (elements[index - 1]?.getBoundingClientRect().bottom ?? 0)];
    });
    const before = measure();

    await Promise.all([
      import('../../src/elements/click-to-call/define.js'), import('../../src/elements/number-select/define.js'),
      import('../../src/elements/call-status/define.js'), import('../../src/elements/session/define.js'),
    ]);
    await until(() => elements.every((element) => element.shadowRoot), 'all are rendered');
    await Promise.all(elements.map((element) => element.updateComplete));
    // Engines round the height of a line of small text differently.
    const shifts = measure().flatMap((after, index) => after.every((value, at) => Math.abs(value - before[index]![at]!) < 1)
      ? [] : `${elements[index]!.outerHTML.slice(0, 60)}: ${before[index]!.join()} became ${after.join()}`);
    expect(shifts).to.deep.equal([]);
    page.remove();
  });
});
