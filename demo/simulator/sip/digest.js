import {md5 as hash} from '@noble/hashes/legacy.js';
import {bytesToHex, utf8ToBytes} from '@noble/hashes/utils.js';
import {parameterOf} from './sip-message.js';

/**
 * Digest authentication, as the platform asks for it.
 *
 * @typedef {import('../facts.js').SipAccount} SipAccount
 */

const md5 = (/** @type {string} */ text) => bytesToHex(hash(utf8ToBytes(text)));

/**
 * The response that proves a password.
 *
 * @param {Pick<SipAccount, 'authorizationId' | 'password'> & {realm: string}} account
 * @param {{method: string, uri: string, nonce: string}} request
 */
function digestResponse({authorizationId, password, realm}, {method, uri, nonce}) {
  const secret = md5(`${authorizationId}:${realm}:${password}`);
  return md5(`${secret}:${nonce}:${md5(`${method}:${uri}`)}`);
}

/** The header that asks for it. @param {string} realm @param {string} nonce */
export const digestChallenge = (realm, nonce) => `Digest realm="${realm}", nonce="${nonce}"`;

/**
 * The account that an `Authorization` header proves; null where it proves none.
 *
 * @param {string} header
 * @param {{accounts: Record<string, SipAccount>, nonces: Set<string>, realm: string}} known
 * @param {string} method
 */
export function authorizedAccount(header, {accounts, nonces, realm}, method) {
  const account = accounts[parameterOf(header, 'username')];
  const nonce = parameterOf(header, 'nonce');
  if (!account || !nonces.has(nonce)) return null;
  const uri = parameterOf(header, 'uri');
  const expected = digestResponse({...account, realm}, {method, uri, nonce});
  return parameterOf(header, 'response') === expected ? account : null;
}
