import type {Time} from './time.js';

/** ms: work that follows sooner belongs to the same frame; what follows later does not follow frame after frame. */
const FRAME = 8;
const GAP = 100;
/** Frames with new numbers, one after the other, that make a stream. */
const FRAMES = 6;
/** ms without new numbers after which it has come to rest. */
export const REST = 250;

/** Tells a page where numbers arrive frame after frame from one that has changed. */
export class Stream {
  #first = -Infinity;
  #last = -Infinity;
  #frames = 0;
  #runs = false;
  #stop: (() => void) | null = null;

  constructor(
    private readonly time: Time,
    private readonly begins: () => void,
    private readonly ends: () => void,
  ) {}

  /** There are new numbers. */
  came(): void {
    const now = this.time.now();
    if (now - this.#last > GAP) this.#frames = 0;
    this.#last = now;
    if (now - this.#first < FRAME && this.#frames > 0) return;
    this.#first = now;
    if (++this.#frames < FRAMES || this.#runs) return;
    this.#runs = true;
    this.begins();
    this.#wait(REST);
  }

  stop(): void {
    this.#stop?.();
  }

  /** One timer for a long time: it looks when the last ones came. */
  #wait(ms: number): void {
    this.#stop = this.time.after(ms, () => {
      const rest = REST - (this.time.now() - this.#last);
      if (rest > 0) return this.#wait(rest);
      this.#stop = null;
      this.#runs = false;
      this.#frames = 0;
      this.ends();
    });
  }
}
