/**
 * Addresses of contacts, from the page's templates. A caller chooses the name that the network
 * shows, so a value may be any text: it never decides where an address leads.
 */

/** An empty or absent value has no address. */
export interface AddressValues {
  readonly id?: string;
  readonly e164?: string;
  readonly national?: string;
  readonly name?: string;
}

type Placeholder = keyof AddressValues;

const PLACEHOLDERS = /\{(id|e164|national|name)\}/g;

/**
 * The address for the values; null where a value is missing, or where the template allows no safe
 * address. `pageUrl`: relative templates belong to its origin.
 */
export function addressOf(
  template: string, values: AddressValues, pageUrl: string,
): string | null {
  const origin = originOf(template, pageUrl);
  const filled = origin && fill(template, values);
  if (!filled) return null;
  const url = parse(filled, pageUrl);
  return url?.origin === origin ? url.href : null;
}

/** Whether the template can lead to a contact at all. */
export const isTemplate = (template: string, pageUrl: string): boolean =>
  originOf(template, pageUrl) !== null;

/** An address that the page itself gives for a contact; null where it is not safe. */
export function ownAddress(address: string, pageUrl: string): string | null {
  const url = parse(address, pageUrl);
  return url && isAllowed(url, pageUrl) ? url.href : null;
}

/**
 * Null where a placeholder is not known or stands in the origin, or where the origin is not
 * allowed.
 */
function originOf(template: string, pageUrl: string): string | null {
  if (/[{}]/.test(template.replace(PLACEHOLDERS, ''))) return null;
  const [url, otherUrl] = ['a', 'b']
    .map((value) => parse(template.replace(PLACEHOLDERS, value), pageUrl));
  if (!url || !otherUrl || url.origin !== otherUrl.origin) return null;
  const hasCredentials = Boolean(url.username || url.password);
  return !hasCredentials && isAllowed(url, pageUrl) ? url.origin : null;
}

function isAllowed({protocol, origin}: URL, pageUrl: string): boolean {
  const isSameOrigin = origin !== 'null' && origin === parse(pageUrl, pageUrl)?.origin;
  return protocol === 'https:' || isSameOrigin;
}

function fill(template: string, values: AddressValues): string | null {
  let isComplete = true;
  const filled = template.replace(PLACEHOLDERS, (_text, name: Placeholder) => {
    const value = encode(values[name] ?? '');
    if (!value) isComplete = false;
    return value ?? '';
  });
  return isComplete ? filled : null;
}

/** Null for text that would change the path (`.`, `..`), or that has no encoding. */
function encode(value: string): string | null {
  if (/^\.{0,2}$/.test(value)) return null;
  try {
    // Pages write addresses between such quotes.
    return encodeURIComponent(value).replaceAll("'", '%27');
  } catch {
    return null;
  }
}

function parse(address: string, base: string): URL | null {
  try {
    return new URL(address, base);
  } catch {
    return null;
  }
}
