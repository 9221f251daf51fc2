/** Keeps in storage, and tells other tabs, how the documents have handled a call to the user. */
import {asRecord, asText} from '../../ringcentral/json.js';

export interface Handling {
  readonly key: string;
  /** Steps of which one document was told as the primary one. */
  readonly toldSteps: readonly string[];
  /** The user wants to see it no longer. */
  readonly isDismissed: boolean;
}

/** Null = not usable. */
export function readHandling(value: unknown): Handling | null {
  const {key, toldSteps, isDismissed} = asRecord(value);
  const readKey = asText(key);
  if (!readKey) return null;
  return {
    key: readKey,
    toldSteps: Array.isArray(toldSteps) ? toldSteps.map(String) : [],
    isDismissed: isDismissed === true,
  };
}

export const joinHandlings = (one: Handling, other: Handling): Handling => ({
  key: one.key,
  toldSteps: [...new Set([...one.toldSteps, ...other.toldSteps])],
  isDismissed: one.isDismissed || other.isDismissed,
});
