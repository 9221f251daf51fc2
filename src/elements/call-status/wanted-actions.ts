/** Reads the attribute `controls`. */
import {BUTTON_ACTIONS, type ButtonAction} from '../internal/call-actions.js';

/** The actions that the page wants buttons for: all, unless a known word says otherwise. */
export function wantedActions(controls: string | null): readonly ButtonAction[] {
  const words = (controls ?? '').toLowerCase().split(/[\s,]+/);
  if (words.includes('auto')) return BUTTON_ACTIONS;
  const wanted = BUTTON_ACTIONS.filter((action) => words.includes(action));
  // A RingOut has no keypad: a page that wants nothing else gets no button.
  const isEmptyWanted = words.includes('none') || words.includes('keypad');
  return wanted.length > 0 || isEmptyWanted ? wanted : BUTTON_ACTIONS;
}
