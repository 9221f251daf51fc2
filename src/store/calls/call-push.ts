/**
 * Follows the calls of one extension by push. Status requests go on: at their usual pace until the
 * platform has told of both legs of the very call by push.
 */
import {readActiveCalls} from '../../ringcentral/presence.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession} from '../../ringcentral/telephony-session.js';
import type {PushListener, PushSubject} from '../push/push-lead.js';
import type {ApiAccess} from '../session/api-connection.js';
import {withChanges} from './call-record.js';
import {checkSoon} from './call-backoff.js';
import {type CallWork, hasCallsToFollow, isInBrowser} from './call-work.js';
import {PushedSessions} from './pushed-sessions.js';

export class CallPush implements PushListener {
  readonly #work: CallWork;
  readonly #sessions: PushedSessions;

  constructor(work: CallWork, {api, connection}: ApiAccess) {
    const telephony = new Telephony(api, connection.accountId);
    this.#work = work;
    this.#sessions = new PushedSessions(work, telephony, !connection.transport.lacksPatch);
  }

  isNeeded(): boolean {
    return hasCallsToFollow(this.#work);
  }

  handleEvent(subject: PushSubject, body: unknown): void {
    if (subject === 'presence') return this.#handlePresence(body);
    const session = readTelephonySession(body);
    if (session) void this.#sessions.handle(session);
  }

  handleConnection(subject: PushSubject | null): void {
    if (!subject) this.#returnToPolling();
    // One scope allows to be told of sessions, and to read them.
    else if (subject === 'sessions') this.#sessions.readAll();
  }

  handleWake(): void {
    this.#sessions.handleWake();
  }

  pause(): void {
    this.#sessions.stop();
  }

  dispose(hasLed: boolean): void {
    this.#sessions.stop();
    // The tab that holds the connection goes on.
    if (!hasLed) return;
    this.#forgetLegs();
    this.#returnToPolling();
  }

  /** Nothing will tell of the user's leg any more. */
  #forgetLegs(): void {
    const {callRecords} = this.#work;
    for (const callRecord of callRecords.active()) {
      if (isInBrowser(callRecord.call)) continue;
      callRecords.update(withChanges(callRecord, {held: undefined, muted: undefined}));
    }
  }

  /** Nothing is known by push any more, or it has missed something. */
  #returnToPolling(): void {
    const {callRecords, updatePolling, statusBackoff} = this.#work;
    for (const callRecord of callRecords.active()) {
      if (!callRecord.isPushed) continue;
      callRecords.update(withChanges(callRecord, {}, {isPushed: undefined}));
      statusBackoff.delete(callRecord.call.key);
    }
    updatePolling();
  }

  /** Presence says nothing of the callee: it is a reason to ask. */
  #handlePresence(body: unknown): void {
    const sessionIds = readActiveCalls(body)?.map(({sessionId}) => sessionId);
    for (const {call} of this.#work.callRecords.active()) {
      if (call.id && sessionIds?.includes(call.id)) checkSoon(this.#work, call.key);
    }
  }
}
