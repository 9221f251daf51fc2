/**
 * The part of the script for a session that the host page owns: its SDK, a proxy, an access token
 * function.
 */
export {AccessTokenStrategy} from './access-token.js';
export {HostSdkStrategy} from './host-sdk.js';
export {ProxyStrategy} from './proxy.js';
