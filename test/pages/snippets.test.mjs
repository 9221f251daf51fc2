// Opens, runs, compiles or looks up each snippet of the documents. A snippet without a check fails.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {startSimulator} from '../../demo/simulator/server.js';
import {root} from '../../scripts/run.mjs';
import {visit} from '../frameworks/support.mjs';
import {launch, servePages, watch} from '../support/chromium.mjs';
import {PAGES, SCRIPTS} from '../support/snippet-expectations.mjs';
import {stageOf} from '../support/snippet-stage.mjs';
import {snippets} from '../support/snippets.mjs';

const PATIENCE = {timeout: 15_000};
const {scripts: npmScripts} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const elements = JSON.parse(readFileSync(path.join(root, 'custom-elements.json'), 'utf8')).modules
  .flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);
const namesOf = (list) => [...new Set(elements.flatMap((element) => (element[list] ?? []).map(({name}) => name)))];
const all = snippets();
const own = all.filter(({listed}) => !listed);

/** Whether a file exists, in this repository or in a project that has the package installed. */
const fileExists = (file) => [file, file.replace(/^.*\/node_modules\/rc-click-to-call\//, '')]
  .some((candidate) => existsSync(path.join(root, candidate)));

describe('snippets of the documents', () => {
  let browser;
  let simulator;
  let stage;
  before(async () => {
    [browser, simulator, stage] = await Promise.all([launch(), startSimulator({control: true}), stageOf(own)]);
  });
  after(async () => {
    stage?.close();
    await Promise.all([browser?.close(), simulator?.close()]);
  });

  /** Opens the page of a snippet, and checks that it does what the document says. */
  async function run({id, code, language}, check = async () => {}) {
    const expectation = (language === 'html' ? PAGES : SCRIPTS).find((candidate) => code.includes(candidate.in));
    assert.ok(language === 'html' || expectation, 'The effect of this script is not known: add it to test/support/snippet-expectations.mjs.');
    const where = {folders: [stage.folder], path: `/${id}.html`, may: expectation?.may, asBuilt: code.includes('integrity')};
    await visit({browser, simulator, ...where}, async (visited) => {
      const logged = [];
      visited.page.on('console', async (message) => {
        logged.push((await Promise.all(message.args().map((arg) => arg.jsonValue().catch(() => ''))))
          .map((value) => typeof value === 'string' ? value : JSON.stringify(value)).join(' '));
      });
      await visited.page.reload();
      await check(visited);
      await expectation?.then({...visited, logged});
    });
  }

  const RUNNERS = {
    html: (snippet) => run(snippet, checkElements),
    js: (snippet) => run(snippet),
    jsx: (snippet) => run(snippet),
    vue: (snippet) => run(snippet),
    ts: ({code}) => assert.match(code, /^(?:interface|type) /, 'Types are compared with those of the package; other code is JavaScript.'),
    css: checkCss,
    sh: (snippet) => checkCommands(snippet, simulator.url),
    json: ({code}) => {
      for (const [, file] of JSON.stringify(JSON.parse(code)).matchAll(/"(\.[^"]+)"/g)) assert.ok(fileExists(file), file);
    },
    http: checkPolicy,
    mermaid: ({made, code}) => assert.ok(made && /^(stateDiagram|flowchart)/.test(code), 'Diagrams are made from the sources.'),
    '': ({code}) => {
      const files = [...code.matchAll(/\b(?:src|test|demo|scripts|docs|bench)\/[\w./-]*/g)];
      assert.ok(files.length > 0, 'A block without a language shows where files are.');
      for (const [file] of files) assert.ok(fileExists(file), file);
    },
  };

  test('are found, and those of frameworks are files that other tests run', () => {
    assert.ok(own.length > 50);
    assert.ok(all.length - own.length > 10);
  });

  test('call and set only what the types have', () => {
    const tsc = path.join(root, 'node_modules/typescript/bin/tsc');
    const {status, stdout} = spawnSync(process.execPath, [tsc, '-p', path.join(stage.consumer, 'types')], {encoding: 'utf8'});
    assert.equal(status, 0, stdout);
  });

  for (const snippet of own) {
    test(`${snippet.where} ${snippet.language}`, () => {
      const runner = RUNNERS[snippet.language];
      assert.ok(runner, `Nobody runs "${snippet.language}". Say how in this test, or show it in another way.`);
      return runner(snippet);
    });
  }

  /** Each element is defined and rendered, and has no attribute or slot that the manifest lacks. */
  async function checkElements({page}) {
    const known = Object.fromEntries(elements.map(({tagName, attributes, slots = []}) =>
      [tagName, {attributes: attributes.map(({name}) => name), slots: slots.map(({name}) => name)}]));
    await page.waitForFunction((tags) => [...document.querySelectorAll(tags.join())].every((element) =>
      element.matches(':defined') && element.shadowRoot), PATIENCE, Object.keys(known));
    const unknown = await page.evaluate((knownNames) => {
      const globalAttribute = /^(id|class|slot|lang|dir|style|hidden|tabindex|title|role|(data|aria)-.+)$/;
      return [...document.querySelectorAll(Object.keys(knownNames).join())].flatMap((element) => [
        ...element.getAttributeNames().filter((name) => !globalAttribute.test(name) && !knownNames[element.localName].attributes.includes(name)),
        ...[...element.children].map(({slot}) => slot).filter((slot) => slot && !knownNames[element.localName].slots.includes(slot)),
      ].map((name) => `${element.localName} ${name}`));
    }, known);
    assert.deepEqual(unknown, []);
    const unusable = await page.evaluate(() => [...document.querySelectorAll('rc-click-to-call')]
      .filter(({shadowRoot}) => !shadowRoot.querySelector('a[href], button')).length);
    assert.equal(unusable, 0, 'Each call button can be used.');
  }

  /** The browser accepts every rule and value, and the manifest has every name of an element. */
  async function checkCss({code}) {
    const page = await browser.newPage();
    try {
      const kept = await page.evaluate((text) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(text);
        return [...sheet.cssRules].map((rule) => [...rule.style].length);
      }, code);
      const rules = [...code.matchAll(/\{([^}]*)\}/g)].map(([, body]) => body.split(';').filter((declaration) => declaration.trim()).length);
      assert.deepEqual(kept, rules);
    } finally {
      await page.close();
    }
    for (const [name] of code.matchAll(/--rc-[\w-]+/g)) assert.ok(namesOf('cssProperties').includes(name), name);
    for (const [, name] of code.matchAll(/::part\(([\w-]+)\)/g)) assert.ok(namesOf('cssParts').includes(name), name);
    for (const [, name] of code.matchAll(/:state\(([\w-]+)\)/g)) assert.ok(namesOf('cssStates').includes(name), name);
  }

  /** A page with all elements works under these headers, or the redirect page under its own. */
  async function checkPolicy({code}) {
    const headers = Object.fromEntries(code.replace(/\n +/g, ' ').trim().split('\n').map((line) => {
      const [, name, value] = /^([\w-]+): (.+)$/.exec(line) ?? assert.fail(`"${line}" is no header.`);
      return [name, value.replaceAll('https://platform.ringcentral.com', simulator.url)];
    }));
    const redirect = /frame-ancestors/.test(code);
    const site = await servePages({
      'all.html': `<title>All</title><link rel="stylesheet" href="/dist/themes/ringcentral.css">
        <script type="module" src="/dist/cdn/rc-click-to-call.js"></script>
        <rc-session client-id="demo" server="${simulator.url}"></rc-session>
        <rc-click-to-call to="+16505550129">Call</rc-click-to-call><rc-call-status></rc-call-status>
        <rc-number-select></rc-number-select><rc-number-links country="US">(650) 555-0142</rc-number-links>`,
    }, {headers});
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      const {problems} = watch(page);
      await page.goto(`${site.url}/${redirect ? 'rc-redirect.html' : 'all.html'}`, {waitUntil: 'networkidle0'});
      if (redirect) {
        await page.waitForFunction(() => /nothing to do here/.test(document.body.textContent), PATIENCE);
      } else {
        await checkElements({page});
        const opened = new Promise((resolve) => { page.once('popup', resolve); });
        await page.locator('aria/Sign in[role="button"]').setTimeout(PATIENCE.timeout).click();
        await (await opened).locator('button').setTimeout(PATIENCE.timeout).click();
        await page.waitForSelector('aria/Sign out Alex Morgan[role="button"]', PATIENCE);
      }
      assert.deepEqual(problems.filter((text) => !/redirect URI to register/.test(text)), []);
    } finally {
      await context.close();
      await site.close();
    }
  }
});

/** Sends what `curl` would send to the simulator. */
async function checkRequest(command, simulatorUrl) {
  const [, path, body] = /^curl http:\/\/localhost:8001(\S+) -d '(.+)'$/.exec(command) ?? [];
  assert.ok(path, `${command}: only the simulator of the demo is asked`);
  const {status} = await fetch(simulatorUrl + path, {method: 'POST', body});
  assert.equal(status, 200, command);
}

/** The programs, scripts and files in a shell command exist. */
async function checkCommands({code}, simulatorUrl) {
  const commands = code.split('\n').map((line) => line.replace(/(^|\s)#.*$/, '').trim()).filter(Boolean)
    .flatMap((line) => line.split(/\s*(?:&&|\||;)\s*/));
  assert.ok(commands.length > 0);
  for (const command of commands) {
    const [program, ...args] = command.replace(/^(?:\w+=\S* )+/, '').split(/\s+/);
    const files = args.filter((word) => /^(?:scripts|test|bench|demo|dist|src|docs)\//.test(word));
    for (const file of files) assert.ok(fileExists(file), `${command}: there is no ${file}`);
    if (program === 'npm') {
      const name = args[0] === 'run' ? args[1] : ['start', 'test'].includes(args[0]) ? args[0] : null;
      if (name) assert.ok(npmScripts[name], `${command}: there is no such script`);
      else assert.ok(['ci', 'install', 'pack', 'version', 'publish', 'audit', 'ls'].includes(args[0]), command);
    } else if (program === 'npx') {
      assert.ok(readdirSync(path.join(root, 'node_modules/.bin')).includes(args[0]), `${command}: there is no such program`);
    } else if (program === 'curl') {
      await checkRequest(command, simulatorUrl);
    } else {
      assert.ok(['node', 'cp', 'git', 'cd', 'apt-get'].includes(program), `${command}: nobody knows ${program}`);
    }
  }
}
