/** A line of this browser adds these facts to the call that it belongs to. */
import {isPathId} from '../../ringcentral/api-path.js';
import {asRecord} from '../../ringcentral/json.js';
import type {Inbound, InboundAction} from '../types.js';

const STAGES = ['ringing', 'answering', 'declining', 'talking'] as const;

/** How far a line is; `talking` = it has sound. */
type LineStage = typeof STAGES[number];

/** A line as the tabs tell each other of it. */
export interface LineState {
  /** Id of the telephony session. */
  readonly sessionId: string;
  readonly stage: LineStage;
  readonly held: boolean;
  readonly muted: boolean;
}

type Marks = Partial<Pick<Inbound, 'can' | 'tab' | 'held' | 'muted'>>;

/** Once it has sound, the call is acted on from every tab. */
const TALK_ACTIONS: readonly InboundAction[] = Object.freeze(
  ['hang-up', 'hold', 'mute', 'keypad'] as const,
);

/** Its sound is on, or about to be. */
export const isSounding = ({stage}: LineState): boolean =>
  stage === 'answering' || stage === 'talking';

/** The line of a session that stands for it: the one with sound, else the latest. */
export const latestOf = (states: readonly LineState[]): LineState | undefined =>
  states.find(isSounding) ?? states.at(-1);

/**
 * `isFree`: nothing else has sound in this browser. Of a line that still rings nothing is said once
 * another phone was answered, or the call is over.
 */
export function marksOf(
  {stage, held, muted}: LineState, tab: 'this' | 'other',
  phase: Inbound['phase'], isFree: boolean,
): Marks {
  if (stage === 'talking') return {tab, can: TALK_ACTIONS, held, muted};
  const isOver = phase === 'ended' || phase === 'missed';
  const isTaken = phase === 'answered' && stage !== 'answering';
  if (isOver || isTaken) return {};
  if (tab === 'other' || stage !== 'ringing') return {tab};
  return {tab, can: isFree ? ['answer', 'decline'] : ['decline']};
}

/** Lines that another tab tells of; those that cannot be read are left out. */
export const readLineStates = (value: unknown): readonly LineState[] =>
  Array.isArray(value) ? value.map(readLineState).filter((state) => state !== null) : [];

function readLineState(value: unknown): LineState | null {
  const {sessionId, stage, held, muted} = asRecord(value);
  const readStage = STAGES.find((one) => one === stage);
  if (!isPathId(sessionId) || !readStage) return null;
  return {sessionId, stage: readStage, held: held === true, muted: muted === true};
}

/** Whether the key is that of a call in the session; see `createRecord`. */
export function isKeyOf(key: string, sessionId: string): boolean {
  return key.startsWith(sessionId) && /^(?:~\d+)?$/.test(key.slice(sessionId.length));
}
