/**
 * The data by which a phone in the browser registers (spec: createSIPRegistration, scope
 * VoipCalling). The request counts in the same group as placing a call.
 */
import type {Api, ApiResult} from './api.js';
import {asRecord, asText, withoutUndefined} from './json.js';

/** Contains a SIP password: it stays in memory. */
export interface SipInfo {
  /** As in `17203861294*115`. */
  readonly username: string;
  readonly password: string;
  readonly authorizationId: string;
  readonly domain: string;
  /** Host and port; that of a simulator may have a path. */
  readonly outboundProxy: string;
  readonly outboundProxyBackup?: string;
  /** Hosts and ports. */
  readonly stunServers?: readonly string[];
  /** `WS`: a socket without encryption, which browsers allow on this machine only. */
  readonly transport: 'WSS' | 'WS';
}

interface SipProvision {
  readonly sipInfo: SipInfo;
  /** The user may call from a browser, where this one is. */
  readonly isCallingEnabled: boolean;
}

/** Each answer has credentials of its own. */
export const provisionSip = (api: Api): Promise<ApiResult> =>
  api.request('heavy', {
    method: 'POST', path: '/restapi/v1.0/client-info/sip-provision',
    body: {sipInfo: [{transport: 'WSS'}]},
  });

/** Null where the answer has nothing by which a browser could register. */
export function readSipProvision(body: unknown): SipProvision | null {
  const {sipInfo, sipFlags} = asRecord(body);
  const entries: readonly unknown[] = Array.isArray(sipInfo) ? sipInfo : [];
  const usableInfo = entries.map(readSipInfo).find((entry) => entry !== null);
  return usableInfo ? {sipInfo: usableInfo, isCallingEnabled: readCallingEnabled(sipFlags)} : null;
}

/** A flag that is absent forbids nothing. */
function readCallingEnabled(sipFlags: unknown): boolean {
  const {voipFeatureEnabled, voipCountryBlocked, outboundCallsEnabled} = asRecord(sipFlags);
  return voipFeatureEnabled !== false && voipCountryBlocked !== true
    && outboundCallsEnabled !== false;
}

/** Null = not usable. */
function readSipInfo(value: unknown): SipInfo | null {
  const entry = asRecord(value);
  const {transport} = entry;
  const username = asToken(entry.username);
  const password = asText(entry.password);
  const authorizationId = asToken(entry.authorizationId);
  const domain = asToken(entry.domain);
  const outboundProxy = asToken(entry.outboundProxy);
  if (transport !== 'WSS' && transport !== 'WS') return null;
  if (!username || !password || !authorizationId || !domain || !outboundProxy) return null;
  return withoutUndefined({
    username, password, authorizationId, domain, outboundProxy,
    outboundProxyBackup: asToken(entry.outboundProxyBackup),
    stunServers: readServers(entry.stunServers),
    transport,
  });
}

function readServers(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  return value.map(asToken).filter((server) => server !== undefined);
}

/** A text for headers and addresses, where blanks, line breaks, quotes and brackets end a value. */
const asToken = (value: unknown): string | undefined =>
  typeof value === 'string' && /^[!#-;=?-~]{1,255}$/.test(value) ? value : undefined;
