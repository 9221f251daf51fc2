/** The code that a call button needs once its page has a store. A page of links never loads it. */
export {preloadAttempt} from './call-attempt.js';
export {CallController} from './call-controller.js';
export {renderButtonContent} from './call-face.js';
export {followMeaning} from './press-meaning.js';
export {hasUntoldCall, tooltipFor, tooltipSources} from './tooltip.js';
export {formatNumber} from '../internal/number-format.js';
