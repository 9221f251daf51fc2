import type {PkceSdk} from '../../ringcentral/sdk.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import type {Environment} from '../environment.js';
import {randomString} from './sign-in-state.js';

/** An answer is accepted within this time; RingCentral's own pages give up earlier. */
export const SIGN_IN_TIMEOUT_MS = 10 * 60_000;

export type SdkLoader = () => Promise<PkceSdk>;

/** For a user who has clicked: requests the SDK also in the pause after it did not load. */
export const loadSdkNow = (loadSdk: SdkLoader): Promise<PkceSdk> => sdkPart.loadNow().then(loadSdk);

/** One try to sign in. It is over after ten minutes, whatever became of its window or page. */
export class SignInAttempt {
  readonly popup: Window | null;
  /** It and the verifier are used once, or never; absent until the SDK has loaded. */
  state: string | undefined;
  verifier = '';
  /** Resolves when the caller of `signIn()` has nothing more to wait for. */
  readonly settled: Promise<void>;
  settle: () => void = () => {};
  readonly #environment: Environment;
  readonly #timer: unknown;

  /** `popup`: null where the browser blocked it, or where the page itself leaves to sign in. */
  constructor(environment: Environment, popup: Window | null, onTimeout: () => void) {
    this.#environment = environment;
    this.popup = popup;
    this.settled = new Promise((resolve) => { this.settle = resolve; });
    // A timer, and no times of day: the clock may be set while the user signs in.
    this.#timer = environment.setTimeout(onTimeout, SIGN_IN_TIMEOUT_MS);
  }

  get hasOpenPopup(): boolean {
    return this.popup !== null && !this.popup.closed;
  }

  /**
   * The page to sign in at; null where the SDK could not be loaded, undefined where the attempt is
   * over before it has.
   */
  async authorizeUrl(loadSdk: SdkLoader, language?: string): Promise<string | null | undefined> {
    try {
      const sdk = await Promise.race([loadSdkNow(loadSdk), this.settled]);
      if (!sdk) return undefined;
      const state = randomString();
      const {url, verifier} = sdk.authorizeUrl(state, language);
      Object.assign(this, {state, verifier});
      return url;
    } catch {
      return null;
    }
  }

  end(): void {
    this.#environment.clearTimeout(this.#timer);
    this.settle();
  }
}
