/** Lets the platform tell of calls by push where it may, and loads the code for it when a call begins. */
import type {Api} from '../../ringcentral/api.js';
import {LazyPart} from '../../loading/lazy-part.js';
import type {ApiConnection} from '../session/current-session.js';
import {CallRejection, noSessionError} from '../call-error.js';
import {throwNotLoaded} from '../not-loaded.js';
import type {CallControl, ControlAction} from './call-control.js';
import type {CallPush} from './call-push.js';
import type {CallWork} from './call-work.js';

const controlPart = new LazyPart((_query) => import('./call-control.js'));
const pushPart = new LazyPart((_query) => import('./call-push.js'));

/** What the app or the page's policy forbids is asked for again after a day. */
const REFUSAL_MS = 24 * 60 * 60_000;

export interface PushSource {
  readonly api: Api;
  readonly connection: ApiConnection;
}

export class PushFollower {
  readonly #work: CallWork;
  #source: PushSource | null = null;
  #push: CallPush | null = null;
  #control: CallControl | null = null;
  #isLoading = false;

  constructor(work: CallWork) {
    this.#work = work;
  }

  /** Null = no user is signed in. */
  connect(source: PushSource | null): void {
    this.#stop();
    this.#control = null;
    this.#source = source;
    this.update();
  }

  /** Call it when a call was placed or is over, or when the page's options changed. */
  update(): void {
    if (this.#push && !this.#isAllowed) this.#stop();
    if (this.#push) this.#push.update();
    else if (this.#isWanted) void this.#load();
  }

  handleWake(): void {
    this.#push?.handleWake();
  }

  /** Once a call can be controlled: its buttons work although the network is gone then. */
  loadControl(): void {
    controlPart.load().catch(() => undefined);
  }

  /** Rejects with a `CallError` where the platform has not done it. */
  async control(callKey: string, action: ControlAction, isOn: boolean): Promise<void> {
    const {CallControl} = await controlPart.loadNow().catch(throwNotLoaded);
    // The user may have signed out in the meantime.
    const {api, connection} = this.#source ?? {};
    if (api && connection) this.#control ??= new CallControl(this.#work, api, connection.accountId);
    if (!this.#control) return this.#rejectWithoutSession();
    await this.#control.act(callKey, action, isOn);
  }

  #rejectWithoutSession(): never {
    const {session, emit} = this.#work.context;
    const error = noSessionError(session.get());
    emit({type: 'call-error', error, call: null});
    throw new CallRejection(error);
  }

  dispose(): void {
    this.connect(null);
  }

  get #isWanted(): boolean {
    const {callRecords, context: {environment}, isDisposed} = this.#work;
    if (isDisposed || this.#isLoading || !environment.openSocket) return false;
    return this.#isAllowed && callRecords.active().length > 0 && !this.#isRefused;
  }

  get #isAllowed(): boolean {
    return this.#source?.connection.mayPush() === true;
  }

  get #isRefused(): boolean {
    const {environment} = this.#work.context;
    const refusedAt = Number(this.#storage?.get(this.#refusalKey)) || 0;
    const age = environment.now() - refusedAt;
    return age >= 0 && age < REFUSAL_MS;
  }

  get #storage() {
    const {connection} = this.#source ?? {};
    return connection && this.#work.context.environment.storage(connection.storage);
  }

  get #refusalKey(): string {
    return `${this.#work.keyPrefix}/push-refused/${this.#source?.connection.clientId}`;
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    const part = await pushPart.loadNow().catch(() => null);
    this.#isLoading = false;
    const source = this.#source;
    const storage = this.#storage;
    if (!part || !source || !storage || !this.#isWanted) return;
    this.#push = new part.CallPush(this.#work, {
      api: source.api,
      extension: source.connection,
      storage,
      canMute: !source.connection.transport.lacksPatch,
      isRefused: () => this.#isRefused,
      onRefused: () => this.#handleRefusal(),
    });
    this.#push.update();
  }

  #handleRefusal(): void {
    const now = this.#work.context.environment.now();
    if (!this.#isRefused) this.#storage?.set(this.#refusalKey, String(now));
    this.#stop();
  }

  #stop(): void {
    const push = this.#push;
    // First, since the calls return to status requests, which leads here again.
    this.#push = null;
    push?.dispose();
  }
}
