import assert from 'node:assert/strict';
import {cpSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {createDtmfReader} from '../sip/dtmf.js';
import {canHaveAudio, createLines} from '../sip/line.js';

const RATE = 48_000;

/** Samples of tones that sound together. @param {number} ms @param {number[]} hertz */
const tones = (ms, ...hertz) => Array.from({length: RATE * ms / 1000}, (_, index) =>
  hertz.reduce((sum, one) => sum + 0.2 * Math.sin(2 * Math.PI * one * index / RATE), 0));

/** @type {Record<string, [number, number]>} */
const KEYS = {
  1: [697, 1209], 2: [697, 1336], 3: [697, 1477], A: [697, 1633],
  4: [770, 1209], 5: [770, 1336], 6: [770, 1477], B: [770, 1633],
  7: [852, 1209], 8: [852, 1336], 9: [852, 1477], C: [852, 1633],
  '*': [941, 1209], 0: [941, 1336], '#': [941, 1477], D: [941, 1633],
};

/** The digits in samples that come in frames. @param {number[][]} parts */
function digitsOf(...parts) {
  const reader = createDtmfReader();
  const samples = parts.flat();
  for (let start = 0; start < samples.length; start += 480) reader.read(samples.slice(start, start + 480), RATE);
  return reader.digits;
}

test('reads each key, however short it sounds', () => {
  for (const [key, hertz] of Object.entries(KEYS)) {
    for (const ms of [50, 100, 400]) assert.equal(digitsOf(tones(37, 0), tones(ms, ...hertz), tones(70, 0)), key);
  }
});

test('reads a number, with keys that are pressed twice', () => {
  const parts = [...'1100#*'].flatMap((key) => [tones(60, ...KEYS[key] ?? []), tones(60, 0)]);
  assert.equal(digitsOf(...parts), '1100#*');
});

test('takes no other sound for a key', () => {
  for (const hertz of [[0], [697], [1209], [440], [660], [697, 770], [697, 1209, 440, 660]]) {
    assert.equal(digitsOf(tones(300, ...hertz)), '', String(hertz));
  }
});

test('says which package is missing', async (t) => {
  const folder = mkdtempSync(path.join(tmpdir(), 'simulator-'));
  t.after(() => rmSync(folder, {recursive: true}));
  writeFileSync(path.join(folder, 'package.json'), '{"type": "module"}');
  cpSync(new URL('../sip', import.meta.url), path.join(folder, 'sip'), {recursive: true});
  const {createLines: createOtherLines} = await import(pathToFileURL(path.join(folder, 'sip/line.js')).href);
  await assert.rejects(createOtherLines()(() => {}), /need the package @roamhq\/wrtc/);
});

if (canHaveAudio) {
  test('lines hear each other, and one goes on when another is closed', async (t) => {
    const openLine = createLines();
    const lost = () => assert.fail('a line was lost');
    const [one, other, third] = await Promise.all([openLine(lost), openLine(lost), openLine(lost)]);
    t.after(() => [one, other, third].forEach((line) => line.close()));
    await one.accept(await other.answer(await one.offer()));
    third.close();
    one.play('talk');
    const start = performance.now();
    while (other.heard().peak < 0.2) {
      assert.ok(performance.now() - start < 5000, 'the tone is not heard');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.ok(one.heard().peak < 0.01, 'the other one is silent');
    one.close();
    other.close();
    await assert.rejects(other.offer(), /closed/);
  });

  test('a line that is refused leaves the others alone', async () => {
    const openLine = createLines();
    const line = await openLine(() => {});
    await assert.rejects(line.answer('no session description'));
    assert.match(await line.offer(), /^v=0/);
    line.close();
  });
}
