/**
 * Every sentence that users read, in English, by element. Each element imports only its own part,
 * so that a page of links does not load the words about calls. A locale has the keys of all parts.
 */
import {beforeCallWords} from './en/before-call.js';
import {callNoteWords} from './en/call-notes.js';
import {callStatusWords} from './en/call-status.js';
import {callWords} from './en/calls.js';
import {clickToCallWords} from './en/click-to-call.js';
import {inboundCallWords} from './en/inbound-call.js';
import {numberLinksWords} from './en/number-links.js';
import {numberMenuWords} from './en/number-menu.js';
import {numberSelectWords} from './en/number-select.js';
import {sessionWords} from './en/session.js';
import {signInErrorWords} from './en/sign-in-errors.js';

export const english = {
  ...clickToCallWords,
  ...beforeCallWords,
  ...numberMenuWords,
  ...callWords,
  ...callStatusWords,
  ...callNoteWords,
  ...numberSelectWords,
  ...sessionWords,
  ...signInErrorWords,
  ...numberLinksWords,
  ...inboundCallWords,
} as const;

/** Key of a sentence. */
export type WordKey = keyof typeof english;
/** The table of a locale: each key, with the placeholders of English. */
export type Words = Readonly<Record<WordKey, string>>;
