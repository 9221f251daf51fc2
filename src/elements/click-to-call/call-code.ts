/** What a call button needs once its page has a store. A page of links never loads it. */
/** @lazy */
export {preloadAttempt} from './call-attempt.js';
/** @lazy */
export {CallController} from './call-controller.js';
/** @lazy */
export {renderButtonContent} from './call-face.js';
/** @lazy */
export {hasUntoldCall, tooltipFor, tooltipSources} from './tooltip.js';
/** @lazy */
export {formatNumber, loadedParser, loadParser} from '../internal/number-format.js';
