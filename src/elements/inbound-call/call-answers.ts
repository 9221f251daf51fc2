/** Answers and declines calls to the user in this browser, and knows why that was not done. */
import {callWords} from '../../i18n/en/calls.js';
import {createTranslator} from '../../i18n/translator.js';
import {callError, CallRejection} from '../../store/call-error.js';
import type {CallError, Inbound} from '../../store/types.js';
import {announceSentence, announcementVoice} from '../internal/announcer.js';
import {actionErrorSentence} from '../internal/call-sentences.js';
import type {StoreController} from '../internal/store-controller.js';
import {forgetOthers} from './forget-calls.js';

export type AnswerAction = 'answer' | 'decline';

export class CallAnswers {
  /** Keys of the calls that are being answered or declined. */
  readonly #busyKeys = new Set<string>();
  /** By the calls' keys. */
  readonly #errors = new Map<string, CallError>();

  constructor(private readonly store: StoreController, private readonly onChange: () => void) {}

  isBusy({key}: Inbound): boolean {
    return this.#busyKeys.has(key);
  }

  /** Why a call that still rings was not answered or declined. */
  errorOf({key, phase}: Inbound): CallError | undefined {
    return phase === 'ringing' ? this.#errors.get(key) : undefined;
  }

  async act(inbound: Inbound, action: AnswerAction): Promise<void> {
    const {store: {value: store}, onChange} = this;
    const {key} = inbound;
    if (!store || this.isBusy(inbound)) return;
    this.#busyKeys.add(key);
    this.#errors.delete(key);
    onChange();
    try {
      await store[action](key);
    } catch (error) {
      this.#reject(key, CallRejection.is(error) ? error : callError('unknown'));
    } finally {
      this.#busyKeys.delete(key);
      onChange();
    }
  }

  /** Forgets the calls that are gone. */
  follow(calls: readonly Inbound[]): void {
    forgetOthers(calls, this.#errors);
  }

  #reject(key: string, error: CallError): void {
    const store = this.store.value;
    const isRinging = store?.inbound.get()
      .some((inbound) => inbound.key === key && inbound.phase === 'ringing');
    if (!store || !isRinging) return;
    this.#errors.set(key, error);
    const t = createTranslator(callWords, announcementVoice(store));
    announceSentence(store, actionErrorSentence(error, '', t));
  }
}
