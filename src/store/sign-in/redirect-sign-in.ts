/** Signing in by leaving the page: what it stores before, and what it finds when it is back. */
import {parseJson} from '../../ringcentral/json.js';
import {sdkPart} from '../../ringcentral/sdk-part.js';
import type {SignInErrorCode} from '../../ringcentral/sign-in-errors.js';
import type {KeyValue} from '../environment.js';
import {REDIRECT_KEY_PREFIX} from '../keys.js';
import {withinTime} from '../within-time.js';
import {
  leavePageFor, pageAddress, pageSearch, removeAnswerFromAddress, returnToPage, warnOfMissingPage,
} from './page-address.js';
import type {RedirectRecord} from './redirect-page.js';
import {readRedirectRecord, storeRedirectRecord} from './redirect-record.js';
import {SIGN_IN_TIMEOUT_MS, type SdkLoader, SignInAttempt} from './sign-in-attempt.js';
import {isSameState, stateOf} from './sign-in-state.js';
import {eraseRedirectRecords} from './stored-sign-in.js';
import type {SessionHost} from './strategy.js';

/** The answer to a sign-in that left the page, and the record that the page had stored for it. */
export interface RedirectAnswer {
  /** Storage key of the record. */
  readonly key: string;
  readonly answer: URLSearchParams;
  readonly record: RedirectRecord;
  /** It took longer than an answer is accepted. */
  readonly isLate: boolean;
}

/** RingCentral's codes last a minute. */
const CODE_LIFETIME_MS = 60_000;

export class RedirectSignIn {
  readonly #host: SessionHost;
  readonly #loadSdk: SdkLoader;
  readonly #owner: string;
  readonly #redirectUri: string;
  #attempt: SignInAttempt | undefined;

  /** `owner`: key prefix of the client, server and account. */
  constructor(host: SessionHost, loadSdk: SdkLoader, owner: string, redirectUri: string) {
    this.#host = host;
    this.#loadSdk = loadSdk;
    this.#owner = owner;
    this.#redirectUri = redirectUri;
  }

  async signIn(): Promise<void> {
    const host = this.#host;
    const {environment} = host;
    this.stop();
    host.setSigningIn();
    const attempt = new SignInAttempt(environment, null, () => this.#giveUp('code-invalid'));
    this.#attempt = attempt;
    const url = await attempt.authorizeUrl(this.#loadSdk, host.options.language);
    if (url === undefined) return;
    if (url === null) return this.#giveUp('sdk-load');
    const record: RedirectRecord = {
      verifier: attempt.verifier, redirectUri: this.#redirectUri, owner: this.#owner,
      returnTo: pageAddress(), at: environment.now(),
    };
    const isStored = storeRedirectRecord(environment, attempt.state!, record);
    if (!isStored) return this.#giveUp('storage-blocked');
    leavePageFor(url);
  }

  /** The page is shown again: the user came back with the browser's Back button. */
  handleWake(): void {
    if (this.#attempt?.state) this.#giveUp();
  }

  stop(): void {
    this.#attempt?.end();
    this.#attempt = undefined;
  }

  /** The user has signed out: an answer to a sign-in that has left the page comes too late. */
  forgetAnswers(): void {
    eraseRedirectRecords(this.#host.environment, this.#owner);
  }

  #giveUp(problem?: SignInErrorCode): void {
    this.stop();
    if (this.#host.state === 'signing-in') this.#host.setIdle(problem);
  }

  /** Finds an answer in storage or the page's address, and keeps it in storage alone. */
  findAnswer(): RedirectAnswer | null {
    let redirectAnswer: RedirectAnswer | null = null;
    for (const key of this.#storage.keys()) {
      if (key.startsWith(REDIRECT_KEY_PREFIX)) redirectAnswer = this.#read(key) ?? redirectAnswer;
    }
    return redirectAnswer;
  }

  /**
   * Resolves once the SDK can redeem the answer's code, or the code is too old. Until it is taken,
   * the answer stays in storage for a page that is loaded anew.
   */
  async whenRedeemable({answer, isLate}: RedirectAnswer): Promise<void> {
    if (isLate || !answer.has('code')) return;
    const {environment} = this.#host;
    await withinTime(environment, CODE_LIFETIME_MS, () => sdkPart.whenLoaded()).catch(() => {});
  }

  /** Takes an answer out of storage, so that it is used once; `false` = it was there no more. */
  take({key}: RedirectAnswer): boolean {
    const isThere = this.#storage.get(key) !== null;
    this.#storage.delete(key);
    return isThere;
  }

  get #storage(): KeyValue {
    return this.#host.environment.storage('session');
  }

  #read(key: string): RedirectAnswer | null {
    const record = readRedirectRecord(parseJson(this.#storage.get(key)));
    if (record?.owner !== this.#owner) return null;
    const pageAnswer = pageSearch();
    const isInAddress = isAnswerTo(key, pageAnswer);
    const isLate = record.at + SIGN_IN_TIMEOUT_MS <= this.#host.environment.now();
    const isAnswered = isInAddress || record.search !== undefined;
    if (!isAnswered && !isLate) return null;
    const answer = isInAddress ? pageAnswer : new URLSearchParams(record.search);
    if (!isAnswerTo(key, answer)) {
      this.#storage.delete(key);
      return null;
    }
    if (isInAddress) {
      removeAnswerFromAddress();
      this.#storage.set(key, JSON.stringify({...record, search: `?${answer}`}));
    }
    if (isInAddress && returnToPage(record.returnTo)) {
      // The app answered at the redirect URI, and has done what `rc-redirect.html` does.
      warnOfMissingPage(this.#redirectUri);
      return null;
    }
    return {key, answer, record, isLate};
  }
}

/** `key`: storage key of a redirect record, which ends with its `state`. */
const isAnswerTo = (key: string, answer: URLSearchParams): boolean =>
  isSameState(REDIRECT_KEY_PREFIX + stateOf(answer), key);
