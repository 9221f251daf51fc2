// Requests that the platform keeps waiting.

const SLOW_MS = 8_000;

export class HeldRequests {
  /** @type {Set<{until: number, release: (isOver?: boolean) => void}>} */
  #held = new Set();
  /** @type {{method: string, path: string, kind: 'never' | 'slow'}[]} */
  #delays = [];

  /** @param {{now: number, onHold: Function, onRelease: Function}} platform */
  constructor(platform) { this.platform = platform; }

  /** The next such request is kept waiting. */
  add(delay) { this.#delays.push(delay); }

  nextDue() { return Math.min(Infinity, ...[...this.#held].map(({until}) => until)); }

  releaseDue() {
    for (const held of this.#held) if (held.until <= this.platform.now) held.release();
  }

  /** The walk is over. */
  releaseAll() {
    this.#delays = [];
    for (const held of this.#held) held.release(true);
  }

  /** Resolves when the request may be answered: at once, eight seconds later, or when the walk is over. */
  async hold({method, path, documentId}, requestId, response) {
    const index = this.#delays.findIndex((one) => one.method === method && path.includes(one.path));
    if (index < 0) return;
    const [{kind}] = this.#delays.splice(index, 1);
    const {platform} = this;
    const until = kind === 'slow' ? platform.now + SLOW_MS : Infinity;
    await new Promise((resolve) => {
      const held = {until, release: (isOver) => {
        this.#held.delete(held);
        if (isOver) response.destroy();
        else void platform.onRelease(documentId, requestId).then(resolve);
        if (isOver) resolve();
      }};
      this.#held.add(held);
      response.once('close', () => { this.#held.delete(held); resolve(); });
      void platform.onHold(documentId, requestId, until === Infinity ? 1e12 : until);
    });
  }
}
