import type {Time} from './time.js';

/** Ms of work in one frame, and in one task. A slow device may overrun it sixfold and still stay below a long task. */
const SLICE = 8;
const FRAME = 16;

/**
 * Work in slices. What fits is done at once, in the microtask that asked for it, so that it is part of the frame that
 * is about to be laid out; the rest follows in later tasks.
 */
export class Slices {
  /** How many slices there were. */
  count = 0;
  /** Ms that work waits for more of its kind: what is done in one go takes half the time of what comes in drops. */
  patience = 0;
  #since = -Infinity;
  #spent = 0;
  #waiting = false;
  #stopped = false;

  /** `step` works while `more()` is true, and returns whether it has finished. */
  constructor(private readonly step: (more: () => boolean) => boolean, private readonly time: Time) {}

  /** There is something to do. */
  run(): void {
    if (this.#waiting || this.#stopped) return;
    if (!this.patience) return this.#soon();
    this.#waiting = true;
    this.time.after(this.patience, () => {
      this.#waiting = false;
      if (!this.#stopped) this.#soon();
    });
  }

  /** Somebody asks for what patience has put off. */
  catchUp(): void {
    if (!this.#waiting || !this.patience) return;
    this.#begin(this.time.now());
    this.#slice();
  }

  stop(): void {
    this.#stopped = true;
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
    this.count++;
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
