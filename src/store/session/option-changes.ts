/** Which changes of a page's options mean another session, and which do not. */
import {HOST_OPTIONS, SESSION_OPTIONS} from '../session-options.js';
import type {SignInStrategy} from '../sign-in/strategy.js';
import type {ConnectOptions} from '../types.js';

export function meansSameSession(
  options: ConnectOptions, next: ConnectOptions, strategy: SignInStrategy | null,
): boolean {
  if (!hasSameWay(options, next)) return false;
  if (HOST_OPTIONS.every((name) => options[name] === next[name])) return true;
  // The present function gives the next token; that needs no other strategy.
  if (isTokenSession(options) && isTokenSession(next)) return true;
  return strategy?.isSameSession?.(next) ?? false;
}

/** Only the SDK differs, which a page may make anew whenever it is drawn. */
export const isOtherSdk = (options: ConnectOptions, next: ConnectOptions): boolean =>
  Boolean(options.sdk && next.sdk) && hasSameWay(options, next);

/** Whether only the page's SDK and function may differ. */
const hasSameWay = (options: ConnectOptions, next: ConnectOptions): boolean =>
  SESSION_OPTIONS.every((name) => String(options[name]) === String(next[name]));

const isTokenSession = ({sdk, getAccessToken}: ConnectOptions): boolean =>
  !sdk && Boolean(getAccessToken);
