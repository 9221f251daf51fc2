/** A click that waits for the code of calls: what it meant may be gone by then. */
import type {CallButtonHost} from './call-button-host.js';

interface ClickedButton extends Pick<CallButtonHost, 'element' | 'writtenNumbers'> {
  readonly store: Pick<CallButtonHost['store'], 'value'>;
}

/** A click that waits longer has no effect. */
const CLICK_TIMEOUT_MS = 10_000;

/** Call it at the click; the result tells later whether the click still counts. */
export function rememberClick(button: ClickedButton): () => boolean {
  const clickedAt = performance.now();
  const clicked = meaningOf(button);
  return () => !button.element.disabled && meaningOf(button) === clicked &&
    performance.now() - clickedAt < CLICK_TIMEOUT_MS;
}

/** The numbers that the button may call, and the user who calls. */
const meaningOf = ({element, store, writtenNumbers}: ClickedButton): string =>
  `${element.isConnected} ${store.value?.session.get().user?.id} ${writtenNumbers.join()}`;
