import {expect, fixture, html} from '@open-wc/testing';
import {emulateMedia} from '@web/test-runner-commands';
import type {RcClickToCall} from '../../src/click-to-call/click-to-call.js';
import {until} from './support.js';

describe('the page\'s accent-color', () => {
  const {style} = document.documentElement;
  afterEach(() => { style.accentColor = style.colorScheme = ''; });

  it('is ours, from light to dark, unless the page sets --rc-accent', async () => {
    style.colorScheme = 'light dark';
    style.accentColor = 'light-dark(rgb(0, 100, 0), rgb(120, 255, 120))';
    await emulateMedia({colorScheme: 'light'});
    await import('../../src/click-to-call/define.js');
    const element = await fixture<RcClickToCall>(html`<rc-click-to-call to="+16505550101"></rc-click-to-call>`);
    await element.updateComplete;
    const icon = element.shadowRoot!.querySelector('[part=icon]')!;
    const colour = (): string => getComputedStyle(icon).color;
    expect(colour()).to.equal('rgb(0, 100, 0)');
    await emulateMedia({colorScheme: 'dark'});
    await until(() => colour() === 'rgb(120, 255, 120)', 'the colour follows');
    element.style.setProperty('--rc-accent', 'rgb(200, 0, 0)');
    expect(colour()).to.equal('rgb(200, 0, 0)');
  });
});
