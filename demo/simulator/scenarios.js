/**
 * The outcome of a call to each number: one table for the simulator, the demo, the tests and the
 * docs.
 *
 * @typedef {object} Step
 * @property {number} at Seconds after the platform accepted the call, at speed 1.
 * @property {string} call `callStatus`
 * @property {string} caller `callerStatus`
 * @property {string} callee `calleeStatus`
 * @property {boolean} [gone] From here on the platform no longer knows the call (404).
 *
 * @typedef {object} PostOutcome How the POST that places the call ends, if not with a call.
 * @property {number} [status]
 * @property {string} [code] `errorCode` of the body
 * @property {string} [message]
 * @property {string} [parameterName]
 * @property {string} [feature]
 * @property {boolean} [penalty] Starts the penalty of the Heavy group.
 * @property {'before' | 'after'} [drop] The connection dies before or after the call is placed.
 * @property {number} [delay] Seconds until the answer comes, at speed 1.
 *
 * @typedef {object} Scenario
 * @property {string} number E.164, fictional.
 * @property {string} name
 * @property {string} description Tells users of the demo what they will see.
 * @property {readonly Step[]} timeline Empty where no call is placed.
 * @property {string} [reason] Why the callee's phone was not reached, where its status does not say
 *   so. One of the reasons of telephony sessions.
 * @property {boolean} [voicemail] It is the callee's voicemail that answers.
 * @property {boolean} [endless] The last step lasts until one side hangs up.
 * @property {PostOutcome} [post]
 * @property {'mirrored'} [sessions] Its telephony sessions have the older form, whatever the options
 *   say.
 * @property {Partial<import('./call-log/outcome.js').LogOutcome>} [log] What becomes of it in the
 *   call log, where that is special.
 */

/** @type {(at: number, call: string, caller: string, callee: string) => Step} */
const step = (at, call, caller, callee) => ({at, call, caller, callee});

const P = 'InProgress';
const S = 'Success';
const F = 'Finished';

const ringing = step(0, P, P, P);
const callerUp = step(5, P, S, P);

/** Both phones are answered. */
const connected = [step(0, P, P, P), step(6, P, S, P), step(12, S, S, S)];
const answered = [...connected, step(22, S, F, F)];
/** The callee's phone ends the attempt with this status. */
const calleeEnds = (/** @type {string} */ status, at = 10) =>
  [ringing, callerUp, step(at, 'CannotReach', S, status)];
/** The caller's own phone ends the attempt with this status. */
const callerEnds = (/** @type {string} */ status, at = 5, callee = P) =>
  [ringing, step(at, 'CannotReach', status, callee)];

/** @type {readonly Scenario[]} */
export const scenarios = [
  {number: '+16505550100', name: 'answered', timeline: answered,
    description: 'Both phones are answered, and the call ends normally after ten seconds.'},
  {number: '+16505550101', name: 'answered-long', timeline: connected, endless: true,
    description: 'Both phones are answered, and the call lasts until one side hangs up.'},
  {number: '+16505550102', name: 'busy', timeline: calleeEnds('Busy'),
    description: 'The other party is busy.'},
  {number: '+16505550103', name: 'no-answer', timeline: calleeEnds('NoAnswer', 20),
    description: 'The other party does not answer.'},
  {number: '+16505550104', name: 'rejected', timeline: calleeEnds('Rejected'),
    description: 'The other party declines the call.'},
  {number: '+16505550105', name: 'phone-offline', timeline: callerEnds('GenericError', 5, S),
    description: 'Your own phone is offline and cannot be rung.'},
  {number: '+16505550106', name: 'no-answer-here', timeline: callerEnds('NoAnswer', 20),
    description: 'You do not answer your own phone, which leaves time to cancel.'},
  {number: '+16505550107', name: 'declined-here', timeline: callerEnds('Rejected'),
    description: 'You decline the call on your own phone.'},
  {number: '+16505550108', name: 'hung-up-early', timeline: [ringing, callerUp, step(10, 'CannotReach', F, 'Rejected')],
    description: 'You answer, then hang up while the other phone is still ringing.'},
  {number: '+14165550109', name: 'international-disabled', timeline: calleeEnds('InternationalDisabled'),
    description: 'A call to Canada from an account without international calling.'},
  {number: '+16505550110', name: 'domestic-disabled', timeline: calleeEnds('InternationalDisabled'),
    description: 'A domestic call from an account without domestic calling.'},
  {number: '+16505550111', name: 'destination-blocked', timeline: calleeEnds('DestinationBlocked'),
    description: 'The number is blocked for this account.'},
  {number: '+16505550112', name: 'no-funds', timeline: calleeEnds('NotEnoughFunds'),
    description: 'The account has no calling credit left.'},
  {number: '+16505550113', name: 'no-such-user', timeline: calleeEnds('NoSuchUser'),
    description: 'The number does not exist.'},
  {number: '+16505550114', name: 'no-answering-machine', timeline: [ringing, callerUp, step(10, 'NoAnsweringMachine', S, P)],
    description: 'RingCentral itself fails while connecting the call.'},
  {number: '+16505550115', name: 'cannot-reach', timeline: [ringing, callerUp, step(10, 'CannotReach', S, P)],
    description: 'The call cannot be connected, and neither leg says why.'},
  {number: '+16505550116', name: 'forgotten', timeline: [...connected, {...step(22, S, F, F), gone: true}],
    description: 'Like answered, but RingCentral forgets the call as soon as it ends (404).'},
  {number: '+16505550117', name: 'no-session', timeline: [...connected, step(22, S, 'NoSessionFound', 'NoSessionFound')],
    description: 'Like answered, but the final status is NoSessionFound.'},
  {number: '+16505550118', name: 'unknown-status',
    timeline: [ringing, step(6, P, S, 'Teleporting'), step(12, S, S, S), step(22, S, F, F)],
    description: 'Like answered, with an undocumented status along the way.'},
  {number: '+16505550119', name: 'invalid-for-a-while',
    timeline: [ringing, step(5, 'Invalid', 'Invalid', 'Invalid'), step(11, S, S, S), step(21, S, F, F)],
    description: 'The status reads Invalid for six seconds; then the call is connected, and ends.'},
  {number: '+16505550120', name: 'invalid', timeline: [ringing, step(5, 'Invalid', 'Invalid', 'Invalid')], endless: true,
    description: 'The status reads Invalid until one side hangs up.'},
  {number: '+16505550121', name: 'server-error', timeline: [],
    post: {status: 500, code: 'CMN-203', message: 'Internal server error'},
    description: 'The request fails with a server error (500).'},
  {number: '+16505550122', name: 'dropped-before', timeline: [], post: {drop: 'before'},
    description: 'The connection drops before RingCentral reads the request. No phone rings.'},
  {number: '+16505550123', name: 'dropped-after', timeline: answered, post: {drop: 'after'},
    description: 'The connection drops before the response arrives. Your phone rings all the same.'},
  {number: '+16505550124', name: 'slow',
    timeline: [ringing, callerUp, step(10, S, S, S), step(15, S, F, F)], post: {delay: 8},
    description: 'RingCentral takes eight seconds to respond. After that, like answered.'},
  {number: '+16505550125', name: 'throttled', timeline: [],
    post: {status: 429, code: 'CMN-301', message: 'Request rate exceeded', penalty: true},
    description: 'Too many requests (429): no calls for a minute.'},
  {number: '+16505550126', name: 'permission-missing', timeline: [],
    post: {status: 403, code: 'CMN-408', message: 'In order to call this API endpoint, user needs to have [RingOut] permission for requested resource'},
    description: 'Your user lacks the RingOut permission.'},
  {number: '+16505550127', name: 'feature-unavailable', timeline: [],
    post: {status: 403, code: 'CMN-109', message: 'Feature [RingOut] is not available for current extension'},
    description: 'RingOut is not available for your type of extension.'},
  {number: '+14165550128', name: 'international-refused', timeline: [],
    post: {status: 403, code: 'CMN-408', message: 'International calling is not enabled', feature: 'InternationalCalls'},
    description: 'A call to Canada that RingCentral refuses immediately.'},
  {number: '+16505550129', name: 'number-refused', timeline: [],
    post: {status: 400, code: 'CMN-101', message: 'Parameter [to.phoneNumber] value is invalid', parameterName: 'to'},
    description: 'RingCentral does not accept the number.'},
  {number: '+16505550130', name: 'voicemail', timeline: answered, voicemail: true,
    description: 'Like answered, but it is the other party\'s voicemail that answers.'},
  {number: '+16505550131', name: 'invalid-number', timeline: calleeEnds('GenericError'), reason: 'InvalidNumber',
    description: 'Nobody can be reached at this number.'},
  {number: '+16505550132', name: 'recorded', timeline: connected, endless: true, log: {isRecorded: true},
    description: 'Like answered-long, and recorded. A recording of 30 seconds or more can be heard later, after as long as the call took.'},
  {number: '+16505550133', name: 'record-late', timeline: answered, log: {delay: 25, isListedBefore: false},
    description: 'Like answered, but the call log lists the call only 25 seconds after its end.'},
  {number: '+16505550134', name: 'record-in-progress', timeline: answered, log: {delay: 25},
    description: 'Like answered, but the call log says "In Progress" until 25 seconds after the end.'},
  {number: '+16505550135', name: 'record-missing', timeline: answered, log: {isMissing: true},
    description: 'Like answered, but the call log never lists the call.'},
  {number: '+16505550136', name: 'record-one-leg', timeline: calleeEnds('Busy'), log: {isOneLeg: true},
    description: 'Like busy, and the call log knows of your own phone only.'},
  {number: '+16505550137', name: 'record-mirrored', timeline: answered, sessions: 'mirrored',
    description: 'Like answered, but the call log lists the ring of your phone as a second call, from the other party.'},
];

/**
 * The README shows these: a success, a failed leg, time to cancel, an unknown outcome and a rate
 * limit.
 */
export const featuredScenarios = [
  'answered', 'busy', 'no-answer-here', 'dropped-after', 'throttled',
].map(scenarioNamed);

/** A phone that the platform never rings first: as `from`, it leads to CMN-101. */
export const refusedFrom = '+16505550198';

const byNumber = new Map(scenarios.map((scenario) => [scenario.number, scenario]));

/**
 * The scenario of a number. Calls to numbers outside the table are answered and end normally.
 *
 * @param {string} number E.164
 * @returns {Scenario}
 */
export const scenarioOf = (number) =>
  byNumber.get(number) ?? /** @type {Scenario} */ (scenarios[0]);

/**
 * @param {string} name
 * @returns {Scenario} Throws where the table has no such name.
 */
export function scenarioNamed(name) {
  const scenario = scenarios.find((one) => one.name === name);
  if (!scenario) {
    const names = scenarios.map((one) => one.name).join(', ');
    throw new Error(`There is no scenario "${name}". Names: ${names}.`);
  }
  return scenario;
}

/** `+16505550100` → `(650) 555-0100`. */
const formatNational = (/** @type {string} */ number) =>
  number.replace(/^\+1(\d{3})(\d{3})(\d{4})$/, '($1) $2-$3');

/** A table of scenarios as Markdown, for the docs. */
export function scenariosAsMarkdown(list = scenarios) {
  const rows = list.map(({number, name, description}) =>
    `| \`${number}\` | ${formatNational(number)} | ${name} | ${description} |`);
  const head = ['| number | as written | scenario | what happens |', '|---|---|---|---|'];
  return `${[...head, ...rows].join('\n')}\n`;
}
