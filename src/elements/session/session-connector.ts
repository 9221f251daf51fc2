/** Connects the store of an account by the way in that an `<rc-session>` names. */
import type {LitElement, ReactiveController} from 'lit';
import type {ConnectOptions, Store} from '../../store/types.js';
import {connectSessionElement} from '../internal/fire-events.js';
import {claimWayIn, firstWayIn, releaseWayIn, type SessionElement} from './ways-in.js';

export class SessionConnector implements ReactiveController {
  /** Whether the store got a way in from this element. */
  #hasConnected = false;

  constructor(private readonly element: SessionElement & Pick<LitElement, 'addController'>) {
    element.addController(this);
  }

  /** The element has got a store, or another one. */
  follow(store: Store): void {
    connectSessionElement(store, this.element);
    this.#hasConnected = false;
  }

  /** The account is free for the next element. */
  hostDisconnected(): void {
    // An element that is only moved is back by then.
    queueMicrotask(() => {
      if (!this.element.isConnected) releaseWayIn(this.element);
    });
  }

  /** `options` is null where the element names no way in: it only shows the session then. */
  connect(store: Store, options: ConnectOptions | null): void {
    if (options && !claimWayIn(this.element, store, options)) return;
    if (!options) releaseWayIn(this.element);
    // Another element may still give the session.
    const hasNothingToSay = !options && (!this.#hasConnected || firstWayIn(store));
    this.#hasConnected = options !== null;
    if (!hasNothingToSay) void store.connect(options ?? {});
  }
}
