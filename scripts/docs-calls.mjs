// The parts of the documents about calls: their phases, and their outcome under faults.
import {loadSource} from './load-source.mjs';

/** The outcome of each kind of request under each fault, from the table that the tests assert. */
export async function faultMatrix() {
  const {FAULTS, KINDS, MATRIX} = await loadSource('test/store/fault-matrix.ts');
  return faultTable('fault', FAULTS, KINDS, MATRIX);
}

/** The table of the requests for push and for acting on a call, likewise. */
export async function pushFaults() {
  const {FAULTS} = await loadSource('test/store/fault-matrix.ts');
  const {PUSH_KINDS, PUSH_MATRIX} = await loadSource('test/store/push/push-fault-matrix.ts');
  return faultTable('fault', FAULTS, PUSH_KINDS, PUSH_MATRIX);
}

/** The table of stored values and faults of storage, likewise. */
export async function storageFaults() {
  const {STORAGE_FAULTS, STORAGE_MATRIX, STORED_KINDS} = await loadSource('test/store/fault-matrix.ts');
  return faultTable('storage', STORAGE_FAULTS, STORED_KINDS, STORAGE_MATRIX);
}

function faultTable(title, faults, kinds, matrix) {
  const outcomes = (fault) => Object.keys(kinds).map((kind) => matrix[kind][fault]);
  return [
    `| ${title} | ${Object.values(kinds).join(' | ')} |`,
    `|---|${Object.keys(kinds).map(() => '---|').join('')}`,
    ...faults.map((fault) => `| ${fault} | ${outcomes(fault).join(' | ')} |`),
  ].join('\n');
}

const ACTIVE_PHASES = ['placing', 'ringing-caller', 'ringing-callee', 'connected', 'canceling'];
const CANCELABLE_PHASES = ['placing', 'ringing-caller', 'ringing-callee'];
const FINAL_PHASES = ['ended', 'canceled', 'failed', 'unconfirmed'];
const LEG_STATUSES = [
  undefined, 'InProgress', 'Success', 'Finished', 'NoSessionFound', 'Busy', 'NoAnswer', 'Rejected',
  'GenericError', 'InternationalDisabled', 'DestinationBlocked', 'NotEnoughFunds', 'NoSuchUser',
  'Invalid',
];
const CALL_STATUSES = [...LEG_STATUSES, 'CannotReach', 'NoAnsweringMachine'];

/** Every combination of listed statuses, and a call that the platform has forgotten. */
function* possibleAnswers() {
  yield 'gone';
  for (const callStatus of CALL_STATUSES) {
    for (const callerStatus of LEG_STATUSES) {
      for (const calleeStatus of LEG_STATUSES) yield {callStatus, callerStatus, calleeStatus};
    }
  }
}

/** Every transition that `nextPhase` makes for any answer, and those of the store itself. */
export async function phases() {
  const {isFinal, nextPhase} = await loadSource('src/store/call-phase.ts');
  const transitions = new Set();
  for (const from of ACTIVE_PHASES) {
    for (const answer of possibleAnswers()) {
      const {phase} = nextPhase(from, answer);
      if (phase !== from) transitions.add(`${from} --> ${phase}`);
    }
  }
  for (const from of CANCELABLE_PHASES) transitions.add(`${from} --> canceling: cancel`);
  transitions.add('canceling --> ringing-caller: refused');
  transitions.add('placing --> unconfirmed: no readable id');
  for (const from of ACTIVE_PHASES) {
    if (from === 'placing') continue;
    transitions.add(`${from} --> unconfirmed: unreadable until given up`);
    if (nextPhase(from, 'lost').phase === 'unconfirmed') {
      transitions.add(`${from} --> unconfirmed: forgotten while nobody looked`);
    }
  }
  return [
    '```mermaid', 'stateDiagram-v2', '  [*] --> placing: click',
    ...[...transitions].map((transition) => `  ${transition}`),
    ...FINAL_PHASES.filter(isFinal).map((phase) => `  ${phase} --> [*]`), '```',
  ].join('\n');
}
