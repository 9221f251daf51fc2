/** Reading the clock is cheap, but dearer than looking at a text node. */
const NODES_PER_CHECK = 16;
/** Text that takes as long to read as a node takes to look at, or longer. */
const CHARACTERS_PER_NODE = 64;

/** Looks at the clock only after some nodes, or much text. */
export class NodeClock {
  #unclockedNodes = 0;

  /** Call it for each node. */
  isTimeUp(hasTime: () => boolean): boolean {
    if (++this.#unclockedNodes < NODES_PER_CHECK) return false;
    this.#unclockedNodes = 0;
    return !hasTime();
  }

  /** Call it when a text was read. */
  addText(length: number): void {
    this.#unclockedNodes += length / CHARACTERS_PER_NODE;
  }
}
