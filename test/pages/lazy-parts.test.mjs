// Each part of the script that loads later, where it does not load: how often it is requested, what
// the page shows meanwhile, and whether it recovers without a reload. In each engine.
import assert from 'node:assert/strict';
import {after, before, describe, test} from 'node:test';
import {setTimeout as pause} from 'node:timers/promises';
import puppeteer from 'puppeteer-core';
import {engines, firefoxOptions} from '../../scripts/engines.mjs';
import {startWebkit} from '../../scripts/webkit-launcher.mjs';
import {launch} from '../support/chromium.mjs';
import {bundledFiles, faultNames, scriptTagFiles, serveFaultyFiles, SPEED} from '../support/faulty-cdn.mjs';

const MINUTE_MS = 60_000 / SPEED;
const MAX_TURNS = 200;
/** In the first minute. */
const MAX_REQUESTS = 8;
const NOT_LOADED = /konnte nicht geladen werden/;

const ELEMENTS = '<rc-session client-id="app" server="/nowhere"></rc-session><rc-call-status></rc-call-status><rc-number-select></rc-number-select>';
const shadowText = (tag) => `(document.querySelector('${tag}').shadowRoot?.textContent ?? '')`;
const isDefined = (tag) => `(!!customElements.get('${tag}') && !/${NOT_LOADED.source}/.test(${shadowText(tag)}))`;
const national = `document.querySelector('#national').shadowRoot?.querySelector('a')`;

/**
 * `body`: beside the buttons. `works`: an expression in the page, true once the part does its work.
 * `tells`: true where the page says that the part is missing. `click`: what the user does again and
 * again.
 */
const PARTS = {
  'calls': {
    click: `(document.querySelector('#named').call?.().catch(({code, why}) => { window.refusal = code + ' ' + why; }), true)`,
    works: isDefined('rc-call-status'),
    // In Firefox a button may get its code again, but the panel and the session only with a reload.
    tells: `(/${NOT_LOADED.source}/.test(${shadowText('rc-call-status')}) && /^(unknown not-loaded|no-session)/.test(window.refusal))`,
  },
  'call-card': {
    click: `(document.querySelector('#named').call?.().catch(() => undefined), true)`,
    works: `!!document.querySelector('#named').shadowRoot?.querySelector('[part=message] button')`,
    tells: `/Melden Sie sich an/.test(document.querySelector('#named').shadowRoot?.querySelector('[part=message]')?.textContent)`,
  },
  'session': {
    works: isDefined('rc-session'),
    // Panel and select wait for it, but not for ever.
    tells: `(/${NOT_LOADED.source}/.test(${shadowText('rc-session')}) && ${isDefined('rc-call-status')} && ${isDefined('rc-number-select')})`,
  },
  'call-status': {works: isDefined('rc-call-status'), tells: `/${NOT_LOADED.source}/.test(${shadowText('rc-call-status')})`},
  'number-select': {works: isDefined('rc-number-select'), tells: `/${NOT_LOADED.source}/.test(${shadowText('rc-number-select')})`},
  'host': {
    body: `<rc-session server="https://sign-in.example"></rc-session><script>document.querySelector('rc-session').getAccessToken = async () => 'token';</script>`,
    works: `(!!customElements.get('rc-session') && !/${NOT_LOADED.source}|sucht|Looking/.test(${shadowText('rc-session')}))`,
    tells: `/${NOT_LOADED.source}/.test(${shadowText('rc-session')})`,
  },
  'sdk': {
    body: `<script>window.open = () => ({closed: false, focus() {}, close() {}, document: {}, location: {replace(url) { window.opened = String(url); }}});</script>
      <rc-session client-id="app" server="https://sign-in.example"></rc-session>`,
    click: `(document.querySelector('rc-session').shadowRoot?.querySelector('button')?.click(), true)`,
    works: `!!window.opened && window.opened.includes('authorize')`,
    tells: `/${NOT_LOADED.source}/.test(${shadowText('rc-session')})`,
  },
  'parse': {works: `${national}?.href === 'tel:+16505550102'`, tells: `${national}?.href === 'tel:6505550102'`},
  'locales': {works: `/Telefon/.test(${national}?.title)`, tells: `/Opens your phone/.test(${national}?.title)`},
  'de-DE': {works: `/Telefon/.test(${national}?.title)`, tells: `/Opens your phone/.test(${national}?.title)`},
  'number-links': {works: `!!customElements.get('rc-number-links')`, tells: `document.body.innerText.includes('+1 650 555 0103')`},
  'find': {works: `!!document.querySelector('rc-number-links rc-click-to-call')`, tells: `document.body.innerText.includes('+1 650 555 0103')`},
  'inline-buttons': {works: `!!document.querySelector('rc-number-links rc-click-to-call')`, tells: `document.body.innerText.includes('+1 650 555 0103')`},
  'card': {
    body: '<rc-number-links id="overlay"><p>Service: +1 650 555 0104</p></rc-number-links>',
    // The link is there once the number is found.
    click: `[...document.querySelector('#overlay').shadowRoot?.querySelectorAll('.skip:not([hidden])') ?? []].forEach((link) => { link.click(); window.isListWanted = true; })`,
    works: `!!document.querySelector('#overlay').shadowRoot?.querySelector('.numbers li')`,
    tells: `(window.isListWanted && document.body.innerText.includes('+1 650 555 0104'))`,
  },
};

const OWN_SIGN_IN = PARTS['own-sign-in'] = PARTS.sdk;
const HOST_SIGN_IN = {
  ...PARTS.host,
  body: `<rc-session></rc-session><script>document.querySelector('rc-session').getAccessToken = async () => { window.isAsked = true; return ''; };</script>`,
  works: '!!window.isAsked',
};

/** The same for an app whose bundler makes the chunks: the elements are in its entry. */
const BUNDLED_PARTS = {
  'engine': {
    ...HOST_SIGN_IN,
    click: PARTS.calls.click,
    tells: `(${HOST_SIGN_IN.tells} && window.refusal === 'unknown not-loaded')`,
  },
  'external': HOST_SIGN_IN,
  'pkce': OWN_SIGN_IN,
  'sdk': OWN_SIGN_IN,
};

/** Other chunks import these, and Firefox remembers that they failed: there only a reload helps. */
const LOST_IN_FIREFOX = ['calls', 'parse', 'number-links', 'session', 'locales'];

const bodyIn = (parts) => (part) => {
  const {body = ELEMENTS} = parts[part];
  return `<p><rc-click-to-call id="named" to="+16505550101"><a href="tel:+16505550101">Anna</a></rc-click-to-call>
    <rc-click-to-call id="national" link="tel" to="650 555 0102" country="US"></rc-click-to-call></p>
    <rc-number-links mode="inline"><p>Sales: +1 650 555 0103</p></rc-number-links>${body}`;
};

const factsOf = (parts) => `JSON.stringify(Object.fromEntries([...document.querySelectorAll('iframe')].map(({name, contentWindow}) => {
  const {works, tells, click} = (${JSON.stringify(Object.fromEntries(Object.entries(parts).map(([part, {works, tells, click}]) => [part, {works, tells, click}])))})[name.split('~')[0]];
  const see = (expression) => { try { return contentWindow.eval(expression); } catch (error) { return String(error); } };
  const facts = {works: see(works), tells: see(tells), stopped: see('window.stopped')};
  if (click) see(click);
  const named = contentWindow.document.querySelector('#named');
  const link = named?.shadowRoot?.querySelector('a[href]') ?? named?.querySelector('a[href]');
  return [name, {...facts, link: link?.href ?? ''}];
})))`;

async function chromiumPage() {
  const browser = await launch();
  const page = await browser.newPage();
  await page.setViewport({width: 1280, height: 1000});
  return {goto: (url) => page.goto(url, {waitUntil: 'domcontentloaded'}), evaluate: (code) => page.evaluate(code), close: () => browser.close()};
}

async function firefoxPage() {
  const browser = await puppeteer.launch(firefoxOptions);
  const page = await browser.newPage();
  await page.setViewport({width: 1280, height: 1000});
  return {goto: (url) => page.goto(url, {waitUntil: 'domcontentloaded'}), evaluate: (code) => page.evaluate(code), close: () => browser.close()};
}

async function webkitPage() {
  const window = await startWebkit();
  await window.setViewport({width: 1280, height: 1000});
  return {goto: window.goto, evaluate: (code) => window.evaluate(`return ${code}`), close: window.close};
}

const PAGES = {
  'Chromium': {open: chromiumPage, isInstalled: true},
  'Firefox': {open: firefoxPage, isInstalled: engines.firefox.installed(), lost: LOST_IN_FIREFOX},
  // It requests a file again for each file that imports it, of which some have three.
  'WebKit': {open: webkitPage, isInstalled: engines.webkit.installed(), maxRequests: 3 * MAX_REQUESTS},
};

const BUILDS = {
  'of the script tag': {parts: PARTS, filesOf: scriptTagFiles, engines: Object.keys(PAGES)},
  // A bundler's chunk has one address: where the engine remembers a failure, only a reload helps.
  'of a bundle': {parts: BUNDLED_PARTS, filesOf: bundledFiles, engines: ['Chromium']},
};

for (const [build, {parts, filesOf, engines: buildEngines}] of Object.entries(BUILDS)) {
  for (const engine of buildEngines.filter((name) => PAGES[name].isInstalled)) {
    describe(`a part ${build} that does not load, in ${engine}`, () => testFaults(parts, filesOf, PAGES[engine]));
  }
}

function testFaults(parts, filesOf, {open, lost = [], maxRequests = MAX_REQUESTS}) {
  let site;
  let page;
  before(async () => {
    site = await serveFaultyFiles(await filesOf(), bodyIn(parts));
    page = await open();
  });
  after(async () => {
    await page?.close();
    await site?.close();
  });

  for (const [faultNumber, fault] of faultNames.entries()) {
    test(fault, async () => {
      const ids = Object.keys(parts).map((part) => `${part}~${faultNumber}`);
      const query = ids.map((id) => `cell=${encodeURIComponent(id)}`).join('&');
      await page.goto(`${site.url}/table?${query}`);
      const isTemporary = /slow|back/.test(fault);
      const isLost = (part) => lost.includes(part) && /back/.test(fault);
      const isSettled = ([id, {works, tells}]) => works === true || (tells === true && (!isTemporary || isLost(id.split('~')[0])));
      const start = performance.now();
      let clicks = 0;
      let last = {};
      // However busy the machine is.
      for (let turn = 0; turn < MAX_TURNS; turn++) {
        await pause(MINUTE_MS / 12);
        last = JSON.parse(await page.evaluate(factsOf(parts)));
        clicks++;
        if (performance.now() - start > MINUTE_MS && Object.entries(last).every(isSettled)) break;
      }
      const problems = ids.flatMap((id) => {
        const [part] = id.split('~');
        const {works, tells, link, stopped} = last[id];
        const count = stopped ?? site.requests(id);
        // A load that a policy blocks is no request: it is tried for each file that imports the chunk.
        const limit = stopped === undefined ? maxRequests : 4 * maxRequests;
        // Each click of the user is a request of its own.
        const extra = parts[part].click ? clicks : 0;
        const mustWork = isTemporary && !isLost(part);
        return [
          [count >= 1, 'it was not requested'],
          [count <= limit + extra, `${count} requests`],
          [link.endsWith('16505550101'), `the link is ${link}`],
          [!mustWork || works === true, `it has not recovered: ${works}`],
          [mustWork || tells === true || works === true, `nothing is told: ${tells}`],
          [isTemporary || works !== true, 'it works without its chunk: the test sees nothing'],
        ].filter(([isRight]) => !isRight).map(([, problem]) => `${part}: ${problem}`);
      });
      assert.deepEqual(problems, []);
    });
  }
}
