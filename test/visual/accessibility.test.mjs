// Every element in every state of the gallery: axe in five looks, the accessibility tree, the size
// of targets, a window of 320 px, and sizes that must not change.
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
  'forced colors': {
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
      // These rules are about the gallery's captions, which are not under test.
      'region': {enabled: false}, 'heading-order': {enabled: false},
      // The same call is in several states, and its card is a region of the page.
      'landmark-unique': {enabled: false},
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
/** Longer lists of children are shortened. */
const MAX_CHILDREN = 12;
const isSet = (value) => value !== undefined && value !== false && value !== '' && value !== 'false';

/**
 * The accessibility tree, a line for each node, without boxes that have no meaning and texts that
 * are in a name already.
 */
function treeLines(node, depth = 0, within = '') {
  const {role, name = '', children = []} = node;
  if (role === 'InlineTextBox' || role === 'StaticText' && within.includes(name.trim())) return [];
  const means = !['generic', 'none', 'ignored', 'paragraph', 'Figcaption'].includes(role);
  const shown = children.length > MAX_CHILDREN ? [...children.slice(0, 3), {role: 'text', name: `… ${children.length - 3} more`}] : children;
  const inside = shown.flatMap((child) => treeLines(child, means ? depth + 1 : depth, means ? name : within));
  if (!means) return inside;
  const states = STATES.filter((key) => isSet(node[key]))
    .map((key) => ` ${key}${node[key] === true ? '' : `="${node[key]}"`}`);
  return [`${'  '.repeat(depth)}${role === 'StaticText' ? 'text' : role}${name ? ` "${name.trim()}"` : ''}${states.join('')}`, ...inside];
}

describe('accessibility', () => {
  let gallery;
  before(async () => { gallery = await openGallery(); });
  after(() => gallery?.close());

  for (const element of ELEMENTS) {
    for (const [look, {query, features}] of Object.entries(LOOKS)) {
      it(`axe has no finding in ${element}: ${look}`, async () => {
        const page = await gallery.show({element: `rc-${element}`, ...query}, {...features && {features}});
        await page.evaluate(axe.source);
        assert.deepEqual(await page.evaluate(violations), []);
      });
    }

    it(`names, roles and states of ${element} are as before`, async () => {
      const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query});
      const parts = [];
      for (const figure of await page.$$('figure')) {
        const state = await figure.$eval('figcaption', (caption) => caption.textContent);
        const tree = await page.accessibility.snapshot({root: await figure.$('.stage'), interestingOnly: false});
        const lines = treeLines(tree);
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

    it(`targets of ${element} have at least 24 px, and 44 unless it is small`, async () => {
      const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query});
      const tight = await page.evaluate(() => {
        const controls = (root) => [...root.querySelectorAll('*')].flatMap((node) => [
          ...node.matches('button, a[href], select, input') && node.checkVisibility() ? [node] : [],
          ...node.shadowRoot ? controls(node.shadowRoot) : [],
        ]);
        /** The size of the control, or of the larger box around it that takes clicks as well. */
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

    it(`${element} fits a window of 320 px`, async () => {
      const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query}, {width: 320});
      const wide = await page.evaluate(() => [
        ...document.documentElement.scrollWidth > 320 ? [`the page: ${document.documentElement.scrollWidth}`] : [],
        ...[...document.querySelectorAll('.stage')].filter((stage) => stage.scrollWidth > stage.clientWidth + 1)
          .map((stage) => `${stage.previousElementSibling.textContent}: ${stage.scrollWidth} > ${stage.clientWidth}`),
      ]);
      assert.deepEqual(wide, []);
    });
  }

  /** Boxes of an element in these states, by caption; `size` picks one of several in a state. */
  async function boxes(element, states, size) {
    const page = await gallery.show({element: `rc-${element}`, ...LOOKS.light.query});
    return page.evaluate((tag, wanted, wantedSize) => Object.fromEntries(wanted.map((state) => {
      const figure = [...document.querySelectorAll('figure')].find((candidate) => candidate.firstElementChild.textContent === state);
      const host = figure.querySelector(wantedSize ? `${tag}[size=${wantedSize}]` : tag);
      const {width, height} = host.getBoundingClientRect();
      return [state, {width, height}];
    })), `rc-${element}`, states, size);
  }

  /** Asserts that boxes have the same size, to half a pixel. */
  function assertSameSize(sizes) {
    const [first, ...others] = Object.values(sizes);
    for (const {width, height} of others) {
      assert.ok(Math.abs(width - first.width) <= 0.5 && Math.abs(height - first.height) <= 0.5, JSON.stringify(sizes, null, 2));
    }
  }

  it('a call button keeps its size through a call', async () => {
    assertSameSize(await boxes('click-to-call', ['link, signed out', 'button, signed in', 'disabled link'], 'medium'));
    const [idle] = Object.values(await boxes('click-to-call', ['button, signed in'], 'medium'));
    const calling = await boxes('click-to-call', [
      'placing', 'ringing your phone', 'ringing the other party', 'canceling', 'connected', 'failed: busy', 'not confirmed',
      'asked first', 'after the link: other ways', 'ringing the other party, to hang up', 'connected, to hang up', 'hanging up',
      'not hung up',
    ]);
    assertSameSize({idle, ...calling});
    for (const size of ['small', 'large']) {
      const [before] = Object.values(await boxes('click-to-call', ['button, signed in'], size));
      assertSameSize({before, ...await boxes('click-to-call', [
        `${size}, ringing`, `${size}, connected`, `${size}, connected, to hang up`,
      ])});
    }
  });

  it('a small button does not change the height of a table row', async () => {
    const page = await gallery.show({element: 'rc-click-to-call', ...LOOKS.light.query});
    const heights = await page.$$eval('.stage tr', (rows) => rows.map((row) => row.getBoundingClientRect().height));
    assert.equal(new Set(heights.map((height) => height.toFixed(1))).size, 1, heights.join(', '));
  });

  it('the card of a call keeps its height through the call, and has it before the first call', async () => {
    assertSameSize(await boxes('call-status', [
      'no call yet', 'placing', 'ringing-caller', 'ringing-callee', 'connected', 'connected, extension to dial', 'canceling',
      'ended', 'canceled', 'state not known just now', 'ringing, to hang up', 'connected, with controls', 'on hold',
      'on hold on the phone', 'muted', 'muted on the phone', 'on hold and muted', 'on its way to RingCentral', 'voicemail answered',
      'with "Hang up" only', 'ended by the user', 'ended by the other party', 'ended after voicemail',
    ]));
  });

  it('a select has the same size before and after its numbers are loaded', async () => {
    assertSameSize(await boxes('number-select', ['loading', 'signed out', 'which phone rings', 'chosen', 'what they see, with a default']));
  });

  it('a session has the same size while it is restored, signed in and signed out', async () => {
    assertSameSize(await boxes('session', ['looking for a session', 'signed out', 'signed in', 'session over']));
  });
});
