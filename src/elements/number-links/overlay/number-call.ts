/** The call to a number: the button that places it, and its state. */
import type {Call, Store} from '../../../store/types.js';
import {isFinal} from '../../internal/call-sentences.js';
import {isCallTo} from '../../internal/living-call.js';
import {dialString} from '../../../phone/dialable-number.js';
import type {PageNumber} from '../scan/page-numbers.js';

export type CallButton = HTMLElementTagNameMap['rc-click-to-call'];

/** The number's call button in `parent`. Each number has its own, which stays during its call. */
export function callButtonFor(
  pageNumber: PageNumber,
  account: string,
  parent: HTMLElement,
): CallButton {
  const to = dialString(pageNumber);
  let callButton: CallButton | undefined;
  for (const button of parent.querySelectorAll('rc-click-to-call')) {
    removeIdleButton(button);
    if (button.to === to && button.isConnected) callButton = button;
    button.hidden = true;
  }
  callButton ??= document.createElement('rc-click-to-call');
  Object.assign(callButton, {to, account, sms: true, hidden: false});
  parent.append(callButton);
  return callButton;
}

/** Removes a button that is no longer shown; that withdraws a question that it asks. */
export function removeIdleButton(button: CallButton): void {
  if (!button.matches(':state(placing), :state(active)')) button.remove();
}

/** The call to this number that is active, or that has ended since `performance.now()` was that. */
export function callTo(pageNumber: PageNumber, store: Store, since: number): Call | null {
  const call = store.calls.get().find((each) => isCallTo(each, pageNumber));
  if (!call) return null;
  // By today's clock, which may have been set since.
  const sinceTime = Date.now() - performance.now() + since;
  const isRecent = !isFinal(call.phase) || (call.endedAt ?? 0) >= sinceTime;
  return isRecent ? call : null;
}
