// The public names are recorded in files beside these tests, so that a change of them shows as a diff.
import assert from 'node:assert/strict';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

/** Fails unless `text` is what the file of that name holds. To record anew: delete the file, and run the test twice. */
export function assertRecorded(name, text) {
  const file = fileURLToPath(new URL(name, import.meta.url));
  if (!existsSync(file)) {
    writeFileSync(file, text);
    assert.fail(`test/contract/${name} was missing. It is recorded anew: read it before you commit it.`);
  }
  // By lines: the message then shows those that differ, and no others.
  assert.deepEqual(text.split('\n'), readFileSync(file, 'utf8').split('\n'), `Not as in test/contract/${name}`);
}

export const asJson = (value) => `${JSON.stringify(value, null, 2)}\n`;
