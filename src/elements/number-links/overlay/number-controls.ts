/** "Hold" and "Mute" in the card of a number; its call button hangs up. */
import {callStatusWords} from '../../../i18n/en/call-status.js';
import {createTranslator} from '../../../i18n/translator.js';
import type {Call, CallAction, CallError, Store} from '../../../store/types.js';
import {callSound, type CallSound} from '../../internal/browser-call.js';
import {CallControls} from '../../internal/call-controls.js';
import {controlsTemplate} from '../../internal/call-controls.template.js';
import {calleeLabel, type CallTranslator} from '../../internal/call-sentences.js';
import {HeldButtons} from '../../internal/held-buttons.js';

const CARD_ACTIONS: readonly CallAction[] = ['hold', 'mute'];

interface CardSource {
  readonly store: Store;
  /** BCP 47 tag of the language of announcements. */
  readonly language: () => string;
}

export class NumberControls {
  readonly #buttons = new HeldButtons();
  readonly #controls: CallControls;

  constructor(private readonly source: CardSource, onChange: () => void) {
    this.#controls = new CallControls<Call>({
      store: () => source.store,
      buttons: this.#buttons,
      wanted: () => CARD_ACTIONS,
      nameOf: calleeLabel,
      voice: source.language,
      onChange,
    });
  }

  /** Calls the listener when the calls have changed, or what carries them. */
  watch(listener: () => void, signal: AbortSignal): void {
    const {calls, browserPhone} = this.source.store;
    for (const value of [calls, browserPhone]) {
      signal.addEventListener('abort', value.listen(listener));
    }
  }

  /** Null where RingCentral does not let us do anything. */
  render(call: Call, t: CallTranslator): ReturnType<typeof controlsTemplate> | null {
    this.#follow(this.source.store.calls.get());
    if (this.#controls.offeredFor(call).length === 0) return null;
    const statusTranslator = createTranslator(callStatusWords, t.locale);
    return controlsTemplate<Call>(call, {t, statusTranslator, controls: this.#controls});
  }

  /** Why the last action on the call was not done. */
  errorOf(call: Call): CallError | undefined {
    return this.#controls.errorOf(call);
  }

  soundOf(call: Call): CallSound {
    return callSound(call, this.source.store);
  }

  /** Whether all that the user's leg went through was set here. */
  isUndoneHere(call: Call): boolean {
    return this.#controls.isUndoneHere(call);
  }

  #follow(calls: readonly Call[]): void {
    this.#buttons.follow(calls);
    this.#controls.follow(calls);
  }
}
