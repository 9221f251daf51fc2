/**
 * How the call log says how a leg ended.
 *
 * @typedef {import('../telephony/legs.js').LegState} LegState
 * @typedef {{result: string, reason?: string, reasonDescription?: string}} LegResult
 */

/** @type {(result: string, reason: string, reasonDescription: string) => LegResult} */
const legResult = (result, reason, reasonDescription) => ({result, reason, reasonDescription});

/** By the reasons of telephony sessions. @type {Record<string, LegResult>} */
const RESULTS = {
  TargetBusy: legResult('Busy', 'Line Busy', 'The line is busy.'),
  NoAnswer: legResult('No Answer', 'No Answer', 'The phone was not answered.'),
  Rejected: legResult('Declined', 'Calls Not Accepted', 'The call was declined.'),
  Cancelled: legResult('Hang Up', 'Stopped', 'The call was given up before this phone was answered.'),
  CallFinished: legResult('Hang Up', 'Hang Up', 'The phone was hung up.'),
  InternalError: legResult('Internal Error', 'Internal Error', 'The call failed within RingCentral.'),
  InternationalDisabled: legResult('International Disabled', 'International Disabled', 'The account may not call this number.'),
  DestinationBlocked: legResult('Blocked', 'Number Blocked', 'The number is blocked.'),
  NotEnoughFunds: legResult('No Calling Credit', 'No Credit', 'The account has no calling credit.'),
  NoSuchUser: legResult('Wrong Number', 'Bad Number', 'There is no such number.'),
  InvalidNumber: legResult('Wrong Number', 'Wrong Number', 'There is no such number.'),
};

const FAILED = legResult('Call Failed', 'Failed Try Again', 'The call could not be connected.');
const PHONE_OFFLINE = legResult('IP Phone Offline', 'Failed Try Again', 'The phone is offline.');

/** @type {LegResult} */
export const CONNECTED = {result: 'Call connected'};
/** @type {LegResult} */
export const VOICEMAIL = {result: 'Voicemail'};
/** @type {LegResult} */
export const IN_PROGRESS = {result: 'In Progress'};

/** The result of the user's phone, which was not answered. @param {LegState} leg */
export const callerResult = ({reason = ''}) =>
  reason === 'InternalError' ? PHONE_OFFLINE : RESULTS[reason] ?? FAILED;

/** The result of the other phone, which was not answered. @param {LegState} leg */
export const calleeResult = ({reason = ''}) => RESULTS[reason] ?? FAILED;
