/** `rc-click-to-call/store`: session, numbers, choices and calls, without any element. */
export {getStore} from './get-store.js';
export {createStore} from './store.js';
export type {HostSdk} from '../ringcentral/platform.js';
export type {Environment} from './environment.js';
export type {
  Call, CallDetails, CallDetailsChange, CallError, CallNote, CallNoteSaved, CallRequest, Choices,
  ConnectOptions, ErrorCode,
  Failure, Inbound, InboundChange, InboundPhase, Leg, Limit, NumberList, NumberOption, Observable,
  PassiveObservable, Phase, Refusal, RequestedNumbers, Session, SessionError, SessionState,
  StorageKind, Store, StoreEvent, StoreOptions, User,
} from './types.js';
