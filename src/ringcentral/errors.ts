/** What an answer that is no success means for the person (guide, basics/errors). One pure table. */
import type {ApiResult, ApiClientError} from './api.js';

export type ApiFailure =
  | 'rate-limited' | 'session-expired' | 'permission-missing' | 'feature-unavailable' | 'to-invalid' | 'from-invalid'
  | 'caller-id-invalid' | 'calling-disabled' | 'offline' | 'timeout' | 'server-error' | 'unknown';

export function failureOf(answer: Exclude<ApiResult, {kind: 'ok'}>): ApiFailure {
  switch (answer.kind) {
    case 'limited': return 'rate-limited';
    case 'signed-out': return 'session-expired';
    case 'silence': return answer.reason === 'timeout' ? 'timeout' : 'offline';
    case 'trouble':
    case 'unreadable': return 'server-error';
    case 'refused': return refusalFailure(answer.status, answer.refusal);
  }
}

function refusalFailure(status: number, {code, parameter = '', feature}: ApiClientError): ApiFailure {
  if (/International|Domestic|Internal/.test(feature ?? '')) return 'calling-disabled';
  switch (code) {
    // 104: the field is missing.
    case 'CMN-101':
    case 'CMN-104': return PARAMETERS[parameter.split(/[.[]/)[0] ?? ''] ?? 'unknown';
    case 'CMN-401':
    case 'CMN-408':
    case 'OAU-167': return 'permission-missing';
    case 'CMN-109':
    case 'CMN-403': return 'feature-unavailable';
  }
  return status === 403 ? 'permission-missing' : 'unknown';
}

const PARAMETERS: Readonly<Record<string, ApiFailure>> = {
  to: 'to-invalid', from: 'from-invalid', callerId: 'caller-id-invalid',
};
