/** The store's options as the properties of `<rc-session>` give them: pure functions. */
import type {ConnectOptions} from '../../store/types.js';
import {WAY_IN_OPTIONS} from './ways-in.js';

/** Properties that go to the store unchanged. */
export const CONNECT_PROPERTIES = [
  ...WAY_IN_OPTIONS, 'csrfHeader', 'csrfToken', 'flow', 'push', 'callDetails', 'browserCalls',
  'country',
] as const satisfies readonly (keyof ConnectOptions)[];

type ConnectProperties = {
  readonly [Name in typeof CONNECT_PROPERTIES[number]]: ConnectOptions[Name] | undefined;
};

/** The page or its backend signs in, not the element. */
export function signsInElsewhere(
  {sdk, getAccessToken, proxy}: Pick<ConnectProperties, 'sdk' | 'getAccessToken' | 'proxy'>,
): boolean {
  return !!sdk || !!getAccessToken || proxy != null;
}

/** Null where the properties name no way in. `language`: BCP 47; may be empty. */
export function connectOptionsOf(
  properties: ConnectProperties, language: string | undefined,
): ConnectOptions | null {
  if (!signsInElsewhere(properties) && !properties.clientId) return null;
  const options: Record<string, unknown> = {};
  for (const name of CONNECT_PROPERTIES) {
    const value = properties[name];
    if (value != null && value !== '' && value !== false) options[name] = value;
  }
  if (!isPushMode(options.push)) delete options.push;
  if (language) options.language = language;
  return options;
}

/** An attribute may hold any text. */
const isPushMode = (value: unknown): boolean => value === 'auto' || value === 'never';
