import {isServer} from 'lit';

let isSessionOnPage: boolean | undefined;

/**
 * Whether the page has an `<rc-session>`, and so users of RingCentral. Every button asks when it
 * renders; the page is searched once a task.
 */
export function pageHasSession(): boolean {
  if (isSessionOnPage === undefined && !isServer) {
    isSessionOnPage = document.querySelector('rc-session') !== null;
    setTimeout(() => isSessionOnPage = undefined);
  }
  return isSessionOnPage ?? false;
}
