/**
 * In the classic script, these stand in for the code of calls in the browser. Such a call may be
 * shown there all the same, since a tab with the module script carries it: that tab follows it, and
 * here nothing can be done about it.
 */
import {html, type TemplateResult} from 'lit';
import type {PhoneControls as RealControls} from '../elements/internal/phone-controls/phone-controls.js';
import type {BrowserCalls as RealCalls} from '../store/browser-calls/browser-calls.js';
import {callError, CallRejection} from '../store/call-error.js';
import type {PushListener} from '../store/push/push-lead.js';

const refuse = (): Promise<never> => Promise.reject(new CallRejection(callError('not-now')));
const doNothing = (): void => {};

export class BrowserCalls implements Pick<RealCalls, keyof RealCalls> {
  readonly isReady = false;
  readonly update = doNothing;
  readonly release = doNothing;
  readonly adopt = doNothing;
  readonly handleChange = doNothing;
  readonly handleWake = doNothing;
  readonly dispose = doNothing;
  readonly giveUp = (): Promise<void> => Promise.resolve();
  readonly place = refuse;
  readonly act = refuse;
  readonly reserve = (): Promise<boolean> => Promise.resolve(false);
  readonly soundLevels = (): null => null;
}

export class BrowserPush implements PushListener {
  readonly isNeeded = (): boolean => false;
  readonly handleEvent = doNothing;
  readonly handleConnection = doNothing;
  readonly resume = doNothing;
  readonly dispose = doNothing;
}

export class PhoneControls implements Pick<RealControls, 'template'> {
  readonly template = (): TemplateResult => html``;
}
