// The table of costs is that of the build.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import {hasBuild} from '../../scripts/cdn-files.mjs';
import {costs} from '../../scripts/docs-costs.mjs';
import {root} from './support.mjs';

const text = readFileSync(path.join(root, 'docs/performance.md'), 'utf8');
const [, table] = /<!-- made: costs -->\n([^]*?)\n<!-- \/made -->/.exec(text);

test('docs/performance.md names every file of the build, and what it weighs', () => {
  assert.ok(hasBuild, 'no build, or not that of the list of sources');
  assert.equal(costs(table), table);
});

test('a figure that has become wrong is corrected', () => {
  const wrong = table.replace(/\| 2 \| [\d.]+ kB/, '| 2 | 99.0 kB');
  assert.notEqual(wrong, table);
  assert.equal(costs(wrong), table);
});
