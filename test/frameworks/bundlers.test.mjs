// One page, built by the common bundlers and without a bundler: signing in loads the SDK, and no
// Node module is missing.
import assert from 'node:assert/strict';
import {copyFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import esbuild from 'esbuild';
import {rollup} from 'rollup';
import {build, createLogger} from 'vite';
import webpack from 'webpack';
import {startSimulator} from '../../demo/simulator/server.js';
import {launch} from '../support/chromium.mjs';
import {consent, popupOf} from '../pages/support.mjs';
import {install, visit} from './support.mjs';

const installed = install(['@rollup/plugin-node-resolve']);
const config = async (app, name) => (await import(pathToFileURL(path.join(app, name)).href)).default;

/** Each builds the app in a folder into its `dist`, and returns the warnings and errors. */
const BUILDERS = {
  async 'Vite'(app) {
    const messages = [];
    const customLogger = {...createLogger('warn'), warn: (text) => messages.push(text), error: (text) => messages.push(text)};
    await build({root: app, configFile: false, logLevel: 'warn', customLogger});
    return messages;
  },
  async 'webpack 5'(app) {
    const compiler = webpack({...await config(app, 'webpack.config.mjs'), context: app, output: {path: path.join(app, 'dist')}});
    const stats = await new Promise((resolve, reject) => {
      compiler.run((error, done) => compiler.close(() => error ? reject(error) : resolve(done)));
    });
    const {errors, warnings} = stats.toJson({all: false, errors: true, warnings: true});
    return [...errors, ...warnings].map(({message}) => message);
  },
  async 'Rollup'(app) {
    const {output, ...input} = await config(app, 'rollup.config.mjs');
    const messages = [];
    const bundle = await rollup({...input, input: path.join(app, input.input), onwarn: ({message}) => messages.push(message)});
    await bundle.write({...output, dir: path.join(app, output.dir)});
    await bundle.close();
    return messages;
  },
  async 'esbuild'(app) {
    const {warnings} = await esbuild.build({...await config(app, 'esbuild.config.mjs'), absWorkingDir: app, logLevel: 'silent'});
    return warnings.map(({text}) => text);
  },
};

describe('bundlers', {timeout: 120_000}, () => {
  let browser;
  let simulator;
  before(async () => {
    [browser, simulator] = await Promise.all([launch(), startSimulator({control: true})]);
  });
  after(async () => {
    await Promise.all([browser?.close(), simulator?.close()]);
  });

  /** Signs in through the window, and calls to the end. */
  async function signInAndCall({context, world, seen, button, press, shows, reads, pass}) {
    await button('Sign in');
    const scripts = () => seen.requests.filter((file) => file.endsWith('.js')).length;
    const before = scripts();
    await consent(await popupOf(context, () => press('Sign in')));
    await button('Sign out Alex Morgan');
    assert.ok(scripts() > before, 'The SDK comes when somebody wants to sign in.');
    await press('Call Anna');
    await shows('Ringing your phone');
    await pass(13);
    await shows('Connected to Anna');
    await pass(13);
    await reads('ended', '1');
    const placed = world.requests.filter(({method, path: requested}) => method === 'POST' && requested.endsWith('/ring-out'));
    assert.deepEqual(placed.map(({body}) => body.to.phoneNumber), ['+16505550100']);
  }

  for (const [name, build] of Object.entries(BUILDERS)) {
    test(name, async () => {
      const app = installed.app('bundlers');
      assert.deepEqual(await build(app), []);
      const out = path.join(app, 'dist');
      if (name !== 'Vite') copyFileSync(path.join(app, 'index.html'), path.join(out, 'index.html'));
      await visit({browser, simulator, folders: [out, path.join(installed.folder, 'dist/cdn')]}, signInAndCall);
    });
  }

  test('no bundler, with an import map', async () => {
    const app = installed.app('bundlers');
    const folders = [app, installed.consumer, path.join(installed.folder, 'dist/cdn')];
    await visit({browser, simulator, folders, path: '/import-map.html'}, signInAndCall);
  });
});
