/** Who calls, by which way, and how far the call is, in words. */
import type {inboundCallWords} from '../../i18n/en/inbound-call.js';
import type {Translator} from '../../i18n/translator.js';
import type {Inbound, InboundPhase} from '../../store/types.js';
import type {Contact} from '../internal/contacts.js';
import {formatNumber} from '../internal/number-format.js';
import {readableText} from '../internal/readable-text.js';

export type InboundTranslator = Translator<typeof inboundCallWords>;

/** The phase of a call; one that is over may have been answered elsewhere, or declined. */
export type InboundState = InboundPhase | 'elsewhere' | 'declined';

/** More names than this do not fit into a sentence. */
const MAX_NAMES = 3;

/** The user talks in this browser, or in another tab of it: the sound tells, not only push. */
export const talksInBrowser = ({can}: Inbound): boolean => can?.includes('hang-up') === true;

export function inboundState(inbound: Inbound): InboundState {
  if (talksInBrowser(inbound)) return 'answered';
  if (inbound.declined) return 'declined';
  return inbound.elsewhere ? 'elsewhere' : inbound.phase;
}

/** As it is in this browser, which may have answered before push tells of it, or may talk on. */
export const asTalking = (inbound: Inbound): Inbound =>
  inbound.phase !== 'answered' && talksInBrowser(inbound)
    ? {...withoutEnd(inbound), phase: 'answered'}
    : inbound;

function withoutEnd(
  {endedAt: _endedAt, elsewhere: _elsewhere, declined: _declined, ...inbound}: Inbound,
): Inbound {
  return inbound;
}

export const isInboundOver = ({phase}: Inbound): boolean => phase === 'ended' || phase === 'missed';

/** The name of the page's contact, else that of the network, else the number. */
export function callerName(
  inbound: Inbound, contacts: readonly Contact[], t: InboundTranslator,
): string {
  const contactNames = namesOf(contacts, t.locale);
  if (contactNames) return contactNames;
  return readableText(inbound.fromName) || callerNumber(inbound, t) || t('inbound.anonymous');
}

/** The number as people write it, or a colleague's extension; empty where the caller hides it. */
export function callerNumber({from, extension}: Inbound, t: InboundTranslator): string {
  if (from) return formatNumber(from);
  return extension ? t('inbound.extension', {number: extension}) : '';
}

/** Several contacts may have one number: "Anna or Bob". Empty where there are none, or many. */
function namesOf(contacts: readonly Contact[], locale: string): string {
  const names = contacts.map(({name}) => name);
  if (names.length > MAX_NAMES) return '';
  const [name = ''] = names;
  if (names.length <= 1) return name;
  return new Intl.ListFormat(locale, {type: 'disjunction'}).format(names);
}

/** The queue by which the call comes; empty where it comes by none. */
export function queueSentence({queue}: Inbound, t: InboundTranslator): string {
  if (queue === undefined) return '';
  const name = readableText(queue);
  return name ? t('inbound.queue', {queue: name}) : t('inbound.queue-unnamed');
}

/** What a screen reader announces, and the card's name: how far the call is, and who calls. */
export function announcement(
  inbound: Inbound, contacts: readonly Contact[], t: InboundTranslator,
): string {
  return t(`inbound.say.${inboundState(inbound)}`, {who: callerName(inbound, contacts, t)});
}
