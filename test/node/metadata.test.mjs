// The parser's metadata are made from installed packages and checked in: they must not fall behind.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import test from 'node:test';
import {fileURLToPath} from 'node:url';

test('src/phone/metadata.ts is what the installed packages give, and can be read back', () => {
  const script = fileURLToPath(new URL('../../scripts/metadata.mjs', import.meta.url));
  const {status, stderr} = spawnSync(process.execPath, [script, '--check'], {encoding: 'utf8'});
  assert.equal(status, 0, stderr);
});
