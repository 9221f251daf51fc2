/**
 * The note of one call, as it is stored and sent to other tabs, also to those of other versions:
 * what a name means never changes.
 */
import {asRecord, asText} from '../../ringcentral/json.js';
import {rankOf} from '../call-phase.js';
import {NOTE_MAX_LENGTH} from '../note-limit.js';
import type {Call, CallNote} from '../types.js';
import {readCallRecord} from './call-record.js';

export interface NoteText {
  readonly note: string;
  readonly outcome?: string | undefined;
}

export interface NoteRecord extends NoteText {
  /** As last known: the note may outlive the record of its call. */
  readonly call: Call;
  /** The session whose user wrote it: name of the account and client id. */
  readonly account: string;
  readonly clientId: string;
  /** Grows with each edit, so that the newest of two copies is known. */
  readonly revision: number;
  /** How often `call-note` was fired in a primary document, and with what the last time. */
  readonly saves: number;
  readonly saved?: NoteText | undefined;
}

export interface NoteChanges {
  readonly note?: string;
  /** Null = none. */
  readonly outcome?: string | null;
}

/** Never ends with half of a character that takes two units. */
function cutNote(text: string): string {
  const cut = text.slice(0, NOTE_MAX_LENGTH);
  const isPairCut = text.length > NOTE_MAX_LENGTH && /[\uD800-\uDBFF]$/.test(cut);
  return isPairCut ? cut.slice(0, -1) : cut;
}

/** The same record where nothing changes. */
export function withEdit(record: NoteRecord, changes: NoteChanges): NoteRecord {
  const note = typeof changes.note === 'string' ? cutNote(changes.note) : record.note;
  const outcome = changes.outcome === undefined ? record.outcome : readOutcome(changes.outcome);
  if (isSameText(record, {note, outcome})) return record;
  return Object.freeze({...record, note, outcome, revision: record.revision + 1});
}

const readOutcome = (value: unknown): string | undefined => {
  const text = asText(value);
  return text && cutNote(text);
};

export const isSameText = (one: NoteText, other: NoteText | undefined): boolean =>
  one.note === other?.note && one.outcome === other.outcome;

/** The text as it is saved: one of spaces only is none. */
const textToSave = ({note, outcome}: NoteText): NoteText =>
  ({note: note.trim() === '' ? '' : note, outcome});

/** The lock that lets one document save this note. `keyPrefix`: from `extensionKeyPrefix`. */
export const noteLockName = (keyPrefix: string, {call, saves}: NoteRecord): string =>
  `${keyPrefix}/note/${call.key}/${saves}`;

/** Null where there is nothing to save: the note is empty, or saved. */
export function unsavedText(record: NoteRecord): NoteText | null {
  const text = textToSave(record);
  const isEmpty = text.note === '' && text.outcome === undefined;
  return isEmpty || isSameText(text, record.saved) ? null : text;
}

export function withSave(record: NoteRecord, saved: NoteText, call = record.call): NoteRecord {
  return Object.freeze({...record, call, saves: record.saves + 1, saved});
}

/** As the page sees it. */
export function publicNote({note, outcome, saved}: NoteRecord): CallNote {
  const isSaved = isSameText(textToSave({note, outcome}), saved);
  return Object.freeze({note, ...(outcome !== undefined && {outcome}), isSaved});
}

/** The newest text, the last save, and the call as far as either copy knows it. */
export function mergeNotes(own: NoteRecord, other: NoteRecord): NoteRecord {
  const {saves, saved} = other.saves > own.saves ? other : own;
  const isFurther = rankOf(other.call.phase) > rankOf(own.call.phase);
  const {call} = isFurther ? other : own;
  return Object.freeze({...(isNewer(other, own) ? other : own), call, saves, saved});
}

/** Two tabs that made the same number of edits have to agree on one of them. */
function isNewer(one: NoteRecord, other: NoteRecord): boolean {
  if (one.revision !== other.revision) return one.revision > other.revision;
  return JSON.stringify([one.note, one.outcome]) > JSON.stringify([other.note, other.outcome]);
}

/** A record from storage or from another tab; null = not usable. */
export function readNote(value: unknown): NoteRecord | null {
  const {call: callValue, account, clientId, revision, saves, saved, ...text} = asRecord(value);
  const call = readCallRecord({call: callValue})?.call;
  const noteText = readText(text);
  const isOfSession = typeof account === 'string' && typeof clientId === 'string';
  if (!call || !noteText || !isOfSession || !isCount(revision) || !isCount(saves)) return null;
  return Object.freeze({
    ...noteText, call, account, clientId, revision, saves, saved: readText(saved) ?? undefined,
  });
}

function readText(value: unknown): NoteText | null {
  const {note, outcome} = asRecord(value);
  return typeof note === 'string' ? {note: cutNote(note), outcome: readOutcome(outcome)} : null;
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value);
