import {defaultUser} from './lists.js';

/**
 * Settings of a simulator. Tests and pages change them at any time.
 *
 * @typedef {object} Options
 * @property {number} speed 10 runs scenarios ten times faster. A call keeps the speed that it began
 *   with.
 * @property {Record<import('./limits.js').Group, number | null>} limits Requests a minute for each
 *   user and app; null = unlimited.
 * @property {number} penalty ms
 * @property {string[]} scopes Scopes of the app.
 * @property {number} expiresIn Lifetime of an access token in s.
 * @property {number} refreshExpiresIn Lifetime of a refresh token in s.
 * @property {number} refreshGrace ms for which a used refresh token keeps working.
 * @property {number} codeExpiresIn Lifetime of an authorization code in s.
 * @property {string[]} redirectUris Registered redirect URIs; `*` stands for any text.
 * @property {string[] | null} clientIds Registered apps; null = any.
 * @property {import('./facts.js').User} user The user who signs in next.
 * @property {boolean} autoConsent Skips the consent page.
 * @property {boolean} coop The consent page cuts the ties to its opener.
 * @property {boolean} proxy Acts as a backend that holds the tokens: requests need none.
 * @property {{name: string, value: string} | null} csrf With `proxy`: a header that every request
 *   must carry.
 * @property {null | number | Record<string, unknown>[]} forwardingNumbers These records, or that
 *   many generated ones; null = the default list.
 * @property {null | number | Record<string, unknown>[]} phoneNumbers Likewise.
 * @property {null | number | Record<string, unknown>[]} devices Likewise.
 * @property {Record<string, unknown> | null} callerId The default caller ID of RingOut, in the
 *   format of `/caller-id`; null = the main number.
 * @property {boolean} fromRequired Requires `from`, as the OpenAPI file does.
 * @property {'string' | 'number' | 'prefixed'} ids Form of the ids of RingOuts; `number` as in old samples,
 *   `prefixed` as `s-…`.
 * @property {number} keepEnded Seconds at speed 1 for which an ended call can still be read.
 * @property {number} cancelTakes Seconds at speed 1 until a cancel shows in the status.
 * @property {'one' | 'mirrored'} sessions A RingOut is one telephony session with two parties, or
 *   two sessions, of which the second is the user's own leg with the numbers mirrored.
 * @property {'RingOut' | 'Call'} mirrorOrigin Origin of the second session.
 * @property {boolean} mirrorFirst The second session is told of before the RingOut's own.
 * @property {number} mirrorLead With `mirrorFirst`: seconds at speed 1 for which the RingOut's own
 *   session is not known yet.
 * @property {'same' | 'different'} sessionIds Whether the telephony session has the RingOut's id.
 * @property {'all' | 'own'} notifiedParties Of which parties of the user's sessions notifications
 *   tell.
 * @property {boolean} presenceFlickers Presence says NoCall for half a second during each call.
 * @property {boolean} sockets Whether sockets can be opened at all.
 * @property {number} ticketExpiresIn Lifetime of a socket's ticket in s.
 * @property {number} recoveryTimeout s for which a lost connection can be recovered.
 * @property {string[]} refusedFilters Event filters that contain one of these are disabled.
 * @property {boolean} pushSilent Open sockets bring nothing, until this is switched off.
 * @property {number} pushDelay ms by which each notification is late.
 * @property {boolean} pushDuplicates Each notification comes twice.
 * @property {boolean} pushShuffled Each second notification comes before the first.
 * @property {Partial<import('./call-log/outcome.js').LogOutcome>} callLog What becomes of calls in
 *   the call log, whatever their scenarios say.
 * @property {string[]} missingPermissions Permissions that the user lacks: `ReadUserDevices`,
 *   `ReadCallLog`.
 * @property {Record<string, number>} delays ms by which the answers of `/device` and `/call-log` are
 *   late.
 * @property {boolean} digitalLine The user has one; without it a browser can be registered, and
 *   places no calls.
 * @property {boolean} emergencyAddress The user's line has one; without it calls from a browser
 *   fail.
 * @property {string | null} sipRegisterStatus Answers each registration with this, for example
 *   `603 Too Many Contacts` or `503 Service Unavailable`.
 * @property {string | null} sipInviteStatus Likewise each call from a browser.
 * @property {number} sipAnswerDelay Seconds at speed 1 by which the answer to such a call is late.
 * @property {boolean} sipByeSilent The platform does not answer when a browser hangs up.
 * @property {boolean} sipNonceWrong The registrar rejects every digest and sends another challenge.
 * @property {string[] | null} origins Origins that may send requests from a browser; null = any.
 * @property {string[]} exposeHeaders Response headers that a page on another origin can read.
 *
 * @typedef {Partial<Omit<Options, 'limits'>> & {limits?: Partial<Options['limits']>}} OptionChanges
 */

/** The scopes of an app that uses all that the simulator has. */
export const ALL_SCOPES = [
  'ReadAccounts', 'RingOut', 'WebSocket', 'ReadPresence', 'CallControl', 'ReadCallLog',
  'VoipCalling',
];

/** @type {Options} */
const DEFAULT_OPTIONS = {
  speed: 1,
  limits: {light: 50, medium: 40, heavy: 10, auth: 5},
  penalty: 60_000,
  scopes: ['ReadAccounts', 'RingOut'],
  expiresIn: 3600,
  refreshExpiresIn: 604_800,
  refreshGrace: 0,
  codeExpiresIn: 60,
  redirectUris: [
    'http://localhost:*', 'http://localhost/*', 'http://127.0.0.1:*', 'http://[::1]:*',
  ],
  clientIds: null,
  user: defaultUser,
  autoConsent: false,
  coop: false,
  proxy: false,
  csrf: null,
  forwardingNumbers: null,
  phoneNumbers: null,
  devices: null,
  callerId: null,
  fromRequired: false,
  ids: 'string',
  keepEnded: 10,
  cancelTakes: 4,
  sessions: 'one',
  mirrorOrigin: 'RingOut',
  mirrorFirst: false,
  mirrorLead: 0,
  sessionIds: 'same',
  notifiedParties: 'all',
  presenceFlickers: false,
  sockets: true,
  ticketExpiresIn: 30,
  recoveryTimeout: 180,
  refusedFilters: [],
  pushSilent: false,
  pushDelay: 0,
  pushDuplicates: false,
  pushShuffled: false,
  callLog: {},
  missingPermissions: [],
  delays: {},
  digitalLine: true,
  emergencyAddress: true,
  sipRegisterStatus: null,
  sipInviteStatus: null,
  sipAnswerDelay: 0,
  sipByeSilent: false,
  sipNonceWrong: false,
  origins: null,
  exposeHeaders: [],
};

/**
 * @param {OptionChanges} changes
 * @param {Options} [options]
 * @returns {Options} The options with these changes.
 */
export const withChanges = (changes, options = DEFAULT_OPTIONS) => ({
  ...options, ...changes, limits: {...options.limits, ...changes.limits},
});
