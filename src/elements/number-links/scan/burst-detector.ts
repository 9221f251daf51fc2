import type {PageTime} from '../page-time.js';

/** ms: work that follows sooner belongs to the same frame; what follows later does not follow frame after frame. */
const FRAME = 8;
const GAP = 100;
/** Frames with new numbers, one after the other, that make a stream. */
const FRAMES = 4;
/** ms without new numbers after which it has come to rest. */
export const BURST_REST_MS = 250;
/** ms after which marks come back all the same: what never rests is read while it moves. */
export const BURST_MAX_MS = 5000;

/** Tells a page where numbers arrive frame after frame from one that has changed. */
export class BurstDetector {
  #last = 0;
  #frames = 0;
  #began = 0;
  /** While it flows. */
  #wait: (() => void) | undefined;

  constructor(
    private readonly time: PageTime,
    private readonly begins: () => void,
    private readonly ends: () => void,
  ) {}

  /** There are new numbers. */
  record(): void {
    const now = this.time.now();
    const since = now - this.#last;
    if (since < FRAME) return;
    this.#last = now;
    if (this.#wait) return;
    this.#frames = since > GAP ? 1 : this.#frames + 1;
    if (this.#frames !== FRAMES) return;
    this.#began = now;
    this.begins();
    this.#look(BURST_REST_MS);
  }

  stop(): void {
    this.#wait?.();
  }

  /** One timer at a time, however long it flows: it looks when the last ones came. */
  #look(ms: number): void {
    this.#wait = this.time.after(ms, () => {
      const end = Math.min(this.#last + BURST_REST_MS, this.#began + BURST_MAX_MS);
      const rest = end - this.time.now();
      if (rest > 0) return this.#look(rest);
      this.#wait = undefined;
      this.ends();
    });
  }
}
