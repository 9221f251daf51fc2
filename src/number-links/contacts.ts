/**
 * Asks the host who a number is. The host is given the number in E.164, and a signal that tells when nobody waits for
 * the answer any more; it gives a name, or null.
 */
export type ResolveContact = (number: string, options: {readonly signal: AbortSignal}) => Name | Promise<Name>;

type Name = string | null | undefined;

/** So many names are remembered. */
const MOST = 500;

export class Contacts {
  readonly #names = new Map<string, string>();
  #resolve: ResolveContact | null = null;

  get ask(): ResolveContact | null {
    return this.#resolve;
  }

  set ask(resolve: ResolveContact | null) {
    if (this.#resolve !== resolve) this.#names.clear();
    this.#resolve = resolve;
  }

  /** The name, where it is known already. */
  get(number: string): string {
    return this.#names.get(number) ?? '';
  }

  /** Tells the name as soon as it is known, unless `signal` is aborted before. A host that fails knows no name. */
  resolve(number: string, signal: AbortSignal, tell: (name: string) => void): void {
    const known = this.#names.get(number);
    const ask = this.#resolve;
    if (known !== undefined) tell(known);
    else if (ask) void this.#ask(ask, number, signal, tell);
  }

  async #ask(ask: ResolveContact, number: string, signal: AbortSignal, tell: (name: string) => void): Promise<void> {
    try {
      const name = await ask(number, {signal});
      if (signal.aborted || this.#resolve !== ask) return;
      const words = typeof name === 'string' ? name.trim() : '';
      if (this.#names.size >= MOST) this.#names.clear();
      this.#names.set(number, words);
      if (words) tell(words);
    } catch (error) {
      if (!signal.aborted) console.warn('rc-number-links: resolveContact failed; the number is shown without a name.', error);
    }
  }
}
