// Pictures of the gallery in the pinned engine, compared with those beside this file.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import pixelmatch from 'pixelmatch';
import {PNG} from 'pngjs';
import {root} from '../../scripts/run.mjs';
import {decode, encode} from './png.mjs';
import {ELEMENTS, RENEW, openGallery, renewing} from './support.mjs';

/** Share of pixels that may differ: fewer than in a changed icon. */
const TOLERANCE = 0.0001;

const LOOKS = {
  'light': {query: {theme: 'neutral', scheme: 'light', dir: 'ltr'}},
  'dark-brand-rtl': {query: {theme: 'ringcentral', scheme: 'dark', dir: 'rtl'}},
  'forced': {
    query: {theme: 'ringcentral', scheme: 'light', dir: 'ltr'}, features: {'forced-colors': 'active'},
    only: ['click-to-call', 'inbound-call'],
  },
};

const images = fileURLToPath(new URL('images/', import.meta.url));
const scratch = path.join(root, 'node_modules/.cache/visual');
mkdirSync(images, {recursive: true});
mkdirSync(scratch, {recursive: true});

function compare(name, bytes) {
  const file = path.join(images, `${name}.png`);
  const now = decode(bytes);
  if (renewing) {
    writeFileSync(file, encode(now));
    return;
  }
  assert.ok(existsSync(file), `There is no picture ${name} to compare with. ${RENEW}`);
  const was = decode(readFileSync(file));
  const {width, height} = now;
  const keep = () => {
    writeFileSync(path.join(scratch, `${name}.png`), encode(now));
    return `Compare ${path.join(scratch, name)}*.png with ${path.relative(root, file)}. ${RENEW}`;
  };
  if (was.width !== width || was.height !== height) {
    assert.fail(`${name} was ${was.width} × ${was.height} and is ${width} × ${height}. ${keep()}`);
  }
  const difference = new PNG({width, height});
  const pixels = pixelmatch(was.data, now.data, difference.data, width, height, {threshold: 0.1});
  if (pixels <= width * height * TOLERANCE) return;
  writeFileSync(path.join(scratch, `${name}-difference.png`), encode(difference));
  assert.fail(`${name} differs in ${pixels} of ${width * height} pixels. ${keep()}`);
}

describe('the gallery', () => {
  let gallery;
  before(async () => { gallery = await openGallery(); });
  after(() => gallery?.close());

  for (const element of ELEMENTS) {
    for (const [look, {query, features, only}] of Object.entries(LOOKS)) {
      if (only && !only.includes(element)) continue;
      it(`shows ${element} as before: ${look}`, async () => {
        const page = await gallery.show({element: `rc-${element}`, ...query}, {width: 1180, ...features && {features}});
        const panel = await page.$('.panel');
        compare(`${element}-${look}`, await panel.screenshot({captureBeyondViewport: true}));
      });
    }
  }
});
