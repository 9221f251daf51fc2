import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {Observable, Store} from '../../store/types.js';
import {findStore, onStoreCreated} from './store-lookup.js';

interface StoreHost extends ReactiveControllerHost {
  /** Which of the page's stores to follow. */
  readonly account: string;
}

interface StoreControllerOptions {
  /** Values that the host renders: it updates when one of them changes. */
  readonly watch: (store: Store) => readonly Observable<unknown>[];
  /** Runs when the host has got a store, or another one. */
  readonly onConnect?: (store: Store) => void;
  /** For a host that cannot render without a store: creates it, instead of waiting for one. */
  readonly find?: (account: string) => Store | undefined;
}

/**
 * Follows the store of the account that its host names. Before an update the account may have
 * changed: a host that needs the store to prepare its update does so in `update`, not `willUpdate`.
 */
export class StoreController implements ReactiveController {
  /** Absent until there is a store, while the host is not connected, and on a server. */
  value: Store | undefined;
  #account = '';
  /** Absent while the host is not connected. */
  #unsubscribes: (() => void)[] | undefined;

  constructor(private readonly host: StoreHost, private readonly options: StoreControllerOptions) {
    host.addController(this);
  }

  hostConnected(): void {
    // Lit connects a controller twice that is added while its host is being connected.
    if (this.#unsubscribes) return;
    const {host, options: {watch, onConnect, find = findStore}} = this;
    const store = this.value = find(this.#account = host.account);
    const requestUpdate = (): void => host.requestUpdate();
    this.#unsubscribes = store
      ? watch(store).map((observable) => observable.listen(requestUpdate))
      : [onStoreCreated(() => this.reconnect())];
    if (store) onConnect?.(store);
    requestUpdate();
  }

  hostDisconnected(): void {
    for (const unsubscribe of this.#unsubscribes ?? []) unsubscribe();
    this.#unsubscribes = this.value = undefined;
  }

  hostUpdate(): void {
    if (this.host.account !== this.#account) this.reconnect();
  }

  /** Subscribes again: the values to watch have changed. */
  reconnect(): void {
    if (!this.#unsubscribes) return;
    this.hostDisconnected();
    this.hostConnected();
  }
}
