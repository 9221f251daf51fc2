/** The steps of calls that documents were told of, and to how many as the primary one. */

/** A tab that dies takes with it what it was about to do. */
const DEATH_MS = 3_000;

interface ToldStep {
  /** When a document was told of it first, in epoch ms. */
  readonly at: number;
  primaryCount: number;
}

export class ToldSteps {
  readonly #steps = new Map<string, ToldStep>();
  readonly #deaths: number[] = [];

  /** Returns to how many documents it was told as the primary one by now. */
  note(name: string, isPrimary: boolean, now: number): number {
    const step = this.#steps.get(name) ?? {at: now, primaryCount: 0};
    if (isPrimary) step.primaryCount++;
    this.#steps.set(name, step);
    return step.primaryCount;
  }

  noteDeath(now: number): void {
    this.#deaths.push(now);
  }

  /** Those that no tab can have taken with it. */
  withoutPrimary(): string[] {
    return [...this.#steps]
      .filter(([, {at, primaryCount}]) =>
        primaryCount === 0 && !this.#deaths.some((death) => Math.abs(death - at) < DEATH_MS))
      .map(([name]) => name);
  }

  clear(): void {
    this.#steps.clear();
  }
}
