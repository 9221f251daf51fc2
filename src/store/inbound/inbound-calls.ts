/** The calls that others make to the user. The code for them loads when a page watches them. */
import {LazyPart} from '../../loading/lazy-part.js';
import type {ExtensionContext, TabMessage} from '../extension-context.js';
import type {ExtensionPush} from '../push/extension-push.js';
import type {InboundPush} from './inbound-push.js';
import type {DecorateInbound} from './inbound-records.js';

const inboundPart = new LazyPart((_query) => import('./inbound-push.js'));

let hasSaidWhy = false;

interface InboundCallsOptions extends ExtensionContext {
  readonly push: ExtensionPush;
}

export class InboundCalls {
  readonly #extensionPush: ExtensionPush;
  #isWatched = false;
  /** Null until its code has loaded. */
  push: InboundPush | null = null;
  #decorate: DecorateInbound | null = null;

  constructor({push, ...options}: InboundCallsOptions) {
    this.#extensionPush = push;
    push.register({
      isNeeded: () => this.#isWatched,
      load: async () => {
        const {InboundPush} = await inboundPart.loadNow();
        const isWatched = () => this.#isWatched;
        const decorate: DecorateInbound = (inbound, sessionId) =>
          this.#decorate?.(inbound, sessionId) ?? inbound;
        return (access, lead) =>
          this.push = new InboundPush({...options, decorate, access, lead, isWatched});
      },
      handleImpossible: sayWhyOnce,
    });
  }

  /** Whether the page wants to be told. */
  setWatched(isWatched: boolean): void {
    if (isWatched === this.#isWatched) return;
    this.#isWatched = isWatched;
    this.#extensionPush.update();
  }

  /** Adds to what is shown of calls; call it again when that changes. Null = nothing is added. */
  decorate(decorate: DecorateInbound | null): void {
    this.#decorate = decorate;
    this.push?.records?.publish();
  }

  /** Takes over what another tab has learned, and done about a call. */
  adopt({inbound, 'inbound-handling': handling}: TabMessage): void {
    if (inbound) this.push?.records?.adopt(inbound);
    if (handling) this.push?.records?.adoptHandling(handling);
  }

  /** Shows a call no longer, in all tabs. */
  dismiss(key: string): void {
    this.push?.records?.dismiss(key);
  }
}

/** For developers: users are not shown what cannot be. */
function sayWhyOnce(): void {
  if (hasSaidWhy) return;
  hasSaidWhy = true;
  console.warn('rc-click-to-call: calls to the user are not shown: there is no push.');
}
