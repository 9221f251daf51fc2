/** Tells of calls while the tab is hidden: by a notification each, and by a mark in the title. */
import type {ReactiveElement} from 'lit';
import {inboundCallWords} from '../../../i18n/en/inbound-call.js';
import {createTranslator} from '../../../i18n/translator.js';
import type {Inbound} from '../../../store/types.js';
import type {Contact} from '../../internal/contacts.js';
import {languageOf} from '../../internal/page-language.js';
import {callerName, callerNumber, queueSentence, type InboundTranslator} from '../caller.js';
import {forgetOthers} from '../forget-calls.js';
import {TitleMark} from './title-mark.js';

/** A call that rings. */
interface Ring {
  readonly call: Inbound;
  readonly contacts: readonly Contact[];
  /** Only one of the open documents shows the notification. */
  readonly isPrimary: boolean;
}

export class RingNotifier {
  /** By the calls' keys; null where the browser has refused one. */
  readonly #notifications = new Map<string, Notification | null>();
  readonly #mark = new TitleMark();
  #rings: readonly Ring[] = [];

  /** The element updates when the tab is hidden or shown. */
  constructor(private readonly element: ReactiveElement) {
    document.addEventListener('visibilitychange', this);
  }

  /** Whether the browser would ask the user, whose answer is not known yet. */
  get canAsk(): boolean {
    return isSecureContext && 'Notification' in window && Notification.permission === 'default';
  }

  async ask(): Promise<void> {
    if (this.canAsk) await Notification.requestPermission();
  }

  /** The calls that ring now, the newest first. */
  update(rings: readonly Ring[]): void {
    this.#rings = rings;
    const calls = rings.map(({call}) => call);
    for (const [key, notification] of this.#notifications) {
      if (!calls.some((call) => call.key === key)) notification?.close();
    }
    forgetOthers(calls, this.#notifications);
    const [newest] = rings;
    if (!newest || !document.hidden) return this.#mark.remove();
    const t = createTranslator(inboundCallWords, languageOf(this.element));
    this.#mark.set(callerName(newest.call, newest.contacts, t));
    for (const ring of rings) if (ring.isPrimary) this.#notify(ring, t);
  }

  handleEvent(): void {
    this.update(this.#rings);
    this.element.requestUpdate();
  }

  dispose(): void {
    this.update([]);
    this.#mark.remove();
    document.removeEventListener('visibilitychange', this);
  }

  #notify({call, contacts}: Ring, t: InboundTranslator): void {
    const isGranted = 'Notification' in window && Notification.permission === 'granted';
    const {key} = call;
    if (!isGranted || this.#notifications.has(key)) return;
    this.#notifications.set(key, null);
    const who = callerName(call, contacts, t);
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
}
