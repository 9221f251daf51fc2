/** Registers `<rc-number-links>`, and `<rc-click-to-call>`, which it calls with. */
import '../click-to-call/define.js';
import {define} from '../internal/define.js';
import {RcNumberLinks} from './number-links.js';

define('rc-number-links', RcNumberLinks);
