/** `rc-click-to-call`: registers all elements; exports their classes, the events and the store. */
import './elements/click-to-call/define.js';
import './elements/number-select/define.js';
import './elements/call-status/define.js';
import './elements/session/define.js';
import './elements/number-links/define.js';
import './elements/inbound-call/define.js';

export {RcClickToCall} from './elements/click-to-call/click-to-call.js';
export {RcNumberSelect} from './elements/number-select/number-select.js';
export {RcCallStatus} from './elements/call-status/call-status.js';
export {RcSession} from './elements/session/session.js';
export {RcNumberLinks} from './elements/number-links/number-links.js';
export {RcInboundCall} from './elements/inbound-call/inbound-call.js';
export {linkNumbers} from './elements/number-links/link-numbers.js';
export type {LinkNumbersOptions} from './elements/number-links/link-numbers.js';
export type {Contact, ResolveContact} from './elements/internal/contacts.js';
export {
  RcCallChangeEvent, RcCallDetailsEvent, RcCallEndEvent, RcCallErrorEvent, RcCallNoteEvent,
  RcCallRequestEvent,
  RcInboundChangeEvent, RcInboundOpenEvent, RcLimitChangeEvent, RcSessionChangeEvent,
} from './elements/internal/events.js';
export type {CallRequestDetail} from './elements/internal/events.js';
export {overrideWords} from './i18n/translator.js';
export {createStore, getStore} from './store/index.js';
export type {
  Call, CallDetails, CallError, CallNote, CallRequest, Choices, ConnectOptions, ErrorCode, Inbound,
  InboundPhase, Leg, Limit, NumberList, NumberOption, Observable, Phase, RequestedNumbers,
  Session, SessionState, Store, StoreEvent, StoreOptions, User,
} from './store/index.js';
