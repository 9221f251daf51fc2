/** Reading data of unknown shape: answers of the platform, storage, messages of other tabs. */

/** The value as an object to read properties from; an empty one where it is none. */
export const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? value as Record<string, unknown> : {};

/** A non-empty string, or undefined. */
export const asText = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

/** The parsed value; null where the text is absent or no JSON. */
export function parseJson(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
