/** Registers `<rc-call-status>`. */
import {define} from '../shared/define.js';
import {RcCallStatus} from './call-status.js';

define('rc-call-status', RcCallStatus);
