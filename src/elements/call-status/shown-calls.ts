/** The calls that a panel shows: those of its account, or one of them. */
import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Call, Store} from '../../store/types.js';
import {isGivenUp, type GivenUpCall} from '../internal/call-sentences.js';
import type {StoreController} from '../internal/store-controller.js';
import {possiblePhone, THIS_BROWSER} from '../internal/this-browser.js';

interface PanelHost extends ReactiveControllerHost {
  /** RingOut ID of the only call to show; empty: all calls. */
  readonly callId: string;
}

export class ShownCalls implements ReactiveController {
  /** The last call of a user who signed out meanwhile: no name or number is kept. */
  givenUp: GivenUpCall | null = null;
  #stopListening: (() => void) | undefined;

  constructor(private readonly host: PanelHost, private readonly store: StoreController) {
    host.addController(this);
  }

  connect(store: Store): void {
    this.hostDisconnected();
    this.#stopListening = store.on(({type, call}) => {
      if (type !== 'call-end' || !this.isListed(call)) return;
      if (isGivenUp(call)) this.givenUp = {id: call.id, ...call.via && {via: call.via}};
    });
  }

  hostDisconnected(): void {
    this.#stopListening?.();
  }

  hostUpdate(): void {
    // Shared computers: the next user sees nothing of the last one.
    if (this.store.value?.session.get().state === 'ready') this.givenUp = null;
  }

  /** Newest first. */
  get calls(): readonly Call[] {
    const calls = this.store.value?.calls.get() ?? [];
    return this.host.callId ? calls.filter((call) => this.isListed(call)) : calls;
  }

  /** A single call that is gone leaves nothing behind, unless it was given up. */
  get isEmpty(): boolean {
    return this.calls.length === 0 && (!this.host.callId || this.givenUp !== null);
  }

  /** The next call goes through this browser. */
  get callsInBrowser(): boolean {
    const store = this.store.value;
    return store !== undefined && possiblePhone(store.choices.get().from, store) === THIS_BROWSER;
  }

  isListed({id}: Call): boolean {
    const {callId} = this.host;
    return !callId || callId === id;
  }

  /** When RingCentral takes requests again, in epoch ms; in the past = it does. */
  get limitedUntil(): number {
    return this.store.value?.limit.get().until ?? 0;
  }

  /** Whether the panel shows a time that changes each second. */
  get hasRunningTime(): boolean {
    const now = Date.now();
    return this.limitedUntil > now || this.calls.some((call) => hasRunningTime(call, now));
  }
}

function hasRunningTime({phase, error}: Call, now: number): boolean {
  if (phase === 'connected') return true;
  return error?.retryAt !== undefined && error.retryAt > now;
}
