/** Phones and numbers of an extension (listForwardingNumbers, listExtensionPhoneNumbers, readExtensionCallerId). */
import {asRecord, asText} from './json.js';
import {type ApiResult, type Api} from './api.js';
import {type ExtensionAddress, extensionPath} from './ring-out.js';

export type NumberKind = 'mobile' | 'home' | 'work' | 'other' | 'direct' | 'company' | 'toll-free';

export interface ListedNumber {
  /** E.164. */
  readonly number: string;
  readonly label?: string;
  readonly kind: NumberKind;
  readonly primary?: boolean;
}

export type NumberListName = 'forwarding-number' | 'phone-number';

/** 100 is what the platform gives when not asked; the lists are read to their last page. */
const PER_PAGE = 100;

/** Far more than any extension has; a list that never ends is a fault of its server. */
const MOST_PAGES = 100;

/** Yields the numbers of each page as it comes; an answer other than `ok` is the last thing it yields. */
export async function* readNumberPages(
  api: Api, extension: ExtensionAddress, list: NumberListName,
): AsyncGenerator<readonly ListedNumber[] | ApiResult> {
  const path = `${extensionPath(extension)}/${list}`;
  const readOne = list === 'phone-number' ? ownNumber : forwardingNumber;
  const seen = new Set<string>();
  for (let page = 1; page <= MOST_PAGES; page++) {
    const answer = await api.request('light', {method: 'GET', path, query: {page, perPage: PER_PAGE}});
    if (answer.kind !== 'ok') {
      yield answer;
      return;
    }
    const {records, paging, navigation} = asRecord(answer.body);
    if (!Array.isArray(records)) {
      yield {kind: 'unreadable'};
      return;
    }
    const numbers: ListedNumber[] = [];
    for (const entry of records as readonly unknown[]) {
      const listed = readOne(asRecord(entry));
      if (!listed || seen.has(listed.number)) continue;
      seen.add(listed.number);
      numbers.push(listed);
    }
    yield numbers;
    const total = asRecord(paging).totalPages;
    const more = typeof total === 'number' ? page < total : Boolean(asRecord(navigation).nextPage);
    if (!more || records.length === 0) return;
  }
}

/** What the platform shows the other party of a RingOut when no caller ID is given. */
export function readDefaultCallerId(body: unknown): {readonly number?: string; readonly blocked?: boolean} {
  const features = asRecord(body).byFeature;
  const ringOut = Array.isArray(features) ? features.map(asRecord).find((entry) => entry.feature === 'RingOut') : undefined;
  const {type, phoneInfo} = asRecord(ringOut?.callerId);
  if (type === 'Blocked') return {blocked: true};
  const number = e164(asRecord(phoneInfo).phoneNumber);
  return number ? {number} : {};
}

const FORWARDING_KINDS: Readonly<Record<string, NumberKind>> = {
  Mobile: 'mobile', BusinessMobilePhone: 'mobile', Home: 'home', Work: 'work', PhoneLine: 'work',
};

/** Only phones with the feature `CallForwarding` can ring first (guide, voice/ringout). */
function forwardingNumber(entry: Readonly<Record<string, unknown>>): ListedNumber | null {
  const number = e164(entry.phoneNumber);
  if (!number || !has(entry.features, 'CallForwarding') || isWithheld(entry)) return null;
  const label = asText(entry.label);
  return Object.freeze({number, kind: FORWARDING_KINDS[String(entry.type)] ?? 'other', ...(label && {label})});
}

/** Only numbers with the feature `CallerId` can be shown; faxes, pending and hidden numbers are not offered. */
function ownNumber(entry: Readonly<Record<string, unknown>>): ListedNumber | null {
  const number = e164(entry.phoneNumber);
  if (!number || !has(entry.features, 'CallerId') || entry.type === 'FaxOnly' || isWithheld(entry)) return null;
  const label = asText(entry.label);
  const usage = String(entry.usageType);
  const kind = entry.paymentType === 'TollFree' ? 'toll-free'
    : usage === 'DirectNumber' ? 'direct'
    : usage.includes('Company') ? 'company'
    : usage.includes('Mobile') ? 'mobile' : 'other';
  return Object.freeze({number, kind, ...(label && {label}), ...(entry.primary === true && {primary: true})});
}

const isWithheld = ({hidden, status}: Readonly<Record<string, unknown>>): boolean => hidden === true || status === 'Pending';

const has = (features: unknown, name: string): boolean => Array.isArray(features) && features.includes(name);

function e164(value: unknown): string | undefined {
  const number = asText(value)?.replace(/[^\d+]/g, '');
  return number && /^\+[1-9]\d{4,14}$/.test(number) ? number : undefined;
}
