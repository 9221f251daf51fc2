/** Registers `<rc-number-select>`. */
import {define} from '../internal/define.js';
import {RcNumberSelect} from './number-select.js';

define('rc-number-select', RcNumberSelect);
