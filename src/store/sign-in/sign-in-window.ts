/**
 * The browser's side of a sign-in: the popup, the answer that `rc-redirect.html` passes on, and the
 * page's own address. One of the few files below the elements that use page globals.
 */
import {asRecord, asText, asTime, withoutUndefined} from '../../ringcentral/json.js';
import type {Channel, Environment} from '../environment.js';
import {ANSWER_CHANNEL, REDIRECT_KEY_PREFIX} from '../keys.js';
import {isMemoryOnly} from '../web-storage.js';

/** From `rc-redirect.html` to the page that began the sign-in. */
export interface AnswerMessage {
  readonly type: 'rc-answer';
  /** `?code=…&state=…`, as RingCentral sent it. */
  readonly search: string;
}

/** The reply to an `AnswerMessage`. */
export interface TakenMessage {
  readonly type: 'rc-taken';
  readonly state: string;
}

/** Stored in sessionStorage while the page is away to sign in. */
export interface RedirectRecord {
  readonly verifier: string;
  readonly redirectUri: string;
  /** Key prefix of the client, server and account that began the sign-in. */
  readonly owner: string;
  /** The address to return to. */
  readonly returnTo: string;
  /** The answer, once `rc-redirect.html` has stored it. */
  readonly search?: string;
  /** Epoch ms at which the sign-in began. */
  readonly at: number;
}

/** False where the browser refuses to keep it: the page that comes back would not find it. */
export function storeRedirectRecord(
  environment: Environment, state: string, record: RedirectRecord,
): boolean {
  const session = environment.storage('session');
  const key = REDIRECT_KEY_PREFIX + state;
  session.set(key, JSON.stringify(record));
  const isStored = !isMemoryOnly(session, key);
  if (!isStored) session.delete(key);
  return isStored;
}

/** A record from storage; null = not usable. */
export function readRedirectRecord(value: unknown): RedirectRecord | null {
  const {verifier, redirectUri, owner, returnTo, search, at} = asRecord(value);
  const [usedVerifier, usedUri, usedOwner, startedAt] =
    [asText(verifier), asText(redirectUri), asText(owner), asTime(at)];
  if (!usedVerifier || !usedUri || !usedOwner || startedAt === undefined) return null;
  return withoutUndefined({
    verifier: usedVerifier, redirectUri: usedUri, owner: usedOwner, at: startedAt,
    returnTo: asText(returnTo) ?? '', search: asText(search),
  });
}

/** 256 random bits, base64url. As `state` it serves one sign-in, once. */
export function randomString(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** The `state` that an answer names; empty where it names none. */
export const stateOf = (answer: URLSearchParams): string => answer.get('state') ?? '';

/** Compares in constant time, so that the time does not tell how much of a guess was right. */
export function isSameState(expected: string, received: string): boolean {
  const receivedLength = received.length || 1;
  let difference = expected.length ^ received.length;
  for (let i = 0; i < expected.length; i++) {
    difference |= expected.charCodeAt(i) ^ received.charCodeAt(i % receivedLength);
  }
  return difference === 0;
}

/**
 * Gets an answer, and the window that sent it where the answer came by `postMessage`. `true` = it
 * belonged to a sign-in of this page, so the popup may close.
 */
type AnswerHandler = (answer: URLSearchParams, source: MessageEventSource | null) => boolean;

/**
 * Listens for answers from `rc-redirect.html`: over a BroadcastChannel, since
 * `Cross-Origin-Opener-Policy` may have cut the popup off from its opener; by `postMessage` where
 * storage is partitioned (frames); and over localStorage in browsers without channels. Returns the
 * unsubscribe.
 */
export function listenForAnswers(
  environment: Environment, handleAnswer: AnswerHandler,
): () => void {
  const readMessage = (
    message: unknown, source: MessageEventSource | null, reply: (taken: TakenMessage) => void,
  ) => {
    const {type, search} = (message ?? {}) as Partial<AnswerMessage>;
    if (type !== 'rc-answer' || typeof search !== 'string') return;
    const answer = new URLSearchParams(search);
    const isTaken = handleAnswer(answer, source);
    if (isTaken) reply({type: 'rc-taken', state: stateOf(answer)});
  };

  const channel: Channel = environment.channel(ANSWER_CHANNEL, (message) => {
    readMessage(message, null, (taken) => channel.post(taken));
  });

  function handleMessage({origin, source, data}: MessageEvent): void {
    if (origin !== globalThis.location.origin || !source) return;
    readMessage(data, source, (taken) => (source as Window).postMessage(taken, origin));
  }

  function handleStorage({key, newValue}: StorageEvent): void {
    if (key !== ANSWER_CHANNEL || !newValue) return;
    const message: AnswerMessage = {type: 'rc-answer', search: newValue};
    // The popup takes the removal of its answer for the reply.
    readMessage(message, null, () => environment.storage('local').delete(ANSWER_CHANNEL));
  }

  globalThis.addEventListener?.('message', handleMessage);
  if (typeof BroadcastChannel === 'undefined') {
    globalThis.addEventListener?.('storage', handleStorage);
  }
  return () => {
    channel.close();
    globalThis.removeEventListener?.('message', handleMessage);
    globalThis.removeEventListener?.('storage', handleStorage);
  };
}

/** Without a reply in this time, no page is waiting for the answer. */
const ANSWER_REPLY_TIMEOUT_MS = 3_000;

/**
 * Does what `rc-redirect.html` does in a popup, where a site answers the redirect URI with its app:
 * passes the answer on, and closes the window once a page has taken it. `false` = no page has.
 */
export function passAnswerOn(environment: Environment, redirectUri: string): Promise<boolean> {
  const answer = pageSearch();
  removeAnswerFromAddress();
  warnOfMissingPage(redirectUri);
  const opener = globalThis.opener as Window | null;
  const message: AnswerMessage = {type: 'rc-answer', search: `?${answer}`};
  return new Promise((resolve) => {
    const channel = environment.channel(ANSWER_CHANNEL, handleReply);
    const timer = environment.setTimeout(() => end(false), ANSWER_REPLY_TIMEOUT_MS);

    function end(isTaken: boolean): void {
      environment.clearTimeout(timer);
      channel.close();
      globalThis.removeEventListener('message', handleMessage);
      if (isTaken) globalThis.close();
      resolve(isTaken);
    }

    function handleReply(reply: unknown): void {
      const {type, state} = (reply ?? {}) as Partial<TakenMessage>;
      if (type === 'rc-taken' && state === stateOf(answer)) end(true);
    }

    function handleMessage({origin, source, data}: MessageEvent): void {
      if (origin === globalThis.origin && source === opener) handleReply(data);
    }

    // In a frame of another site, only the opener's message arrives.
    globalThis.addEventListener('message', handleMessage);
    channel.post(message);
    opener?.postMessage(message, globalThis.origin);
  });
}

const ANSWER_PARAMETERS = [
  'code', 'state', 'error', 'error_description', 'expires_in', 'brand_id', 'session_state',
];

/** Removes the answer from the page's address; other parameters and `history.state` stay. */
export function removeAnswerFromAddress(): void {
  const url = new URL(globalThis.location.href);
  for (const name of ANSWER_PARAMETERS) url.searchParams.delete(name);
  globalThis.history.replaceState(globalThis.history.state, '', url);
}

/** The parameters of the page's address, the answer of a redirect among them. */
export const pageSearch = (): URLSearchParams => new URLSearchParams(globalThis.location?.search);

/** Whether an answer has come to this page: it opened at the redirect URI, with `code` and `state`. */
export function isAnswerAtPage(redirectUri: string): boolean {
  const {searchParams, origin, pathname} = new URL(redirectUri);
  const page = globalThis.location;
  if (page?.origin !== origin || page.pathname !== pathname) return false;
  const answer = pageSearch();
  const isRedirectUri = [...searchParams].every(([name, value]) => answer.get(name) === value);
  return isRedirectUri && answer.has('state') && (answer.has('code') || answer.has('error'));
}

/** For sites that answer every address with their app. */
export function warnOfMissingPage(redirectUri: string): void {
  console.error(`rc-click-to-call: rc-redirect.html is missing, since this page opened at ${redirectUri} in its place. Copy it there, with rc-redirect.js.`);
}

/** Goes back to a page of this site, and keeps this one out of the history; `false` = it is this one. */
export function returnToPage(address = ''): boolean {
  const {origin, pathname} = globalThis.location;
  const isOtherPage = address.startsWith(`${origin}/`) && !address.startsWith(origin + pathname);
  if (isOtherPage) globalThis.location.replace(address);
  return isOtherPage;
}

/** Whether the page is in a frame of another site, whose storage and channels are kept apart. */
export function isInForeignFrame(): boolean {
  try {
    let frame: Window = globalThis.window;
    // Reading the origin of another site's page throws.
    while (frame !== frame.parent && frame.parent.origin) frame = frame.parent;
    return false;
  } catch {
    return true;
  }
}

export const pageAddress = (): string => globalThis.location.href;

export function leavePageFor(url: string): void {
  globalThis.location.assign(url);
}

/**
 * `false` where the popup was closed. `replace` keeps the blank page out of the popup's history, so
 * that the popup may close itself later.
 */
export function navigatePopup(popup: Window, url: string): boolean {
  try {
    popup.location.replace(url);
    return true;
  } catch {
    return false;
  }
}
