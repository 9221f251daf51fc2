/** A click that waits for the code of calls: what it meant may be gone by then. */
import {findStore} from '../internal/store-lookup.js';
import type {CallButtonHost} from './call-button-host.js';

/** A click that waits longer has no effect. */
const CLICK_TIMEOUT_MS = 10_000;

/** Call it at the click; the result tells later whether the click still counts. */
export function rememberClick(button: CallButtonHost): () => boolean {
  const clickedAt = performance.now();
  const clicked = meaningOf(button);
  return () => !button.disabled && meaningOf(button) === clicked &&
    performance.now() - clickedAt < CLICK_TIMEOUT_MS;
}

/** Whom the button calls, and for whom. */
const meaningOf = ({isConnected, account, writtenNumber}: CallButtonHost): string =>
  `${isConnected} ${findStore(account)?.session.get().user?.id} ${writtenNumber}`;
