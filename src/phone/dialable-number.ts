/** A number as the platform takes it. */
export interface DialableNumber {
  /** `+` and digits. */
  readonly e164: string;
  /** Digits to dial once the call is answered. */
  readonly extension?: string;
}

const WRITTEN_E164 = /^\s*(?:tel:)?(\+[1-9]\d{6,14})(?:;ext=(\d{1,20}))?\s*$/i;

/**
 * Reads a number that is written in E.164 already (`+16505550100`, `tel:+16505550100;ext=9`), and nothing else:
 * no metadata is needed, so that pages which write their numbers like this never load the parser. It does not
 * know which numbers exist.
 */
export function readE164(text: string): DialableNumber | null {
  const [, e164, extension] = WRITTEN_E164.exec(text) ?? [];
  return e164 ? {e164, ...extension && {extension}} : null;
}
