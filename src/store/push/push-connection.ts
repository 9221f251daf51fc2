/**
 * One connection to RingCentral's WebSocket gateway: it is opened, subscribed, watched and opened
 * again until it is closed. It sets no timer while it is closed.
 */
import {type ApiResult, limitDelay} from '../../ringcentral/api.js';
import {
  disabledFilters, heartbeatFrame, readFrame, type PushFrame, type RecoveryToken, socketUrl,
  subscribeFrame,
} from '../../ringcentral/push-frames.js';
import type {Environment, KeyValue, Socket} from '../environment.js';
import {Retry} from '../retry.js';
import {claimOnce, STORAGE_DELAY_MS} from '../run-locked.js';

/** Between two tickets of all tabs: they count against the limit that token refresh needs. */
const TICKET_SPACING_MS = 15_000;
/** The gateway wants to hear something once a minute. */
const HEARTBEAT_INTERVAL_MS = 60_000;
/** Without an answer for so long, the connection is dead. */
const ANSWER_TIMEOUT_MS = 10_000;

const SUBSCRIBE_ID = 'subscribe';

/** `refused`: the user, the app or the page's policy may not have it, so that it is not tried again. */
export type PushState = 'closed' | 'connecting' | 'ready' | 'refused';

interface PushConnectionOptions {
  readonly environment: Environment;
  /** Paths below `/restapi/`, the best one first: the next ones are tried where it is refused. */
  readonly eventFilters: readonly string[];
  /** Under `storageKey`: when a tab asked for the last ticket, in epoch ms. */
  readonly storage: KeyValue;
  readonly storageKey: string;
  requestTicket(): Promise<ApiResult>;
  onEvent(event: string, body: unknown): void;
  /** `filter`: the one that was subscribed to, when ready. */
  onStateChange(state: PushState, filter?: string): void;
}

export class PushConnection {
  readonly #options: PushConnectionOptions;
  readonly #retry: Retry;
  #isWanted = false;
  #socket: Socket | null = null;
  #recoveryToken: RecoveryToken | undefined;
  #filterIndex = 0;
  #isFetchingTicket = false;
  /** Subscribed. Until then only the answer that is expected shows that the gateway works. */
  #isReady = false;
  #aliveTimer: unknown;

  constructor(options: PushConnectionOptions) {
    this.#options = options;
    this.#retry = new Retry(options.environment);
  }

  open(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    void this.#connect();
  }

  close(): void {
    if (!this.#isWanted) return;
    this.#isWanted = false;
    this.#recoveryToken = undefined;
    this.#retry.reset();
    this.#dropSocket();
    this.#options.onStateChange('closed');
  }

  /** Call it when the network is back, or the user returns: a connection may have died unseen. */
  handleWake(): void {
    if (!this.#isWanted) return;
    if (this.#isReady) this.#sendHeartbeat();
    else if (!this.#socket) this.#retry.wake();
  }

  get #filter(): string | undefined {
    return this.#options.eventFilters[this.#filterIndex];
  }

  async #connect(): Promise<void> {
    if (!this.#isWanted || this.#socket || this.#isFetchingTicket) return;
    const {environment, onStateChange} = this.#options;
    onStateChange('connecting');
    const waitMs = this.#ticketWaitMs();
    if (waitMs > 0) return this.#connectLater(waitMs);
    this.#isFetchingTicket = true;
    const result = await this.#fetchTicket();
    this.#isFetchingTicket = false;
    if (!this.#isWanted) return;
    if (!result) return this.#connectLater(STORAGE_DELAY_MS);
    if (result.kind === 'ok') return this.#openSocket(result.body);
    if (result.kind === 'client-error') return this.#refuse();
    this.#reconnect(limitDelay(result, environment.now()));
  }

  #connectLater(waitMs: number): void {
    this.#retry.schedule(() => void this.#connect(), waitMs);
  }

  /** Null = another tab has just asked for one, or it is not wanted any more. */
  async #fetchTicket(): Promise<ApiResult | null> {
    const {environment, storage, storageKey, requestTicket} = this.#options;
    if (!await claimOnce(environment, storageKey) || !this.#isWanted) return null;
    storage.set(storageKey, String(environment.now()));
    return requestTicket();
  }

  /** Until the next ticket may be asked for; 0 where the clock was set back since the last one. */
  #ticketWaitMs(): number {
    const {environment, storage, storageKey} = this.#options;
    const age = environment.now() - Number(storage.get(storageKey));
    return age < 0 ? 0 : TICKET_SPACING_MS - age;
  }

  #openSocket(ticket: unknown): void {
    const url = socketUrl(ticket, this.#recoveryToken);
    if (!url) return this.#reconnect();
    const socket = this.#options.environment.openSocket?.(url, {
      onMessage: (text) => { if (socket === this.#socket) this.#handleFrame(text); },
      onClose: () => { if (socket === this.#socket) this.#handleClose(); },
      onForbidden: () => { if (socket === this.#socket) this.#refuse(); },
    });
    if (!socket) return this.#refuse();
    this.#socket = socket;
    // A gateway that accepts the connection and says nothing is as good as none.
    this.#expectAnswer();
  }

  #handleFrame(text: unknown): void {
    const {frame, recoveryToken} = readFrame(text);
    if (recoveryToken) this.#recoveryToken = recoveryToken;
    if (this.#isReady) this.#scheduleHeartbeat();
    switch (frame.kind) {
      case 'connected': return frame.isRecovered ? this.#handleReady() : this.#subscribe();
      case 'answer': return this.#handleAnswer(frame);
      case 'event': return this.#options.onEvent(frame.event, frame.body);
      case 'error': return this.#handleClose();
    }
  }

  #subscribe(): void {
    const filter = this.#filter;
    if (!filter) return this.#refuse();
    this.#socket?.send(subscribeFrame(SUBSCRIBE_ID, [filter]));
    this.#expectAnswer();
  }

  #handleAnswer({messageId, status, body}: Extract<PushFrame, {kind: 'answer'}>): void {
    if (messageId !== SUBSCRIBE_ID) return;
    if (!status || status === 401 || status === 429 || status >= 500) return this.#handleClose();
    const isTaken = status < 300 && disabledFilters(body).length === 0;
    if (isTaken) return this.#handleReady();
    this.#filterIndex++;
    this.#subscribe();
  }

  #handleReady(): void {
    this.#isReady = true;
    this.#retry.reset();
    this.#scheduleHeartbeat();
    this.#options.onStateChange('ready', this.#filter);
  }

  #handleClose(): void {
    this.#dropSocket();
    this.#reconnect();
  }

  #reconnect(delay?: number): void {
    this.#options.onStateChange('connecting');
    this.#retry.schedule(() => void this.#connect(), delay);
  }

  #refuse(): void {
    this.#isWanted = false;
    this.#retry.reset();
    this.#dropSocket();
    this.#options.onStateChange('refused');
  }

  #dropSocket(): void {
    this.#clearAliveTimer();
    // Without a subscription there is nothing to recover.
    if (!this.#isReady) this.#recoveryToken = undefined;
    this.#isReady = false;
    const socket = this.#socket;
    this.#socket = null;
    socket?.close();
  }

  #scheduleHeartbeat(): void {
    this.#startAliveTimer(() => this.#sendHeartbeat(), HEARTBEAT_INTERVAL_MS);
  }

  #sendHeartbeat(): void {
    this.#socket?.send(heartbeatFrame(String(this.#options.environment.now())));
    this.#expectAnswer();
  }

  #expectAnswer(): void {
    this.#startAliveTimer(() => this.#handleClose(), ANSWER_TIMEOUT_MS);
  }

  #startAliveTimer(callback: () => void, ms: number): void {
    this.#clearAliveTimer();
    this.#aliveTimer = this.#options.environment.setTimeout(callback, ms);
  }

  #clearAliveTimer(): void {
    this.#options.environment.clearTimeout(this.#aliveTimer);
  }
}
