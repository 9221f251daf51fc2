import type {PropertyValues} from 'lit';
import type {Observable, Store} from '../../store/types.js';
import {RcElement} from './base-element.js';
import {getPageStore} from './event-bridge.js';
import {StoreController} from './store-controller.js';

/** Base class of elements that cannot render without a store, and so create it. */
export abstract class StoreElement extends RcElement {
  readonly #storeController = new StoreController(this, {
    find: getPageStore,
    watch: (store) => this.watchedObservables(store),
    onConnect: (store) => this.storeChanged(store),
  });

  /** The account's store; absent until connected, and on a server. */
  protected get store(): Store | undefined {
    return this.#storeController.value;
  }

  protected override willUpdate(_changed: PropertyValues<this>): void {
    this.#storeController.hostUpdate();
  }

  /** Subscribes again: the observables to watch have changed. */
  protected reconnectStore(): void {
    this.#storeController.reconnect();
  }

  /** Values that the element renders: it updates when one of them changes. */
  protected watchedObservables(_store: Store): readonly Observable<unknown>[] {
    return [];
  }

  /** Runs when the element has got a store, or another one. */
  protected storeChanged(_store: Store): void {}
}
