// The exports of our bundle of ringcentral-web-phone: see src/vendor/ringcentral-web-phone.d.ts.
export {default} from 'ringcentral-web-phone';
export {default as EventEmitter} from 'ringcentral-web-phone/event-emitter';
export {default as InboundMessage} from 'ringcentral-web-phone/sip-message/inbound';
export {default as RequestMessage} from 'ringcentral-web-phone/sip-message/outbound/request';
export {default as ResponseMessage} from 'ringcentral-web-phone/sip-message/outbound/response';
export {default as RcMessage} from 'ringcentral-web-phone/rc-message/rc-message';
export {branch, fakeDomain, fakeEmail, generateAuthorization, uuid} from 'ringcentral-web-phone/utils';
