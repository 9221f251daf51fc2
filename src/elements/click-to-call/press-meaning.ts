/**
 * What a press on a call button, or in its card, would do. A press is aimed at what the user saw:
 * it counts only if it means the same since it began, and if it has done the same thing for a
 * while. Whom it calls may have changed just before: a list that is scrolled recycles its rows.
 */
import type {CallButtonHost} from './call-button-host.js';
import type {CallController} from './call-controller.js';
import {currentTarget, isSameTarget, type CallTarget} from './call-target.js';

interface Meaning {
  /** Another call, or another question, is another action. */
  readonly action: string;
  target: CallTarget;
}

const meanings = new WeakMap<CallButtonHost, Meaning>();
const watchedDocuments = new WeakSet<Document>();

/** The button on which a pointer or a key went down, and what it meant then. */
let press: {readonly button: CallButtonHost; readonly meaning: Meaning | undefined} | null = null;

/** Call it whenever the button has rendered: another action holds its presses for a while. */
export function followMeaning(button: CallButtonHost, controller?: CallController): void {
  const action = controller?.action ?? (button.disabled ? 'none' : 'call');
  const target = currentTarget(button);
  // Before it has rendered, a button looks as if it called.
  const before = meanings.get(button) ?? {action: 'call', target};
  watchPresses(button.ownerDocument);
  const isSame = before.action === action && isSameTarget(before.target, target);
  meanings.set(button, isSame ? before : {action, target});
  if (before.action !== action) button.activationGuard.hold();
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
  const button = event.composedPath().find(isFollowed);
  press = button ? {button, meaning: meanings.get(button)} : null;
}

/** Comes before the click. */
function endPress(): void {
  if (press && press.meaning !== meanings.get(press.button)) press.button.activationGuard.hold();
  press = null;
}

function isFollowed(target: EventTarget): target is CallButtonHost {
  return meanings.has(target as CallButtonHost);
}
