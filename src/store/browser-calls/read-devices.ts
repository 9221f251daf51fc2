/** Devices that another tab has found. */
import {asRecord} from '../../ringcentral/json.js';
import {freeze} from '../context.js';
import type {SoundDevice} from '../types.js';
import type {Devices} from './shown-phone.js';

/** Null where there are none that are usable. */
export function readDevices(value: unknown): Devices | null {
  const {microphones, speakers} = asRecord(value);
  if (!Array.isArray(microphones) || !Array.isArray(speakers)) return null;
  return freeze({
    microphones: freeze(microphones.flatMap(readDevice)),
    speakers: freeze(speakers.flatMap(readDevice)),
  });
}

function readDevice(value: unknown): SoundDevice[] {
  const {id, label} = asRecord(value);
  return typeof id === 'string' && typeof label === 'string' ? [freeze({id, label})] : [];
}
