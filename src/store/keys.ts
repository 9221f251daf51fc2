/**
 * Names that other tabs, other versions of this script and stored data use: change none of them.
 * The number is the version of the format, not of the package.
 */

/** `Symbol.for` key of the event bridges on a document. */
export const BRIDGES_SYMBOL_KEY = 'rc-click-to-call/1/bridges';

/** Channel on which the redirect page hands over the answer of a sign-in. */
export const ANSWER_CHANNEL = 'rc-click-to-call/1/sign-in';

/** Storage keys of sign-ins that left the page; their `state` follows. */
export const REDIRECT_KEY_PREFIX = 'rc-click-to-call/1/redirect/';

/** Storage keys, locks and channel of one extension. `scope`: server, `|`, extension id. */
export const extensionKeyPrefix = (scope: string): string => `rc-click-to-call/1/${scope}`;

/**
 * Storage keys, locks and channel of a sign-in with a client id. Two apps or two accounts on one
 * origin do not mix.
 */
export const signInKeyPrefix = (clientId: string, server: string, account: string): string =>
  `rc-click-to-call/1/session/${[clientId, server, account].map(encodeURIComponent).join('|')}/`;

/** Lock of the tab that is placing a call. `keyPrefix`: from `extensionKeyPrefix`. */
export const placingLockName = (keyPrefix: string): string => `${keyPrefix}/placing`;
