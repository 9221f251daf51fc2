/** Who is signed in, and what an app may do for them: pure readings of RingCentral's answers. */
import {asRecord, asText} from './json.js';
import {PRODUCTION_SERVER, type ApiRequest} from './platform.js';

/** The scopes without which nothing works (guide, voice/ringout). */
export const NEEDED_SCOPES = ['RingOut', 'ReadAccounts'] as const;

export interface Identity {
  readonly id: string;
  readonly accountId: string;
  readonly name?: string;
  readonly extensionNumber?: string;
  /** Home country of the account, ISO 3166-1 alpha-2. */
  readonly country?: string;
  /** Address of the platform that answered, where its answer names it; as `serverOf` writes it. */
  readonly server?: string;
}

export const identityRequest = (accountId = '~', extensionId = '~'): ApiRequest => ({
  method: 'GET',
  path: `/restapi/v1.0/account/${encodeURIComponent(accountId)}/extension/${encodeURIComponent(extensionId)}`,
});

/** Null where the answer names nobody. */
export function readIdentity(body: unknown): Identity | null {
  const extension = asRecord(body);
  const id = idOf(extension.id);
  if (!id) return null;
  const contact = asRecord(extension.contact);
  const name = asText(extension.name) ??
    [asText(contact.firstName), asText(contact.lastName)].filter(Boolean).join(' ');
  const extensionNumber = idOf(extension.extensionNumber);
  const country = asText(asRecord(asRecord(extension.regionalSettings).homeCountry).isoCode);
  const server = addressOf(asText(extension.uri)?.split('/restapi/')[0]);
  return {
    id, accountId: idOf(asRecord(extension.account).id) ?? '~',
    ...(name && {name}), ...(extensionNumber && {extensionNumber}),
    ...(country && /^[A-Za-z]{2}$/.test(country) && {country: country.toUpperCase()}),
    ...(server && {server}),
  };
}

/** What the app lacks, by the `scope` of its token; nothing where the token does not say. */
export function missingScopes(granted: string | undefined): readonly string[] {
  const scopes = new Set(granted?.split(/[\s,]+/).filter(Boolean));
  return scopes.size ? NEEDED_SCOPES.filter((scope) => !scopes.has(scope)) : [];
}

/** The server without a slash at its end; production where none was named. Null = not a web address. */
export const serverOrigin = (server: string | undefined): string | null => server ? addressOf(server) : PRODUCTION_SERVER;

function addressOf(url = ''): string | null {
  try {
    const {protocol, origin, pathname} = new URL(url);
    return /^https?:$/.test(protocol) ? origin + pathname.replace(/\/+$/, '') : null;
  } catch {
    return null;
  }
}

/** Ids are strings in some answers and integers in others. */
const idOf = (value: unknown): string | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : asText(value);
