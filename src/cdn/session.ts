/**
 * `<rc-session>` as the script tag loads it. Here and not in the first load, since no page has
 * calls in the browser without a session.
 */
import '../browser-calls/define.js';

export {RcSession} from '../elements/session/session.js';
