/** What `to` says, read without the parser where it is plain E.164, with it otherwise. */
import {readE164} from '../../phone/dialable-number.js';
import type {DialableNumber} from '../../phone/dialable-number.js';
import type {ParsedNumber} from '../../phone/parse.js';

/** What can be done with `to`; `unread` = only the parser can tell. */
export type Destination = ParsedNumber | {readonly kind: 'number'; readonly number: DialableNumber} | {readonly kind: 'unread'};

/** Where a call link can lead. */
export type LinkScheme = 'rcmobile' | 'rcapp' | 'tel';

/** Reads a number in E.164; `unread` for everything else. */
export function readDestination(text: string): Destination {
  const number = readE164(text);
  return number ? {kind: 'number', number} : {kind: text.trim() ? 'unread' : 'invalid'};
}
