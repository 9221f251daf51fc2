import {AsYouType, type CountryCode} from 'libphonenumber-js/core/es6';
import {metadata, planOf} from './plans.js';

/**
 * Formats what has been typed of a number so far: `+1650555` becomes `+1 650 555`. Without a country (ISO 3166-1
 * alpha-2) only numbers that begin with `+` are formatted. Text that is no number in the making comes back as it is.
 */
export function formatAsYouType(text: string, country?: string): string {
  if (!/^[+\d\s().-]*$/.test(text)) return text;
  const home = country?.toUpperCase();
  return new AsYouType(planOf(home) ? home as CountryCode : undefined, metadata).input(text) || text;
}
