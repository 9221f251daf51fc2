/** What `to` says, read without the parser where it is plain E.164, with it otherwise. */
import {readE164} from '../../phone/dialable-number.js';
import type {E164} from '../../phone/dialable-number.js';
import type {Reading as Parsed} from '../../phone/parse.js';

/** What can be done with `to`; `unread` = only the parser can tell. */
export type Reading = Parsed | {readonly kind: 'number'; readonly number: E164} | {readonly kind: 'unread'};

/** Where a call link can lead. */
export type Scheme = 'rcmobile' | 'rcapp' | 'tel';

/** Reads a number in E.164; `unread` for everything else. */
export function readWritten(text: string): Reading {
  const number = readE164(text);
  return number ? {kind: 'number', number} : {kind: text.trim() ? 'unread' : 'invalid'};
}
