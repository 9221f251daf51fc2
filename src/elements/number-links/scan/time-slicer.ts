import type {PageTime} from '../page-time.js';

/** Ms of work in one frame, and in one task. A slow device may overrun it sixfold and still stay below a long task. */
const SLICE = 8;
const FRAME = 16;

/**
 * Work in slices. Unless there is patience, what fits is done at once, in the microtask that asked for it, so that it
 * is part of the frame that is about to be laid out; the rest follows in later tasks.
 */
export class TimeSlicer {
  /** Ms that work waits for more of its kind: what is done in one go takes less time than what comes in drops. */
  batchDelay = 0;
  #since = -Infinity;
  #spent = 0;
  #waiting = false;
  #stopped = false;
  /** Ends the wait of patience. */
  #wait: (() => void) | undefined;

  /** `step` works while `more()` is true, and returns whether it has finished. */
  constructor(private readonly step: (more: () => boolean) => boolean, private readonly time: PageTime) {}

  /** There is something to do. */
  run(): void {
    if (this.#waiting || this.#stopped || this.#wait) return;
    if (this.batchDelay) this.#wait = this.time.after(this.batchDelay, () => this.flush());
    else this.#soon();
  }

  /** Does what patience has put off, as far as it fits into a slice. */
  flush(): void {
    if (!this.#wait) return;
    this.#stopWaiting();
    this.#soon();
  }

  stop(): void {
    this.#stopped = true;
    this.#stopWaiting();
  }

  #stopWaiting(): void {
    this.#wait?.();
    this.#wait = undefined;
  }

  #soon(): void {
    const now = this.time.now();
    if (now - this.#since > FRAME) this.#begin(now);
    if (this.#spent >= SLICE || !this.#slice()) void this.#later();
  }

  #begin(now: number): void {
    this.#since = now;
    this.#spent = 0;
  }

  #slice(): boolean {
    const {time} = this;
    const start = time.now();
    const end = start + SLICE - this.#spent;
    try {
      return this.step(() => time.now() < end);
    } finally {
      this.#spent += time.now() - start;
    }
  }

  async #later(): Promise<void> {
    this.#waiting = true;
    try {
      for (;;) {
        await this.time.pause();
        if (this.#stopped) return;
        this.#begin(this.time.now());
        if (this.#slice()) return;
      }
    } finally {
      this.#waiting = false;
    }
  }
}
