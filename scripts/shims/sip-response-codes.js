// The answers of a phone to the platform's requests, of the 70 that ringcentral-web-phone names.
export default {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  603: 'Decline',
};
