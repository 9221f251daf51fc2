// Each rule of .dependency-cruiser.mjs reports a source tree that breaks it.
import assert from 'node:assert/strict';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import test, {after} from 'node:test';
import {cruise} from 'dependency-cruiser';
import config from '../../.dependency-cruiser.mjs';

const base = mkdtempSync(path.join(tmpdir(), 'layers-'));
after(() => rmSync(base, {recursive: true, force: true}));

/** Writes a source tree of its own and returns the names of the rules that it breaks. */
async function violations(files) {
  const baseDir = mkdtempSync(path.join(base, 'tree-'));
  for (const [file, code] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(baseDir, file)), {recursive: true});
    writeFileSync(path.join(baseDir, file), code);
  }
  const {options, forbidden} = config;
  const {output} = await cruise(['src'], {
    baseDir, validate: true, ruleSet: {forbidden}, exclude: options.exclude, tsPreCompilationDeps: true,
    enhancedResolveOptions: options.enhancedResolveOptions,
  });
  return [...new Set(output.summary.violations.map(({rule}) => rule.name))].sort();
}

/** Content of an imported module, so that the import resolves. */
const ANYTHING = 'export const value = 1; export type Value = number;';

for (const [title, from, code, to, expected] of [
  ['an element imports the store', 'elements/session/session.ts', "import {value} from '../../store/calls.js';", 'store/calls.ts', []],
  ['an element imports what elements share', 'elements/session/session.ts', "import {value} from '../internal/icons.js';", 'elements/internal/icons.ts', []],
  ['an element registers another', 'elements/number-links/define.ts', "import '../click-to-call/define.js';", 'elements/click-to-call/define.ts', []],
  ['the store imports words', 'store/calls.ts', "import {value} from '../i18n/en/errors.js';", 'i18n/en/errors.ts', []],
  ['an element imports another', 'elements/session/session.ts', "import type {Value} from '../call-status/call-status.js';", 'elements/call-status/call-status.ts', ['no-element-imports-another']],
  ['what elements share imports an element', 'elements/internal/events.ts', "import {value} from '../session/session.js';", 'elements/session/session.ts', ['internal-is-lowest-of-the-elements']],
  ['the store imports an element', 'store/calls.ts', "import {value} from '../elements/internal/events.js';", 'elements/internal/events.ts', ['store-imports-downwards']],
  ['the store loads an element later', 'store/calls.ts', "export const later = () => import('../elements/session/define.js');", 'elements/session/define.ts', ['store-imports-downwards']],
  ['the store imports the entry', 'store/calls.ts', "import {value} from '../index.js';", 'index.ts', ['store-imports-downwards']],
  ['requests import a type of the store', 'ringcentral/api.ts', "import type {Value} from '../store/types.js';", 'store/types.ts', ['ringcentral-imports-downwards']],
  ['numbers import requests', 'phone/parse.ts', "export {value} from '../ringcentral/api.js';", 'ringcentral/api.ts', ['ground-imports-nothing', 'phone-imports-downwards']],
  ['words import numbers', 'i18n/time.ts', "import {value} from '../phone/parse.js';", 'phone/parse.ts', ['ground-imports-nothing', 'i18n-imports-downwards']],
  ['the phone imports its port', 'browser-calls/phone.ts', "import {value} from '../store/phone-port.js';", 'store/phone-port.ts', []],
  ['the phone imports another part of the store', 'browser-calls/phone.ts', "import {value} from '../store/calls.js';", 'store/calls.ts', ['phone-knows-its-port-only']],
  ['the phone imports what elements share', 'browser-calls/phone.ts', "import {value} from '../elements/internal/icons.js';", 'elements/internal/icons.ts', ['phone-knows-its-port-only']],
  ['an element imports the phone', 'elements/session/session.ts', "import '../../browser-calls/define.js';", 'browser-calls/define.ts', ['elements-imports-downwards']],
  ['the store loads the phone later', 'store/calls.ts', "export const later = () => import('../browser-calls/phone.js');", 'browser-calls/phone.ts', ['store-imports-downwards']],
  ['the environment imports a public type', 'store/environment.ts', "import type {Value} from './error-types.js';", 'store/error-types.ts', []],
  ['the environment imports its port', 'store/environment.ts', "import type {Value} from './phone-port.js';", 'store/phone-port.ts', []],
  ['the environment imports a type of the sockets', 'store/environment.ts', "import type {Value} from './push/socket.js';", 'store/push/socket.ts', ['store-floor-imports-downwards']],
  ['storage imports calls', 'store/web-storage.ts', "import {value} from './calls/call-record.js';", 'store/calls/call-record.ts', ['store-floor-imports-downwards']],
  ['a public type imports the engine', 'store/note-types.ts', "import type {Value} from './engine.js';", 'store/engine.ts', ['store-floor-imports-downwards']],
  ['the redirect page imports the store', 'redirect/rc-redirect.ts', "import {value} from '../store/calls.js';", 'store/calls.ts', ['redirect-stands-alone']],
  ['a file is missing', 'store/calls.ts', "import {value} from './nowhere.js';", 'store/types.ts', ['not-to-unresolvable']],
]) {
  test(`${title}: ${expected.join(', ') || 'allowed'}`, async () => {
    assert.deepEqual(await violations({[`src/${from}`]: code, [`src/${to}`]: ANYTHING}), expected);
  });
}

test('the store imports Lit: only-elements-know-lit', async () => {
  assert.deepEqual(await violations({
    'src/store/calls.ts': "import {html} from 'lit';",
    'node_modules/lit/package.json': '{"name": "lit", "type": "module", "exports": "./index.js"}',
    'node_modules/lit/index.js': 'export const html = 1;',
  }), ['only-elements-know-lit']);
});

test('two files import each other, types only: no-circular', async () => {
  assert.deepEqual(await violations({
    'src/store/calls.ts': "import type {B} from './polling.js'; export type A = B | 1;",
    'src/store/polling.ts': "import type {A} from './calls.js'; export type B = A | 2;",
  }), ['no-circular']);
});
