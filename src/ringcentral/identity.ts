/** Reads from RingCentral's answers who is signed in, and from a token what its app may do. */
import {extensionPath, readId} from './api-path.js';
import {asRecord, asText, withoutUndefined} from './json.js';
import {PRODUCTION_SERVER, type ApiRequest} from './platform.js';

/** No call can be placed without these scopes (guide, voice/ringout). */
const REQUIRED_SCOPES = ['RingOut', 'ReadAccounts'] as const;

/** An extension of a RingCentral account, and the server that knows it. */
export interface Identity {
  readonly id: string;
  readonly accountId: string;
  readonly name?: string;
  readonly extensionNumber?: string;
  /** Home country of the account, ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** The server's address, where the answer names it; in the form that `serverOrigin` gives. */
  readonly server?: string;
}

/** Asks for an extension; `~` = the signed-in one. */
export const identityRequest = (accountId = '~', extensionId = '~'): ApiRequest => ({
  method: 'GET',
  path: extensionPath({accountId, extensionId}),
});

/** Null where the answer names no extension. */
export function readIdentity(body: unknown): Identity | null {
  const extension = asRecord(body);
  const {uri} = extension;
  const id = readId(extension.id, uri, /\/extension\/([^/]+)$/);
  if (!id) return null;
  return withoutUndefined({
    id,
    accountId: readId(asRecord(extension.account).id, uri, /\/account\/([^/]+)\//) ?? '~',
    name: asText(extension.name) ?? contactName(extension.contact),
    extensionNumber: readId(extension.extensionNumber),
    country: homeCountry(extension.regionalSettings),
    server: webAddress(asText(extension.uri)?.split('/restapi/')[0]),
  });
}

function contactName(value: unknown): string | undefined {
  const {firstName, lastName} = asRecord(value);
  return asText([firstName, lastName].filter(asText).join(' '));
}

function homeCountry(regionalSettings: unknown): string | undefined {
  const isoCode = asText(asRecord(asRecord(regionalSettings).homeCountry).isoCode);
  return isoCode && /^[A-Za-z]{2}$/.test(isoCode) ? isoCode.toUpperCase() : undefined;
}

/**
 * The required scopes that a token lacks. `granted`: its `scope`; none is missing where the token
 * has no scope to read.
 */
export function missingScopes(granted: string | undefined): readonly string[] {
  const grantedScopes = scopesIn(granted);
  if (grantedScopes.size === 0) return [];
  return REQUIRED_SCOPES.filter((scope) => !grantedScopes.has(scope));
}

function scopesIn(granted: string | undefined): ReadonlySet<string> {
  return new Set(granted?.split(/[\s,]+/).filter(Boolean));
}

/** Any of them lets a user be told of calls; an older platform calls the first one the second. */
const NOTIFICATION_SCOPES = ['CallControl', 'TelephonySessions', 'ReadPresence'];

/** Whether the platform may tell of calls by push. `granted`: see `missingScopes`. */
export function allowsNotifications(granted: string | undefined): boolean {
  const grantedScopes = scopesIn(granted);
  return grantedScopes.size === 0 || NOTIFICATION_SCOPES.some((scope) => grantedScopes.has(scope));
}

/** Either lets an app read the call log: the content of recordings is found by it. */
const CALL_LOG_SCOPES = ['ReadCallLog', 'ReadCallRecording'];

/** Whether the platform's records of calls may be read. `granted`: see `missingScopes`. */
export function allowsCallLog(granted: string | undefined): boolean {
  const grantedScopes = scopesIn(granted);
  return grantedScopes.size === 0 || CALL_LOG_SCOPES.some((scope) => grantedScopes.has(scope));
}

/**
 * The server's address without a slash at its end; production where the page names none, null where
 * it is not a web address.
 */
export function serverOrigin(server: string | undefined): string | null {
  if (!server) return PRODUCTION_SERVER;
  return webAddress(server) ?? null;
}

function webAddress(url = ''): string | undefined {
  try {
    const {protocol, origin, pathname} = new URL(url);
    return /^https?:$/.test(protocol) ? origin + pathname.replace(/\/+$/, '') : undefined;
  } catch {
    return undefined;
  }
}
