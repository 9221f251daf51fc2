/**
 * Reads the phones and numbers of an extension (listForwardingNumbers, listExtensionPhoneNumbers,
 * readExtensionCallerId).
 */
import type {Api, FailedResult} from './api.js';
import {type ExtensionAddress, readId} from './api-path.js';
import {asE164, asRecord, asText, asTrue, type JsonRecord, withoutUndefined} from './json.js';
import {readListPages} from './list-pages.js';

const NUMBER_KINDS =
  ['mobile', 'home', 'work', 'other', 'direct', 'company', 'toll-free'] as const;

type NumberKind = typeof NUMBER_KINDS[number];

export interface ListedNumber {
  /** E.164. */
  readonly number: string;
  /** The platform's label, e.g. `Home`. */
  readonly label?: string;
  readonly kind: NumberKind;
  /** The extension's main number. */
  readonly primary?: boolean;
  /** The device that rings; absent for a mobile phone and for any other number outside. */
  readonly deviceId?: string;
}

/** A number as the page stored it; null = not usable. */
export function readListedNumber(value: unknown): ListedNumber | null {
  const {number, label, kind, primary, deviceId} = asRecord(value);
  const e164 = asE164(number);
  if (!e164) return null;
  return Object.freeze(withoutUndefined({
    number: e164,
    kind: NUMBER_KINDS.find((known) => known === kind) ?? 'other',
    label: asText(label),
    primary: asTrue(primary),
    deviceId: asText(deviceId),
  }));
}

type NumberListName = 'forwarding-number' | 'phone-number';

/**
 * Yields the numbers of each page as it arrives, without repeats. A failed result is yielded as it
 * is, and ends the list.
 */
export async function* readNumberPages(
  api: Api, extension: ExtensionAddress, list: NumberListName,
): AsyncGenerator<readonly ListedNumber[] | FailedResult> {
  const readNumber = list === 'phone-number' ? readOwnNumber : readForwardingNumber;
  const seenNumbers = new Set<string>();
  for await (const page of readListPages(api, extension, list)) {
    if ('kind' in page) {
      yield page;
      return;
    }
    const pageNumbers: ListedNumber[] = [];
    for (const record of page) {
      const listedNumber = readNumber(record);
      if (!listedNumber || seenNumbers.has(listedNumber.number)) continue;
      seenNumbers.add(listedNumber.number);
      pageNumbers.push(listedNumber);
    }
    yield pageNumbers;
  }
}

/**
 * The caller ID that the other party of a RingOut sees when the call names none. Empty where the
 * platform does not say; `blocked` = the number is withheld.
 */
export function readDefaultCallerId(
  body: unknown,
): {readonly number?: string; readonly blocked?: boolean} {
  const {byFeature} = asRecord(body);
  const features = Array.isArray(byFeature) ? byFeature.map(asRecord) : [];
  const ringOut = features.find(({feature}) => feature === 'RingOut');
  const {type, phoneInfo} = asRecord(ringOut?.callerId);
  if (type === 'Blocked') return {blocked: true};
  return withoutUndefined({number: readE164(asRecord(phoneInfo).phoneNumber)});
}

const FORWARDING_KINDS: Readonly<Record<string, NumberKind>> = {
  Mobile: 'mobile', BusinessMobilePhone: 'mobile', Home: 'home', Work: 'work', PhoneLine: 'work',
};

/** Only phones with the feature `CallForwarding` can ring first (guide, voice/ringout). */
function readForwardingNumber(record: JsonRecord): ListedNumber | null {
  const number = offeredNumber(record, 'CallForwarding');
  if (!number) return null;
  const kind = FORWARDING_KINDS[String(record.type)] ?? 'other';
  const deviceId = readId(asRecord(record.device).id);
  return Object.freeze(withoutUndefined({number, kind, label: asText(record.label), deviceId}));
}

/** Only numbers with the feature `CallerId` can be shown; faxes are left out. */
function readOwnNumber(record: JsonRecord): ListedNumber | null {
  const number = offeredNumber(record, 'CallerId');
  if (!number || record.type === 'FaxOnly') return null;
  return Object.freeze(withoutUndefined({
    number,
    kind: ownNumberKind(record),
    label: asText(record.label),
    primary: asTrue(record.primary),
  }));
}

function ownNumberKind({paymentType, usageType}: JsonRecord): NumberKind {
  if (paymentType === 'TollFree') return 'toll-free';
  const usage = String(usageType);
  if (usage === 'DirectNumber') return 'direct';
  if (usage.includes('Company')) return 'company';
  return usage.includes('Mobile') ? 'mobile' : 'other';
}

/** E.164; undefined for numbers without the feature, and for hidden and pending ones. */
function offeredNumber(record: JsonRecord, feature: string): string | undefined {
  const {features, hidden, status, phoneNumber} = record;
  const hasFeature = Array.isArray(features) && features.includes(feature);
  const isWithheld = hidden === true || status === 'Pending';
  return hasFeature && !isWithheld ? readE164(phoneNumber) : undefined;
}

function readE164(value: unknown): string | undefined {
  return asE164(asText(value)?.replace(/[^\d+]/g, ''));
}
