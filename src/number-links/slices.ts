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
    if (this.patience > 0) return void this.#later();
    const now = this.time.now();
    if (now - this.#since > FRAME) this.#begin(now);
    if (this.#spent >= SLICE || !this.#slice()) void this.#later();
  }

  /** Somebody asks for what patience has put off. */
  catchUp(): void {
    if (!this.#waiting || this.patience === 0) return;
    this.#begin(this.time.now());
    this.#slice();
  }

  stop(): void {
    this.#stopped = true;
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
      for (let pause = this.#patiently(); ; pause = this.time.pause()) {
        await pause;
        if (this.#stopped) return;
        this.#begin(this.time.now());
        if (this.#slice()) return;
      }
    } finally {
      this.#waiting = false;
    }
  }

  #patiently(): Promise<void> {
    const {patience, time} = this;
    return patience > 0 ? new Promise((resolve) => time.after(patience, resolve)) : time.pause();
  }
}
