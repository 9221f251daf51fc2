/** Registers `<rc-click-to-call>`. */
import {define} from '../internal/define.js';
import {RcClickToCall} from './click-to-call.js';

define('rc-click-to-call', RcClickToCall);
