// The same small app in each framework, built and type-checked by its tools, in a browser.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {copyFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {build, createLogger} from 'vite';
import {startSimulator} from '../../demo/simulator/server.js';
import {launch} from '../support/chromium.mjs';
import {root} from '../package/support.mjs';
import {install, visit} from './support.mjs';

const bin = (file, ...args) => promisify(execFile)(process.execPath, [path.join(root, 'node_modules', file), ...args], {maxBuffer: 1e7})
  .catch((error) => { throw new Error(`${error.stdout}${error.stderr}`); });

const tsc = (app) => bin('typescript/bin/tsc', '-p', app);

/** `packages`: what an app needs installed; `check`: finds a wrong property, event or type. */
const FRAMEWORKS = {
  react: {packages: ['react', 'react-dom', '@types/react', '@types/react-dom'], check: tsc},
  preact: {packages: ['preact'], check: tsc},
  solid: {packages: ['solid-js', 'vite-plugin-solid'], check: tsc},
  vue: {packages: ['vue', '@vitejs/plugin-vue'], check: (app) => bin('vue-tsc/bin/vue-tsc.js', '-p', app)},
  svelte: {
    packages: ['svelte', '@sveltejs/vite-plugin-svelte'],
    check: (app) => bin('svelte-check/bin/svelte-check', '--workspace', app, '--fail-on-warnings'),
  },
  angular: {
    packages: [
      '@angular/core', '@angular/common', '@angular/compiler', '@angular/compiler-cli', '@angular/platform-browser', 'rxjs', 'tslib',
    ],
    check: (app) => bin('@angular/compiler-cli/bundles/src/bin/ngc.js', '-p', path.join(app, 'tsconfig.json')),
    entry: 'out/angular',
  },
};

describe('frameworks', {timeout: 240_000}, () => {
  let browser;
  let simulator;
  before(async () => {
    [browser, simulator] = await Promise.all([launch(), startSimulator({control: true})]);
  });
  after(async () => {
    await Promise.all([browser?.close(), simulator?.close()]);
  });

  for (const [name, {packages, check, entry}] of Object.entries(FRAMEWORKS)) {
    test(name, async () => {
      const installed = install(packages);
      const app = installed.app(name);
      await check(app);
      if (entry) copyFileSync(path.join(app, 'index.html'), path.join(app, entry, 'index.html'));
      await bundle(path.join(app, entry ?? ''), app);
      await visit({browser, simulator, folders: [path.join(app, 'dist')]}, useApp);
    });
  }
});

/** Builds with Vite, and asserts that it has no warning. */
async function bundle(from, app) {
  const warnings = [];
  const record = (text) => warnings.push(text);
  const {default: config = {}} = await import(pathToFileURL(path.join(app, 'vite.config.js')).href).catch((error) => {
    if (error.code === 'ERR_MODULE_NOT_FOUND' && error.message.includes("vite.config.js' imported")) return {};
    throw error;
  });
  await build({
    ...config, root: from, configFile: false, logLevel: 'warn', build: {outDir: path.join(app, 'dist'), emptyOutDir: true, chunkSizeWarningLimit: 2000},
    customLogger: {...createLogger('warn'), warn: record, warnOnce: record, error: record},
  });
  assert.deepEqual(warnings, []);
}

/** The call buttons, top down; `was` is the number that an element had when it was first seen. */
const listCallButtons = (page) => page.$$eval('rc-click-to-call', (elements) => elements.map((element) => ({
  to: element.to, name: element.name, sms: element.sms, was: element.was ??= element.to,
})));

async function useApp({page, world, press, shows, reads, pass}) {
  const [anna, ben, cleo] = ['Anna', 'Ben', 'Cleo'].map((name, i) => ({name, to: `+1650555010${i}`, was: `+1650555010${i}`, sms: false}));

  // Properties, one of them a function that gives the session its token, and values of the store.
  await reads('user', 'Alex Morgan');
  assert.deepEqual(await listCallButtons(page), [anna, ben, cleo]);
  await press('Text messages');
  await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')].every(({sms}) => sms === true));
  await press('Text messages');
  await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')].every(({sms}) => sms === false));

  // A keyed list moves its elements, and reuses none for another entry.
  await press('Other way round');
  await page.waitForFunction(() => document.querySelector('rc-click-to-call').name === 'Cleo');
  assert.deepEqual(await listCallButtons(page), [cleo, ben, anna]);

  // A call continues when the page moves or removes elements.
  await press('Call Anna');
  await reads('running', '1');
  await shows('Ringing your phone');
  await press('Remove Ben');
  await press('Other way round');
  await press('Calls');
  await page.waitForFunction(() => !document.querySelector('rc-call-status'));
  assert.deepEqual(await listCallButtons(page), [anna, cleo]);
  await pass(13);
  await press('Calls');
  await shows('Connected');
  await reads('running', '1');
  await pass(13);
  await reads('last', 'Anna: ended');
  await reads('running', '0');
  assert.equal(world.requests.filter(({method, path: requested}) => method === 'POST' && /ring-?out/.test(requested)).length, 1);
}
