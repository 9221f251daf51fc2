/** Walks the text nodes of one tree after the other, and can pause anywhere. */
import {documentOf, isElement, isScannable} from './dom-nodes.js';
import type {NodeClock} from './node-clock.js';
import type {ScanScope} from './scan-scope.js';

interface TreeWalkOptions {
  readonly root: Node;
  readonly scope: ScanScope;
  readonly clock: NodeClock;
  /** Trees that wait to be walked. */
  readonly trees: Set<Node>;
  /** Called before the texts of a tree are read. */
  readonly onTree: (tree: Node) => void;
  /** Called in place of that for a tree that is not in scope. */
  readonly onSkipped: (tree: Node) => void;
  /** Reads a text, and may read texts after it; returns the last that was read. */
  readonly readText: (textNode: Text) => Text | undefined;
  readonly onPaused: (walker: TreeWalker) => void;
  readonly onEnded: () => void;
}

export class TreeWalk {
  #walker: TreeWalker | null = null;
  /** From the node where the walk paused up to the root of the walk. */
  #pausedPath: Node[] = [];
  /** A parent that is in scope, with no pending tree around it: its children need no such check. */
  #checkedParent: Node | null = null;

  constructor(private readonly options: TreeWalkOptions) {}

  /** Returns false when it is out of time. */
  run(hasTime: () => boolean): boolean {
    const {trees, clock, onEnded} = this.options;
    if (this.#walker) this.#resume(this.#walker);
    for (;;) {
      if (!this.#walker) {
        const [tree] = trees;
        if (!tree) return true;
        trees.delete(tree);
        this.#start(tree);
      }
      for (let node; (node = this.#walker?.nextNode());) {
        this.#visit(node as Text);
        if (clock.isTimeUp(hasTime)) {
          this.pause();
          return false;
        }
      }
      this.#walker = null;
      onEnded();
      if (clock.isTimeUp(hasTime)) return false;
    }
  }

  /** Between two slices the page may remove the very node where the walk pauses. */
  pause(): void {
    if (!this.#walker) return;
    const {currentNode, root} = this.#walker;
    this.#pausedPath = [];
    for (let node: Node | null = currentNode; node && node !== root; node = node.parentNode) {
      this.#pausedPath.push(node);
    }
    this.options.onPaused(this.#walker);
  }

  /** Call it when the page may have changed. */
  forget(): void {
    this.#checkedParent = null;
  }

  #resume(walker: TreeWalker): void {
    const {root} = walker;
    if (!isScannable(root)) {
      this.#walker = null;
      return;
    }
    walker.currentNode = this.#pausedPath.find((node) => root.contains(node)) ?? root;
  }

  #start(tree: Node): void {
    const {root, scope, onTree, onSkipped} = this.options;
    const {parentNode} = tree;
    if (parentNode === null || parentNode !== this.#checkedParent) {
      if (!isScannable(tree)) return;
      if (tree !== root) {
        if (this.#isInPendingTree(tree)) return;
        if (!scope.contextFor(tree)) return onSkipped(tree);
        if (parentNode && parentNode !== root) this.#checkedParent = parentNode;
      }
    } else if (isElement(tree) && scope.skips(tree)) {
      return onSkipped(tree);
    }
    this.#walker = documentOf(tree).createTreeWalker(tree, NodeFilter.SHOW_TEXT);
    onTree(tree);
  }

  #isInPendingTree({parentNode}: Node): boolean {
    for (let ancestor = parentNode; ancestor; ancestor = ancestor.parentNode) {
      if (this.options.trees.has(ancestor)) return true;
    }
    return false;
  }

  #visit(textNode: Text): void {
    const lastNode = this.options.readText(textNode);
    if (!lastNode || lastNode === textNode) return;
    if (this.#walker!.root.contains(lastNode)) this.#walker!.currentNode = lastNode;
    else this.#walker = null;
  }
}
