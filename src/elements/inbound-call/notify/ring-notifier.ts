/** Tells of calls while the tab is hidden: by a notification each, and by a mark in the title. */
import {TitleMark} from './title-mark.js';

/** A call that rings. */
export interface Ring {
  readonly key: string;
  readonly who: string;
  /** The queue or the number; may be empty. */
  readonly text: string;
  /** Only one of the open documents shows the notification. */
  readonly isPrimary: boolean;
  /** BCP 47 tag of the words. */
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
}

export class RingNotifier {
  /** By the calls' keys; null where the browser has refused one. */
  readonly #notifications = new Map<string, Notification | null>();
  readonly #mark = new TitleMark();
  #rings: readonly Ring[] = [];

  /** `onChange`: the tab was hidden or shown. */
  constructor(private readonly onChange: () => void) {
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
    const keys = new Set(rings.map(({key}) => key));
    for (const [key, notification] of this.#notifications) {
      if (keys.has(key)) continue;
      notification?.close();
      this.#notifications.delete(key);
    }
    if (!document.hidden) return this.#mark.remove();
    const [newest] = rings;
    if (newest) this.#mark.set(newest.who);
    else this.#mark.remove();
    for (const ring of rings) if (ring.isPrimary) this.#notify(ring);
  }

  handleEvent(): void {
    this.update(this.#rings);
    this.onChange();
  }

  dispose(): void {
    this.update([]);
    this.#mark.remove();
    document.removeEventListener('visibilitychange', this);
  }

  #notify({key, who, text, language, direction}: Ring): void {
    const isGranted = 'Notification' in window && Notification.permission === 'granted';
    if (!isGranted || this.#notifications.has(key)) return;
    this.#notifications.set(key, null);
    try {
      // The phone rings already.
      const notification = new Notification(who, {
        body: text, tag: `rc-inbound-call ${key}`, silent: true, lang: language, dir: direction,
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
