/**
 * `rc-click-to-call/phone`: parsing, formatting, links and finding without a DOM. All functions are
 * synchronous; the parser comes with the import.
 */
export {callLinks, type CallLinks, type ShortNumber} from './call-links.js';
export {readE164, type DialableNumber as E164} from './dialable-number.js';
export {
  isCostly, parseNumber, readNumber,
  type NumberType, type ParsedNumber as Reading, type PhoneNumber, type ReadOptions,
} from './parse.js';
export {formatAsYouType} from './as-you-type.js';
export {
  findNumbers, mayHoldNumber, type FindOptions, type FoundNumber,
} from './find/find-numbers.js';
export {
  explainNumbers, type ExplainedNumber, type TraceEntry,
} from './find/explain-numbers.js';
