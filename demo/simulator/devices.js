import {listHandler} from './account.js';
import {baseUri, extensionUri} from './exchange.js';
import {canRing, devices, forwardingNumbers} from './lists.js';

/**
 * The devices of the account on which the user's calls ring, and whether they are online.
 *
 * @typedef {import('./context.js').SimulatorContext} SimulatorContext
 * @typedef {Record<string, any>} DeviceRecord
 */

/** @param {Pick<SimulatorContext, 'facts' | 'options'>} context @returns {DeviceRecord[]} */
const currentDevices = ({facts, options}) => devices(options.devices).map((device) => {
  const status = facts.deviceStatuses[String(device.id)];
  return status ? {...device, status} : device;
});

/**
 * Whether a call cannot ring the phone that it shall ring first. The platform knows only of phones
 * that are its devices.
 *
 * @param {Pick<SimulatorContext, 'facts' | 'options'>} context
 * @param {string | undefined} number E.164; the first phone when absent.
 */
export function isPhoneOffline(context, number) {
  const phones = forwardingNumbers(context.options.forwardingNumbers).filter(canRing);
  const phone = /** @type {DeviceRecord | undefined} */ (phones.find(({phoneNumber}) =>
    number === undefined || phoneNumber === number));
  const device = currentDevices(context).find(({id}) => id === phone?.device?.id);
  return device?.status === 'Offline';
}

/**
 * A phone is plugged in or out. Returns whether there is such a device.
 *
 * @param {SimulatorContext} context
 * @param {{id: string, status: import('./facts.js').DeviceStatus}} change
 */
export function setDevice({facts, options}, {id, status}) {
  if (!devices(options.devices).some((device) => String(device.id) === id)) return false;
  facts.deviceStatuses[id] = status;
  return true;
}

export const devicesHandler = listHandler('device', (c, {user}) => {
  const {accountId, extensionId, extensionNumber} = user;
  const extension = {id: Number(extensionId), uri: extensionUri(c, user), extensionNumber};
  return currentDevices(c.env.simulator).map((device) => ({
    uri: `${baseUri(c)}/restapi/v1.0/account/${accountId}/device/${device.id}`,
    extension, ...device,
  }));
});
