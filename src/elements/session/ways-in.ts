/**
 * One account has one session. If several elements say how to get it, the first one counts. The
 * next one takes its place when the first one is gone.
 */
import {HOST_OPTIONS, SESSION_OPTIONS} from '../../store/session-options.js';
import type {ConnectOptions, Store} from '../../store/types.js';

/** The options that say which session it is. */
export const WAY_IN_OPTIONS = [...HOST_OPTIONS, ...SESSION_OPTIONS] as const;

export type SessionElement = Element & {requestUpdate(): void};

interface WayIn {
  readonly store: Store;
  readonly options: ConnectOptions;
  /** The message about this element that the console has shown. */
  readonly complaint?: string | undefined;
}

/** In the order in which the elements came. */
const waysIn = new Map<SessionElement, WayIn>();

export const firstWayIn = (wantedStore: Store): WayIn | undefined => [...waysIn].find(
  ([{isConnected}, {store}]) => isConnected && store === wantedStore,
)?.[1];

/** `false` = an earlier element of the account has another way in, which stays. */
export function claimWayIn(
  element: SessionElement, store: Store, options: ConnectOptions,
): boolean {
  const before = waysIn.get(element);
  if (before?.store !== store) releaseWayIn(element);
  waysIn.set(element, {store, options, complaint: before?.complaint});
  const first = firstWayIn(store)?.options ?? options;
  if (WAY_IN_OPTIONS.every((name) => first[name] === options[name])) return true;
  const both = `${describe(first)}, and ${describe(options)}`;
  const advice = 'The first one counts. Remove the other, or give it another "account".';
  const complaint = `<rc-session>: one account has two ways in: ${both}. ${advice}`;
  waysIn.set(element, {store, options, complaint});
  if (complaint !== before?.complaint) console.error(complaint, element);
  return false;
}

/** The element names no way in any more: the account is free for the next one. */
export function releaseWayIn(element: SessionElement): void {
  if (waysIn.delete(element)) waysIn.forEach((_, other) => other.requestUpdate());
}

/** As the page wrote it: `client-id="…"`, or the name of a property that holds no text. */
function describe(options: ConnectOptions): string {
  const parts = WAY_IN_OPTIONS.map((name) => {
    const value = options[name];
    if (typeof value !== 'string') return value && name;
    return `${name.replace(/[A-Z]/, '-$&').toLowerCase()}="${value}"`;
  });
  return parts.filter(Boolean).join(' ');
}
