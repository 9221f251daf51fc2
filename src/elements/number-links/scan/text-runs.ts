/**
 * Joins text nodes into runs as the user reads them: a number continues across `<b>`, `<span>` and
 * comments, and ends where a box ends. A run is built around one node from the DOM alone; computed
 * styles are read only where two pieces of digits meet.
 */
import {isElement, isText} from './dom-nodes.js';
import type {ScanScope} from './scan-scope.js';

/** `sup` and `sub` are missing: footnote marks are inline, and part of no number. */
const INLINE_TAGS = new Set([
  'a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'data', 'del', 'dfn', 'em', 'font', 'i',
  'ins', 'label', 'mark', 'nobr', 'output', 'q', 's', 'small', 'span', 'strong', 'time', 'tt', 'u',
  'var', 'wbr',
]);

/** Limits of a run on each side of its first node; a number and its words need no more. */
const MAX_SIDE_CHARACTERS = 400;
const MAX_SIDE_NODES = 60;
/** With no digit in so many characters at the edge of a text, text beyond does not matter. */
const EDGE_CHARACTERS = 64;
/** Of XML documents, and of nodes that were adopted from them. */
const CDATA_SECTION_NODE = 4;
const DIGIT_PATTERN = /\p{Nd}/u;

/** Characters of a number on either side of a seam between two text nodes. */
const SEAM_CHARACTER = /[\d\s+().\-\u00a0\u2010-\u2015\u202f]/;

/** The properties that lead from a node to the next one in document order, or to the previous. */
interface Direction {
  readonly sibling: 'nextSibling' | 'previousSibling';
  readonly child: 'firstChild' | 'lastChild';
}

const FORWARD: Direction = {sibling: 'nextSibling', child: 'firstChild'};
export const BACKWARD: Direction = {sibling: 'previousSibling', child: 'lastChild'};

export const isInline = (element: Element): boolean => INLINE_TAGS.has(element.localName);

/** Nothing stands beside the text in its box, as in most cells of a table. */
export function isAlone(textNode: Text): boolean {
  const hasSibling = textNode.nextSibling !== null || textNode.previousSibling !== null;
  return !hasSibling && !isInline(textNode.parentNode as Element);
}

/** Text nodes that are read as one text, in document order. */
interface TextRun {
  readonly nodes: readonly Text[];
  /** The box ends after the last node; false where the run stops for another reason. */
  readonly ends: boolean;
}

/**
 * The run around a text node. It extends to a side only where a digit is so near to that edge that
 * text beyond may belong to the number.
 */
export function textRunAround(textNode: Text, scope: ScanScope): TextRun {
  const {data} = textNode;
  const firstDigit = data.search(DIGIT_PATTERN);
  const startsWithoutDigit = firstDigit >= EDGE_CHARACTERS;
  const before = startsWithoutDigit ? [] : collect(textNode, BACKWARD, scope).nodes.reverse();
  const endsWithoutDigit = firstDigit >= 0 && !DIGIT_PATTERN.test(data.slice(-EDGE_CHARACTERS));
  if (endsWithoutDigit) return {nodes: [...before, textNode], ends: false};
  const after = collect(textNode, FORWARD, scope);
  return {nodes: [...before, textNode, ...after.nodes], ends: after.ends};
}

/** The text node that follows in the same run, or precedes it. */
export function adjacentText(
  from: Node,
  {sibling, child}: Direction,
  scope: ScanScope,
): Text | null {
  let node: Node = from;
  for (;;) {
    let next = node[sibling];
    while (!next) {
      const parent: Element | null = node.parentElement;
      if (!parent || !isInline(parent) || scope.skips(parent)) return null;
      node = parent;
      next = node[sibling];
    }
    node = next;
    while (isElement(node)) {
      if (!isInline(node) || scope.skips(node)) return null;
      const inner: ChildNode | null = node[child];
      if (!inner) break;
      node = inner;
    }
    if (isText(node)) return node;
    // People read it as text, but it cannot be split like text.
    if (node.nodeType === CDATA_SECTION_NODE) return null;
  }
}

/** The nodes of the run on one side of the text, nearest first. */
function collect(
  textNode: Text,
  direction: Direction,
  scope: ScanScope,
): {nodes: Text[]; ends: boolean} {
  const nodes: Text[] = [];
  let current = textNode;
  /** The last node that is not empty. */
  let edge = textNode;
  for (let length = 0; length < MAX_SIDE_CHARACTERS && nodes.length < MAX_SIDE_NODES;) {
    const next = adjacentText(current, direction, scope);
    if (!next) return {nodes, ends: true};
    current = next;
    if (next.length > 0) {
      const [first, second] = direction === FORWARD ? [edge, next] : [next, edge];
      const isSeam = mayContinue(first, second) || isGlued(first, second);
      if (isSeam && isSeparated(first, second)) return {nodes, ends: true};
      edge = next;
    }
    nodes.push(next);
    length += next.length;
  }
  return {nodes, ends: false};
}

/** A number may continue from the first text to the second. */
export function mayContinue(firstText: Text, secondText: Text): boolean {
  const {data} = firstText;
  const lastCharacter = data.charAt(data.length - 1);
  return SEAM_CHARACTER.test(lastCharacter) && SEAM_CHARACTER.test(secondText.data.charAt(0));
}

/** A word and a number touch each other. */
function isGlued({data}: Text, {data: nextData}: Text): boolean {
  return /[\p{L}\p{M}][+(\d]|[\d)]\p{L}/u.test(data.slice(-1) + nextData.charAt(0));
}

/** Styles turn inline tags into boxes: badges, columns of spans. */
function isSeparated(firstText: Text, secondText: Text): boolean {
  return hasBoxBetween(firstText, secondText) || hasBoxBetween(secondText, firstText);
}

/** An element around `from` that does not contain `to` is a box of its own. */
function hasBoxBetween(from: Text, to: Text): boolean {
  for (let around = from.parentElement; around && !around.contains(to);) {
    const display = around.ownerDocument.defaultView?.getComputedStyle(around).display;
    if (display !== 'inline' && display !== 'contents') return true;
    around = around.parentElement;
  }
  return false;
}
