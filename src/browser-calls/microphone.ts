/** The microphone, and in the user's terms why there is none. */
import {PhoneError, type PhoneProblem} from '../store/phone-port.js';

/** For so long the browser's question may stand. */
const PROMPT_TIMEOUT_MS = 60_000;

export interface Microphone {
  readonly stream: MediaStream;
  readonly track: MediaStreamTrack;
  /** The device that was asked for; undefined = it is the system's. */
  readonly deviceId: string | undefined;
}

/**
 * Opens a microphone: the one that is asked for, or else the system's. Rejects with a `PhoneError`,
 * and once the signal aborts with its reason.
 */
export async function openMicrophone(
  deviceId: string | undefined, signal: AbortSignal,
): Promise<Microphone> {
  try {
    return await requestMicrophone(deviceId, signal);
  } catch (error) {
    if (signal.aborted) throw signal.reason as Error;
    const problem = problemOf(error);
    const isGone = deviceId !== undefined && problem.code === 'microphone-missing';
    if (isGone) return openMicrophone(undefined, signal);
    throw new PhoneError(problem);
  }
}

/** Whether it can be asked for without a question to the user. Not every browser tells. */
export async function isMicrophoneAllowed(): Promise<boolean> {
  try {
    return (await navigator.permissions.query({name: 'microphone'})).state === 'granted';
  } catch {
    return false;
  }
}

function requestMicrophone(
  deviceId: string | undefined, signal: AbortSignal,
): Promise<Microphone> {
  const audio = deviceId === undefined ? true : {deviceId: {exact: deviceId}};
  return new Promise((resolve, reject) => {
    let isLate = false;
    const giveUp = (error: Error): void => {
      isLate = true;
      reject(error);
    };
    const timer = setTimeout(
      () => giveUp(new PhoneError({code: 'microphone-blocked'})), PROMPT_TIMEOUT_MS,
    );
    signal.addEventListener('abort', () => giveUp(signal.reason as Error));
    navigator.mediaDevices.getUserMedia({audio}).then((stream) => {
      const [track] = stream.getAudioTracks();
      if (isLate) track?.stop();
      else if (track) resolve({stream, track, deviceId});
      else reject(new PhoneError({code: 'microphone-missing'}));
    }).catch(reject).finally(() => clearTimeout(timer));
  });
}

/** Browsers tell a missing, a busy and a broken microphone apart; users cannot, and need not. */
function problemOf(error: unknown): PhoneProblem {
  if (error instanceof PhoneError) return error.problem;
  const {name} = error as Error;
  if (name !== 'NotAllowedError' && name !== 'SecurityError') return {code: 'microphone-missing'};
  return isBlockedByPage()
    ? {code: 'microphone-blocked', why: 'blocked-by-page'}
    : {code: 'microphone-blocked'};
}

/** The page's policy, or the frame that it is in, forbids it. Only some browsers tell. */
function isBlockedByPage(): boolean {
  const {permissionsPolicy, featurePolicy} = document as Document & Record<
    'permissionsPolicy' | 'featurePolicy', {allowsFeature(name: string): boolean} | undefined
  >;
  return (permissionsPolicy ?? featurePolicy)?.allowsFeature('microphone') === false;
}
