// Timers of the platform, which run by the time of the walk.

export class Schedule {
  /** @type {Set<{at: number, action: () => void}>} */
  #timers = new Set();

  /** @param {() => number} now ms since the walk began. */
  constructor(now) { this.now = now; }

  /** Acts once after `ms`. Returns how to take it back. */
  add(ms, action) {
    const timer = {at: this.now() + ms, action};
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  nextDue() { return Math.min(Infinity, ...[...this.#timers].map(({at}) => at)); }

  runDue() {
    for (const timer of this.#timers) {
      if (timer.at > this.now()) continue;
      this.#timers.delete(timer);
      timer.action();
    }
  }

  clear() { this.#timers.clear(); }
}
