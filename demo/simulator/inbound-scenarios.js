/**
 * Calls to the user, and what becomes of them: one table for the simulator, the demo, the tests and
 * the docs.
 *
 * @typedef {import('./telephony/inbound-phones.js').Ring} Ring
 * @typedef {import('./telephony/inbound-phones.js').ScenarioStep} ScenarioStep
 *
 * @typedef {object} InboundScenario
 * @property {string} name
 * @property {string} description Tells users of the demo what they will see.
 * @property {readonly Ring[]} calls Oldest first. Without steps a call rings until somebody acts.
 * @property {OwnRingOut} [ringOut] In place of calls: the user's own, placed by another app.
 *
 * @typedef {{to: string, sessions: 'one' | 'mirrored'}} OwnRingOut `to`: E.164.
 */

/** The colleague who calls the user, and who takes calls that the user could have taken. */
export const colleague = {
  phoneNumber: '102', name: 'Sam Rivera', extensionId: '400131426102',
};

/** The other phone of the user, on which a call can go on. */
export const otherPhone = '+16505550151';

/** A contact of the demo's CRM. */
const anna = {from: '+16505550100', fromName: 'A LINDQVIST'};
/** Nobody that the demo's CRM knows. */
const stranger = {from: '+12125550141', fromName: 'WIRELESS CALLER'};
const sam = {
  from: colleague.phoneNumber, fromName: colleague.name, fromExtensionId: colleague.extensionId,
};
const support = {to: '+18005550171', queue: 'Support'};

/** @type {(at: number, kind: ScenarioStep['kind'], details?: Partial<ScenarioStep>) => ScenarioStep} */
const step = (at, kind, details) => ({at, kind, ...details});

/** The user answers after six seconds, and the caller hangs up twenty seconds later. */
const answered = [step(6, 'answer'), step(26, 'caller-hang-up')];

/** While the user talks to a colleague, the colleague puts a customer through. */
const putThrough = (/** @type {string} */ reason) => step(10, 'transfer', {
  reason, from: {phoneNumber: anna.from, name: anna.fromName},
});

/** @type {readonly InboundScenario[]} */
export const inboundScenarios = [
  {name: 'ringing', calls: [anna],
    description: 'A contact calls, and your phone rings until somebody acts.'},
  {name: 'known', calls: [{...anna, steps: answered}],
    description: 'A contact calls. You answer, and talk for twenty seconds.'},
  {name: 'unknown', calls: [{...stranger, steps: answered}],
    description: 'Somebody calls who is none of your contacts.'},
  {name: 'two-matches', calls: [{from: '+16505550140', fromName: 'HARBOR OFFICE', steps: answered}],
    description: 'A call from a number that two of your contacts share.'},
  {name: 'anonymous', calls: [{from: 'anonymous', fromName: 'Anonymous', steps: answered}],
    description: 'The caller hides the number.'},
  {name: 'withheld', calls: [{from: '', steps: answered}],
    description: 'The network does not tell the number.'},
  {name: 'extension', calls: [{...sam, steps: answered}],
    description: 'A colleague calls from extension 102.'},
  {name: 'queue', calls: [{...anna, ...support, steps: answered}],
    description: 'A call to the Support queue, which you answer.'},
  {name: 'queue-unnamed', calls: [{...anna, ...support, queue: '', steps: answered}],
    description: 'A call to a queue that RingCentral does not name.'},
  {name: 'queue-elsewhere',
    calls: [{...anna, ...support, steps: [step(6, 'answer-elsewhere'), step(26, 'caller-hang-up')]}],
    description: 'A call to the Support queue, which a colleague answers.'},
  {name: 'missed', calls: [{...anna, steps: [step(20, 'miss')]}],
    description: 'Nobody answers for twenty seconds, and you have missed a call.'},
  {name: 'voicemail', calls: [{...anna, steps: [step(20, 'voicemail'), step(30, 'caller-hang-up')]}],
    description: 'Nobody answers, and the caller leaves a message.'},
  {name: 'caller-gave-up', calls: [{...anna, steps: [step(8, 'caller-hang-up')]}],
    description: 'The caller hangs up before you answer.'},
  {name: 'declined', calls: [{...stranger, steps: [step(6, 'decline')]}],
    description: 'You decline the call on your phone.'},
  {name: 'answered', calls: [{...anna, steps: [step(6, 'answer'), step(26, 'hang-up')]}],
    description: 'You answer after six seconds, and hang up twenty seconds later.'},
  {name: 'two-at-once', calls: [
    {...anna, steps: answered},
    {...stranger, after: 3, steps: [step(12, 'caller-hang-up')]},
  ], description: 'A contact calls, and three seconds later somebody else, who gives up.'},
  {name: 'transfer',
    calls: [{...sam, steps: [step(4, 'answer'), putThrough('AttendedTransfer'), step(26, 'caller-hang-up')]}],
    description: 'A colleague calls, and puts a customer through.'},
  {name: 'transfer-blind', calls: [{...sam, steps: [
    step(4, 'answer'), putThrough('BlindTransfer'), step(16, 'answer'), step(26, 'caller-hang-up'),
  ]}], description: 'A colleague puts a customer through, and your phone rings again.'},
  {name: 'switch', calls: [{...anna, steps: [
    step(6, 'answer'), step(12, 'switch', {reason: 'CallSwitch'}), step(26, 'caller-hang-up'),
  ]}], description: 'You answer, and go on on your mobile.'},
  {name: 'pickup', calls: [{...anna, steps: [
    step(6, 'answer'), step(12, 'switch', {reason: 'Pickup'}), step(26, 'caller-hang-up'),
  ]}], description: 'You answer, and pick the call up on your mobile.'},
  {name: 'own-ring-out', calls: [], ringOut: {to: anna.from, sessions: 'one'},
    description: 'Another app of yours calls a contact: your phone rings first, but nobody calls you.'},
  {name: 'own-ring-out-mirrored', calls: [], ringOut: {to: anna.from, sessions: 'mirrored'},
    description: 'The same on older systems, where your phone\'s ring looks like a call from the contact.'},
];

/**
 * @param {string} name
 * @returns {InboundScenario} Throws where the table has no such name.
 */
export function inboundScenarioNamed(name) {
  const scenario = inboundScenarios.find((one) => one.name === name);
  if (!scenario) {
    const names = inboundScenarios.map((one) => one.name).join(', ');
    throw new Error(`There is no inbound scenario "${name}". Names: ${names}.`);
  }
  return scenario;
}

/** The scenarios as a Markdown table, for the docs. */
export function inboundScenariosAsMarkdown() {
  const rows = inboundScenarios.map(({name, description}) => `| ${name} | ${description} |`);
  return `${['| scenario | what happens |', '|---|---|', ...rows].join('\n')}\n`;
}
