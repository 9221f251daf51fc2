/** The code that a call button needs once its page has a store. A page of links never loads it. */
export {ButtonCalls} from './button-calls.js';
export {formatNumber} from '../internal/number-format.js';
