/**
 * The outcome of each kind of request under each fault: `fault-matrix.test.ts` asserts it, and
 * `docs/calls.md` prints it.
 */

export const FAULTS = [
  'offline', 'no answer in time', 'connection lost before', 'connection lost after', 'connection lost within the body',
  '400', '401 once', '403', '404', '429', '429, Retry-After 20', '500', '502 as HTML', '503, Retry-After 20',
  'truncated JSON', 'wrong types', 'empty body',
  'captive portal', '401 as HTML', '403 as HTML', '404 as HTML', '429, Retry-After -5', 'said to be offline',
] as const;

export type Fault = (typeof FAULTS)[number];
export type RequestKind = 'place' | 'status' | 'cancel' | 'lists';

/** Names of the columns in docs/calls.md. @lazy */
export const KINDS: Readonly<Record<RequestKind, string>> = {
  place: 'placing (`POST`)', status: 'status (`GET`)', cancel: 'canceling (`DELETE`)', lists: 'lists of numbers (`GET`)',
};

/**
 * place: phase and error code, and the number of requests. status: the call meanwhile, and the
 * seconds until its status is read again; or its end. cancel: the final phase, or the call given
 * back, and the number of requests. lists: state and error code.
 */
export const MATRIX: Readonly<Record<RequestKind, Readonly<Record<Fault, string>>>> = {
  place: {
    'offline': 'failed: offline, 0 sent',
    'no answer in time': 'unconfirmed, 1 sent',
    'connection lost before': 'unconfirmed, 1 sent',
    'connection lost after': 'unconfirmed, 1 sent',
    'connection lost within the body': 'unconfirmed, 1 sent',
    '400': 'failed: unknown, 1 sent',
    '401 once': 'ringing-caller, 2 sent',
    '403': 'failed: permission-missing, 1 sent',
    '404': 'failed: unknown, 1 sent',
    '429': 'failed: rate-limited, 1 sent, try again in 60 s',
    '429, Retry-After 20': 'failed: rate-limited, 1 sent, try again in 20 s',
    '500': 'unconfirmed, 1 sent',
    '502 as HTML': 'unconfirmed, 1 sent',
    '503, Retry-After 20': 'unconfirmed, 1 sent',
    'truncated JSON': 'unconfirmed, 1 sent',
    'wrong types': 'unconfirmed, 1 sent',
    'empty body': 'unconfirmed, 1 sent',
    'captive portal': 'unconfirmed, 1 sent',
    '401 as HTML': 'unconfirmed, 1 sent',
    '403 as HTML': 'unconfirmed, 1 sent',
    '404 as HTML': 'unconfirmed, 1 sent',
    '429, Retry-After -5': 'failed: rate-limited, 1 sent, try again in 60 s',
    'said to be offline': 'ringing-caller, 1 sent',
  },
  status: {
    'offline': 'stale, read again when online',
    'no answer in time': 'stale, read again after 2–3 s',
    'connection lost before': 'stale, read again after 2–3 s',
    'connection lost after': 'stale, read again after 2–3 s',
    'connection lost within the body': 'stale, read again after 2–3 s',
    '400': 'stale, read again after 2–3 s',
    '401 once': 'read at once, with a renewed token',
    '403': 'stale, read again after 2–3 s',
    '404': 'failed: no-answer',
    '429': 'stale, read again after 60–63 s',
    '429, Retry-After 20': 'stale, read again after 20–23 s',
    '500': 'stale, read again after 2–3 s',
    '502 as HTML': 'stale, read again after 2–3 s',
    '503, Retry-After 20': 'stale, read again after 20–23 s',
    'truncated JSON': 'stale, read again after 2–3 s',
    'wrong types': 'stale, read again after 2–3 s',
    'empty body': 'stale, read again after 2–3 s',
    'captive portal': 'stale, read again after 2–3 s',
    '401 as HTML': 'stale, read again after 2–3 s',
    '403 as HTML': 'stale, read again after 2–3 s',
    '404 as HTML': 'stale, read again after 2–3 s',
    '429, Retry-After -5': 'stale, read again after 60–63 s',
    'said to be offline': 'read as usual',
  },
  cancel: {
    'offline': 'canceled, 1 sent',
    'no answer in time': 'canceled, 2 sent',
    'connection lost before': 'canceled, 2 sent',
    'connection lost after': 'canceled, 2 sent',
    'connection lost within the body': 'canceled, 2 sent',
    '400': 'given back, 1 sent',
    '401 once': 'canceled, 2 sent',
    '403': 'given back, 1 sent',
    '404': 'canceled, 1 sent',
    '429': 'canceled, 2 sent',
    '429, Retry-After 20': 'canceled, 2 sent',
    '500': 'canceled, 2 sent',
    '502 as HTML': 'canceled, 2 sent',
    '503, Retry-After 20': 'canceled, 2 sent',
    'truncated JSON': 'canceled, 1 sent',
    'wrong types': 'canceled, 1 sent',
    'empty body': 'canceled, 1 sent',
    'captive portal': 'canceled, 2 sent',
    '401 as HTML': 'canceled, 2 sent',
    '403 as HTML': 'canceled, 2 sent',
    '404 as HTML': 'canceled, 2 sent',
    '429, Retry-After -5': 'canceled, 2 sent',
    'said to be offline': 'canceled, 1 sent',
  },
  lists: {
    'offline': 'error: offline',
    'no answer in time': 'error: timeout',
    'connection lost before': 'error: offline',
    'connection lost after': 'error: offline',
    'connection lost within the body': 'error: offline',
    '400': 'error: unknown',
    '401 once': 'ready',
    '403': 'error: permission-missing',
    '404': 'error: unknown',
    '429': 'error: rate-limited, try again in 60 s',
    '429, Retry-After 20': 'error: rate-limited, try again in 20 s',
    '500': 'error: server-error',
    '502 as HTML': 'error: server-error',
    '503, Retry-After 20': 'error: server-error',
    'truncated JSON': 'error: server-error',
    'wrong types': 'error: server-error',
    'empty body': 'error: server-error',
    'captive portal': 'error: offline',
    '401 as HTML': 'error: offline',
    '403 as HTML': 'error: offline',
    '404 as HTML': 'error: offline',
    '429, Retry-After -5': 'error: rate-limited, try again in 60 s',
    'said to be offline': 'ready',
  },
};

/** What goes wrong with the browser's storage; the first four last, the others happen once. */
export const STORAGE_FAULTS = [
  'full before', 'full later', 'blocked when named', 'blocked when used',
  'shared with another app', 'cleared while the page is open', 'damaged while the page is open',
] as const;

export type StorageFault = (typeof STORAGE_FAULTS)[number];
export type StoredKind = 'tokens' | 'calls' | 'choices' | 'lists';

/** Names of the columns in docs/store.md. @lazy */
export const STORED_KINDS: Readonly<Record<StoredKind, string>> = {
  tokens: 'tokens of our own sign-in', calls: 'calls', choices: 'choices', lists: 'lists of numbers',
};

/** In the page that is open; then, after a reload. */
export const STORAGE_MATRIX: Readonly<Record<StoredKind, Readonly<Record<StorageFault, string>>>> = {
  tokens: {
    'full before': 'signed in; then signed in',
    'full later': 'signed in; then signed in',
    'blocked when named': 'signed in; then signed out',
    'blocked when used': 'signed in; then signed out',
    'shared with another app': 'signed in; then signed in',
    'cleared while the page is open': 'signed out; then signed out',
    'damaged while the page is open': 'signed out; then signed out',
  },
  calls: {
    'full before': 'followed; then followed',
    'full later': 'followed; then followed',
    'blocked when named': 'followed; then forgotten',
    'blocked when used': 'followed; then forgotten',
    'shared with another app': 'followed; then followed',
    'cleared while the page is open': 'followed; then followed',
    'damaged while the page is open': 'followed; then followed',
  },
  choices: {
    'full before': 'kept; then kept',
    'full later': 'kept; then kept',
    'blocked when named': 'kept; then forgotten',
    'blocked when used': 'kept; then forgotten',
    'shared with another app': 'kept; then kept',
    'cleared while the page is open': 'forgotten; then forgotten',
    'damaged while the page is open': 'forgotten; then forgotten',
  },
  lists: {
    'full before': 'shown; then read again',
    'full later': 'shown; then kept',
    'blocked when named': 'shown; then read again',
    'blocked when used': 'shown; then read again',
    'shared with another app': 'shown; then kept',
    'cleared while the page is open': 'shown; then read again',
    'damaged while the page is open': 'shown; then read again',
  },
};
