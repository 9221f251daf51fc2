/** The face of a call button as its calls are now: how it looks, and what a press on it does. */
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator, type Translator} from '../../i18n/translator.js';
import type {Call, CallError, Store} from '../../store/types.js';
import {announceSentence} from '../internal/announcer.js';
import {CallActions} from '../internal/call-actions.js';
import {actionErrorSentence} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import type {CallAttempt} from './call-attempt.js';
import type {CallButtonHost} from './call-button-host.js';
import {callAction, callFace, cancelFace, type ButtonState} from './call-face.js';
import type {Question} from './card-content.js';
import type {CardController} from './card-controller.js';
import type {FollowedCall} from './followed-call.js';

interface FaceSource {
  readonly followed: FollowedCall;
  readonly card: CardController;
  /** A call to the button's number is being placed, and nothing has been sent. */
  readonly placingAttempt: () => CallAttempt | null;
  readonly question: () => Question | null;
}

export class ButtonFace {
  readonly #actions: CallActions;

  constructor(private readonly button: CallButtonHost, private readonly source: FaceSource) {
    this.#actions = new CallActions({
      onBusyChange: () => button.element.requestUpdate(),
      onNotDone: (call, error, store) => this.#handleNotDone(call, error, store),
    });
  }

  /** Null means as usual. */
  get state(): ButtonState | null {
    const {followed, placingAttempt, card} = this.source;
    const t = this.#translator;
    const call = followed.living;
    if (!call) {
      const attempt = placingAttempt();
      return attempt && cancelFace({t, who: attempt.who, cancel: () => attempt.cancel()});
    }
    return callFace(call, {
      t,
      who: call.name?.trim() || this.button.calleeLabel,
      isBusy: this.#actions.isBusy(call, 'hang-up'),
      cancel: () => void this.#store.cancel(call.key),
      hangUp: () => {
        card.dropNotice('not-done');
        void this.#actions.act(this.#store, call, 'hang-up');
      },
      toggleCard: () => card.toggle(call),
    });
  }

  /** Names the effect of a press on the button; undefined = as usual. */
  get action(): string | undefined {
    const {followed, placingAttempt, question} = this.source;
    const call = followed.living;
    const asked = question();
    if (asked) return `${asked.about} ${call?.key ?? ''}`;
    if (!call) return placingAttempt() ? 'cancel' : undefined;
    return this.#actions.isBusy(call, 'hang-up') ? 'none' : callAction(call, followed.isOwn(call));
  }

  get #store(): Store {
    return getPageStore(this.button.element.account);
  }

  get #translator(): Translator<typeof callWords> {
    return createTranslator(callWords, this.button.voice);
  }

  /** The button may show another number by now. */
  #handleNotDone(call: Call, error: CallError, store: Store): void {
    const {followed, card} = this.source;
    const who = call.name?.trim() || this.button.calleeLabel;
    if (followed.is(call)) card.show({kind: 'not-done', call, error});
    announceSentence(store, actionErrorSentence(error, who, this.#translator));
  }
}
