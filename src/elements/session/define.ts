/** Registers `<rc-session>`. */
import {define} from '../internal/define.js';
import {RcSession} from './session.js';

define('rc-session', RcSession);
