/** Calls that are tried again from a panel: the question before, and why one was refused. */
import type {LitElement} from 'lit';
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {dialString} from '../../phone/dialable-number.js';
import {CallRejection} from '../../store/call-error.js';
import type {Call, CallError, Store} from '../../store/types.js';
import type {LiveRegion} from '../internal/announcer.js';
import {costReason, type Confirm, type CostReason} from '../internal/call-cost.js';
import {calleeLabel, errorSentence, type CallTranslator} from '../internal/call-sentences.js';
import {ownerOfCall} from '../internal/fire-events.js';
import type {HeldButtons} from '../internal/held-buttons.js';
import {livingCallTo} from '../internal/living-call.js';
import {placeCall} from '../internal/place-call.js';
import type {StoreController} from '../internal/store-controller.js';

/** The events of the new calls fire on it. */
type RetryHost = Element & Pick<LitElement, 'renderRoot' | 'requestUpdate' | 'updateComplete'>;

export class CallRetries {
  /** Why another try was refused, by the key of the call that was tried again. */
  readonly #refusals = new Map<string, CallError>();
  /** Keys of calls that are about to be tried again. */
  readonly #retriedKeys = new Set<string>();
  /** Why to ask before another try, by the key of the call that is tried again. */
  readonly #questions = new Map<string, CostReason>();

  constructor(
    private readonly host: RetryHost,
    private readonly store: StoreController,
    private readonly buttons: HeldButtons,
    private readonly region: LiveRegion,
  ) {}

  refusalOf({key}: Call): CallError | undefined {
    return this.#refusals.get(key);
  }

  /** Why the user is asked whether to call again; undefined = they are not. */
  questionOf(call: Call): CostReason | undefined {
    return this.canRetry(call) ? this.#questions.get(call.key) : undefined;
  }

  /** A number that rings is not called again from here; its own entry shows how to cancel. */
  canRetry(call: Call): boolean {
    const store = this.store.value;
    return store !== undefined && !livingCallTo(store, {...call, e164: call.to});
  }

  /** Asks as the button does that placed the call. */
  async retry(call: Call): Promise<void> {
    const store = this.store.value;
    if (!store || this.buttons.ignoreClick(call) || this.#retriedKeys.has(call.key)) return;
    this.buttons.hold(call);
    this.#refusals.delete(call.key);
    const {user} = store.session.get();
    const reason = await this.#reasonToAsk(call, store);
    const isStillMeant = this.host.isConnected && store.session.get().user?.id === user?.id;
    if (reason === undefined || !isStillMeant || !this.canRetry(call)) return;
    if (reason) await this.#ask(call, reason);
    else this.#placeAgain(call, store);
  }

  /** The user has answered the question. */
  answer(call: Call, isYes: boolean): void {
    const store = this.store.value;
    if (!store || (isYes && this.buttons.ignoreClick(call))) return;
    this.#questions.delete(call.key);
    this.buttons.hold(call);
    if (isYes) this.#placeAgain(call, store);
    this.host.requestUpdate();
  }

  /** The user has dismissed the call. */
  withdraw({key}: Call): void {
    this.#retriedKeys.delete(key);
  }

  /** Forgets the calls that are gone. */
  follow(calls: readonly Call[]): void {
    const keys = new Set(calls.map(({key}) => key));
    for (const byKey of [this.#refusals, this.#questions]) {
      for (const key of byKey.keys()) if (!keys.has(key)) byKey.delete(key);
    }
  }

  get #translator(): CallTranslator {
    return createTranslator(callWords, this.region.voice);
  }

  /** Null = there is no need to ask, undefined = the call was dismissed meanwhile. */
  async #reasonToAsk({key, to}: Call, store: Store): Promise<CostReason | null | undefined> {
    this.#retriedKeys.add(key);
    const confirm = confirmOf(ownerOfCall(store, key));
    const homeCountry = store.session.get().user?.country;
    const reason = await costReason({confirm, e164: to, homeCountry});
    return this.#retriedKeys.delete(key) ? reason : undefined;
  }

  async #ask(call: Call, reason: CostReason): Promise<void> {
    const {host} = this;
    this.#questions.set(call.key, reason);
    this.buttons.hold(call);
    this.region.announce(this.#translator(`ask.${reason}`, {who: calleeLabel(call)}));
    host.requestUpdate();
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>('.primary')?.focus();
  }

  /** Another call with what the page asked for; the user may have chosen another phone since. */
  #placeAgain(call: Call, store: Store): void {
    const {host} = this;
    const {name, requested} = call;
    const to = dialString({...call, e164: call.to});
    placeCall({element: host, store, request: {...requested, to, name}}).catch((error: unknown) => {
      if (!CallRejection.is(error)) throw error;
      this.#refusals.set(call.key, error);
      this.region.announce(errorSentence(error, calleeLabel(call), this.#translator));
      host.requestUpdate();
    });
  }
}

/** Whether the page wants its users to be asked. */
function confirmOf(button: (Element & {readonly confirm?: Confirm}) | undefined): Confirm {
  return button?.confirm ?? 'auto';
}
