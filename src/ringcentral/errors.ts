/**
 * Maps an unsuccessful API result to what it means for the user (guide, basics/errors). One pure
 * table.
 */
import type {ApiResult, ApiClientError} from './api.js';

type ApiFailure =
  | 'rate-limited' | 'session-expired' | 'permission-missing' | 'feature-unavailable'
  | 'to-invalid' | 'from-invalid' | 'caller-id-invalid' | 'calling-disabled'
  | 'offline' | 'timeout' | 'server-error' | 'unknown';

export function failureOf(result: Exclude<ApiResult, {kind: 'ok'}>): ApiFailure {
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

function clientErrorFailure(
  status: number, {code, parameter = '', feature}: ApiClientError,
): ApiFailure {
  if (/International|Domestic|Internal/.test(feature ?? '')) return 'calling-disabled';
  switch (code) {
    // 104: the field is missing.
    case 'CMN-101':
    case 'CMN-104': return FAILURE_BY_PARAMETER[parameter.split(/[.[]/)[0] ?? ''] ?? 'unknown';
    case 'CMN-401':
    case 'CMN-408':
    case 'OAU-167': return 'permission-missing';
    case 'CMN-109':
    case 'CMN-403': return 'feature-unavailable';
  }
  return status === 403 ? 'permission-missing' : 'unknown';
}

const FAILURE_BY_PARAMETER: Readonly<Record<string, ApiFailure>> = {
  to: 'to-invalid', from: 'from-invalid', callerId: 'caller-id-invalid',
};
