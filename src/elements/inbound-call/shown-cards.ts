/** Which calls have a card. The card of a call that is over goes by itself, unless it is in use. */
import type {LitElement, ReactiveController} from 'lit';
import type {Inbound} from '../../store/types.js';
import {ActivationGuard} from '../internal/activation-guard.js';
import type {StoreController} from '../internal/store-controller.js';
import {asTalking, inboundState, isInboundOver, type InboundState} from './caller.js';
import {forgetOthers} from './forget-calls.js';

/** How long a card stays after the call. */
const LIFETIMES_MS: Readonly<Partial<Record<InboundState, number>>> = {
  ended: 5000,
  elsewhere: 5000,
  declined: 5000,
  missed: 60_000,
};
/** How long it stays after the focus and the pointer have left it. */
const AFTER_USE_MS = 3000;

/** Within this time, a second press of a key belongs to the first one. */
const SECOND_PRESS_MS = 500;

interface CardsHost extends Pick<LitElement, 'addController' | 'renderRoot' | 'requestUpdate'> {
  readonly when: string;
}

export class ShownCards implements ReactiveController {
  /** Newest first. */
  calls: readonly Inbound[] = [];
  /** Calls that have a card, and those that ring or go on without one. */
  current: readonly Inbound[] = [];
  /** When the cards of calls that are over go, on the page's own clock. */
  readonly #leaveTimes = new Map<string, number>();
  readonly #goneKeys = new Set<string>();
  readonly #pointedKeys = new Set<string>();
  readonly #guard = new ActivationGuard();
  /** On the page's own clock. */
  #dismissedAt = -Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly host: CardsHost, private readonly store: StoreController) {
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#pointedKeys.clear();
  }

  hostUpdate(): void {
    const all = this.store.value?.inbound.get().map(asTalking) ?? [];
    for (const byKey of [this.#leaveTimes, this.#goneKeys, this.#pointedKeys]) {
      forgetOthers(all, byKey);
    }
    this.#removeOld(all);
    const calls = all.filter((call) => this.#hasCard(call));
    if (keysOf(calls) !== keysOf(this.calls)) this.#guard.hold();
    this.calls = calls;
    this.current = all.filter((call) => !isInboundOver(call) || this.calls.includes(call));
  }

  /** The next clicks belong to the one that was just made. */
  hold(): void {
    this.#guard.hold();
  }

  /** Whether a click was aimed at something else: a card has just come, gone or moved. */
  ignoreClick({detail}: MouseEvent): boolean {
    const isByPointer = detail > 0;
    return isByPointer && this.#guard.isHeld();
  }

  /** As `ignoreClick`; a second press was aimed at the card that has just gone. */
  ignoreDismiss(event: MouseEvent): boolean {
    const now = performance.now();
    if (this.ignoreClick(event) || now - this.#dismissedAt < SECOND_PRESS_MS) return true;
    this.#dismissedAt = now;
    return false;
  }

  /** The pointer has come into a card. A finger never leaves what it has touched last. */
  handlePointerEnter({key}: Inbound, {pointerType}: PointerEvent): void {
    if (pointerType !== 'touch') this.#pointedKeys.add(key);
  }

  handlePointerLeave({key}: Inbound): void {
    this.#pointedKeys.delete(key);
    this.keep({key});
  }

  /** The card has been in use until now. */
  keep({key}: Pick<Inbound, 'key'>): void {
    const leaveTime = this.#leaveTimes.get(key);
    if (leaveTime === undefined) return;
    this.#leaveTimes.set(key, Math.max(leaveTime, performance.now() + AFTER_USE_MS));
    this.host.requestUpdate();
  }

  #hasCard({key, phase, answeredAt}: Inbound): boolean {
    const isAnswered = answeredAt !== undefined || phase === 'answered';
    const isWanted = this.host.when !== 'answer' || isAnswered;
    return isWanted && !this.#goneKeys.has(key);
  }

  #removeOld(calls: readonly Inbound[]): void {
    const now = performance.now();
    let nextTime = Infinity;
    for (const call of calls.filter(isInboundOver)) {
      const leaveTime = this.#leaveTimes.get(call.key) ?? now + remainingLifetime(call);
      this.#leaveTimes.set(call.key, leaveTime);
      if (this.#isUsed(call.key)) continue;
      if (leaveTime <= now) this.#goneKeys.add(call.key);
      else nextTime = Math.min(nextTime, leaveTime);
    }
    clearTimeout(this.#timer);
    if (nextTime === Infinity) return;
    this.#timer = setTimeout(() => this.host.requestUpdate(), nextTime - now);
  }

  #isUsed(key: string): boolean {
    if (this.#pointedKeys.has(key)) return true;
    const focusedCard = (this.host.renderRoot as ShadowRoot).activeElement?.closest('.call');
    return (focusedCard as HTMLElement | null | undefined)?.dataset.key === key;
  }
}

const keysOf = (calls: readonly Inbound[]): string => calls.map(({key}) => key).join(' ');

/** A page that has just been loaded may find a call that has long been over. */
function remainingLifetime(call: Inbound): number {
  const lifetime = LIFETIMES_MS[inboundState(call)] ?? 0;
  const age = Date.now() - (call.endedAt ?? Date.now());
  return Math.min(Math.max(lifetime - age, 0), lifetime);
}
