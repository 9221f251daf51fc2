/** The user's choices as they are stored, and what pages see of them. */
import {asE164, asRecord, asText, asTrue, type JsonRecord, parseJson} from '../ringcentral/json.js';
import {freeze} from './context.js';
import {omitEmpty} from './omit-empty.js';
import type {Choices} from './types.js';

export const NUMBER_FIELDS = ['from', 'callerId'] as const;
export const DEVICE_FIELDS = ['microphone', 'speaker'] as const;

/** Menus whose last number is remembered. */
const MAX_MENUS = 200;
/** Far more than the browsers' ids of devices have. */
const MAX_DEVICE_ID_LENGTH = 512;

export type NumberField = typeof NUMBER_FIELDS[number];

/** A remembered number as it is stored. */
export interface StoredChoice {
  /** E.164. */
  readonly number: string;
  /** Typed by hand, so the list need not hold it. */
  readonly typed?: true;
  /** The list no longer holds it: it is reported as dropped, not used, until the user chooses. */
  readonly gone?: true;
}

export type StoredChoices =
  & {readonly [Field in NumberField]?: StoredChoice}
  & {readonly [Field in typeof DEVICE_FIELDS[number]]?: string}
  & {
    /** This browser, in place of the phone in `from`, which rings where a page can be no phone. */
    readonly browser?: true;
    readonly menus?: Readonly<Record<string, number>>;
  };

/** The id of a microphone or a speaker; undefined = not usable. */
export function asDeviceId(value: unknown): string | undefined {
  const text = asText(value);
  return text && text.length <= MAX_DEVICE_ID_LENGTH ? text : undefined;
}

export const readStoredChoices = (text: string | null): StoredChoices =>
  asStoredChoices(parseJson(text));

/** All that is usable in a value from storage or from another tab. */
export function asStoredChoices(value: unknown): StoredChoices {
  const stored = asRecord(value);
  return withMenus(omitEmpty({
    browser: asTrue(stored.browser),
    from: readStoredChoice(stored.from),
    callerId: readStoredChoice(stored.callerId),
    microphone: asDeviceId(stored.microphone),
    speaker: asDeviceId(stored.speaker),
  }), asRecord(stored.menus));
}

/** With the newest of the menus that are usable. */
export function withMenus(
  {menus: _outdated, ...choices}: StoredChoices, menus: JsonRecord,
): StoredChoices {
  const entries = Object.entries(menus)
    .filter((entry): entry is [string, number] => Number.isSafeInteger(entry[1]))
    .slice(-MAX_MENUS);
  return entries.length > 0 ? {...choices, menus: Object.fromEntries(entries)} : choices;
}

/** `isBrowserPhone`: this page can be a phone; where it cannot, nothing is said of that choice. */
export function publicChoices(stored: StoredChoices, isBrowserPhone: boolean): Choices {
  const chosen: Partial<Record<NumberField, string>> = {};
  const dropped: Partial<Record<NumberField, string>> = {};
  const inBrowser = isBrowserPhone && stored.browser;
  const used: StoredChoices = inBrowser ? {...stored, from: {number: 'browser'}} : stored;
  for (const choiceField of NUMBER_FIELDS) {
    const {number, gone} = used[choiceField] ?? {};
    if (number) (gone ? dropped : chosen)[choiceField] = number;
  }
  const {microphone, speaker, menus} = stored;
  return freeze({
    ...chosen,
    ...omitEmpty({microphone, speaker}),
    ...(Object.keys(dropped).length > 0 && {dropped: freeze(dropped)}),
    ...(menus && {menus: freeze(menus)}),
  });
}

/** Undefined = not usable. */
function readStoredChoice(value: unknown): StoredChoice | undefined {
  const {number, typed, gone} = asRecord(value);
  const e164 = asE164(number);
  if (!e164) return undefined;
  return omitEmpty({number: e164, typed: asTrue(typed), gone: asTrue(gone)});
}
