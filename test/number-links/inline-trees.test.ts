import {expect} from '@open-wc/testing';
import '../../src/elements/number-links/define.js';
import type {RcNumberLinks} from '../../src/elements/number-links/number-links.js';
import {rangeOf} from '../../src/elements/number-links/scan/page-numbers.js';
import {fakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {page} from './support.js';
import {nodesIn, RandomTree, readTextOf, seededRandom, shapeOf} from './random-trees.js';

const TREES = 2000;
const CHANGED_TREES = 400;
/** Trees that one element searches: to create and to draw elements takes most of the time. */
const TREES_AT_ONCE = 40;
const FIRST_SEED = Number(new URLSearchParams(location.search).get('seed') ?? 1);

interface TestTree {
  readonly seed: number;
  readonly random: RandomTree;
  readonly root: HTMLElement;
  readonly html: string;
  readonly shape: string;
  readonly nodes: readonly Node[];
  readonly text: string;
}

function plantTree(seed: number): TestTree {
  const random = new RandomTree(seededRandom(seed));
  const root = document.createElement('article');
  random.fill(root);
  return {seed, random, root, html: root.innerHTML, shape: shapeOf(root), nodes: nodesIn(root), text: readTextOf(root)};
}

const wrappersIn = (root: Node): Node[] => nodesIn(root).filter(({nodeName}) => nodeName === 'RC-CLICK-TO-CALL');

function expectSame(actual: unknown, expected: unknown, {seed}: TestTree, title: string): void {
  if (actual !== expected) expect.fail(actual, expected, `seed ${seed}, ${title}:\n${String(actual)}\ninstead of\n${String(expected)}`);
}

/** Searches the trees, runs `whileWrapped`, and takes the element away; returns how many numbers were wrapped. */
async function wrapAndRestore(trees: readonly TestTree[], whileWrapped: () => void): Promise<number> {
  const element = page('', 'rc-number-links') as RcNumberLinks;
  element.remove();
  Object.assign(element, {account: fakeStore('signed-out').account, country: 'US', mode: 'inline'});
  const last = document.createElement('p');
  last.textContent = '+1 650 555 0199';
  element.append(...trees.map(({root}) => root), last);
  document.body.append(element);
  await until(() => last.firstElementChild, `all are wrapped, seeds from ${trees[0]!.seed} on`);
  const wrappedCount = trees.reduce((count, {root}) => count + wrappersIn(root).length, 0);
  for (const pageNumber of element.pageLinks.links!.scanner.pageNumbers.all) {
    const isThere = pageNumber.kind !== 'text' || rangeOf(pageNumber).toString() === pageNumber.raw;
    if (isThere) continue;
    const tree = trees.find(({nodes}) => nodes.some((node) => node.contains(pageNumber.from)))!;
    expectSame(rangeOf(pageNumber).toString(), pageNumber.raw, tree, 'a number that stays text');
  }
  whileWrapped();
  element.remove();
  return wrappedCount;
}

function* batches(count: number): Generator<readonly TestTree[]> {
  for (let seed = FIRST_SEED; seed < FIRST_SEED + count; seed += TREES_AT_ONCE) {
    yield Array.from({length: TREES_AT_ONCE}, (_, index) => plantTree(seed + index));
  }
}

/** Changes that a page makes with its own nodes, whatever stands between them. */
const CHANGES: readonly ((node: ChildNode, random: RandomTree) => void)[] = [
  (node) => node.remove(),
  (node) => node.before(document.createElement('hr')),
  (node) => (node as Element).setAttribute?.('title', 'changed'),
  (node) => (node as Element).append?.(' or 650-555-0111 '),
  (node) => (node as Element).prepend?.(document.createElement('s')),
  (node, random) => random.fill((node as Element).append ? node : document.createElement('i'), 1),
];

/** Changes some of the nodes: the same ones, in the same way, in two trees from the same seed. */
function change(tree: TestTree): void {
  const random = new RandomTree(seededRandom(-tree.seed));
  const isChanged = ({nodeType, parentNode}: Node): boolean =>
    (nodeType === Node.ELEMENT_NODE || nodeType === Node.COMMENT_NODE) && parentNode !== null;
  for (let left = 3; left > 0; left--) {
    const node = random.pick(tree.nodes);
    const makeChange = random.pick(CHANGES);
    if (isChanged(node) && node !== tree.root) makeChange(node as ChildNode, random);
  }
}

describe('<rc-number-links mode="inline"> in random trees', () => {
  const {error} = console;
  const messages: unknown[] = [];

  beforeEach(() => {
    console.error = (...parts: unknown[]) => messages.push(parts);
  });

  afterEach(() => {
    console.error = error;
    expect(messages.map(String)).to.deep.equal([]);
  });

  it(`leaves ${TREES} pages as they were, byte for byte and node for node`, async () => {
    let wrappedCount = 0;
    for (const trees of batches(TREES)) {
      wrappedCount += await wrapAndRestore(trees, () => {
        for (const tree of trees) expectSame(readTextOf(tree.root), tree.text, tree, 'the text that people read');
      });
      for (const tree of trees) {
        expectSame(shapeOf(tree.root), tree.shape, tree, 'the tree afterwards');
        expectSame(tree.root.innerHTML, tree.html, tree, 'the HTML afterwards');
        const nodes = nodesIn(tree.root);
        expectSame(nodes.findIndex((node, index) => node !== tree.nodes[index]), -1, tree, 'the first other node');
      }
    }
    expect(wrappedCount).to.be.greaterThan(TREES);
  }).timeout(60_000);

  it(`leaves ${CHANGED_TREES} pages as they have made themselves meanwhile`, async () => {
    for (const trees of batches(CHANGED_TREES)) {
      const untouched = trees.map(({seed}) => plantTree(seed));
      untouched.forEach(change);
      await wrapAndRestore(trees, () => trees.forEach(change));
      trees.forEach((tree, index) => {
        expectSame(shapeOf(tree.root), shapeOf(untouched[index]!.root), tree, 'the tree afterwards');
      });
    }
  }).timeout(30_000);
});
