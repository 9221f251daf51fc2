/** The phone as pages see it. */
import {callError} from '../call-error.js';
import {freeze, type StoreContext} from '../context.js';
import type {PhoneProblem} from '../phone-port.js';
import type {BrowserPhone} from '../types.js';

export type Devices = Pick<BrowserPhone, 'microphones' | 'speakers'>;

export class ShownPhone {
  readonly #value: StoreContext['browserPhone'];

  constructor({browserPhone}: StoreContext) {
    this.#value = browserPhone;
  }

  /** Nothing is shown where this page can be no phone. */
  setState(state: BrowserPhone['state'], problem: PhoneProblem | null = null): void {
    const shown = this.#value.get();
    const error = problem && callError(problem.code, problem);
    const isSame = shown?.state === state && shown.error?.message === error?.message;
    if (!shown || isSame) return;
    const {microphones, speakers} = shown;
    this.#value.set(freeze({state, ...(error && {error}), microphones, speakers}));
  }

  /** Why the call that goes on cannot be heard; null = it can. */
  setProblem(problem: PhoneProblem | null): void {
    const {state} = this.#value.get() ?? {};
    if (state && state !== 'error') this.setState(state, problem);
  }

  setDevices(devices: Devices): void {
    const shown = this.#value.get();
    if (shown) this.#value.set(freeze({...shown, ...devices}));
  }
}
