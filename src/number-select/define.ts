/** Registers `<rc-number-select>`. */
import {define} from '../shared/define.js';
import {RcNumberSelect} from './number-select.js';

define('rc-number-select', RcNumberSelect);
