/**
 * What a press on a call button, or in its card, would do. A press is aimed at what the user saw:
 * it counts only if it means the same since it began, and if it has done the same thing for a
 * while. The number may have changed just before: a list that is scrolled recycles its rows.
 */
import type {ActivationGuard} from '../internal/activation-guard.js';
import type {CallButtonHost} from './call-button-host.js';
import {currentTarget, isSameTarget, type CallTarget} from './call-target.js';

interface Meaning {
  /** Another call, or another question, is another action. */
  readonly action: string;
  readonly guard: ActivationGuard;
  target: CallTarget;
}

/** By the elements of the buttons. */
const meanings = new WeakMap<EventTarget, Meaning>();
const watchedDocuments = new WeakSet<Document>();

/** The button on which a pointer or a key went down, and what it meant then. */
let press: {readonly element: EventTarget; readonly meaning: Meaning} | null = null;

/**
 * Call it whenever the button has rendered: another action holds its presses for a while.
 * `callAction`: the action of a press during a call.
 */
export function followMeaning(button: CallButtonHost, callAction: string | undefined): void {
  const {element, guard} = button;
  const action = callAction ?? (element.disabled ? 'none' : 'call');
  const target = currentTarget(button);
  // Before it has rendered, a button looks as if it called.
  const before = meanings.get(element) ?? {action: 'call', guard, target};
  watchPresses(element.ownerDocument);
  const isSame = before.action === action && isSameTarget(before.target, target);
  meanings.set(element, isSame ? before : {action, guard, target});
  if (before.action !== action) guard.hold();
  // The parser may still be reading the same text again: until then, its last result counts.
  if (isSame && target.key) before.target = target;
}

/** One listener of each kind serves all buttons of a document. */
function watchPresses(document: Document): void {
  if (watchedDocuments.has(document)) return;
  watchedDocuments.add(document);
  for (const type of ['pointerdown', 'keydown']) document.addEventListener(type, beginPress, true);
  for (const type of ['pointerup', 'keyup']) document.addEventListener(type, endPress, true);
}

function beginPress(event: Event): void {
  // A key that is held down presses once.
  if ((event as KeyboardEvent).repeat) return;
  const element = event.composedPath().find((target) => meanings.has(target));
  press = element ? {element, meaning: meanings.get(element)!} : null;
}

/** Comes before the click. */
function endPress(): void {
  if (press && press.meaning !== meanings.get(press.element)) press.meaning.guard.hold();
  press = null;
}
