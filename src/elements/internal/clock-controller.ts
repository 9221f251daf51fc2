import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {onEverySecond} from './ticker.js';

/** Updates its host on every full second while a clock in it runs. */
export class ClockController implements ReactiveController {
  #stop: (() => void) | undefined;

  constructor(
    private readonly host: Element & ReactiveControllerHost,
    private readonly isRunning: () => boolean,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    const {host} = this;
    if (!host.isConnected || !this.isRunning()) return this.hostDisconnected();
    this.#stop ??= onEverySecond(() => host.requestUpdate(), host.ownerDocument);
  }

  hostDisconnected(): void {
    this.#stop?.();
    this.#stop = undefined;
  }
}
