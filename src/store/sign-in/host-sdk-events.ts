/** Tells when users sign in or out with the SDK of the host page. */
import type {HostPlatform} from '../../ringcentral/platform.js';
import {isNoAnswer, isPlatformAnswer} from '../../ringcentral/transports.js';
import type {SessionHost} from './strategy.js';

/**
 * Follows the host's own sign-in and sign-out; returns the unsubscribe. Null where the SDK has no
 * events, or throws at the attempt to listen to them.
 */
export function followHostSession(
  platform: HostPlatform, host: SessionHost, on: {signIn(): void; signOut(): void},
): (() => void) | null {
  if (!platform.on) return null;
  const eventNames = platform.events ?? {};
  const listeners: readonly (readonly [string, (error?: unknown) => void])[] = [
    [eventNames.loginSuccess ?? 'loginSuccess', () => on.signIn()],
    [eventNames.logoutSuccess ?? 'logoutSuccess', () => on.signOut()],
    [eventNames.refreshError ?? 'refreshError', async (error) => {
      const isEnd = await isSessionEnd(error);
      if (isEnd && host.state === 'ready') host.endSession('expired');
    }],
  ];
  const stopFollowing = () => {
    try {
      for (const [eventName, listener] of listeners) platform.off?.(eventName, listener);
    } catch {
      // Its late calls belong to a session that the page no longer uses.
    }
  };
  try {
    for (const [eventName, listener] of listeners) platform.on(eventName, listener);
    return stopFollowing;
  } catch {
    stopFollowing();
    return null;
  }
}

/**
 * Without a network, with a captive portal, or with a fault at RingCentral, the session may still
 * be valid.
 */
async function isSessionEnd(refreshError: unknown): Promise<boolean> {
  const {response} = (refreshError ?? {}) as {response?: Response | null};
  if (!response) return !isNoAnswer(refreshError);
  return response.status >= 400 && response.status < 404 && await isPlatformAnswer(response);
}
