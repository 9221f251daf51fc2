/** Registers `<rc-click-to-call>`. */
import {define} from '../shared/define.js';
import {RcClickToCall} from './click-to-call.js';

define('rc-click-to-call', RcClickToCall);
