/** `rc-click-to-call`: registers all elements, and exports them with the store and the events. */
import './click-to-call/define.js';
import './number-select/define.js';
import './call-status/define.js';
import './session/define.js';
import './number-links/define.js';

export {RcClickToCall} from './click-to-call/click-to-call.js';
export {RcNumberSelect} from './number-select/number-select.js';
export {RcCallStatus} from './call-status/call-status.js';
export {RcSession} from './session/session.js';
export {RcNumberLinks} from './number-links/number-links.js';
export {linkNumbers} from './number-links/link-numbers.js';
export type {LinkNumbersOptions} from './number-links/link-numbers.js';
export type {ResolveContact} from './number-links/contacts.js';
export {
  RcCallChangeEvent, RcCallEndEvent, RcCallErrorEvent, RcCallRequestEvent, RcLimitChangeEvent, RcSessionChangeEvent,
} from './shared/events.js';
export type {CallRequestDetail} from './shared/events.js';
export {overrideWords} from './i18n/locale.js';
export {createStore, getStore} from './store/index.js';
export type {
  Call, CallError, CallRequest, Choices, ConnectOptions, ErrorCode, Leg, Limit, NumberList, NumberOption, Observable,
  Phase, Session, SessionState, Store, StoreEvent, StoreOptions, User,
} from './store/index.js';
