/** Acting on calls: the code for it loads once RingCentral allows it for a call. */
import {LazyPart} from '../../loading/lazy-part.js';
import {CallRejection, noSessionError} from '../call-error.js';
import {throwNotLoaded} from '../not-loaded.js';
import type {ApiAccess} from '../session/api-connection.js';
import type {CallControl, ControlAction} from './call-control.js';
import type {CallWork} from './call-work.js';

const controlPart = new LazyPart((_query) => import('./call-control.js'));

export class LazyCallControl {
  readonly #work: CallWork;
  #access: ApiAccess | null = null;
  #control: CallControl | null = null;

  constructor(work: CallWork) {
    this.#work = work;
  }

  /** Null = no user is signed in. */
  connect(access: ApiAccess | null): void {
    this.#access = access;
    this.#control = null;
  }

  /** Once a call can be controlled: its buttons work although the network is gone then. */
  load(): void {
    controlPart.load().catch(() => undefined);
  }

  /** Rejects with a `CallError` where the platform has not done it. */
  async act(callKey: string, action: ControlAction, isOn: boolean): Promise<void> {
    const {CallControl} = await controlPart.loadNow().catch(throwNotLoaded);
    // The user may have signed out in the meantime.
    if (this.#access) this.#control ??= new CallControl(this.#work, this.#access);
    if (!this.#control) return this.#rejectWithoutSession();
    await this.#control.act(callKey, action, isOn);
  }

  #rejectWithoutSession(): never {
    const {session, emit} = this.#work.context;
    const error = noSessionError(session.get());
    emit({type: 'call-error', error, call: null});
    throw new CallRejection(error);
  }
}
