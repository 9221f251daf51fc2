/** What a phone in the browser needs to register: RingCentral's `client-info/sip-provision`. */

/** Contains a SIP password: it stays in memory. */
export interface SipInfo {
  /** As in `17203861294*115`. */
  readonly username: string;
  readonly password: string;
  readonly authorizationId: string;
  readonly domain: string;
  /** Host and port. */
  readonly outboundProxy: string;
  readonly outboundProxyBackup?: string;
  /** Hosts and ports. */
  readonly stunServers?: readonly string[];
  /** `WS`: a socket without encryption, which browsers allow on this machine only. */
  readonly transport: 'WSS' | 'WS';
}
