/** Registers `<rc-number-links>`, and `<rc-click-to-call>`, which places its calls. */
import '../click-to-call/define.js';
import {define} from '../internal/define.js';
import {RcNumberLinks} from './number-links.js';

define('rc-number-links', RcNumberLinks);
