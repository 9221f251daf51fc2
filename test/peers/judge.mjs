// Compares the finder with libphonenumber-js on one text.
import {findPhoneNumbersInText} from 'libphonenumber-js/max';
import {findNumbers} from './load.mjs';

const keyOf = (e164, extension) => extension ? `${e164} x${extension}` : e164;

const findWithPeer = (text, country) =>
  findPhoneNumbersInText(text, {...country && {defaultCountry: country}, v2: true})
    .map(({number}) => keyOf(number.number, number.ext));

const findWithOurs = (text, country) =>
  findNumbers(text, {country}).map(({e164, extension}) => keyOf(e164, extension));

/**
 * Which finders find the number `e164` in a text that may hold others, too:
 * - `both`, or `neither`;
 * - `missed`: the peer finds the number, and we do not;
 * - `wrong`: we find a number that neither is written there nor found by the peer;
 * - `more`: we find the number, and the peer does not.
 */
export function judge({text, page, e164, written}) {
  const ours = findWithOurs(text, page);
  const theirs = findWithPeer(text, page);
  const isKnown = (found) => written.includes(found) || theirs.includes(found);
  if (!ours.every(isKnown)) return {difference: 'wrong', ours};
  const peerFinds = theirs.includes(e164);
  const weFind = ours.includes(e164);
  if (peerFinds && weFind) return {difference: 'both', ours};
  if (peerFinds) return {difference: 'missed', ours};
  return {difference: weFind ? 'more' : 'neither', ours};
}
