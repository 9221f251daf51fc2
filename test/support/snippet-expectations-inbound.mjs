// For each script about calls to the user: the check that it does what its document says.
import assert from 'node:assert/strict';
import {waitForInvocation} from './snippet-checks.mjs';

export const INBOUND_SCRIPTS = [
  {in: 'inbound.resolveContact', async then({page}) {
    await page.waitForFunction(() => document.querySelector('rc-inbound-call').resolveContact);
    const found = await page.$eval('rc-inbound-call', (element) =>
      element.resolveContact('+16505550142', {signal: new AbortController().signal, national: '(650) 555-0142'}));
    assert.deepEqual(found, {name: 'Anna of the harbor office'});
  }},
  {in: "event.key === 'i'", async then({page}) {
    await page.waitForSelector('rc-inbound-call:defined');
    await page.$eval('rc-inbound-call', (element) => { element.focus = () => { document.title = 'focused'; }; });
    await page.keyboard.down('Alt');
    await page.keyboard.press('i');
    await page.keyboard.up('Alt');
    await page.waitForFunction(() => document.title === 'focused');
  }},
  {in: 'rc-inbound-change', async then({page}) {
    await page.waitForSelector('rc-call-status:defined');
    await page.evaluate(() => {
      const inbound = {from: '+16505550142', phase: 'missed'};
      document.dispatchEvent(new CustomEvent('rc-inbound-change', {detail: {inbound, contacts: [{id: '42'}], primary: true}}));
    });
    await waitForInvocation(page, 'crm.log', 'missed', '+16505550142', '42');
  }},
  {in: 'rc-inbound-open', async then({page}) {
    await page.waitForSelector('rc-call-status:defined');
    const isLeftToBrowser = await page.evaluate(() => {
      const event = new CustomEvent('rc-inbound-open', {cancelable: true, detail: {url: 'https://crm.example/42', contact: null}});
      return document.dispatchEvent(event);
    });
    assert.equal(isLeftToBrowser, false);
    await waitForInvocation(page, 'show', 'https://crm.example/42', null);
  }},
];
