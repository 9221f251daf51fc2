/** The values that are deleted first when the browser's storage is full. */
import {parseJson} from '../ringcentral/json.js';
import {isFinal} from './call-phase.js';
import {readCallRecord} from './calls/call-record.js';
import type {Eviction} from './web-storage.js';

/** Lists of numbers and the time of the last status request: RingCentral can be asked again. */
const isCacheKey = (key: string): boolean =>
  /^rc-click-to-call\/1\/.+\/(numbers\/[\w-]+|asked|push-ticket)$/.test(key);

const isCallKey = (key: string): boolean => /^rc-click-to-call\/1\/.+\/call\/[^/]*$/.test(key);

export const EVICTION: Eviction = {
  isCacheKey,
  /** Caches, then damaged calls, then finished calls, the oldest first. */
  evictionOrder(storedKeys, read) {
    const dispensableCalls = storedKeys.filter(isCallKey)
      .map((key) => ({key, record: readCallRecord(parseJson(read(key)))}))
      .filter(({record}) => !record || isFinal(record.call.phase))
      .map(({key, record}) => ({key, endedAt: record?.call.endedAt ?? 0}))
      .sort((first, second) => first.endedAt - second.endedAt);
    return [...storedKeys.filter(isCacheKey), ...dispensableCalls.map(({key}) => key)];
  },
};
