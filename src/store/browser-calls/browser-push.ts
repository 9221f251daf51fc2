/**
 * Learns by push how the callee of a call in the browser is. The platform takes such a call at
 * once, whatever the callee does, so that nothing else tells of the answer.
 */
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession, type TelephonySession} from '../../ringcentral/telephony-session.js';
import {applyStatus} from '../calls/call-progress.js';
import type {CallRecord} from '../calls/call-record.js';
import {type CallWork, hasCallsToFollow, isInBrowser} from '../calls/call-work.js';
import {isUnexplained} from '../calls/session-status.js';
import {dropOldest} from '../drop-oldest.js';
import type {PushListener, PushSubject} from '../push/push-lead.js';
import {SessionParties} from '../push/session-parties.js';
import type {ApiAccess} from '../session/api-connection.js';
import {readBrowserSession} from './browser-session.js';

/** Notifications may come before the phone knows the id of its session. */
const SESSIONS_KEPT = 20;

export class BrowserPush implements PushListener {
  readonly #work: CallWork;
  readonly #telephony: Telephony;
  readonly #parties = new SessionParties();
  /** Sessions of no known call, as last told. */
  readonly #others = new Map<string, TelephonySession>();
  #mayRead = true;
  #isDisposed = false;

  constructor(work: CallWork, {api, connection}: ApiAccess) {
    this.#work = work;
    this.#telephony = new Telephony(api, connection.accountId);
  }

  isNeeded(): boolean {
    return hasCallsToFollow(this.#work, true);
  }

  handleEvent(subject: PushSubject, body: unknown): void {
    if (subject !== 'sessions') return;
    const told = readTelephonySession(body);
    const session = told && this.#parties.merge(told);
    if (session) this.#handle(session);
  }

  handleConnection(subject: PushSubject | null): void {
    if (subject !== 'sessions') return;
    for (const {call: {phase, telephonySessionId}} of this.#active()) {
      if (phase !== 'connected' && telephonySessionId) void this.#read(telephonySessionId);
    }
  }

  /** A call may have got the id of its session. */
  resume(): void {
    for (const {call: {telephonySessionId = ''}} of this.#active()) {
      const session = this.#others.get(telephonySessionId);
      this.#others.delete(telephonySessionId);
      if (session) this.#handle(session);
    }
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  #active(): CallRecord[] {
    return this.#work.callRecords.active().filter(({call}) => isInBrowser(call));
  }

  /** Catches up: push was down for a while. */
  async #read(sessionId: string): Promise<void> {
    if (!this.#mayRead) return;
    const knownBefore = this.#parties.knownOf(sessionId);
    const result = await this.#telephony.read(sessionId);
    if (result.kind === 'client-error' && result.status === 403) this.#mayRead = false;
    const answer = result.kind === 'ok' ? readTelephonySession(result.body) : null;
    const session = answer && this.#parties.merge(answer, knownBefore);
    if (session && !this.#isDisposed) this.#handle(session);
  }

  #handle(session: TelephonySession): void {
    const callRecord = this.#active().find(({call}) => call.telephonySessionId === session.id);
    if (callRecord) return void applyTo(this.#work, callRecord, session);
    this.#others.delete(session.id);
    this.#others.set(session.id, session);
    dropOldest(this.#others, SESSIONS_KEPT);
  }
}

async function applyTo(
  work: CallWork, {call, cancel}: CallRecord, session: TelephonySession,
): Promise<void> {
  const hasHungUp = cancel === 'sent';
  const told = readBrowserSession(session, work.context.session.get().user?.id, hasHungUp);
  if (!told) return;
  const {status, failure, voicemail, endedBy} = told;
  const isConnected = call.phase === 'connected';
  // The end of the line tells more.
  if (!isConnected && isUnexplained(status)) return;
  const hasTalked = isConnected && !call.voicemail;
  const callPatch = {...(voicemail && {voicemail}), ...(hasTalked && endedBy && {endedBy})};
  await applyStatus(work, call.key, status, {callPatch, ...(failure && {failure})});
}
