import {expect, fixture, html} from '@open-wc/testing';
import {executeServerCommand} from '@web/test-runner-commands';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {until} from './support.js';

const {matchMedia} = window;
const mediaQueries: MediaQueryList[] = [];
window.matchMedia = (query) => {
  const mediaQuery = matchMedia.call(window, query);
  mediaQueries.push(mediaQuery);
  return mediaQuery;
};

/** Sets the user's preference. Engines that cannot emulate it get the scheme from the page, and the event by hand. */
async function preferScheme(scheme: 'light' | 'dark'): Promise<void> {
  if (await executeServerCommand('media-features', {'prefers-color-scheme': scheme})) return;
  document.documentElement.style.colorScheme = scheme;
  for (const mediaQuery of mediaQueries) mediaQuery.dispatchEvent(new Event('change'));
}

describe('the page\'s accent-color', () => {
  const {style} = document.documentElement;
  afterEach(() => { style.accentColor = style.colorScheme = ''; });

  it('becomes the accent of our elements, in light and dark, unless the page sets --rc-accent', async () => {
    style.colorScheme = 'light dark';
    style.accentColor = 'light-dark(rgb(0, 100, 0), rgb(120, 255, 120))';
    await preferScheme('light');
    await import('../../src/elements/click-to-call/define.js');
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101"></rc-click-to-call>`);
    await element.updateComplete;
    const icon = element.shadowRoot!.querySelector('[part=icon]')!;
    const iconColor = (): string => getComputedStyle(icon).color;
    expect(iconColor()).to.equal('rgb(0, 100, 0)');
    await preferScheme('dark');
    await until(() => iconColor() === 'rgb(120, 255, 120)', 'the color follows');
    element.style.setProperty('--rc-accent', 'rgb(200, 0, 0)');
    expect(iconColor()).to.equal('rgb(200, 0, 0)');
  });
});
