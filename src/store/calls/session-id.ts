import type {Call} from '../types.js';

/** Id of the telephony session, which is that of the RingOut; undefined while it is not known. */
export const sessionIdOf = ({id, telephonySessionId}: Call): string | undefined =>
  id ?? telephonySessionId;
