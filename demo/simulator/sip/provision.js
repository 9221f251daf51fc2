import {apiError, toResponse} from '../errors.js';
import {baseUri, extensionUri, jsonResponse} from '../exchange.js';

/**
 * Provisioning a browser as a phone: what it needs to register over SIP.
 *
 * @typedef {import('../exchange.js').RouteContext} RouteContext
 * @typedef {import('../facts.js').SipAccount} SipAccount
 * @typedef {import('../facts.js').User} User
 */

/** The domain and realm of all SIP accounts. */
export const SIP_DOMAIN = 'sip.ringcentral.com';

/** Where a caller in need would be looked for. */
const EMERGENCY_ADDRESS = {
  customerName: 'Alex Doe', street: '20 Davis Dr', city: 'Belmont', state: 'CA', stateIsoCode: 'CA',
  stateName: 'California', country: 'US', countryId: '1', countryIsoCode: 'US',
  countryName: 'United States', zip: '94002', outOfCountry: false,
};

/** @param {User} user */
const phoneLine = ({directNumber}) => ({
  id: '800200300', lineType: 'Standalone',
  emergencyAddress: {required: true, localOnly: false, lineProvisioningStatus: 'Valid'},
  phoneInfo: {
    id: 500340003, phoneNumber: directNumber, paymentType: 'Local', type: 'VoiceFax',
    usageType: 'DirectNumber',
  },
});

/**
 * The browser as a device of the account.
 *
 * @param {RouteContext} c
 * @param {User} user
 * @param {string} id
 */
function deviceBody(c, user, id) {
  const {digitalLine, emergencyAddress} = c.env.simulator.options;
  const {accountId, extensionId, extensionNumber} = user;
  return {
    uri: `${baseUri(c)}/restapi/v1.0/account/${accountId}/device/${id}`,
    id, type: 'WebPhone', status: 'Online', linePooling: 'None',
    extension: {id: Number(extensionId), uri: extensionUri(c, user), extensionNumber},
    phoneLines: digitalLine ? [phoneLine(user)] : [],
    ...(emergencyAddress ? {emergencyServiceAddress: EMERGENCY_ADDRESS} : {}),
    emergency: {
      ...(emergencyAddress ? {address: EMERGENCY_ADDRESS} : {}), addressRequired: true,
      addressStatus: emergencyAddress ? 'Valid' : 'Invalid',
    },
  };
}

/** The host and port of the registrar, and the path of its world. @param {RouteContext} c */
const proxyAddress = (c) => baseUri(c).replace(/^https?:\/\//, '');

/**
 * RingCentral has sockets with encryption only. A simulator that is reached without it has none, and
 * says so, although RingCentral's list of transports has no such one: pages need no exception then.
 *
 * @param {RouteContext} c
 */
const socketTransport = (c) => baseUri(c).startsWith('https:') ? 'WSS' : 'WS';

/** @type {import('../exchange.js').Handler} */
export const sipProvisionHandler = async (c, {user}) => {
  const {digits, facts, options, secret} = c.env.simulator;
  const body = await c.req.json().catch(() => null);
  if (body?.sipInfo?.[0]?.transport !== 'WSS') {
    const details = {parameterName: 'sipInfo.transport'};
    const message = 'Parameter [sipInfo.transport] value is invalid';
    return toResponse(apiError(400, 'CMN-101', message, details));
  }
  const authorizationId = `8${digits(11)}`;
  const deviceId = String(body.device?.id ?? authorizationId);
  /** @type {SipAccount} */
  const account = {
    authorizationId, deviceId, user, password: secret(8),
    username: `${user.directNumber.slice(1)}*${user.extensionNumber}`,
  };
  facts.sipAccounts[authorizationId] = account;
  const {password, username} = account;
  const outboundProxy = proxyAddress(c);
  return jsonResponse({
    device: deviceBody(c, user, deviceId),
    sipInfo: [{
      transport: socketTransport(c), username, password, authorizationId, authorizationTypes: ['SipDigest'],
      domain: SIP_DOMAIN, outboundProxy, outboundProxyBackup: outboundProxy, stunServers: [],
    }],
    sipInfoPstn: [],
    sipFlags: {
      voipFeatureEnabled: true, voipCountryBlocked: false, outboundCallsEnabled: options.digitalLine,
      dscpEnabled: false, dscpSignaling: 26, dscpVoice: 46, dscpVideo: 34,
    },
    sipErrorCodes: ['408'],
    pollingInterval: 86_400,
  });
};
