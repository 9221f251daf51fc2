/**
 * The phone that the store needs, and how it gets one. The store knows no page, and the code of the
 * phone is only where a page wants it.
 */
import type {SipInfo} from '../ringcentral/sip-provision.js';
import type {BrowserPhone, SoundLevels} from './browser-phone-types.js';
import type {Failure, Leg, Why} from './types.js';

/** Why the phone is not registered, or a line is over or silent. */
export interface PhoneProblem {
  readonly code: Failure;
  readonly why?: Why;
  readonly leg?: Leg;
}

/** A `Phone` and its lines reject with this. */
export class PhoneError extends Error {
  override readonly name = 'PhoneError';

  constructor(readonly problem: PhoneProblem) {
    super(problem.code);
  }
}

/** How a line has ended. Exactly one of these comes last. */
export type LineEnd =
  /** From here: by `hangUp`, `decline`, or since the page goes. */
  | {readonly by: 'user'}
  /** The other side, the platform, or another phone of the user. */
  | {readonly by: 'platform'}
  /** Nothing tells how it is at the platform, which could not be asked, or not be told in time. */
  | {readonly by: 'lost'}
  /** It never came about, or the platform refused it. */
  | {readonly by: 'failure'; readonly problem: PhoneProblem};

export interface LineListener {
  /**
   * The platform has taken the call. `sessionId`: id of the telephony session, where the platform
   * names it.
   */
  onRinging(sessionId: string | undefined): void;
  /** Sound goes both ways. It says nothing about the other party: RingCentral answers at once. */
  onSound(): void;
  /** A problem of the sound that the user can mend, such as a headset that is gone; null = none. */
  onProblem(problem: PhoneProblem | null): void;
  onEnd(end: LineEnd): void;
}

/** One call of the phone. Each promise settles within seconds; it rejects with a `PhoneError`. */
export interface Line {
  /** Silent at once. Resolves after `onEnd`: once the platform was told, or after half a minute. */
  hangUp(): Promise<void>;
  hold(isOn: boolean): Promise<void>;
  mute(isOn: boolean): Promise<void>;
  /** 0–9 * # and , for a pause of 2 s. Resolves once all are sent. */
  sendDigits(digits: string): Promise<void>;
  soundLevels(): SoundLevels;
}

/** A call to the user that rings in this phone. */
export interface InboundLine extends Line {
  /** Id of the telephony session. */
  readonly sessionId: string | undefined;
  listen(listener: LineListener): void;
  answer(): Promise<void>;
  decline(): Promise<void>;
}

export interface PhoneListener {
  /** The socket is gone, or is back. Calls go on. */
  onConnection(isConnected: boolean): void;
  /** The registration is lost for good: RingCentral refuses it. */
  onRefused(problem: PhoneProblem): void;
  onInboundLine(line: InboundLine): void;
  /** Devices were plugged in or out, or their names are known now. */
  onDevices(devices: Pick<BrowserPhone, 'microphones' | 'speakers'>): void;
}

/** The devices that the user has chosen; absent = those of the system. */
export interface ChosenDevices {
  readonly microphone?: string | undefined;
  readonly speaker?: string | undefined;
}

/** The phone of one tab. It survives a lost socket, and tells the platform when the page goes. */
export interface Phone {
  /**
   * `instanceId`: of this browser, the same in all tabs and visits. Rejects with a `PhoneError`
   * within 15 s.
   */
  register(sipInfo: SipInfo, instanceId: string): Promise<void>;
  /** Ends all lines, and gives the registration back. Never rejects; at most 3 s. */
  unregister(): Promise<void>;
  /** `to`, `callerId`: E.164. The listener is called from then on, never before this returns. */
  call(to: string, callerId: string | undefined, listener: LineListener): Line;
  /** For calls that go on, and those to come. */
  chooseDevices(devices: ChosenDevices): void;
}

export interface PhoneModule {
  createPhone(listener: PhoneListener): Phone;
}

export interface PhoneProvider {
  /** The browser can carry calls. */
  readonly isPossible: boolean;
  load(): Promise<PhoneModule>;
}

let provider: PhoneProvider | null = null;
const listeners = new Set<() => void>();

/** Gives all stores of this page their phone; the first one counts. */
export function providePhone(phoneProvider: PhoneProvider): void {
  if (provider) return;
  provider = phoneProvider;
  for (const listener of [...listeners]) listener();
}

export const providedPhone = (): PhoneProvider | null => provider;

/** Calls back once there is a phone; returns the unsubscribe. */
export function onPhoneProvided(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
