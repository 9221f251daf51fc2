// Answers of RingCentral to one request that are not as they should be.

export const FAULTS = {
  forbidden: {status: 403, body: {errorCode: 'CMN-408', message: 'Not allowed'}},
  limited: {status: 429, body: {errorCode: 'CMN-301', message: 'Request rate exceeded'}},
  broken: {status: 500, body: {errorCode: 'CMN-203', message: 'Internal server error'}},
  page: {kind: 'html', status: 200},
  lost: {kind: 'drop-after'},
  never: {kind: 'never'},
  slow: {kind: 'slow'},
  conflict: {status: 409, body: {errorCode: 'TAS-101', message: 'Incorrect State'}},
  'over-before': {kind: 'over-before'},
};
