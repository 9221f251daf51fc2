import {html} from 'lit';
import {render} from '@lit-labs/ssr';
import {collectResult} from '@lit-labs/ssr/lib/render-result.js';
import 'rc-click-to-call';

/** The elements as a server writes them into a page, each with its declarative shadow root. */
export const prerendered = () => collectResult(render(html`
  <rc-session></rc-session>
  <rc-click-to-call to="+16505550100" name="Anna">Call Anna</rc-click-to-call>
  <rc-click-to-call to="+16505550101" name="Ben"></rc-click-to-call>
  <rc-number-select kind="from"></rc-number-select>
  <rc-call-status></rc-call-status>
  <rc-inbound-call></rc-inbound-call>
  <rc-number-links>Support: (650) 555-0102</rc-number-links>
`));
