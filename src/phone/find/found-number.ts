/** A telephone number in a text. */
export interface FoundNumber {
  /** `+` and digits. */
  readonly e164: string;
  /** Digits to dial after the call is answered. */
  readonly extension?: string;
  /** All that is to be sent after the answer, as pauses and keys: `,,9988776#,,654321#`. */
  readonly tones?: string;
  /** As it stands in the text, extension included: `text.slice(start, end)`. */
  readonly raw: string;
  /** UTF-16 offsets, `end` exclusive. */
  readonly start: number;
  readonly end: number;
  /** The text says that this is a fax number. */
  readonly fax?: true;
}

export interface FindOptions {
  /**
   * ISO 3166-1 alpha-2, for national numbers. Without it, or with an unknown one, only numbers that
   * begin with `+` are found.
   */
  readonly country?: string | undefined;
  /** Leaves out bare digits unless the text says that they are a telephone number. */
  readonly strict?: boolean | undefined;
}
