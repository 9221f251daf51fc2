/** Moves the meters of a call's sound while the user can see them. */
import type {ReactiveController} from 'lit';
import type {SoundLevels} from '../../../store/types.js';
import type {PhoneHost, PhoneSource} from '../phone-host.js';

const LEVEL_INTERVAL_MS = 100;
/** For users who want less motion. */
const CALM_INTERVAL_MS = 1_000;
/** Screen readers look at a meter now and then, and some report each change. */
const SPOKEN_INTERVAL_MS = 3_000;

export class SoundMeters implements ReactiveController {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #spokenAt = -Infinity;

  constructor(private readonly host: PhoneHost, private readonly source: PhoneSource) {
    host.addController(this);
  }

  hostConnected(): void {
    this.host.ownerDocument.addEventListener('visibilitychange', this);
  }

  hostDisconnected(): void {
    this.host.ownerDocument.removeEventListener('visibilitychange', this);
    this.#stop();
  }

  hostUpdated(): void {
    if (this.#meters.length === 0) this.#stop();
    else if (this.#timer === undefined) this.#tick();
  }

  /** The tab was hidden or shown. */
  handleEvent(): void {
    this.#stop();
    this.hostUpdated();
  }

  get #meters(): NodeListOf<HTMLElement> {
    return this.host.renderRoot.querySelectorAll('[data-level]');
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  #tick(): void {
    const {host, source} = this;
    if (!host.isConnected || host.ownerDocument.hidden) return;
    const levels = source.store()?.soundLevels();
    // The call is over, or goes on elsewhere.
    if (!levels) return host.requestUpdate();
    this.#show(levels);
    const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.#timer = setTimeout(() => this.#tick(), isCalm ? CALM_INTERVAL_MS : LEVEL_INTERVAL_MS);
  }

  #show(levels: SoundLevels): void {
    const now = performance.now();
    const isSpoken = now - this.#spokenAt > SPOKEN_INTERVAL_MS;
    if (isSpoken) this.#spokenAt = now;
    for (const meter of this.#meters) {
      const level = Math.min(Math.max(levels[meter.dataset.level as keyof SoundLevels], 0), 1);
      meter.style.setProperty('--_level', String(level));
      if (isSpoken) meter.setAttribute('aria-valuenow', String(Math.round(level * 100)));
    }
  }
}
