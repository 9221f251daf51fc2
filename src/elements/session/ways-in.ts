/**
 * One account has one session. Of several elements that say how to get it, the first one counts; the
 * next one takes its place when it is gone.
 */
import type {ConnectOptions, Store} from '../../store/types.js';

/** Options that say which session it is; the others only change how it is used. */
export const WAY_IN_PROPERTIES = [
  'sdk', 'getAccessToken', 'proxy', 'clientId', 'server', 'redirectUri', 'accountId', 'extensionId',
  'storage',
] as const satisfies readonly (keyof ConnectOptions)[];

type SessionElement = Element & {requestUpdate(): void};

interface WayIn {
  readonly store: Store;
  readonly options: ConnectOptions;
  /** What the console said of it. */
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
  if (WAY_IN_PROPERTIES.every((name) => first[name] === options[name])) return true;
  const complaint = `<rc-session>: one account has two ways in: ${describe(first)}, and ${describe(options)}. The first one counts. Remove the other, or give it another "account".`;
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
  const parts = WAY_IN_PROPERTIES.map((name) => {
    const value = options[name];
    if (typeof value !== 'string') return value && name;
    return `${name.replace(/[A-Z]/, '-$&').toLowerCase()}="${value}"`;
  });
  return parts.filter(Boolean).join(' ');
}
