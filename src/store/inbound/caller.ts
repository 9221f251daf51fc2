/** Who calls, whom and by which queue, from the platform's words for it. */
import {asE164, withoutUndefined} from '../../ringcentral/json.js';
import type {Inbound} from '../types.js';
import {isSameNumber} from './same-number.js';

export type CallerFacts = Pick<Inbound, 'from' | 'fromName' | 'extension' | 'to' | 'queue'>;

interface PlatformCaller {
  readonly from?: string | undefined;
  readonly fromName?: string | undefined;
  readonly to?: string | undefined;
  readonly isQueueCall: boolean;
  readonly queueName?: string | undefined;
}

/** Words of networks for a caller who hides the number. */
const HIDDEN =
  /^(?:anonymous|unknown|unavailable|restricted|private|blocked|withheld)(?: (?:caller|number|name|id))*$/i;

/** Far more than networks send. */
const NAME_MAX_LENGTH = 100;

export function readCaller(
  {from = '', fromName = '', to, isQueueCall, queueName}: PlatformCaller,
): CallerFacts {
  // The number of the queue itself stands where the caller's own is not known.
  const number = isQueueCall && isSameNumber(from, to) ? '' : from.trim();
  return withoutUndefined({
    ...readNumber(number),
    ...isSameNumber(fromName, number) ? {} : readName(fromName, 'fromName'),
    to: asE164(to),
    ...isQueueCall && {queue: '', ...readName(queueName, 'queue')},
  });
}

/** Text in another form may still tell the user who calls. */
function readNumber(number: string): CallerFacts {
  const e164 = asE164(number.replace(/[\s()-]/g, ''));
  if (e164) return {from: e164};
  return /^\d{2,8}$/.test(number) ? {extension: number} : readName(number, 'fromName');
}

/** Nothing where the network only says that it has no name. */
function readName(text = '', key: 'fromName' | 'queue'): CallerFacts {
  const name = text.replace(/[\u0000-\u001f\u007f-\u009f\s]+/g, ' ').trim();
  if (!name || HIDDEN.test(name)) return {};
  return {[key]: [...name].slice(0, NAME_MAX_LENGTH).join('')};
}
