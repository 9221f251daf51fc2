/**
 * Maps an unsuccessful API result to what it means for the user (guide, basics/errors). One pure
 * table.
 */
import type {ApiClientError, FailedResult} from './api.js';
import {ownValue} from './own-value.js';

type ApiFailure =
  | 'rate-limited' | 'session-expired' | 'permission-missing' | 'feature-unavailable'
  | 'to-invalid' | 'from-invalid' | 'caller-id-invalid' | 'calling-disabled'
  | 'offline' | 'timeout' | 'server-error' | 'unknown';

export function failureOf(result: FailedResult): ApiFailure {
  switch (result.kind) {
    case 'rate-limited': return 'rate-limited';
    case 'unauthorized': return 'session-expired';
    case 'no-response': return result.reason === 'timeout' ? 'timeout' : 'offline';
    case 'not-sent': return result.isOffline ? 'offline' : 'unknown';
    case 'invalid-body': return result.isIntercepted ? 'offline' : 'server-error';
    case 'server-error': return 'server-error';
    case 'client-error': return clientErrorFailure(result.status, result.refusal);
  }
}

/** RingCentral's codes that mean the same whatever the request was. */
const FAILURE_BY_CODE: Readonly<Record<string, ApiFailure>> = {
  'CMN-401': 'permission-missing', 'CMN-408': 'permission-missing', 'OAU-167': 'permission-missing',
  'CMN-109': 'feature-unavailable', 'CMN-403': 'feature-unavailable',
};

/** A value that is not accepted, and a field that is missing. */
const PARAMETER_CODES = ['CMN-101', 'CMN-104'];

const FAILURE_BY_PARAMETER: Readonly<Record<string, ApiFailure>> = {
  to: 'to-invalid', from: 'from-invalid', callerId: 'caller-id-invalid',
};

function clientErrorFailure(
  status: number, {code = '', parameter = '', feature = ''}: ApiClientError,
): ApiFailure {
  if (/International|Domestic|Internal/.test(feature)) return 'calling-disabled';
  if (PARAMETER_CODES.includes(code)) {
    const [field = ''] = parameter.split(/[.[]/);
    return ownValue(FAILURE_BY_PARAMETER, field) ?? 'unknown';
  }
  const failure = ownValue(FAILURE_BY_CODE, code);
  return failure ?? (status === 403 ? 'permission-missing' : 'unknown');
}
