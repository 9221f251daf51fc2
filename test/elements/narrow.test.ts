/** Elements in a column of 200 px, in a language of long words: nothing sticks out of them. */
import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/elements/call-status/define.js';
import '../../src/elements/number-select/define.js';
import '../../src/elements/session/define.js';
import {callError} from '../../src/store/call-error.js';
import {aCall, fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {textOf, until} from './support.js';

const COLUMN_PX = 200;

/** `awaited`: German words that tell that the element is complete. */
async function inColumn(element: TemplateResult, awaited: string): Promise<Element> {
  const column = await fixture<HTMLElement>(html`<div lang="de">${element}</div>`);
  column.style.cssText = `inline-size: ${COLUMN_PX}px; font: 16px/1.5 sans-serif`;
  const {firstElementChild} = column;
  await until(() => textOf(firstElementChild!.shadowRoot!).includes(awaited), awaited);
  return firstElementChild!;
}

/** The parts that stick out of the element, by their texts. */
function outside(element: Element): string[] {
  const {left, right} = element.getBoundingClientRect();
  return Array.from(element.shadowRoot!.querySelectorAll('*')).filter((inner) => {
    const box = inner.getBoundingClientRect();
    const isDrawn = box.width > 1 && box.height > 1;
    return isDrawn && (box.right > right + 1 || box.left < left - 1);
  }).map((inner) => `${inner.localName}: ${textOf(inner)}`);
}

describe('a column of 200 px', () => {
  it('has room for the time of a call', async () => {
    const store = fakeStore();
    const connectedAt = Date.now() - 3_700_000;
    store.calls.set([aCall('connected', {name: 'Anna Lindqvist', connectedAt})]);
    const panel = await inColumn(
      html`<rc-call-status account=${store.account}></rc-call-status>`, 'Verbunden');
    expect(outside(panel)).to.deep.equal([]);
  });

  for (const [name, list, awaited] of [
    ['the list could not be read', {state: 'error', options: [], error: callError('server-error')}, 'Erneut versuchen'],
    ['there is no phone', {state: 'ready', options: []}, 'Telefon hinzufügen'],
  ] as [string, ReturnType<FakeStore['fromNumbers']['get']>, string][]) {
    it(`has room for what can be done where ${name}`, async () => {
      const store = fakeStore();
      store.fromNumbers.set(list);
      const select = await inColumn(
        html`<rc-number-select account=${store.account}></rc-number-select>`, awaited);
      expect(outside(select)).to.deep.equal([]);
    });
  }

  it('has room for the name of the user', async () => {
    const store = fakeStore();
    const {account} = store;
    const user = {id: '1', accountId: '1', name: 'Alex Morgan', extensionNumber: '101'};
    store.session.set({state: 'ready', account, user});
    const session = await inColumn(
      html`<rc-session account=${account}></rc-session>`, 'Abmelden');
    const name = session.shadowRoot!.querySelector('.name')!;
    expect(name.getClientRects().length, 'no word of it is broken').to.equal(1);
    expect(outside(session)).to.deep.equal([]);
  });

  it('has a name in Latin letters on the side where Hebrew lines begin', async () => {
    const store = fakeStore();
    store.calls.set([aCall('connected', {name: 'Wilhelmina Featherstonehaugh-Cholmondeley'})]);
    const panel = await inColumn(
      html`<rc-call-status lang="he" account=${store.account}></rc-call-status>`, 'מחובר');
    expect(getComputedStyle(panel.shadowRoot!.querySelector('.who')!).textAlign).to.equal('right');
  });
});
