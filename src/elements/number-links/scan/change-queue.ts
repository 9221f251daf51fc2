/** Turns mutation records into trees to walk and texts to read. */
import {isElement, isScannable, isText} from './dom-nodes.js';
import type {NodeClock} from './node-clock.js';
import type {PageNumbers} from './page-numbers.js';
import type {ScanScope} from './scan-scope.js';
import {edgeText, isBlankBetweenBoxes} from './text-edges.js';
import {isInline} from './text-runs.js';

/**
 * Nodes of a mutation record that are handled without a look at the clock. When more are removed,
 * checking which numbers are still on the page costs less than walking the removed nodes.
 */
const MAX_NODES_AT_ONCE = 20;

interface ChangeQueueOptions {
  readonly root: Node;
  readonly scope: ScanScope;
  readonly pageNumbers: PageNumbers;
  readonly clock: NodeClock;
  /** There are shadow roots or frames, whose numbers leave with an ancestor outside of them. */
  readonly hasNestedRoots: () => boolean;
}

export class ChangeQueue {
  readonly trees = new Set<Node>();
  readonly texts = new Set<Text>();
  readonly #recordBatches: MutationRecord[][] = [];
  /** Index in the first batch. */
  #recordIndex = 0;
  /** Added nodes of records with too many of them to handle at once. */
  readonly #addedLists: NodeList[] = [];
  /** Index in the first list. */
  #addedIndex = 0;
  #needsSweep = false;

  constructor(private readonly options: ChangeQueueOptions) {}

  addRecords(records: MutationRecord[]): void {
    if (records.length > 0) this.#recordBatches.push(records);
  }

  /** Numbers may have left the page without a record. */
  requestSweep(): void {
    this.#needsSweep = true;
  }

  /** Returns false when it is out of time. */
  process(hasTime: () => boolean): boolean {
    const {clock} = this.options;
    for (let batch; (batch = this.#recordBatches[0]);) {
      while (this.#recordIndex < batch.length) {
        this.#handleRecord(batch[this.#recordIndex++]!);
        if (clock.isTimeUp(hasTime)) return false;
      }
      this.#recordBatches.shift();
      this.#recordIndex = 0;
    }
    for (let list; (list = this.#addedLists[0]);) {
      while (this.#addedIndex < list.length) {
        this.#handleAdded(list[this.#addedIndex++]!);
        if (clock.isTimeUp(hasTime)) return false;
      }
      this.#addedLists.shift();
      this.#addedIndex = 0;
    }
    if (this.#needsSweep) this.#sweep();
    return true;
  }

  /** Removes the numbers that are no longer on the page. */
  #sweep(): void {
    this.#needsSweep = false;
    const {pageNumbers} = this.options;
    for (const pageNumber of pageNumbers.all) {
      const isGone = !isScannable(pageNumber.from) || !isScannable(pageNumber.to);
      if (isGone) pageNumbers.remove(pageNumber);
    }
  }

  #handleRecord(record: MutationRecord): void {
    const {type, target, addedNodes, removedNodes, previousSibling, nextSibling} = record;
    const {root, scope} = this.options;
    if (type === 'characterData') {
      if (isText(target)) this.texts.add(target);
      return;
    }
    if (type === 'attributes') {
      const isInScope = target === root || scope.contextFor(target.parentNode);
      if (isInScope) this.trees.add(target);
      return;
    }
    if (removedNodes.length > 0) this.#handleRemoved(removedNodes);
    if (!scope.contextFor(target)) return;
    if (addedNodes.length > MAX_NODES_AT_ONCE) {
      this.#addedLists.push(addedNodes);
    } else {
      for (let index = 0; index < addedNodes.length; index++) this.#handleAdded(addedNodes[index]!);
    }
    if (previousSibling) this.#queueEdgeText(previousSibling, 'lastChild');
    if (nextSibling) this.#queueEdgeText(nextSibling, 'firstChild');
  }

  #handleAdded(node: Node): void {
    if (isElement(node)) {
      this.trees.add(node);
      if (!isInline(node)) return;
      this.#queueEdgeText(node, 'firstChild');
      this.#queueEdgeText(node, 'lastChild');
    } else if (isText(node) && !isBlankBetweenBoxes(node)) {
      this.texts.add(node);
    }
  }

  #handleRemoved(nodes: NodeList): void {
    const {scope, pageNumbers, hasNestedRoots} = this.options;
    if (pageNumbers.all.size === 0) return;
    if (hasNestedRoots() || nodes.length > MAX_NODES_AT_ONCE) this.#needsSweep = true;
    for (let index = 0; index < nodes.length; index++) {
      const node = nodes[index]!;
      // A connected node was moved. Another record has its new position, if that is in scope.
      const isGone = node.isConnected ? !scope.contextFor(node) : !this.#needsSweep;
      if (isGone) pageNumbers.removeIn(node);
    }
  }

  /** Queues the text at the seam where a node was added or removed. */
  #queueEdgeText(node: Node, child: 'firstChild' | 'lastChild'): void {
    const text = edgeText(node, child);
    if (text) this.texts.add(text);
  }
}
