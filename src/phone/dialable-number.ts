/** A number in the form in which RingOut takes it. */
export interface DialableNumber {
  /** `+` and digits. */
  readonly e164: string;
  /** Digits to dial after the call is answered: the first ones, where there are several groups. */
  readonly extension?: string;
  /**
   * All that is to be sent after the answer, where `extension` does not say it all: digits, `#`,
   * `*` and pauses, as in `,,9988776#,,654321#`.
   */
  readonly tones?: string;
}

/** With optional values that may be undefined, as the numbers of a page have them. */
interface DialedKeys {
  readonly extension?: string | undefined;
  readonly tones?: string | undefined;
}

/** The number as one text, which the attribute `to` and a request for a call take. */
export function dialString(
  {e164, extension, tones}: DialedKeys & Pick<DialableNumber, 'e164'>,
): string {
  if (tones) return e164 + tones;
  return extension ? `${e164};ext=${extension}` : e164;
}

/** The keys that the user presses once connected: `9988776# 654321#`. Empty where there are none. */
export const keysToPress = ({extension = '', tones = extension}: DialedKeys): string =>
  tones.replace(/,+/g, ' ').trim();

const E164_OR_TEL_URI = /^\s*(?:tel:)?(\+[1-9]\d{6,14})(?:;ext=(\d{1,20}))?\s*$/i;

/**
 * Reads only numbers that are in E.164 already (`+16505550100`, `tel:+16505550100;ext=9`); null for
 * any other text. It needs no metadata, so that a page whose numbers are all in E.164 never loads
 * the parser. It cannot tell whether a number exists.
 */
export function readE164(text: string): DialableNumber | null {
  const [, e164, extension] = E164_OR_TEL_URI.exec(text) ?? [];
  if (!e164) return null;
  return extension ? {e164, extension} : {e164};
}
