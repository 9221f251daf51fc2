import {findVanity} from './find-vanity.js';
import {domestic, international, isCountry, isNorthAmerican, isUsualGrouping, type InUse} from './find-plans.js';
import {contextOf, FAX_AFTER, PHONE_AFTER, UNIT, type Context} from './find-words.js';
import {maskLookalikes} from './find-lookalikes.js';
import {parseNumber} from './parse.js';

/** A telephone number in a text. */
export interface FoundNumber {
  /** `+` and digits. */
  readonly e164: string;
  /** Digits to dial once the call is answered. */
  readonly extension?: string;
  /** As it stands in the text, extension included: `text.slice(start, end)`. */
  readonly raw: string;
  /** UTF-16 offsets. */
  readonly start: number;
  readonly end: number;
  /** The text says that a fax machine answers. */
  readonly fax?: true;
}

export interface FindOptions {
  /** ISO 3166-1 alpha-2, to find national numbers. Without it, or with an unknown one, only `+…` is found. */
  readonly country?: string | undefined;
  /** Only what is written like a number or named as one: no bare digits that nothing speaks for. */
  readonly strict?: boolean | undefined;
}
