/**
 * The used part of ringcentral-web-phone 2.5.4. `scripts/rollup.vendor.mjs` bundles that, without the
 * library's own socket, microphone and automatic answers: a method that it cuts must not be declared.
 */
interface SipInfo {
  readonly authorizationId: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  readonly stunServers?: readonly string[];
}

export declare class EventEmitter {
  on(eventName: string, listener: (...args: never[]) => void): void;
  once(eventName: string, listener: (...args: never[]) => void): void;
  off(eventName: string, listener: (...args: never[]) => void): void;
  emit(eventName: string, ...args: unknown[]): void;
  removeAllListeners(): void;
}

type SipHeaders = Record<string, string>;

declare class SipMessage {
  subject: string;
  headers: SipHeaders;
  body: string;
  direction: 'inbound' | 'outbound';
  toString(): string;
  /** Of a header, whatever its case. */
  getHeader(name: string): string | undefined;
}

export declare class InboundMessage extends SipMessage {
  static fromString(text: string): InboundMessage;
}

export declare class RequestMessage extends SipMessage {
  constructor(subject?: string, headers?: SipHeaders, body?: string);
  /** The same request with a number of its own, to be sent again. */
  fork(): RequestMessage;
}

/** Those of `scripts/shims/sip-response-codes.js`. */
type ResponseCode = 100 | 180 | 200 | 488 | 603;

export declare class ResponseMessage extends SipMessage {
  constructor(
    inboundMessage: InboundMessage,
    response: {responseCode: ResponseCode; headers?: SipHeaders; body?: string},
  );
}

/** RingCentral's own messages: the header `P-rc`, and the body of a `MESSAGE`. */
export declare class RcMessage {
  /** Throws without a header and a body. */
  static fromXml(text: string): RcMessage;
  /** Undefined if the element has no attributes. */
  headers: Record<string, string | undefined> | undefined;
  body: Record<string, string | undefined> | undefined;
  constructor(headers: Record<string, string>, body: Record<string, string>);
  toXml(): string;
}

/** The members that are used of ours. */
export interface SipClient {
  on(eventName: string, listener: (message: InboundMessage) => unknown): void;
  /** Also an answer, where the other side has to answer it: its ACK has what an INVITE lacked. */
  request(message: RequestMessage | ResponseMessage): Promise<InboundMessage>;
  reply(message: RequestMessage | ResponseMessage): Promise<void>;
}

/** The members that are used of ours. */
export interface WebRtcSession {
  createOffer(options?: {iceRestart?: boolean}): Promise<string>;
  createAnswer(offer: string): Promise<string>;
  applyAnswer(answer: string): Promise<void>;
  dispose(): void;
}

export interface CallSession extends EventEmitter {
  readonly direction: 'inbound' | 'outbound';
  readonly state: 'init' | 'ringing' | 'answered' | 'disposed' | 'failed';
  readonly callId: string;
  readonly sessionId: string | undefined;
  readonly sipMessage: InboundMessage;
  localPeer: string;
  remotePeer: string;
  hangup(): Promise<void>;
  hold(): Promise<void>;
  unhold(): Promise<void>;
  reInvite(toReceive?: boolean): Promise<void>;
  handleReInvite(message: InboundMessage): Promise<void>;
  dispose(): void;
}

export interface InboundCallSession extends CallSession {
  answer(): Promise<void>;
  /** Does nothing where the platform gave no address for it. */
  sendRcMessage(command: number): Promise<void>;
}

export interface OutboundCallSession extends CallSession {
  cancel(): Promise<void>;
}

export default class WebPhone extends EventEmitter {
  readonly callSessions: CallSession[];
  sipInfo: SipInfo;
  constructor(options: {
    sipInfo: SipInfo;
    sipClient: SipClient;
    webRtcSessionFactory: (context: {
      callId: string;
      direction: 'inbound' | 'outbound';
      stunServers: readonly string[] | undefined;
    }) => WebRtcSession;
  });
  call(
    callee: string, callerId?: string, options?: {headers?: SipHeaders},
  ): Promise<OutboundCallSession>;
}

export declare const branch: () => string;
export declare const fakeDomain: string;
export declare const fakeEmail: string;
export declare const generateAuthorization: (
  sipInfo: SipInfo, nonce: string, method: 'REGISTER' | 'INVITE',
) => string;
export declare const uuid: () => string;
