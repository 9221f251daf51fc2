// The parser's metadata is generated from installed packages and checked in; it must be current.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';

test('src/phone/metadata.ts agrees with the installed packages, and can be read back', () => {
  const script = fileURLToPath(new URL('../../scripts/metadata.mjs', import.meta.url));
  const {status, stderr} = spawnSync(process.execPath, [script, '--check'], {encoding: 'utf8'});
  assert.equal(status, 0, stderr);
});
