import {expect, fixture, html} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {until} from './support.js';

const {matchMedia} = window;
const queries: MediaQueryList[] = [];
window.matchMedia = (query) => {
  const made = matchMedia.call(window, query);
  queries.push(made);
  return made;
};

/** What the person prefers; where the engine cannot be told, the page decides so, and the query speaks all the same. */
async function prefer(scheme: 'light' | 'dark'): Promise<void> {
  if (await executeServerCommand('media-features', {'prefers-color-scheme': scheme})) return;
  document.documentElement.style.colorScheme = scheme;
  for (const query of queries) query.dispatchEvent(new Event('change'));
}

describe('the page\'s accent-color', () => {
  const {style} = document.documentElement;
  afterEach(() => { style.accentColor = style.colorScheme = ''; });

  it('is ours, from light to dark, unless the page sets --rc-accent', async () => {
    style.colorScheme = 'light dark';
    style.accentColor = 'light-dark(rgb(0, 100, 0), rgb(120, 255, 120))';
    await prefer('light');
    await import('../../src/elements/click-to-call/define.js');
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101"></rc-click-to-call>`);
    await element.updateComplete;
    const icon = element.shadowRoot!.querySelector('[part=icon]')!;
    const colour = (): string => getComputedStyle(icon).color;
    expect(colour()).to.equal('rgb(0, 100, 0)');
    await prefer('dark');
    await until(() => colour() === 'rgb(120, 255, 120)', 'the colour follows');
    element.style.setProperty('--rc-accent', 'rgb(200, 0, 0)');
    expect(colour()).to.equal('rgb(200, 0, 0)');
  });
});
