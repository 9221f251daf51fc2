import type {Store} from '../../store/types.js';
import {RcElement} from './base-element.js';
import {getPageStore} from './event-bridge.js';

/** An element that has nothing to draw without a store, and so makes it. */
export abstract class StoreElement extends RcElement {
  protected override findStore(): Store {
    return getPageStore(this.account);
  }
}
