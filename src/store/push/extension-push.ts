/**
 * Push for one extension: what is told of it is followed where the platform allows it, and the code
 * for it loads when something needs it.
 */
import {LazyPart} from '../../loading/lazy-part.js';
import type {Environment} from '../environment.js';
import type {ApiAccess, ApiConnection} from '../session/api-connection.js';
import {StoredRefusal} from '../stored-refusal.js';
import type {PushLead, PushListener} from './push-lead.js';

const leadPart = new LazyPart((_query) => import('./push-lead.js'));

/** Something of the extension that push tells of, such as its calls. */
interface PushUse {
  /** There is something to be told of. */
  isNeeded(): boolean;
  /** Loads the code that listens. */
  load(): Promise<(access: ApiAccess, lead: PushLead) => PushListener>;
  /** It is needed, and there is no push for this user, app, page or browser. */
  handleImpossible?(): void;
}

interface ExtensionPushOptions {
  readonly environment: Environment;
  /** Prefix of storage keys and lock names, from `extensionKeyPrefix`. */
  readonly keyPrefix: string;
}

export class ExtensionPush {
  readonly #environment: Environment;
  readonly #keyPrefix: string;
  readonly #uses = new Set<PushUse>();
  #access: ApiAccess | null = null;
  /** RingCentral's refusal of push for the connection of `#access`. */
  #refusal: StoredRefusal | null = null;
  #lead: PushLead | null = null;
  /** Uses whose code has loaded or is loading; another set after each stop. */
  #started = new Set<PushUse>();

  constructor({environment, keyPrefix}: ExtensionPushOptions) {
    this.#environment = environment;
    this.#keyPrefix = keyPrefix;
  }

  register(use: PushUse): void {
    this.#uses.add(use);
  }

  /** Null = no user is signed in. */
  connect(access: ApiAccess | null): void {
    this.#stop();
    this.#access = access;
    this.#refusal = access && this.#refusalFor(access.connection);
    this.update();
  }

  /** Call it when a use may be needed, or is needed no more, and when the page's options changed. */
  update(): void {
    if (!this.#isAllowed) this.#stop();
    for (const use of this.#uses) {
      if (!this.#access || !use.isNeeded() || this.#started.has(use)) continue;
      if (this.#isPossible) void this.#start(use);
      else use.handleImpossible?.();
    }
    this.#lead?.update();
  }

  handleWake(): void {
    this.#lead?.handleWake();
  }

  dispose(): void {
    this.#uses.clear();
    this.connect(null);
  }

  /** The page, the token and the browser allow it, and RingCentral has not refused it. */
  get #isPossible(): boolean {
    return this.#isAllowed && Boolean(this.#environment.openSocket) && !this.#isRefused;
  }

  get #isAllowed(): boolean {
    return this.#access?.connection.mayPush() === true;
  }

  get #isRefused(): boolean {
    return this.#refusal?.isRefused === true;
  }

  #refusalFor({storage, clientId}: ApiConnection): StoredRefusal {
    const environment = this.#environment;
    const storageKey = `${this.#keyPrefix}/push-refused/${clientId}`;
    return new StoredRefusal(environment, environment.storage(storage), storageKey);
  }

  async #start(use: PushUse): Promise<void> {
    const started = this.#started.add(use);
    const parts = await Promise.all([leadPart.loadNow(), use.load()]).catch(() => null);
    // Stopped in the meantime, or connected anew.
    if (started !== this.#started) return;
    if (parts && this.#isPossible && this.#access) {
      const [{PushLead}, createListener] = parts;
      const lead = this.#lead ??= this.#createLead(PushLead, this.#access);
      return lead.add(createListener(this.#access, lead));
    }
    started.delete(use);
  }

  #createLead(Lead: typeof PushLead, {api, connection}: ApiAccess): PushLead {
    return new Lead({
      api,
      extension: connection,
      environment: this.#environment,
      storage: this.#environment.storage(connection.storage),
      keyPrefix: this.#keyPrefix,
      isRefused: () => this.#isRefused,
      onRefused: () => this.#handleRefusal(),
    });
  }

  #handleRefusal(): void {
    if (!this.#isRefused) this.#refusal?.note(this.#environment.now());
    this.#stop();
    this.update();
  }

  #stop(): void {
    const lead = this.#lead;
    // First, since the calls return to status requests, which leads here again.
    this.#lead = null;
    this.#started = new Set();
    lead?.dispose();
  }
}
