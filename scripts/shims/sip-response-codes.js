// The answers that our phone gives to the platform, of those that ringcentral-web-phone names.
export default {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  488: 'Not Acceptable Here',
  603: 'Decline',
};
