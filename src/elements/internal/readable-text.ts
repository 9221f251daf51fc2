/** Names that others give: of callers, by the network, and of contacts, by the page. */

const MAX_LENGTH = 200;

/** It would turn the direction of the text around it, where nothing can isolate it. */
const DIRECTION_CONTROLS = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const CONTROLS_AND_SPACES = /[\s\p{Cc}]+/gu;
/** Half of a character that takes two units. */
const LONE_SURROGATES = /\p{Cs}/gu;
/** Letters, digits, signs: what can be seen. */
const SEEN = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** One line of text that people can read; empty where the value has none. */
export function readableText(value: unknown): string {
  if (typeof value !== 'string') return '';
  // Twice as much as is shown: spaces may be among it.
  const text = value.slice(0, 2 * MAX_LENGTH)
    .replace(DIRECTION_CONTROLS, '')
    .replace(CONTROLS_AND_SPACES, ' ')
    .trim();
  const shown = text.slice(0, MAX_LENGTH).replace(LONE_SURROGATES, '');
  if (!SEEN.test(shown)) return '';
  const isCut = text.length > MAX_LENGTH || value.length > 2 * MAX_LENGTH;
  return isCut ? `${shown}…` : shown;
}
