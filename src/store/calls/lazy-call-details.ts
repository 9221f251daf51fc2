/** RingCentral's records of calls: the code for them loads when the page wants them. */
import {LazyPart} from '../../loading/lazy-part.js';
import type {ExtensionContext, TabMessage} from '../extension-context.js';
import type {ApiAccess} from '../session/api-connection.js';
import {StoredRefusal} from '../stored-refusal.js';
import type {CallDetails} from '../types.js';
import type {CallDetailsOptions, CallDetailsTracker} from './call-details.js';
import type {CallWork} from './call-work.js';

type DetailsModule = typeof import('./call-details.js');

const detailsPart = new LazyPart<DetailsModule>((_query) => import('./call-details.js'));

export class LazyCallDetails {
  readonly #work: CallWork;
  readonly #options: CallDetailsOptions;
  #access: ApiAccess | null = null;
  #tracker: CallDetailsTracker | null = null;
  #isLoading = false;
  #isOver = false;

  constructor(work: CallWork, extension: ExtensionContext) {
    this.#work = work;
    const {keyPrefix, storage, context: {environment}} = extension;
    const refusal = new StoredRefusal(environment, storage, `${keyPrefix}/details-refused`);
    this.#options = {...extension, refusal};
  }

  /** Null = no user is signed in for now. */
  connect(access: ApiAccess | null): void {
    this.#options.refusal.followSession(this.#work.context.session.get().state);
    this.#access = access;
    this.#tracker?.connect(access);
    // Also to forget in time what a page has left that is gone.
    if (access && this.#isAnyStored) this.#load();
  }

  /** Call it when a call, the session, the page's options or a limit changed. */
  update(): void {
    if (this.#tracker) return this.#tracker.update();
    const isWanted = this.#access?.connection.wantsCallDetails();
    if (isWanted && this.#work.callRecords.all().length > 0) this.#load();
  }

  /** See `CallDetailsReader`. */
  async details(callKey: string): Promise<CallDetails | null> {
    const part = await detailsPart.loadNow().catch(() => null);
    return await (part && this.#start(part))?.details(callKey) ?? null;
  }

  /** Takes over what another tab has asked and learned. */
  adopt({details, 'details-refused': refusedAt}: TabMessage): void {
    if (details) this.#tracker?.adopt(details);
    if (refusedAt) this.#tracker?.adoptRefusal(refusedAt);
  }

  handleWake(): void {
    this.#tracker?.handleWake();
  }

  /** Nothing is asked any more. */
  dispose(): void {
    this.#isOver = true;
    this.#tracker?.dispose();
    this.#tracker = null;
  }

  /** Something was asked of a call. */
  get #isAnyStored(): boolean {
    const prefix = `${this.#work.keyPrefix}/details/`;
    return this.#options.storage.keys().some((storageKey) => storageKey.startsWith(prefix));
  }

  #load(): void {
    if (this.#isLoading || this.#isOver) return;
    this.#isLoading = true;
    void detailsPart.whenLoaded().then((part) => void this.#start(part));
  }

  #start({CallDetailsTracker: Tracker}: DetailsModule): CallDetailsTracker | null {
    if (this.#isOver) return null;
    if (this.#tracker) return this.#tracker;
    this.#tracker = new Tracker(this.#work, this.#options);
    this.#tracker.connect(this.#access);
    return this.#tracker;
  }
}
