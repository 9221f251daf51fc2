/** Asks RingCentral who calls the user, where something may have been missed. */
import {type ApiResult, limitDelay} from '../../ringcentral/api.js';
import {type ActiveCall, readActiveCalls, readPresence} from '../../ringcentral/presence.js';
import {Telephony} from '../../ringcentral/telephony.js';
import {readTelephonySession, type TelephonySession} from '../../ringcentral/telephony-session.js';
import type {Environment} from '../environment.js';
import {Retry} from '../retry.js';
import type {ApiAccess} from '../session/api-connection.js';

interface InboundQuestionsOptions {
  readonly environment: Environment;
  readonly access: ApiAccess;
  /** Sessions to read by themselves: those that are known and not over. */
  sessionsToRead(): readonly string[];
  /** Call it when a session is about to be asked for; what it returns takes the answer. */
  expectSession(sessionId: string): (session: TelephonySession) => void;
  /** RingCentral does not know the session any more. */
  onSessionGone(sessionId: string): void;
  /** All calls of the user. `askedAt`: epoch ms. Returns whether to ask again soon. */
  onActiveCalls(activeCalls: readonly ActiveCall[], askedAt: number): boolean;
  /** Without a connection: whether RingCentral has answered the last question. */
  onUnconnectedAnswer(isInformed: boolean): void;
}

export class InboundQuestions {
  readonly #options: InboundQuestionsOptions;
  readonly #telephony: Telephony;
  /** Asks again where no answer came. */
  readonly #retry: Retry;
  /** Asks now and then while there is no connection, which may have to wait for a ticket. */
  readonly #unconnectedRetry: Retry;
  #mayReadPresence = true;
  #mayReadSessions = true;
  /** Counts what makes pending answers worthless. */
  #generation = 0;

  constructor(options: InboundQuestionsOptions) {
    const {environment, access: {api, connection}} = options;
    this.#options = options;
    this.#telephony = new Telephony(api, connection.accountId);
    this.#retry = new Retry(environment);
    this.#unconnectedRetry = new Retry(environment);
  }

  /** Whether calls that ring are found by asking. */
  get mayReadPresence(): boolean {
    return this.#mayReadPresence;
  }

  /** There is a connection: reads what has happened while nobody was told of it. */
  async catchUp(): Promise<void> {
    this.#unconnectedRetry.reset();
    const generation = ++this.#generation;
    const sessionIds = this.#mayReadSessions ? this.#options.sessionsToRead() : [];
    for (const sessionId of sessionIds) await this.#readSession(sessionId);
    const {environment} = this.#options;
    const askedAt = environment.now();
    const result = await this.#readPresence();
    if (!result || generation !== this.#generation) return;
    if (result.kind === 'ok') return this.#handleAnswer(result.body, askedAt);
    const delay = limitDelay(result, environment.now());
    if (this.#mayReadPresence) this.#retry.schedule(() => void this.catchUp(), delay);
  }

  /** There is no connection. `waitMs`: by then there should be one. */
  askUnconnected(waitMs?: number): void {
    const generation = ++this.#generation;
    this.#retry.reset();
    if (!this.#mayReadPresence) return;
    this.#unconnectedRetry.schedule(() => void this.#askOnce(generation), waitMs);
  }

  /** Answers that are under way are ignored. */
  stop(): void {
    this.#generation++;
    this.#retry.reset();
    this.#unconnectedRetry.reset();
  }

  handleWake(): void {
    this.#retry.wake();
    this.#unconnectedRetry.wake();
  }

  async #askOnce(generation: number): Promise<void> {
    const {environment, onActiveCalls, onUnconnectedAnswer} = this.#options;
    const askedAt = environment.now();
    const result = await this.#readPresence();
    if (!result || generation !== this.#generation) return;
    const activeCalls = result.kind === 'ok' ? readActiveCalls(result.body) : null;
    onUnconnectedAnswer(activeCalls !== null);
    if (activeCalls) onActiveCalls(activeCalls, askedAt);
    this.askUnconnected();
  }

  #handleAnswer(body: unknown, askedAt: number): void {
    const asksAgain = this.#options.onActiveCalls(readActiveCalls(body) ?? [], askedAt);
    if (asksAgain) this.#retry.schedule(() => void this.catchUp());
    else this.#retry.reset();
  }

  /** Null where this is not allowed. */
  async #readPresence(): Promise<ApiResult | null> {
    if (!this.#mayReadPresence) return null;
    const {api, connection} = this.#options.access;
    const result = await readPresence(api, connection);
    if (result.kind === 'client-error') this.#mayReadPresence = false;
    return result;
  }

  async #readSession(sessionId: string): Promise<void> {
    const {expectSession, onSessionGone} = this.#options;
    const take = expectSession(sessionId);
    const result = await this.#telephony.read(sessionId);
    const isGone = result.kind === 'client-error' && result.status === 404;
    if (isGone) return onSessionGone(sessionId);
    if (result.kind === 'client-error') this.#mayReadSessions = false;
    const session = result.kind === 'ok' ? readTelephonySession(result.body) : null;
    if (session) take(session);
  }
}
