/** The calls that others make to the user, over all tabs and reloads. */
import type {StoreContext} from '../context.js';

export class InboundCalls {
  readonly #context: StoreContext;

  constructor(context: StoreContext) {
    this.#context = context;
  }

  /** Whether the page wants to be told. */
  setWatched(_isWatched: boolean): void {}

  /** Shows a call no longer, in all tabs. */
  dismiss(key: string): void {
    const {inbound} = this.#context;
    inbound.set(inbound.get().filter((call) => call.key !== key));
  }
}
