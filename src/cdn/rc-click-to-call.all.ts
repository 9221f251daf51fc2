/**
 * Everything in one classic script, for pages that want one file and one integrity hash:
 *
 *     <script src="…/rc-click-to-call.all.js" data-client-id="…" data-server="…" data-redirect-uri="…"
 *       data-country="…"></script>
 *
 * `data-client-id` gives the page its `<rc-session>`: where the script tag stands, or at the end of the
 * page when it stands in the head. A page that wrote an `<rc-session>` itself keeps it, and only what its
 * tag leaves open is filled in. `data-country` is the country of every call button that names none.
 */
import {isFirstCopy} from './first-copy.js';
import '../elements/click-to-call/define.js';
import '../elements/number-select/define.js';
import '../elements/call-status/define.js';
import '../elements/session/define.js';
import '../elements/number-links/define.js';

/** Only now: once the script has run, nobody knows its tag any more. */
const script = document.currentScript;

function configure(tag: HTMLElement): void {
  const {country, clientId} = tag.dataset;
  const root = document.documentElement;
  if (country && !root.hasAttribute('country')) root.setAttribute('country', country);
  if (!clientId) return;

  const written = document.querySelector('rc-session:not([account])');
  const session = written ?? document.createElement('rc-session');
  for (const name of ['client-id', 'server', 'redirect-uri', 'country']) {
    const value = tag.getAttribute(`data-${name}`);
    if (value !== null && !session.hasAttribute(name)) session.setAttribute(name, value);
  }
  if (written) return;
  if (tag.isConnected && document.body.contains(tag)) tag.after(session);
  else document.body.append(session);
}

if (isFirstCopy && script instanceof HTMLElement) {
  const start = () => configure(script);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start, {once: true});
  else start();
}
