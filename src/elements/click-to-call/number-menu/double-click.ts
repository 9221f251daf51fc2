/** A double click activates one thing: the button, or an item of its menu. */
import type {ActivationGuard} from '../../internal/activation-guard.js';

/** The pointer of a double click stays about where it is. */
const MAX_DISTANCE_PX = 10;
/** As long as systems wait for the second click. */
const DOUBLE_CLICK_MS = 500;

/** Whether the click on an item followed at once on the one that opened the menu, in its place. */
export function isRestOfDoubleClick(
  click: MouseEvent, opener: Event | undefined, guard: ActivationGuard,
): boolean {
  const isByPointer = click.detail > 0 && opener instanceof MouseEvent && opener.detail > 0;
  if (!isByPointer || !guard.isHeld()) return false;
  const distance = Math.hypot(click.clientX - opener.clientX, click.clientY - opener.clientY);
  return distance < MAX_DISTANCE_PX;
}

/** The menu closes at the first click: the second one must not reach what lies below it. */
export function ignoreRestOfDoubleClick({detail, view}: MouseEvent): void {
  if (detail === 0) return;
  view?.addEventListener('click', (event) => {
    if (event.detail < 2) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }, {capture: true, signal: AbortSignal.timeout(DOUBLE_CLICK_MS)});
}
