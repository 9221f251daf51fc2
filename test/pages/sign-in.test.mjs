import assert from 'node:assert/strict';
import {after, before, beforeEach, describe, it} from 'node:test';
import {
  closes, consent, pageAt, pageWith, popupOf, press, reaches, sessionOf, startBrowser, startRingCentral, startSite, worldOf,
} from './support.mjs';

describe('signing in', {timeout: 120_000}, () => {
  let ringcentral, site, browser, context, world, page;

  before(async () => {
    [ringcentral, site, browser] = await Promise.all([startRingCentral(), startSite({}), startBrowser()]);
  });
  after(async () => {
    await browser?.close();
    await Promise.all([ringcentral?.close(), site?.close()]);
  });
  beforeEach(async () => {
    await context?.close();
    context = await browser.createBrowserContext();
    world = worldOf(ringcentral.url);
    site.pages['/'] = pageWith(`<rc-session client-id="demo" server="${world.server}"></rc-session>`);
    page = await context.newPage();
  });
  const open = async (path = '/', to = page) => {
    await to.goto(site.origin + path);
    await to.waitForFunction(() => globalThis.loaded);
    return to;
  };
  const popup = () => popupOf(context, () => press(page, 'Sign in'));

  it('signs in through a popup, and keeps the session over a reload', async () => {
    await open();
    const window = await popup();
    await consent(window);
    await reaches(page, 'ready');
    assert.equal((await sessionOf(page)).user.country, 'US');
    assert.ok(window.isClosed() || await new Promise((resolve) => window.once('close', () => resolve(true))));
    const requestsBefore = (await world.requests()).length;
    await page.reload();
    await reaches(page, 'ready');
    assert.equal((await world.requests()).length, requestsBefore, 'a reload needs no request');
  });

  const sessionText = () => page.$eval('rc-session', (element) => {
    const [body] = element.shadowRoot.querySelectorAll('[part=session]');
    return body.textContent.replace(/\s+/g, ' ').trim();
  });
  const closed = (window) => window.isClosed() || new Promise((resolve) => window.once('close', resolve));
  /** Waits for a state that comes with an error or with a link to sign in. */
  const reachesWithReason = (state) => page.waitForFunction((wanted) => {
    const {state: now, error, signInUrl} = globalThis.storeOf().session.get();
    return now === wanted && (error || signInUrl);
  }, {polling: 50}, state);
  /** Everything that outlives the page, by name. */
  const stored = (tab = page) => tab.evaluate(() => ({local: {...localStorage}, session: {...sessionStorage}}));

  const REFUSALS = [
    ['redirect-mismatch', 400, {errorCode: 'OAU-109', message: 'Redirect URIs do not match'}],
    ['redirect-missing', 400, {errorCode: 'OAU-113'}],
    ['grant-not-allowed', 400, {error: 'unauthorized_client', error_description: 'OAU-112: grant type is not allowed'}],
    ['code-invalid', 400, {error: 'invalid_grant', error_description: 'OAU-106: the code is invalid'}],
    ['client-unknown', 401, {error: 'invalid_client', errorCode: 'OAU-146'}],
    ['locked-out', 403, {errorCode: 'OAU-147'}],
    ['rate-limited', 429, {errorCode: 'CMN-301'}],
    ['server-error', 503, {errorCode: 'CMN-201'}],
  ];
  for (const [code, status, body] of REFUSALS) {
    it(`explains ${code}, stores nothing, sends one request and allows another try`, async () => {
      await world.options({autoConsent: true});
      await world.fault({method: 'POST', path: '/oauth/token', kind: 'status', status, body});
      await open();
      await press(page, 'Sign in');
      await reachesWithReason('signed-out');
      const {error} = await sessionOf(page);
      assert.equal(error.code, code);
      if (code.startsWith('redirect')) assert.ok(error.message.includes(`${site.origin}/rc-redirect.html`));
      assert.ok((await sessionText()).includes(error.message));
      assert.deepEqual(await stored(), {local: {}, session: {}});
      assert.equal((await world.requests('/oauth/token')).length, 1);
      await page.bringToFront();
      await press(page, 'Sign in');
      await reaches(page, 'ready');
    });
  }

  it('returns to signed out without an error when the user closes the window', async () => {
    await open();
    const window = await popup();
    await window.waitForSelector('button');
    assert.equal((await sessionOf(page)).state, 'signing-in');
    await window.close();
    await reaches(page, 'signed-out');
    assert.equal((await sessionOf(page)).error, undefined);
    await consent(await popup());
    await reaches(page, 'ready');
  });

  it('closes the window when the code to sign in with does not load', async () => {
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      if (/\/chunks\/engine-/.test(request.url())) request.abort();
      else request.continue();
    });
    await open();
    const window = await popupOf(context, () => press(page, 'Try again'));
    await closed(window);
    const {state, error} = await sessionOf(page);
    assert.deepEqual([state, error?.code], ['error', 'sdk-load']);
  });

  it('loads the SDK once the pointer is on the sign-in button, and not before', async () => {
    const loaded = [];
    page.on('request', (request) => { if (/\/chunks\/sdk-/.test(request.url())) loaded.push(request.url()); });
    await open();
    await reaches(page, 'signed-out');
    const button = await page.waitForSelector('aria/Sign in[role="button"]');
    assert.equal(loaded.length, 0);
    const sdkLoaded = page.waitForResponse((response) => /\/chunks\/sdk-/.test(response.url()));
    await button.hover();
    await sdkLoaded;
    assert.equal(loaded.length, 1);
  });

  it('says that the user denied access', async () => {
    await open();
    await consent(await popup(), 'Cancel');
    await reachesWithReason('signed-out');
    assert.equal((await sessionOf(page)).error.code, 'access-denied');
    assert.match(await sessionText(), /was not allowed to sign you in/);
    assert.deepEqual(await stored(), {local: {}, session: {}});
  });

  it('shows a link when the browser blocks the window', async () => {
    await page.evaluateOnNewDocument(() => { window.open = () => null; });
    await open();
    await press(page, 'Sign in');
    await reachesWithReason('signed-out');
    assert.equal((await sessionOf(page)).error.code, 'popup-blocked');
    const window = await popupOf(context, async () => {
      await (await page.waitForSelector('aria/Open the sign-in window[role="link"]')).click();
    });
    await consent(window);
    await reaches(page, 'ready');
    await closed(window);
  });

  for (const [where, pageIsolates, ringCentralIsolates] of [['the page', true, false], ['RingCentral', false, true], ['both', true, true]]) {
    it(`receives the answer when ${where} cuts the window from its opener (COOP)`, async () => {
      const coop = {'cross-origin-opener-policy': 'same-origin'};
      if (pageIsolates) site.pages['/'] = {html: site.pages['/'], headers: coop};
      await world.options({coop: ringCentralIsolates});
      await open();
      await press(page, 'Sign in');
      // COOP replaces the page of the window, so the first handle of it is dead.
      const window = await pageAt(context, `${world.server}/restapi/oauth/authorize`);
      await consent(window);
      await reaches(page, 'ready');
      await closes(context, window);
    });
  }

  it('opens one window at a time', async () => {
    await open();
    const window = await popup();
    await window.waitForSelector('button');
    await page.bringToFront();
    await press(page, 'Show the sign-in window');
    await page.waitForFunction(() => globalThis.storeOf().session.get().error);
    assert.equal((await sessionOf(page)).error.code, 'sign-in-open');
    assert.equal((await context.pages()).length, 2);
    await consent(window);
    await reaches(page, 'ready');
  });

  describe('an answer of another sign-in', () => {
    const forgedMessages = (search) => [{type: 'rc-answer', search}, {type: 'rc-answer', search, state: 'x'}];

    it('is refused from other windows and other origins', async () => {
      await open();
      const window = await popup();
      await window.waitForSelector('button');
      const state = await window.$eval('input[name=state]', ({value}) => value);
      // Two frames that learned the state: one of the same origin, one of another.
      for (const origin of [site.origin, site.origin.replace('localhost', '127.0.0.1')]) {
        await page.evaluate(async (url, messages) => {
          const frame = document.body.appendChild(document.createElement('iframe'));
          frame.src = `${url}/frame?${encodeURIComponent(JSON.stringify(messages))}`;
          await new Promise((resolve) => { frame.onload = resolve; });
        }, origin, forgedMessages(`?code=stolen&state=${state}`));
      }
      await page.evaluate((messages) => {
        for (const message of messages) {
          window.postMessage(message, '*');
          window.dispatchEvent(new MessageEvent('message', {data: message, origin: location.origin}));
        }
      }, forgedMessages(`?code=stolen&state=${state}`));
      await new Promise((resolve) => page.evaluate(() => new Promise(requestAnimationFrame)).then(resolve));
      assert.equal((await sessionOf(page)).state, 'signing-in');
      assert.equal((await world.requests('/oauth/token')).length, 0);
      assert.deepEqual(await stored(), {local: {}, session: {}});
      await consent(window);
      await reaches(page, 'ready');
    });

    it('is refused and explained when its state is wrong or its code was used before', async () => {
      await open();
      let window = await popup();
      await window.waitForSelector('button');
      await window.goto(`${site.origin}/rc-redirect.html?code=forged&state=forged`);
      await reachesWithReason('signed-out');
      assert.equal((await sessionOf(page)).error.code, 'state-mismatch');
      assert.equal((await world.requests('/oauth/token')).length, 0);
      assert.deepEqual(await stored(), {local: {}, session: {}});
      assert.equal(new URL(window.url()).search, '', 'the code does not stay in the address');
      await window.close();

      window = await popup();
      const answerUrls = [];
      window.on('request', (request) => { if (request.url().includes('code=')) answerUrls.push(request.url()); });
      await consent(window);
      await reaches(page, 'ready');
      assert.equal(answerUrls.length, 1);
      const again = await context.newPage();
      await again.goto(answerUrls[0]);
      await again.waitForFunction(() => /No page is waiting/.test(document.body.innerText), {timeout: 8_000});
      assert.equal((await world.requests('/oauth/token')).length, 1);
      assert.equal((await sessionOf(page)).state, 'ready');
    });
  });

  describe('signing in by leaving the page', () => {
    for (const [name, attribute] of [['the redirect page', ''], ['the page itself', 'redirect-uri="/"']]) {
      it(`returns through ${name}, to the same address`, async () => {
        site.pages['/'] = pageWith(`<rc-session flow="redirect" ${attribute} client-id="demo" server="${world.server}"></rc-session>`);
        await open(attribute ? '/' : '/?view=list#row-7');
        await page.evaluate(() => history.replaceState({scroll: 42}, ''));
        await press(page, 'Sign in');
        await page.waitForSelector('button[name=decision]');
        await consent(page);
        await page.waitForFunction(() => globalThis.loaded);
        await reaches(page, 'ready');
        assert.equal(page.url(), site.origin + (attribute ? '/' : '/?view=list#row-7'));
        assert.equal((await world.requests('/oauth/token')).length, 1);
        assert.deepEqual((await stored()).session, {}, 'verifier and state are used up');
      });
    }

    it('keeps the rest of the address, and leaves the answer of another sign-in in it', async () => {
      site.pages['/'] = pageWith(`<rc-session flow="redirect" redirect-uri="/?a=b" client-id="demo" server="${world.server}"></rc-session>`);
      await open('/?code=host&state=host');
      await reaches(page, 'signed-out');
      assert.equal(page.url(), `${site.origin}/?code=host&state=host`, "the host's own sign-in");
      assert.equal((await world.requests('/oauth/token')).length, 0);
      await press(page, 'Sign in');
      await page.waitForSelector('button[name=decision]');
      await consent(page);
      await page.waitForFunction(() => globalThis.loaded);
      await reaches(page, 'ready');
      assert.equal(page.url(), `${site.origin}/?a=b`);
    });

    it('says why the user is not signed in', async () => {
      site.pages['/'] = pageWith(`<rc-session flow="redirect" client-id="demo" server="${world.server}"></rc-session>`);
      await open();
      await press(page, 'Sign in');
      await page.waitForSelector('button[name=decision]');
      await consent(page, 'Cancel');
      await page.waitForFunction(() => globalThis.loaded);
      await reachesWithReason('signed-out');
      assert.equal((await sessionOf(page)).error.code, 'access-denied');
    });
  });

  describe('signing in across tabs', () => {
    const signedIn = async () => {
      await open();
      await consent(await popup());
      await reaches(page, 'ready');
    };

    it('signs in and out in every tab, ends the session at RingCentral and erases its data', async () => {
      const other = await open('/', await context.newPage());
      await page.bringToFront();
      await signedIn();
      await reaches(other, 'ready');
      const token = JSON.parse(Object.entries((await stored()).local).find(([key]) => key.endsWith('/tokens'))[1]).access_token;
      await press(page, `Sign out ${(await sessionOf(page)).user.name}`);
      await reaches(page, 'signed-out');
      await reaches(other, 'signed-out');
      await page.waitForFunction(() => !Object.keys(localStorage).some((key) => key.includes('/session/')));
      assert.deepEqual((await stored()).session, {});
      await page.waitForFunction(async (url) => (await fetch(url)).ok, {}, `${world.server}/simulator/requests`);
      assert.equal((await world.requests('/oauth/revoke')).length, 1);
      const answer = await fetch(`${world.server}/restapi/v1.0/account/~/extension/~`, {headers: {authorization: `Bearer ${token}`}});
      assert.equal(answer.status, 401);
    });

    it('refreshes an expired token once for both tabs, a hundred times, and keeps both signed in', {timeout: 60_000}, async () => {
      await world.options({limits: {auth: 1e6, light: 1e6, medium: 1e6, heavy: 1e6}});
      await signedIn();
      const other = await open('/', await context.newPage());
      await reaches(other, 'ready');
      // Requests a number list, as a select does that the user opens, and waits for it.
      const reloadList = (tab) => tab.evaluate(() => new Promise((resolve) => {
        const {fromNumbers, reloadNumbers} = globalThis.storeOf();
        let isRequested = false;
        const stop = fromNumbers.listen(({state}) => {
          if (!isRequested || state === 'loading') return;
          stop();
          resolve(state);
        });
        isRequested = true;
        reloadNumbers();
      }));
      await Promise.all([page, other].map((tab) => tab.evaluate(() => new Promise((resolve) => {
        globalThis.storeOf().fromNumbers.subscribe(({state}) => { if (state === 'ready') resolve(); });
      }))));
      for (let round = 1; round <= 100; round++) {
        await page.evaluate(() => {
          const key = Object.keys(localStorage).find((name) => name.endsWith('/tokens'));
          localStorage.setItem(key, JSON.stringify({...JSON.parse(localStorage.getItem(key)), expire_time: Date.now() + 1_000}));
        });
        const states = await Promise.all([page, other].map(reloadList));
        assert.deepEqual(states, ['ready', 'ready'], `round ${round}`);
        assert.equal((await sessionOf(page)).state, 'ready', `round ${round}`);
        assert.equal((await sessionOf(other)).state, 'ready', `round ${round}`);
        assert.equal((await world.requests('/oauth/token')).length, 1 + round, `round ${round}: one refresh`);
      }
    });
  });

  describe('storage of the session', () => {
    it('writes nothing with "memory"', async () => {
      site.pages['/'] = pageWith(`<rc-session storage="memory" client-id="demo" server="${world.server}"></rc-session>`);
      await open();
      await consent(await popup());
      await reaches(page, 'ready');
      assert.deepEqual(await stored(), {local: {}, session: {}});
      assert.deepEqual(await page.evaluate(async () => [document.cookie, await indexedDB.databases(), await caches.keys()]), ['', [], []]);
      await page.reload();
      await reaches(page, 'signed-out');
    });

    it('keeps the session for one tab with "session"', async () => {
      site.pages['/'] = pageWith(`<rc-session storage="session" client-id="demo" server="${world.server}"></rc-session>`);
      await open();
      await consent(await popup());
      await reaches(page, 'ready');
      assert.deepEqual((await stored()).local, {});
      await page.reload();
      await reaches(page, 'ready');
      const other = await open('/', await context.newPage());
      await reaches(other, 'signed-out');
    });

    it('keeps the session of both tabs when the browser copies "session" into a new one', async () => {
      site.pages['/'] = pageWith(`<rc-session storage="session" client-id="demo" server="${world.server}"></rc-session>`);
      await world.options({limits: {auth: 1e6, light: 1e6, medium: 1e6, heavy: 1e6}});
      await open();
      await consent(await popup());
      await reaches(page, 'ready');
      await page.bringToFront();
      const copy = await popupOf(context, () => page.evaluate(() => { window.open('/', '_blank'); }));
      await reaches(copy, 'ready');
      // As after an hour: each in turn needs a new access token.
      for (const [round, tab] of [copy, page, copy, copy, page].entries()) {
        await Promise.all([page, copy].map((each) => each.evaluate(() => {
          const key = Object.keys(sessionStorage).find((name) => name.endsWith('/tokens'));
          sessionStorage.setItem(key, JSON.stringify({...JSON.parse(sessionStorage.getItem(key)), expire_time: Date.now() + 1_000}));
        })));
        for (const each of [tab, page, copy]) {
          const state = await each.evaluate(() => new Promise((resolve) => {
            const {fromNumbers, reloadNumbers} = globalThis.storeOf();
            let isRequested = false;
            const stop = fromNumbers.listen(({state}) => {
              if (!isRequested || state === 'loading') return;
              stop();
              resolve(state);
            });
            fromNumbers.subscribe(() => {});
            isRequested = true;
            reloadNumbers();
          }));
          assert.equal(state, 'ready');
        }
        assert.equal((await sessionOf(page)).state, 'ready');
        assert.equal((await sessionOf(copy)).state, 'ready');
        assert.equal((await world.requests('/oauth/token')).length, 2 + round, 'one refresh for both');
      }
      assert.deepEqual((await stored()).local, {});
    });

    it('works without storage that throws, and warns once', async () => {
      const warnings = [];
      page.on('console', (message) => { if (/may not store anything/.test(message.text())) warnings.push(message.text()); });
      await page.evaluateOnNewDocument(() => {
        for (const name of ['localStorage', 'sessionStorage']) {
          Object.defineProperty(window, name, {get() { throw new DOMException('Denied', 'SecurityError'); }});
        }
      });
      await open();
      await consent(await popup());
      await reaches(page, 'ready');
      assert.equal(warnings.length, 1);
    });

    it('keeps two apps and two accounts apart', async () => {
      site.pages['/'] = pageWith(['a', 'b'].map((name) =>
        `<rc-session account="${name}" client-id="${name}" server="${world.server}"></rc-session>`).join(''));
      await open();
      const first = await page.$('rc-session');
      const window = await popupOf(context, async () => (await (await first.waitForSelector('aria/Sign in[role="button"]')).click()));
      await consent(window);
      await reaches(page, 'ready', 'a');
      assert.equal((await sessionOf(page, 'b')).state, 'signed-out');
      await page.reload();
      await reaches(page, 'ready', 'a');
      assert.equal((await sessionOf(page, 'b')).state, 'signed-out');
    });
  });

  it('works in a frame of another site, whose storage is partitioned', async () => {
    const foreign = site.origin.replace('localhost', '127.0.0.1');
    site.pages['/host'] = `<!doctype html><title>Host</title><iframe src="${site.origin}/" width="600" height="300"></iframe>`;
    await page.goto(`${foreign}/host`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    await frame.waitForFunction(() => globalThis.loaded);
    const button = await frame.waitForSelector('aria/Sign in[role="button"]');
    // By keyboard: a click by coordinates may miss a frame of another process before its layout.
    const window = await popupOf(context, () => button.press('Enter'));
    await consent(window);
    await reaches(frame, 'ready');
    await closed(window);
  });

  describe('a frame of another site, which a cut-off window cannot answer', () => {
    const openFrame = async () => {
      const foreign = site.origin.replace('localhost', '127.0.0.1');
      site.pages['/host'] = `<!doctype html><title>Host</title><iframe src="${site.origin}/" width="600" height="300"></iframe>`;
      await page.goto(`${foreign}/host`);
      const frame = await (await page.waitForSelector('iframe')).contentFrame();
      await frame.waitForFunction(() => globalThis.loaded);
      const button = await frame.waitForSelector('aria/Sign in[role="button"]');
      return {frame, press: () => button.press('Enter')};
    };
    const saysWhatHelps = async (frame) => {
      await frame.waitForFunction(() => globalThis.storeOf().session.get().error);
      const {state, error} = await sessionOf(frame);
      assert.deepEqual([state, error.code], ['signed-out', 'answer-blocked']);
      assert.match(error.message, /Open this page in a tab of its own/);
    };

    it('says what helps when RingCentral cuts the window off, in the frame and in the window', async () => {
      await world.options({coop: true});
      const {frame, press: pressInFrame} = await openFrame();
      await pressInFrame();
      const window = await pageAt(context, `${world.server}/restapi/oauth/authorize`);
      await saysWhatHelps(frame);
      await consent(window);
      const redirectPage = await pageAt(context, `${site.origin}/rc-redirect.html`);
      await redirectPage.waitForFunction(() => /in a tab of its own/.test(document.body.innerText), {timeout: 8_000});
      assert.equal((await sessionOf(frame)).state, 'signed-out');
    });

    it('says what helps when the window was closed', async () => {
      const {frame, press: pressInFrame} = await openFrame();
      const window = await popupOf(context, pressInFrame);
      await window.waitForSelector('button');
      await window.close();
      await saysWhatHelps(frame);
    });

    it('is none where the page around it is of the same site', async () => {
      site.pages['/host'] = `<!doctype html><title>Host</title><iframe src="/" width="600" height="300"></iframe>`;
      await page.goto(`${site.origin}/host`);
      const frame = await (await page.waitForSelector('iframe')).contentFrame();
      await frame.waitForFunction(() => globalThis.loaded);
      const button = await frame.waitForSelector('aria/Sign in[role="button"]');
      const window = await popupOf(context, () => button.press('Enter'));
      await window.waitForSelector('button');
      await window.close();
      await reaches(frame, 'signed-out');
      assert.equal((await sessionOf(frame)).error, undefined);
    });
  });

  describe('a site that answers every address with its app', () => {
    const consoleOf = (tab) => {
      const lines = [];
      tab.on('console', (message) => { if (message.type() === 'error') lines.push(message.text()); });
      return lines;
    };
    const isMissing = (line) => /rc-redirect\.html is missing/.test(line) && line.includes(`${site.origin}/rc-redirect.html`);
    beforeEach(() => { site.pages['/rc-redirect.html'] = site.pages['/']; });
    after(() => { delete site.pages['/rc-redirect.html']; });

    for (const [where, pageHeaders] of [['', {}], [', also when its pages are isolated', {'cross-origin-opener-policy': 'same-origin'}]]) {
      it(`signs in through the app in the window, and names the missing page${where}`, async () => {
        for (const path of ['/', '/rc-redirect.html']) site.pages[path] = {html: pageWith(`<rc-session client-id="demo" server="${world.server}"></rc-session>`), headers: pageHeaders};
        await open();
        await press(page, 'Sign in');
        const window = await pageAt(context, `${world.server}/restapi/oauth/authorize`);
        const lines = consoleOf(window);
        await consent(window);
        await reaches(page, 'ready');
        await closed(window);
        assert.equal(lines.filter(isMissing).length, 1);
        assert.ok(!lines.some((line) => /code=|state=/.test(line)));
        assert.equal((await world.requests('/oauth/token')).length, 1);
      });
    }

    it('says that an answer is of no use when no page waits for it, and takes it out of the address', async () => {
      const lines = consoleOf(page);
      await open('/rc-redirect.html?code=old&state=old&view=list#row-7');
      await reachesWithReason('signed-out');
      assert.equal(page.url(), `${site.origin}/rc-redirect.html?view=list#row-7`);
      assert.equal((await sessionOf(page)).error.code, 'code-invalid');
      assert.equal(lines.filter(isMissing).length, 1);
      assert.equal((await world.requests('/oauth/token')).length, 0);
    });

    it('says why the user is not signed in', async () => {
      await open();
      await consent(await popup(), 'Cancel');
      await reachesWithReason('signed-out');
      assert.equal((await sessionOf(page)).error.code, 'access-denied');
    });

    it('returns to the page that was left to sign in', async () => {
      site.pages['/'] = pageWith(`<rc-session flow="redirect" client-id="demo" server="${world.server}"></rc-session>`);
      site.pages['/rc-redirect.html'] = site.pages['/'];
      const lines = consoleOf(page);
      await open('/?view=list#row-7');
      await press(page, 'Sign in');
      await page.waitForSelector('button[name=decision]');
      await consent(page);
      await page.waitForFunction(() => globalThis.loaded && location.pathname === '/');
      await reaches(page, 'ready');
      assert.equal(page.url(), `${site.origin}/?view=list#row-7`);
      assert.equal(lines.filter(isMissing).length, 1);
      assert.deepEqual((await stored()).session, {});
      assert.equal((await world.requests('/oauth/token')).length, 1);
    });
  });

  it('violates no policy, even the strictest, on the page and on the redirect page', async () => {
    const csp = `default-src 'none'; script-src 'self'; style-src 'self'; connect-src ${ringcentral.url}; `
      + "base-uri 'none'; require-trusted-types-for 'script'; trusted-types lit-html";
    const headers = {'content-security-policy': csp, 'cross-origin-opener-policy': 'same-origin-allow-popups'};
    site.pages['/'] = {html: site.pages['/'], headers};
    const violations = [];
    page.on('console', (message) => { if (/Content Security|Trusted/i.test(message.text())) violations.push(message.text()); });
    await open();
    const window = await popup();
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
    await open();
    await consent(await popup());
    await reaches(page, 'ready');
    const tokens = JSON.parse(Object.entries((await stored()).local).find(([key]) => key.endsWith('/tokens'))[1]);
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
    assert.ok(!JSON.stringify(await stored()).includes(tokens.refresh_token), 'a session that is over is forgotten');
  });
});
