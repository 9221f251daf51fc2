/**
 * Text as people read it: a number goes on over `<b>`, `<span>` and comments, and ends where a box ends. Made around
 * one node, from the DOM alone; the page is asked for styles only where two pieces of digits meet.
 */
import {isElement, isText} from './dom-nodes.js';
import type {ScanScope} from './scan-scope.js';

/** Footnote marks (`sup`, `sub`) are inline, and part of nothing. */
const INLINE = new Set([
  'a', 'abbr', 'acronym', 'b', 'bdi', 'bdo', 'big', 'cite', 'data', 'del', 'dfn', 'em', 'font', 'i', 'ins', 'label',
  'mark', 'nobr', 'output', 'q', 's', 'small', 'span', 'strong', 'time', 'tt', 'u', 'var', 'wbr',
]);

/** Nothing that a number or the words before it need is further away: characters and nodes on each side. */
const REACH = 400;
const NODES = 60;
/** Characters between a digit and the end of a text from which on nothing beyond that end matters to it. */
const EDGE = 64;
const DIGIT = /\p{Nd}/u;

/** Characters that a number may have on both sides of a seam. */
const SEAM = /[\d\s+().\-\u00a0\u2010-\u2015\u202f]/;

export const isInline = (element: Element): boolean => INLINE.has(element.localName);

/** Nothing stands beside the text in its box, as in most cells of a table. */
export function isAlone(text: Text): boolean {
  return text.nextSibling === null && text.previousSibling === null && !isInline(text.parentNode as Element);
}

/** Text nodes that are read in one go. */
export interface TextRun {
  readonly nodes: readonly Text[];
  /** Nothing that belongs to it comes after. */
  readonly ends: boolean;
}

/**
 * The text nodes that are read in one go with this one, in order: on each side where a digit is so near to the edge
 * that what stands beyond may matter.
 */
export function textRunAround(text: Text, scope: ScanScope): TextRun {
  const {data} = text;
  const first = data.search(DIGIT);
  const before = first >= EDGE ? [] : reach(text, 'previousSibling', 'lastChild', scope).nodes.reverse();
  if (first >= 0 && !DIGIT.test(data.slice(-EDGE))) return {nodes: [...before, text], ends: false};
  const after = reach(text, 'nextSibling', 'firstChild', scope);
  return {nodes: [...before, text, ...after.nodes], ends: after.ends};
}

/** The text node that follows in the same run, or precedes it. */
export function adjacentText(
  from: Node, sibling: 'nextSibling' | 'previousSibling', child: 'firstChild' | 'lastChild', scope: ScanScope,
): Text | null {
  let at: Node = from;
  for (;;) {
    let next = at[sibling];
    while (!next) {
      const parent: Element | null = at.parentElement;
      if (!parent || !isInline(parent) || scope.skips(parent)) return null;
      at = parent;
      next = at[sibling];
    }
    at = next;
    while (isElement(at)) {
      if (!isInline(at) || scope.skips(at)) return null;
      const inner: ChildNode | null = at[child];
      if (!inner) break;
      at = inner;
    }
    if (isText(at)) return at;
  }
}

function reach(
  text: Text, sibling: 'nextSibling' | 'previousSibling', child: 'firstChild' | 'lastChild', scope: ScanScope,
): {nodes: Text[]; ends: boolean} {
  const nodes: Text[] = [];
  let [at, seam] = [text, text];
  for (let length = 0; length < REACH && nodes.length < NODES;) {
    const next = adjacentText(at, sibling, child, scope);
    if (!next) return {nodes, ends: true};
    at = next;
    if (next.length > 0) {
      const [first, second] = sibling === 'nextSibling' ? [seam, next] : [next, seam];
      if (mayContinue(first, second) && isSeparated(first, second)) return {nodes, ends: true};
      seam = next;
    }
    nodes.push(next);
    length += next.length;
  }
  return {nodes, ends: false};
}

/** A number might go on from one to the other. */
export function mayContinue(first: Text, second: Text): boolean {
  const {data} = first;
  return SEAM.test(data.charAt(data.length - 1)) && SEAM.test(second.data.charAt(0));
}

/** Styles make boxes of what the tags call inline: badges, columns of spans. */
function isSeparated(first: Text, second: Text): boolean {
  return breaks(first, second) || breaks(second, first);
}

function breaks(from: Text, to: Text): boolean {
  for (let at = from.parentElement; at && !at.contains(to); at = at.parentElement) {
    const display = at.ownerDocument.defaultView?.getComputedStyle(at).display;
    if (display !== 'inline' && display !== 'contents') return true;
  }
  return false;
}
