/** Reads the attribute `controls`. */
import type {CallAction} from '../../store/types.js';
import {BUTTON_ACTIONS} from '../internal/call-actions.js';

/** The actions that the page wants buttons for: all, unless a known word says otherwise. */
export function wantedActions(controls: string | null): readonly CallAction[] {
  const words = (controls ?? '').toLowerCase().split(/[\s,]+/);
  if (words.includes('auto')) return BUTTON_ACTIONS;
  const wanted = BUTTON_ACTIONS.filter((action) => words.includes(action));
  return wanted.length > 0 || words.includes('none') ? wanted : BUTTON_ACTIONS;
}
