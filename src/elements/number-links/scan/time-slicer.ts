import type {PageTime} from '../page-time.js';

/**
 * Work in one frame, and in one task. A device six times slower still stays below a long task
 * (50 ms).
 */
const SLICE_MS = 8;
const FRAME_MS = 16;

/** Works while `hasTime()` is true; returns whether all is done. */
export type SlicedWork = (hasTime: () => boolean) => boolean;

/**
 * Runs work in short slices. The first one runs in the microtask that asks for it, so that its
 * result is part of the next layout; the rest follows in later tasks.
 */
export class TimeSlicer {
  #budgetStart = -Infinity;
  #spentMs = 0;
  #isContinuing = false;
  #isStopped = false;

  constructor(private readonly step: SlicedWork, private readonly time: PageTime) {}

  /** Call it when there is work to do. */
  run(): void {
    if (this.#isContinuing || this.#isStopped) return;
    const now = this.time.now();
    if (now - this.#budgetStart > FRAME_MS) this.#renewBudget(now);
    const isDone = this.#spentMs < SLICE_MS && this.#runSlice();
    if (!isDone) void this.#continueLater();
  }

  stop(): void {
    this.#isStopped = true;
  }

  #renewBudget(now: number): void {
    this.#budgetStart = now;
    this.#spentMs = 0;
  }

  #runSlice(): boolean {
    const {time} = this;
    const startedAt = time.now();
    const deadline = startedAt + SLICE_MS - this.#spentMs;
    try {
      return this.step(() => time.now() < deadline);
    } finally {
      this.#spentMs += time.now() - startedAt;
    }
  }

  async #continueLater(): Promise<void> {
    this.#isContinuing = true;
    try {
      for (;;) {
        await this.time.pause();
        if (this.#isStopped) return;
        this.#renewBudget(this.time.now());
        if (this.#runSlice()) return;
      }
    } finally {
      this.#isContinuing = false;
    }
  }
}
