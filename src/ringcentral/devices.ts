/** Reads which phones of an extension are online (listExtensionDevices, scope ReadAccounts). */
import type {Api, FailedResult} from './api.js';
import {type ExtensionAddress, readId} from './api-path.js';
import type {JsonRecord} from './json.js';
import {readListPages} from './list-pages.js';

/**
 * The devices whose line rings nowhere else: a phone on a desk, from RingCentral or of one's own.
 * `SoftPhone`, `WebPhone` and `WebRTC` are apps: each installation is a device, and one that is
 * closed keeps the others from nothing. `Room`, `Paging` and `BLA` are shared, and no phone of the
 * user. So a warning about any of these could be wrong.
 */
const PHONE_TYPES: readonly unknown[] = ['HardPhone', 'OtherPhone'];

const IS_ONLINE: ReadonlyMap<unknown, boolean> = new Map([['Online', true], ['Offline', false]]);

/** By the ids of the devices; a device of which the platform says nothing usable is not in it. */
type PhoneStates = ReadonlyMap<string, boolean>;

/** Null = the phone's state is not known. */
export function readPhoneState(
  {id, type, status}: JsonRecord,
): readonly [deviceId: string, isOnline: boolean] | null {
  const deviceId = readId(id);
  const isOnline = IS_ONLINE.get(status);
  const isKnown = deviceId !== undefined && isOnline !== undefined && PHONE_TYPES.includes(type);
  return isKnown ? [deviceId, isOnline] : null;
}

/** Resolves with the failed result where a page cannot be read. */
export async function readPhoneStates(
  api: Api, extension: ExtensionAddress,
): Promise<PhoneStates | FailedResult> {
  const states = new Map<string, boolean>();
  for await (const page of readListPages(api, extension, 'device')) {
    if ('kind' in page) return page;
    for (const [deviceId, isOnline] of page.map(readPhoneState).filter((state) => state !== null)) {
      states.set(deviceId, isOnline);
    }
  }
  return states;
}
