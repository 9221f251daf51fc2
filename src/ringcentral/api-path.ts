/** The paths of RingCentral's API, and the ids in them. */
import {asText} from './json.js';

export interface ExtensionAddress {
  /** `~` = the signed-in one. */
  readonly accountId: string;
  readonly extensionId: string;
}

/** `/restapi/v1.0/account/~`, percent-encoded. */
export const accountPath = (accountId: string): string =>
  `/restapi/v1.0/account/${encodeURIComponent(accountId)}`;

/** `/restapi/v1.0/account/~/extension/~`, every part percent-encoded. */
export const extensionPath = ({accountId, extensionId}: ExtensionAddress): string =>
  `${accountPath(accountId)}/extension/${encodeURIComponent(extensionId)}`;

/** Far more than RingCentral's ids have. */
const MAX_ID_LENGTH = 255;

/** Whether a value can be an id in a path, which must not lead to another path. */
export function isPathId(value: unknown): value is string {
  if (typeof value !== 'string' || value.length > MAX_ID_LENGTH) return false;
  return /^[!-~]+$/.test(value) && !/[/\\?#%]|^\.+$/.test(value);
}

/**
 * Ids are strings in some answers and integers in others. An integer beyond 2^53 was rounded when
 * the answer was read: then `uriPattern` finds its digits in `uri`.
 */
export function readId(value: unknown, uri?: unknown, uriPattern?: RegExp): string | undefined {
  if (Number.isSafeInteger(value)) return String(value);
  if (typeof value === 'number' && uriPattern) return idInUri(uri, uriPattern);
  return asText(value);
}

/** The id that `pattern` finds in the path of an answer's `uri`. */
function idInUri(uri: unknown, pattern: RegExp): string | undefined {
  try {
    const id = pattern.exec(new URL(String(uri)).pathname)?.[1];
    return id && decodeURIComponent(id);
  } catch {
    return undefined;
  }
}
