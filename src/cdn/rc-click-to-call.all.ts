/**
 * Everything in one classic script, for pages that want one file and one integrity hash:
 *
 *     <script src="…/rc-click-to-call.all.js" data-client-id="…" data-server="…"
 *       data-redirect-uri="…" data-country="…"></script>
 *
 * `data-client-id` adds an `<rc-session>` to the page: after the script tag, or at the end of the
 * body when the tag is in the head. If the page has an `<rc-session>` of its own, the script only
 * sets the attributes that it lacks. `data-country` is the default country of all call buttons.
 */
import {isFirstCopy} from './first-copy.js';
import '../elements/click-to-call/define.js';
import '../elements/number-select/define.js';
import '../elements/call-status/define.js';
import '../elements/session/define.js';
import '../elements/number-links/define.js';
import '../elements/inbound-call/define.js';

/** Read at once: after the script has run, the browser no longer tells its tag. */
const scriptTag = document.currentScript;

const SESSION_ATTRIBUTES = ['client-id', 'server', 'redirect-uri', 'country'];

function configurePage(tag: HTMLElement): void {
  const {country, clientId} = tag.dataset;
  const root = document.documentElement;
  if (country && !root.hasAttribute('country')) root.setAttribute('country', country);
  if (clientId) configureSession(tag);
}

function configureSession(tag: HTMLElement): void {
  const ownSession = document.querySelector('rc-session:not([account])');
  const session = ownSession ?? document.createElement('rc-session');
  for (const name of SESSION_ATTRIBUTES) {
    const value = tag.getAttribute(`data-${name}`);
    if (value !== null && !session.hasAttribute(name)) session.setAttribute(name, value);
  }
  if (ownSession) return;
  // A tag in the head, or one that the page has removed, marks no place for the session.
  if (document.body.contains(tag)) tag.after(session);
  else document.body.append(session);
}

if (isFirstCopy && scriptTag instanceof HTMLElement) {
  const configure = (): void => configurePage(scriptTag);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', configure, {once: true});
  } else {
    configure();
  }
}
