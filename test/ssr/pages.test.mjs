// Server-rendered pages in a browser: each call is a link before the script runs and a button after
// it, with an empty console.
import assert from 'node:assert/strict';
import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {build} from 'esbuild';
import {startSimulator} from '../../demo/simulator/server.js';
import {install, visit} from '../frameworks/support.mjs';
import {launch} from '../support/chromium.mjs';
import {prerendered} from './prerender.mjs';

const installed = install(['react', 'react-dom', '@lit-labs/ssr-client']);
const cdn = path.join(installed.folder, 'dist/cdn');

const page = (body, head) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>People</title>${head}</head><body country="US">${body}</body></html>`;

/** Writes files into a folder to serve. */
function folderOf(name, files) {
  const folder = path.join(installed.consumer, name);
  mkdirSync(folder, {recursive: true});
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  return folder;
}

const bundled = async (options) => (await build({
  bundle: true, write: false, format: 'esm', jsx: 'automatic', absWorkingDir: installed.consumer, logLevel: 'error', ...options,
})).outputFiles[0].text;

describe('server-rendered pages', {timeout: 120_000}, () => {
  let browser;
  let simulator;
  let markup;
  before(async () => {
    [browser, simulator] = await Promise.all([launch(), startSimulator({control: true})]);
    markup = await prerendered();
  });
  after(async () => {
    await Promise.all([browser?.close(), simulator?.close()]);
  });

  /** The controls of each call button: the address of a link, or `button`. */
  const controls = (shown) => shown.$$eval('rc-click-to-call', (elements) => elements.map(({shadowRoot}) =>
    [...shadowRoot?.querySelectorAll('.main') ?? []].map((control) => control.getAttribute('href') ?? control.localName)));

  const shared = () => ({browser, simulator});

  test('show each call as a link without any script', async () => {
    const folder = folderOf('no-script', {'index.html': page(markup, '')});
    await visit({...shared(), folders: [folder]}, async ({page: shown}) => {
      assert.deepEqual(await controls(shown), [['tel:+16505550100'], ['tel:+16505550101']]);
      for (const name of ['Call Anna', 'Ben']) await shown.waitForSelector(`aria/${name}[role="link"]`, {visible: true});
    });
  });

  const SCRIPTS = {
    'the script tag': () => ({folders: [cdn], head: '<script type="module" src="/rc-click-to-call.js"></script>'}),
    'the one-file script': () => ({folders: [cdn], head: '<script defer src="/rc-click-to-call.all.js"></script>'}),
    'a bundle that hydrates Lit': async () => ({
      folders: [folderOf('bundle', {'main.js': await bundled({stdin: {
        contents: "import '@lit-labs/ssr-client/lit-element-hydrate-support.js'; import 'rc-click-to-call';",
        resolveDir: installed.consumer,
      }})})],
      head: '<script type="module" src="/main.js"></script>',
    }),
  };
  for (const [name, script] of Object.entries(SCRIPTS)) {
    test(`show each call as a link, then as a button, with ${name}`, async () => {
      const {folders, head} = await script();
      const folder = folderOf(name.replaceAll(' ', '-'), {'index.html': page(markup, head)});
      await visit({...shared(), folders: [folder, ...folders]}, async ({page: shown, button, press, shows, pass}) => {
        await button('Sign in');
        assert.deepEqual(await controls(shown), [['rcmobile://call?number=16505550100'], ['rcmobile://call?number=16505550101']]);
        for (const part of ['select', 'session']) assert.equal((await shown.$$(`pierce/[part=${part}]`)).length, 1, part);
        // A strict policy refuses <style> in server-rendered markup; the elements do not need it.
        assert.ok(await shown.$eval('rc-click-to-call', ({shadowRoot}) => shadowRoot.adoptedStyleSheets.length > 0 && !shadowRoot.querySelector('style')));
        await shown.$eval('rc-session', (session) => {
          session.getAccessToken = async () => (await fetch('/api/ringcentral-token')).text();
        });
        await button('Sign out Alex Morgan');
        await shown.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')].every((element) => !element.matches(':state(link)')));
        assert.deepEqual(await controls(shown), [['button'], ['button']]);
        await press('Call Ben');
        await shows('Ringing your phone');
        await pass(13);
        await shows('Connected to Ben');
      });
    });
  }

  test('hydrate in React without a warning', async () => {
    const app = installed.app('react');
    const from = (contents) => ({stdin: {contents, resolveDir: app, loader: 'tsx'}});
    const server = path.join(app, 'server.mjs');
    writeFileSync(server, await bundled({platform: 'node', packages: 'external', ...from(`
      import {renderToString} from 'react-dom/server';
      import {App} from './App.tsx';
      import {people} from '../people.ts';
      export const written = renderToString(<App people={people} />);
    `)}));
    const {written} = await import(pathToFileURL(server).href);
    assert.match(written, /<rc-click-to-call to="\+16505550100" name="Anna"><a href="tel:\+16505550100">Call <!-- -->Anna<\/a><\/rc-click-to-call>/);

    // The development build, in which React reports differences.
    const client = await bundled({define: {'process.env.NODE_ENV': '"development"'}, conditions: ['production'], ...from(`
      import {hydrateRoot} from 'react-dom/client';
      import {App} from './App.tsx';
      import {people} from '../people.ts';
      hydrateRoot(document.querySelector('#app'), <App people={people} />);
    `)});
    const folder = folderOf('react-page', {
      'client.js': client,
      'index.html': page(`<main id="app">${written}</main>`, '<script type="module" src="/client.js"></script>'),
    });
    await visit({...shared(), folders: [folder]}, async ({page: shown, press, reads, shows, pass}) => {
      await reads('user', 'Alex Morgan');
      assert.deepEqual(await controls(shown), [['button'], ['button'], ['button']]);
      await press('Call Anna');
      await shows('Ringing your phone');
      await pass(13);
      await shows('Connected to Anna');
      await pass(13);
      await reads('last', 'Anna: ended');
    });
  });

  test('keep their links until the script is loaded', async () => {
    const body = '<p><rc-click-to-call to="+16505550100" name="Anna"><a href="tel:+16505550100">Call Anna</a></rc-click-to-call></p>';
    const folder = folderOf('static', {'index.html': page(body, ''), 'late.html': page(body, '<script type="module" src="/rc-click-to-call.js"></script>')});
    await visit({...shared(), folders: [folder]}, async ({page: shown}) => {
      const link = await shown.waitForSelector('aria/Call Anna[role="link"]', {visible: true});
      assert.equal(await link.evaluate((element) => element.getAttribute('href')), 'tel:+16505550100');
    });
    await visit({...shared(), folders: [folder, cdn], path: '/late.html'}, async ({page: shown}) => {
      await shown.waitForFunction(() => document.querySelector('rc-click-to-call').shadowRoot);
      assert.deepEqual(await controls(shown), [['tel:+16505550100']]);
      assert.equal((await shown.$$('aria/Call Anna[role="link"]')).length, 1);
    });
  });
});
