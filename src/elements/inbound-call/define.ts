/** Registers `<rc-inbound-call>`. */
import {define} from '../internal/define.js';
import {RcInboundCall} from './inbound-call.js';

define('rc-inbound-call', RcInboundCall);
