/** Signing in in a window: opens it, waits for its answer, and says how each attempt has ended. */
import type {SignInErrorCode} from '../../ringcentral/sign-in-errors.js';
import {listenForAnswers} from './answers.js';
import {type SdkLoader, SignInAttempt} from './sign-in-attempt.js';
import {isSameState, stateOf} from './sign-in-state.js';
import {isInForeignFrame, navigatePopup} from './sign-in-window.js';
import type {SessionHost} from './strategy.js';

/** A closed popup fires no event, so that it is looked at in this interval. */
const POPUP_CHECK_INTERVAL_MS = 300;

export class PopupSignIn {
  readonly #host: SessionHost;
  readonly #loadSdk: SdkLoader;
  readonly #complete: (answer: URLSearchParams, verifier: string) => Promise<void>;
  #attempts: readonly SignInAttempt[] = [];
  /** The attempt that the session's state shows; none once its window is closed. */
  #shownAttempt: SignInAttempt | undefined;
  #stopListening: (() => void) | undefined;
  #watchTimer: unknown;

  /** `complete` redeems an answer, and never rejects. */
  constructor(
    host: SessionHost,
    loadSdk: SdkLoader,
    complete: (answer: URLSearchParams, verifier: string) => Promise<void>,
  ) {
    this.#host = host;
    this.#loadSdk = loadSdk;
    this.#complete = complete;
  }

  async signIn(popup: Window | null): Promise<void> {
    const openAttempt = this.#attempts.find(({hasOpenPopup}) => hasOpenPopup);
    if (!openAttempt) return this.#start(popup);
    if (popup !== openAttempt.popup) popup?.close();
    openAttempt.popup?.focus();
    this.#host.setSigningIn('sign-in-open');
  }

  /** Closes the windows: there is a session, or the user wants none, and no answer is waited for. */
  stop(): void {
    for (const attempt of this.#attempts) {
      attempt.popup?.close();
      attempt.end();
    }
    this.#attempts = [];
    this.#shownAttempt = undefined;
    this.#watch();
  }

  async #start(popup: Window | null): Promise<void> {
    const host = this.#host;
    const attempt = new SignInAttempt(host.environment, popup, () => this.#handleTimeout(attempt));
    this.#attempts = [...this.#attempts, attempt];
    this.#shownAttempt = attempt;
    host.setSigningIn();
    this.#watch();
    const signInUrl = await attempt.authorizeUrl(this.#loadSdk, host.options.language);
    if (signInUrl === undefined) return;
    if (signInUrl === null) return this.#end(attempt, 'sdk-load');
    if (!popup) {
      attempt.settle();
      return host.setIdle('popup-blocked', signInUrl);
    }
    const isNavigated = !popup.closed && navigatePopup(popup, signInUrl);
    return isNavigated ? attempt.settled : this.#end(attempt);
  }

  /** Listens for answers and looks after the popups for as long as an attempt is under way. */
  #watch(): void {
    const {environment} = this.#host;
    environment.clearTimeout(this.#watchTimer);
    if (this.#attempts.length === 0) {
      this.#stopListening?.();
      this.#stopListening = undefined;
      return;
    }
    for (const attempt of this.#attempts) {
      if (attempt.popup?.closed) this.#handleClosed(attempt);
    }
    this.#stopListening ??= listenForAnswers(
      environment, (answer, source) => this.#handleAnswer(answer, source),
    );
    if (!this.#attempts.some(({hasOpenPopup}) => hasOpenPopup)) return;
    this.#watchTimer = environment.setTimeout(() => this.#watch(), POPUP_CHECK_INTERVAL_MS);
  }

  /**
   * The user closed the popup, or a Cross-Origin-Opener-Policy cut it off; both look alike. A page
   * still accepts the answer, which a frame of another site cannot get.
   */
  #handleClosed(attempt: SignInAttempt): void {
    attempt.settle();
    this.#showEnd(attempt, isInForeignFrame() ? 'answer-blocked' : undefined);
  }

  #handleTimeout(attempt: SignInAttempt): void {
    // A window that the user opened by the link may be cut off, too, and cannot be looked at.
    const isBlocked = !attempt.popup && isInForeignFrame();
    this.#end(attempt, isBlocked ? 'answer-blocked' : 'code-invalid');
  }

  /** `true` = the answer belonged to an attempt of this page. */
  #handleAnswer(answer: URLSearchParams, source: MessageEventSource | null): boolean {
    const answerState = stateOf(answer);
    const attempt = this.#attempts.find(({state}) => {
      return state !== undefined && isSameState(state, answerState);
    });
    const isOtherPopup = source !== null && attempt?.popup && attempt.popup !== source;
    if (attempt && !isOtherPopup) {
      this.#redeem(attempt, answer);
      return true;
    }
    // Other windows of this site may pass on other tabs' answers; only from our own popup is an
    // unknown answer a wrong one.
    const sender = source && this.#attempts.find(({popup}) => popup === source);
    if (sender) {
      this.#drop(sender);
      sender.end();
      this.#showEnd(sender, 'state-mismatch');
    }
    return false;
  }

  #redeem(attempt: SignInAttempt, answer: URLSearchParams): void {
    this.#drop(attempt); // one use, whatever the outcome
    this.#shownAttempt = attempt;
    void this.#complete(answer, attempt.verifier).finally(() => {
      attempt.end();
      this.#watch();
    });
  }

  #drop(attempt: SignInAttempt): void {
    this.#attempts = this.#attempts.filter((other) => other !== attempt);
  }

  #end(attempt: SignInAttempt, problem?: SignInErrorCode): void {
    attempt.popup?.close();
    attempt.end();
    this.#drop(attempt);
    this.#watch();
    this.#showEnd(attempt, problem);
  }

  #showEnd(attempt: SignInAttempt, problem?: SignInErrorCode): void {
    if (this.#shownAttempt !== attempt) return;
    this.#shownAttempt = undefined;
    this.#host.setIdle(problem);
  }
}
