/** Tells of calls while the tab is hidden: by a notification each, and by a mark in the title. */
import type {ReactiveController, ReactiveElement} from 'lit';
import {inboundCallWords} from '../../../i18n/en/inbound-call.js';
import {createTranslator} from '../../../i18n/translator.js';
import type {Inbound} from '../../../store/types.js';
import {languageOf} from '../../internal/page-language.js';
import {
  callerName, callerNumber, inboundState, queueSentence, type InboundTranslator,
} from '../caller.js';
import type {CallAnswers} from '../call-answers.js';
import type {CallerContacts} from '../caller-contacts.js';
import {forgetOthers} from '../forget-calls.js';
import type {InboundEvents} from '../inbound-events.js';
import type {ShownCards} from '../shown-cards.js';
import {TitleMark} from './title-mark.js';

export interface AlertsHost extends ReactiveElement {
  readonly notify: boolean;
  readonly ring: boolean;
}

/** The calls, who calls, and which tag and document may tell. */
export interface RingSources {
  readonly cards: ShownCards;
  readonly contacts: CallerContacts;
  readonly events: InboundEvents;
  readonly answers: CallAnswers;
}

export class RingNotifier implements ReactiveController {
  /** By the calls' keys; null where the browser has refused one. */
  readonly #notifications = new Map<string, Notification | null>();
  readonly #mark = new TitleMark();

  constructor(private readonly host: AlertsHost, private readonly sources: RingSources) {
    host.addController(this);
    host.requestUpdate();
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this);
    this.#update([]);
  }

  hostUpdated(): void {
    const {contacts, cards} = this.sources;
    const ringing = cards.current
      .filter((call) => inboundState(call) === 'ringing' && !contacts.isNameAwaited(call));
    this.#update(this.#isWanted ? ringing : []);
  }

  /** The tab was hidden or shown. */
  handleEvent(): void {
    this.hostUpdated();
  }

  /** Whether the browser would ask the user, whose answer is not known yet. */
  get canAsk(): boolean {
    const isPossible = this.#isWanted && isSecureContext && 'Notification' in window;
    return isPossible && Notification.permission === 'default';
  }

  /** Call it in a click. */
  async ask(): Promise<void> {
    if (this.canAsk) await Notification.requestPermission();
    this.host.requestUpdate();
  }

  get #isWanted(): boolean {
    return this.host.notify && this.sources.events.isFirst;
  }

  /** `calls`: those that ring, the newest first. */
  #update(calls: readonly Inbound[]): void {
    for (const [key, notification] of this.#notifications) {
      if (!calls.some((call) => call.key === key) || !document.hidden) notification?.close();
    }
    forgetOthers(calls, this.#notifications);
    const [newest] = calls;
    if (!newest || !document.hidden) return this.#mark.remove();
    const t = createTranslator(inboundCallWords, languageOf(this.host));
    this.#mark.set(this.#callerOf(newest, t));
    for (const call of calls) if (this.sources.events.isPrimary(call)) this.#notify(call, t);
  }

  #notify(call: Inbound, t: InboundTranslator): void {
    const isGranted = 'Notification' in window && Notification.permission === 'granted';
    const {key} = call;
    if (!isGranted || this.#notifications.has(key)) return;
    this.#notifications.set(key, null);
    const who = this.#callerOf(call, t);
    const number = callerNumber(call, t);
    const body = queueSentence(call, t) || (number === who ? '' : number);
    try {
      // Silent, since the phone rings already.
      const notification = new Notification(who, {
        body, tag: `rc-inbound-call ${key}`, silent: true, lang: t.language, dir: t.direction,
      });
      notification.onclick = () => {
        window.focus();
        notification.close();
      };
      this.#notifications.set(key, notification);
    } catch {
      // Some browsers let only a service worker notify: the mark in the title remains.
    }
  }

  #callerOf(call: Inbound, t: InboundTranslator): string {
    return callerName(call, this.sources.contacts.of(call) ?? [], t);
  }
}
