import type {Store} from '../../store/types.js';
import {RcElement} from './base-element.js';
import {getPageStore} from './event-bridge.js';

/** Base class of elements that cannot render without a store, and so create it. */
export abstract class StoreElement extends RcElement {
  protected override findStore(): Store {
    return getPageStore(this.account);
  }
}
