import type {Call, Store} from '../../store/types.js';
import {isFinal} from '../internal/call-sentences.js';
import {getPageStore} from '../internal/event-bridge.js';
import {disownCalls} from '../internal/fire-events.js';
import {livingCallTo, untoldCallTo} from '../internal/living-call.js';
import type {CallButtonHost} from './call-button-host.js';
import {currentTarget, isSameTarget, type CallTarget} from './call-target.js';

/** The call that a button shows: its own, or another one to its number. */
export class FollowedCall {
  #target: CallTarget;
  /** Null since the user has begun something new; undefined at first. */
  #key: string | null | undefined;
  /** The call that the last attempt placed. */
  #placedKey: string | undefined;

  constructor(private readonly button: CallButtonHost) {
    this.#target = currentTarget(button);
  }

  get call(): Call | undefined {
    return this.#store.calls.get().find(({key}) => key === this.#key);
  }

  /** The call while it is ringing or connected, or is about to. */
  get living(): Call | null {
    const {call} = this;
    return call && !isFinal(call.phase) ? call : null;
  }

  /** The button shows this call. */
  is({key}: Call): boolean {
    return key === this.#key;
  }

  /** The button's last attempt placed this call. */
  isOwn({key}: Call): boolean {
    return key === this.#placedKey;
  }

  follow(placedKey: string): void {
    this.#key = this.#placedKey = placedKey;
  }

  /** The user has begun something new. */
  forget(): void {
    this.#key = null;
  }

  /** Whether the button shows another number now: its call is no longer this button's. */
  leaveOtherNumber(): boolean {
    const target = currentTarget(this.button);
    const {text} = this.#target;
    const isSame = isSameTarget(this.#target, target);
    // The parser may still be reading the same text again: until then, its last result counts.
    if (!isSame || target.key) this.#target = target;
    if (isSame) return false;
    const {element, links, offersMenu} = this.button;
    // The numbers of a menu are all of its button.
    const isOwn = offersMenu && links.some((link) => link.getAttribute('href') === text);
    if (!isOwn) disownCalls(this.#store, element);
    this.#key = undefined;
    return true;
  }

  /** Whether there is another call to the number, perhaps of another tab: it is shown now. */
  followNewer(): boolean {
    const {destination} = this.button;
    if (destination.kind !== 'number') return false;
    const findCall = this.#key === undefined ? untoldCallTo : livingCallTo;
    const call = findCall(this.#store, destination.number);
    if (!call || this.is(call)) return false;
    this.#key = call.key;
    return true;
  }

  get #store(): Store {
    return getPageStore(this.button.element.account);
  }
}
