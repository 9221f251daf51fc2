/** Reads data of unknown shape: the platform's answers, stored values, messages from other tabs. */

/** An object of which nothing is known. */
export type JsonRecord = Readonly<Record<string, unknown>>;

/** The value as an object to read properties from; an empty object where it is anything else. */
export const asRecord = (value: unknown): JsonRecord =>
  typeof value === 'object' && value !== null ? value as JsonRecord : {};

/** The first item of a list, as an object to read properties from. */
export const firstRecord = (list: unknown): JsonRecord =>
  asRecord(Array.isArray(list) ? list[0] : undefined);

/** A non-empty string, or undefined. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The last moment that a `Date` can hold. */
const MAX_TIME_MS = 8.64e15;

/** Epoch ms, or undefined. */
export const asTime = (value: unknown): number | undefined =>
  typeof value === 'number' && value >= 0 && value <= MAX_TIME_MS ? value : undefined;

export const asBoolean = (value: unknown): boolean | undefined =>
  typeof value === 'boolean' ? value : undefined;

/** `true`, or undefined. */
export const asTrue = (value: unknown): true | undefined => value === true || undefined;

/** E.164, or undefined. */
export const asE164 = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\+[1-9]\d{4,14}$/.test(value) ? value : undefined;

/** The parsed value; null where the text is absent or not JSON. */
export function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

type WithoutUndefined<T> =
  & {[K in keyof T as undefined extends T[K] ? never : K]: T[K]}
  & {[K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>};

/** A copy in which an absent value has no key either. */
export const withoutUndefined = <const T extends object>(values: T): WithoutUndefined<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as
    WithoutUndefined<T>;
