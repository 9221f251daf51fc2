/** Lets the platform tell of calls by push where it may, and loads the code for it when a call begins. */
import type {Api} from '../../ringcentral/api.js';
import {LazyPart} from '../../loading/lazy-part.js';
import type {ApiConnection} from '../session/current-session.js';
import type {CallControl} from './call-control.js';
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
    this.#push?.dispose();
    this.#push = null;
    this.#control = null;
    this.#source = source;
    this.update();
  }

  /** Call it when a call was placed or is over. */
  update(): void {
    if (this.#push) this.#push.update();
    else if (this.#isWanted) void this.#load();
  }

  handleWake(): void {
    this.#push?.handleWake();
  }

  /** Hangs up, holds or mutes; rejects with a `CallRejection` where that cannot be done. */
  async control(act: (control: CallControl) => Promise<void>): Promise<void> {
    const {api, connection} = this.#source ?? {};
    const part = api && await controlPart.loadNow();
    if (!part || !connection) return;
    this.#control ??= new part.CallControl(this.#work, api, connection.accountId);
    await act(this.#control);
  }

  dispose(): void {
    this.connect(null);
  }

  get #isWanted(): boolean {
    const {callRecords, context: {environment}, isDisposed} = this.#work;
    if (isDisposed || this.#isLoading || !environment.openSocket) return false;
    return this.#source?.connection.mayPush === true && callRecords.active().length > 0 &&
      !this.#isRefused;
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
    return `${this.#work.keyPrefix}/push-refused`;
  }

  async #load(): Promise<void> {
    this.#isLoading = true;
    const part = await pushPart.loadNow().catch(() => null);
    this.#isLoading = false;
    const source = this.#source;
    if (!part || !source || !this.#isWanted) return;
    this.#push = new part.CallPush(this.#work, {
      api: source.api,
      extension: source.connection,
      canMute: !source.connection.transport.lacksPatch,
      onRefused: () => this.#handleRefusal(),
    });
    this.#push.update();
  }

  #handleRefusal(): void {
    const now = this.#work.context.environment.now();
    this.#storage?.set(this.#refusalKey, String(now));
    this.#push?.dispose();
    this.#push = null;
  }
}
