/** Registers `<rc-call-status>`. */
import {define} from '../internal/define.js';
import {RcCallStatus} from './call-status.js';

define('rc-call-status', RcCallStatus);
