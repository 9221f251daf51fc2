/** Moves the meters of a call's sound while the user can see them. */
import type {ReactiveController} from 'lit';
import type {SoundLevels} from '../../../store/types.js';
import type {PhoneControlsHost, PhoneSource} from '../phone-host.js';

const LEVEL_INTERVAL_MS = 100;
/** For users who want less motion. */
const CALM_INTERVAL_MS = 1_000;
/** Some screen readers report each change of a value. */
const TICKS_PER_VALUE = 30;

export class SoundMeters implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #tickCount = 0;

  constructor(private readonly host: PhoneControlsHost, private readonly source: PhoneSource) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  hostUpdated(): void {
    if (this.#meters.length > 0) this.#timer ??= setTimeout(() => this.#tick(), LEVEL_INTERVAL_MS);
  }

  get #meters(): NodeListOf<HTMLElement> {
    return this.host.renderRoot.querySelectorAll('[data-level]');
  }

  #tick(): void {
    const {host, source} = this;
    const isHidden = host.ownerDocument.hidden;
    const levels = isHidden ? undefined : source.store()?.soundLevels();
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const interval = isCalm ? CALM_INTERVAL_MS : LEVEL_INTERVAL_MS;
    if (levels) this.#show(levels);
    this.#timer = levels || isHidden ? setTimeout(() => this.#tick(), interval) : undefined;
    // The call is over, or goes on elsewhere.
    if (!this.#timer) host.requestUpdate();
  }

  #show(levels: SoundLevels): void {
    const isValueDue = this.#tickCount++ % TICKS_PER_VALUE === 0;
    for (const meter of this.#meters) {
      const level = levels[meter.dataset.level as keyof SoundLevels];
      meter.style.setProperty('--_level', String(level));
      if (isValueDue) meter.ariaValueNow = String(Math.round(level * 100));
    }
  }
}
