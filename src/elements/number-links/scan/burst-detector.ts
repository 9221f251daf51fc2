import type {PageTime} from '../page-time.js';

/** Records that are closer together belong to the same frame. */
const SAME_FRAME_MS = 8;
/** Records that are further apart are not in consecutive frames. */
const MAX_FRAME_GAP_MS = 100;
/** Consecutive frames with new numbers that make a burst. */
const BURST_FRAMES = 4;
/** A burst ends once no numbers have arrived for this long. */
export const BURST_REST_MS = 250;
/** A burst ends after this long in any case: the user reads a page that never rests, too. */
export const BURST_MAX_MS = 5000;

/** Tells a page where numbers arrive frame after frame from a page that changed once. */
export class BurstDetector {
  #recordedAt = 0;
  #frameCount = 0;
  #startedAt = 0;
  /** Set during a burst. */
  #cancelTimer: (() => void) | undefined;

  constructor(
    private readonly time: PageTime,
    private readonly onStart: () => void,
    private readonly onEnd: () => void,
  ) {}

  /** Call it when numbers arrive. */
  record(): void {
    const now = this.time.now();
    const elapsed = now - this.#recordedAt;
    if (elapsed < SAME_FRAME_MS) return;
    this.#recordedAt = now;
    if (this.#cancelTimer) return;
    this.#frameCount = elapsed > MAX_FRAME_GAP_MS ? 1 : this.#frameCount + 1;
    if (this.#frameCount !== BURST_FRAMES) return;
    this.#startedAt = now;
    this.onStart();
    this.#checkAfter(BURST_REST_MS);
  }

  stop(): void {
    this.#cancelTimer?.();
  }

  /** Uses one timer at a time, however long the burst lasts. */
  #checkAfter(delayMs: number): void {
    this.#cancelTimer = this.time.after(delayMs, () => {
      const endsAt = Math.min(this.#recordedAt + BURST_REST_MS, this.#startedAt + BURST_MAX_MS);
      const remaining = endsAt - this.time.now();
      if (remaining > 0) return this.#checkAfter(remaining);
      this.#cancelTimer = undefined;
      this.onEnd();
    });
  }
}
