// A sign-in violates no policy and leaks no token.
import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {consent, reaches} from '../support.mjs';
import {SignInSite, stored} from './sign-in-site.mjs';

describe('the traces of a sign-in', {timeout: 120_000}, () => {
  const site = SignInSite.use();
  let page, world;

  beforeEach(async () => {
    ({page, world} = await site.newVisit());
  });

  it('violates no policy, even the strictest, on the page and on the redirect page', async () => {
    const csp = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${site.ringcentralOrigin}; `
      + "base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
    const headers = {'content-security-policy': csp, 'cross-origin-opener-policy': 'same-origin-allow-popups'};
    site.pages['/'] = {html: site.pages['/'], headers};
    const violations = [];
    page.on('console', (message) => { if (/Content Security|Trusted/i.test(message.text())) violations.push(message.text()); });
    await site.open();
    const window = await site.openWindow();
    window.on('console', (message) => { if (/Content Security/i.test(message.text())) violations.push(message.text()); });
    await consent(window);
    await reaches(page, 'ready');
    assert.deepEqual(violations, []);
  });

  it('leaks no token to console, addresses, events, errors or markup', async () => {
    const seen = [];
    page.on('console', (message) => seen.push(message.text()));
    page.on('request', (request) => seen.push(request.url()));
    await page.evaluateOnNewDocument(() => {
      globalThis.reports = [];
      addEventListener('rc-session-change', (event) => globalThis.reports.push(JSON.stringify(event.detail)));
      addEventListener('error', (event) => globalThis.reports.push(event.message));
      addEventListener('unhandledrejection', (event) => globalThis.reports.push(String(event.reason?.message)));
    });
    await site.open();
    await consent(await site.openWindow());
    await reaches(page, 'ready');
    const tokens = JSON.parse(Object.entries((await stored(page)).local).find(([key]) => key.endsWith('/tokens'))[1]);
    await world.fault({method: 'GET', path: '/extension', kind: 'status', status: 500});
    await page.reload();
    await reaches(page, 'ready');
    await world.revoke();
    await page.evaluate(() => globalThis.storeOf().call({to: '+16505550100'}).catch(({message}) => globalThis.reports.push(message)));
    await reaches(page, 'expired');
    seen.push(...await page.evaluate(() => [...globalThis.reports, document.documentElement.outerHTML, location.href,
      ...[...document.querySelectorAll('*')].map((element) => element.shadowRoot?.innerHTML ?? '')]));
    for (const secret of [tokens.access_token, tokens.refresh_token]) {
      assert.ok(secret.length > 20);
      assert.ok(!seen.some((line) => line.includes(secret)));
    }
    assert.ok(!JSON.stringify(await stored(page)).includes(tokens.refresh_token), 'a session that is over is forgotten');
  });
});
