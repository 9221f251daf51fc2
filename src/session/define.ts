import {define} from '../shared/define.js';
import {RcSession} from './session.js';

define('rc-session', RcSession);
