// Every element in every state of the gallery: axe in five looks, what assistive technology is told, the size of
// targets, a window of 320 px, and what must not move.
import assert from 'node:assert/strict';
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {after, before, describe, it} from 'node:test';
import {fileURLToPath} from 'node:url';
import axe from 'axe-core';
import {ELEMENTS, RENEW, openGallery, renewing} from './support.mjs';

const trees = fileURLToPath(new URL('trees/', import.meta.url));
mkdirSync(trees, {recursive: true});

const LOOKS = {
  'light': {query: {theme: 'neutral', scheme: 'light', dir: 'ltr'}},
  'dark': {query: {theme: 'neutral', scheme: 'dark', dir: 'ltr'}},
  'branded, light, right to left': {query: {theme: 'ringcentral', scheme: 'light', dir: 'rtl'}},
  'branded, dark': {query: {theme: 'ringcentral', scheme: 'dark', dir: 'ltr'}},
  'forced colours': {
    query: {theme: 'neutral', scheme: 'light', dir: 'ltr'}, features: {'forced-colors': 'active'},
  },
};

/** Runs in the page. */
async function violations() {
  const {violations: found} = await globalThis.axe.run('.panel', {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    rules: {
      'label-content-name-mismatch': {enabled: true},
      'target-size': {enabled: true},
      // The captions are not what is tested.
      'region': {enabled: false}, 'heading-order': {enabled: false},
    },
  });
  return found.flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => {
    const [host] = target.flat();
    const state = document.querySelector(host)?.closest('figure')?.firstElementChild.textContent;
    return `${id} in "${state}" (${target.flat().at(-1)}): ${failureSummary.replace(/\s+/g, ' ')}`;
  }));
}

const STATES = [
  'description', 'value', 'valuetext', 'checked', 'pressed', 'expanded', 'disabled', 'required', 'invalid', 'busy', 'live',
  'selected', 'haspopup', 'level',
];
/** Longer lists are cut short. */
const MOST = 12;
const said = (value) => value !== undefined && value !== false && value !== '' && value !== 'false';

/** What assistive technology is told, a line each: boxes without a meaning and texts that are a name already left out. */
function written(node, depth = 0, within = '') {
  const {role, name = '', children = []} = node;
  if (role === 'InlineTextBox' || role === 'StaticText' && within.includes(name.trim())) return [];
  const means = !['generic', 'none', 'ignored', 'paragraph', 'Figcaption'].includes(role);
  const shown = children.length > MOST ? [...children.slice(0, 3), {role: 'text', name: `… ${children.length - 3} more`}] : children;
  const inside = shown.flatMap((child) => written(child, means ? depth + 1 : depth, means ? name : within));
  if (!means) return inside;
  const states = STATES.filter((key) => said(node[key]))
    .map((key) => ` ${key}${node[key] === true ? '' : `="${node[key]}"`}`);
  return [`${'  '.repeat(depth)}${role === 'StaticText' ? 'text' : role}${name ? ` "${name.trim()}"` : ''}${states.join('')}`, ...inside];
}

describe('accessibility', () => {
  let gallery;
  before(async () => { gallery = await openGallery(); });
  after(() => gallery?.close());

  for (const element of ELEMENTS) {
    for (const [look, {query, features}] of Object.entries(LOOKS)) {
      it(`axe has nothing to say about ${element}: ${look}`, async () => {
        const page = await gallery.show({element: `rc-${element}`, ...query}, {...features && {features}});
        await page.evaluate(axe.source);
        assert.deepEqual(await page.evaluate(violations), []);
      });
    }

    it(`tells names, roles and states of ${element} as before`, async () => {
      const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query});
      const parts = [];
      for (const figure of await page.$$('figure')) {
        const state = await figure.$eval('figcaption', (caption) => caption.textContent);
        const tree = await page.accessibility.snapshot({root: await figure.$('.stage'), interestingOnly: false});
        const lines = written(tree);
        parts.push(`# ${state}\n${lines.join('\n')}\n`);
      }
      const now = parts.join('\n');
      const file = path.join(trees, `${element}.txt`);
      if (renewing) {
        writeFileSync(file, now);
        return;
      }
      assert.ok(existsSync(file), `There is no tree of ${element} to compare with. ${RENEW}`);
      assert.equal(now, readFileSync(file, 'utf8'), RENEW);
    });

    it(`has targets of 24 px at least in ${element}, and of 44 where it is not small`, async () => {
      const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query});
      const tight = await page.evaluate(() => {
        const controls = (root) => [...root.querySelectorAll('*')].flatMap((node) => [
          ...node.matches('button, a[href], select, input') && node.checkVisibility() ? [node] : [],
          ...node.shadowRoot ? controls(node.shadowRoot) : [],
        ]);
        /** The box, or the larger one around it that takes clicks, too. */
        const sizeOf = (control) => {
          const {width, height} = control.getBoundingClientRect();
          const around = getComputedStyle(control, '::after');
          const more = around.content !== 'none' && around.position === 'absolute';
          return [more ? parseFloat(around.width) : width, more ? parseFloat(around.height) : height];
        };
        return controls(document.querySelector('.panel'))
          .filter((control) => !control.closest('.skip, .panel > :not(.cells)'))
          .map((control) => {
            const host = control.getRootNode().host;
            const least = host?.getAttribute('size') === 'small' && control.matches('.main, .sms') ? 24 : 44;
            const [width, height] = sizeOf(control).map((value) => Math.round(value * 10) / 10);
            return {control: control.outerHTML.slice(0, 80), least, width, height};
          })
          .filter(({least, width, height}) => height < least || width < 24);
      });
      assert.deepEqual(tight, []);
    });

    it(`fits a window of 320 px: ${element}`, async () => {
      const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query}, {width: 320});
      const wide = await page.evaluate(() => [
        ...document.documentElement.scrollWidth > 320 ? [`the page: ${document.documentElement.scrollWidth}`] : [],
        ...[...document.querySelectorAll('.stage')].filter((stage) => stage.scrollWidth > stage.clientWidth + 1)
          .map((stage) => `${stage.previousElementSibling.textContent}: ${stage.scrollWidth} > ${stage.clientWidth}`),
      ]);
      assert.deepEqual(wide, []);
    });
  }

  /** Boxes of the elements of these states, by caption; of one size where they come in several. */
  async function boxes(element, states, size) {
    const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query});
    return page.evaluate((tag, wanted, of) => Object.fromEntries(wanted.map((state) => {
      const figure = [...document.querySelectorAll('figure')].find((one) => one.firstElementChild.textContent === state);
      const host = figure.querySelector(of ? `${tag}[size=${of}]` : tag);
      const {width, height} = host.getBoundingClientRect();
      return [state, {width, height}];
    })), `rc-${element}`, states, size);
  }

  /** To half a pixel. */
  function same(found) {
    const [first, ...others] = Object.values(found);
    for (const {width, height} of others) {
      assert.ok(Math.abs(width - first.width) <= 0.5 && Math.abs(height - first.height) <= 0.5, JSON.stringify(found, null, 2));
    }
  }

  it('a call button keeps its place through a call', async () => {
    same(await boxes('click-to-call', ['link, signed out', 'button, signed in', 'disabled link'], 'medium'));
    const [idle] = Object.values(await boxes('click-to-call', ['button, signed in'], 'medium'));
    const calling = await boxes('click-to-call', [
      'placing', 'ringing your phone', 'ringing the other party', 'canceling', 'connected', 'failed: busy', 'not confirmed',
      'asked first', 'after the link: other ways',
    ]);
    same({idle, ...calling});
    for (const size of ['small', 'large']) {
      const [before] = Object.values(await boxes('click-to-call', ['button, signed in'], size));
      same({before, ...await boxes('click-to-call', [`${size}, ringing`, `${size}, connected`])});
    }
  });

  it('a small button leaves the rows of a table as high as they are', async () => {
    const page = await gallery.show({element: 'rc-click-to-call', ...LOOKS.light.query});
    const heights = await page.$$eval('.stage tr', (rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.equal(new Set(heights.map((height) => height.toFixed(1))).size, 1, heights.join(', '));
  });

  it('a card keeps its height through a call, and has it before the first one', async () => {
    same(await boxes('call-status', [
      'no call yet', 'placing', 'ringing-caller', 'ringing-callee', 'connected', 'connected, extension to dial', 'canceling',
      'ended', 'canceled', 'state not known just now',
    ]));
  });

  it('a select is as wide and as high before its numbers have come', async () => {
    same(await boxes('number-select', ['loading', 'signed out', 'which phone rings', 'chosen', 'what they see, with a default']));
  });

  it('a session takes the same room looked for, found or not', async () => {
    same(await boxes('session', ['looking for a session', 'signed out', 'signed in', 'session over']));
  });
});
