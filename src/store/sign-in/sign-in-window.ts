/**
 * The window side of signing in: the popup, what comes back from `rc-redirect.html`, and the page's own address.
 * One of the few files below the elements that know a page.
 */
import type {Channel, Environment} from '../environment.js';
import {ANSWER_CHANNEL} from '../keys.js';

export interface AnswerMessage {
  readonly type: 'rc-answer';
  /** `?code=…&state=…`, as it came back. */
  readonly search: string;
}

export interface TakenMessage {
  readonly type: 'rc-taken';
  readonly state: string;
}

/** Kept in sessionStorage while the whole page is away to sign in. */
export interface RedirectRecord {
  readonly verifier: string;
  readonly redirectUri: string;
  /** Of the client, server and account that asked. */
  readonly owner: string;
  /** Where to come back to, and `search`, what `rc-redirect.html` brought. */
  readonly returnTo: string;
  readonly search?: string;
  readonly at: number;
}

/** 256 random bits, for `state`: one sign-in, one use. */
export function randomState(): string {
  return btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))
    .replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}

/** Takes as long for a near miss as for a far one. */
export function isSameState(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i % (b.length || 1));
  return difference === 0;
}

/**
 * Hears what `rc-redirect.html` brings back: over a BroadcastChannel, since `Cross-Origin-Opener-Policy` may have
 * cut the popup from its opener, by `postMessage` where storage is partitioned (frames), and over localStorage in
 * browsers without channels. `take` answers `true` if the answer was its own, which lets the popup close.
 * `from` is the window that sent a message, null for the other ways.
 */
export function listenForAnswers(
  environment: Environment, take: (answer: URLSearchParams, from: MessageEventSource | null) => boolean,
): () => void {
  const reading = (message: unknown, from: MessageEventSource | null, taken: (reply: TakenMessage) => void) => {
    const {type, search} = (message ?? {}) as Partial<AnswerMessage>;
    if (type !== 'rc-answer' || typeof search !== 'string') return;
    const answer = new URLSearchParams(search);
    if (take(answer, from)) taken({type: 'rc-taken', state: answer.get('state') ?? ''});
  };
  const channel: Channel = environment.channel(ANSWER_CHANNEL, (message) =>
    reading(message, null, (reply) => channel.post(reply)));
  const onMessage = (event: MessageEvent) => {
    if (event.origin !== globalThis.location.origin || !event.source) return;
    reading(event.data, event.source, (reply) =>
      (event.source as Window).postMessage(reply, event.origin));
  };
  const onStorage = (event: StorageEvent) => {
    if (event.key !== ANSWER_CHANNEL || !event.newValue) return;
    reading({type: 'rc-answer', search: event.newValue}, null, () => environment.storage('local').delete(ANSWER_CHANNEL));
  };
  globalThis.addEventListener?.('message', onMessage);
  if (typeof BroadcastChannel === 'undefined') globalThis.addEventListener?.('storage', onStorage);
  return () => {
    channel.close();
    globalThis.removeEventListener?.('message', onMessage);
    globalThis.removeEventListener?.('storage', onStorage);
  };
}

/** Takes `code`, `state` and their like out of the address, and leaves the rest, and the page's state, as they are. */
export function removeAnswerFromAddress(): void {
  const url = new URL(globalThis.location.href);
  for (const name of ['code', 'state', 'error', 'error_description', 'expires_in', 'brand_id', 'session_state']) {
    url.searchParams.delete(name);
  }
  globalThis.history.replaceState(globalThis.history.state, '', url);
}

/** The address that the page came back to with an answer in it. */
export const pageSearch = (): URLSearchParams => new URLSearchParams(globalThis.location?.search);

export const pageAddress = (): string => globalThis.location.href;

export function leavePageFor(url: string): void {
  globalThis.location.assign(url);
}

/** `replace` leaves the blank page out of the popup's history, so that it may close itself later. */
export function navigatePopup(popup: Window, url: string): boolean {
  try {
    popup.location.replace(url);
    return true;
  } catch {
    return false; // closed already
  }
}
