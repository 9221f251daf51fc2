import type {ConnectOptions} from './types.js';

/** A change of one of these starts another session; other options only change how it is used. */
export const SESSION_OPTIONS = [
  'proxy', 'clientId', 'server', 'redirectUri', 'accountId', 'extensionId', 'storage',
] as const satisfies readonly (keyof ConnectOptions)[];

/** Likewise; but a page that is drawn again may make another object or function for the same. */
export const HOST_OPTIONS = [
  'sdk', 'getAccessToken',
] as const satisfies readonly (keyof ConnectOptions)[];

/** Whether a sign-in asks RingCentral in a window; else it asks the page, or leaves it. */
export const signsInInWindow = (
  {sdk, getAccessToken, proxy, clientId, flow}: ConnectOptions,
): boolean => Boolean(clientId && !sdk && !getAccessToken) && proxy === undefined &&
  flow !== 'redirect';
