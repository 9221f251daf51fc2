/** Signs a user in, in a window or by leaving the page, and redeems the answer that comes back. */
import {passAnswerOn} from './answers.js';
import {CodeRedeemer} from './code-redeemer.js';
import {isAnswerAtPage} from './page-address.js';
import {PopupSignIn} from './popup-sign-in.js';
import {type RedirectAnswer, RedirectSignIn} from './redirect-sign-in.js';
import {restoreStoredSession, storedSession} from './restored-session.js';
import type {SdkLoader} from './sign-in-attempt.js';
import type {RestoreResult, SessionHost} from './strategy.js';
import type {TokenStore} from './tokens.js';

interface PkceSignInOptions {
  readonly host: SessionHost;
  readonly tokens: TokenStore;
  readonly loadSdk: SdkLoader;
  /** Key prefix of the client, server and account. */
  readonly prefix: string;
  readonly redirectUri: string;
  /** The tokens of a new session are stored. */
  onSignedIn(): void;
}

export class PkceSignIn {
  readonly #options: PkceSignInOptions;
  readonly #redeemer: CodeRedeemer;
  readonly #popupSignIn: PopupSignIn;
  readonly #redirectSignIn: RedirectSignIn;
  #isDisposed = false;

  constructor(options: PkceSignInOptions) {
    const {host, tokens, loadSdk, prefix, redirectUri} = options;
    this.#options = options;
    this.#redeemer = new CodeRedeemer(tokens, loadSdk);
    const complete = (answer: URLSearchParams, verifier: string) =>
      this.#completeWith(answer, verifier);
    this.#popupSignIn = new PopupSignIn(host, loadSdk, complete);
    this.#redirectSignIn = new RedirectSignIn(host, loadSdk, prefix, redirectUri);
  }

  inWindow(popup: Window | null): Promise<void> {
    return this.#popupSignIn.signIn(popup);
  }

  byRedirect(): Promise<void> {
    return this.#redirectSignIn.signIn();
  }

  /** The session, if the page opened with the answer to a sign-in; null where it did not. */
  returnToPage(): Promise<RestoreResult> | null {
    const {host, redirectUri} = this.#options;
    const redirectAnswer = this.#redirectSignIn.findAnswer();
    if (redirectAnswer) return this.#returnFromRedirect(redirectAnswer);
    // A page that leaves to sign in knows its own answers; others' belong to the page.
    const isForOtherPage = host.options.flow !== 'redirect' && isAnswerAtPage(redirectUri);
    return isForOtherPage ? this.#passPageAnswerOn() : null;
  }

  /** There is a session, and no window or page needs to ask for one. */
  stop(): void {
    this.#popupSignIn.stop();
    this.#redirectSignIn.stop();
  }

  /** The user wants no session: what is under way must not begin one later. */
  cancel(): void {
    this.stop();
    this.#redirectSignIn.forgetAnswers();
    this.#redeemer.cancel();
  }

  handleWake(): void {
    this.#redirectSignIn.handleWake();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.stop();
  }

  /** The answer has come from a window. */
  async #completeWith(answer: URLSearchParams, verifier: string): Promise<void> {
    const {host, tokens, redirectUri, onSignedIn} = this.#options;
    host.setSigningIn();
    const problem = await this.#redeemer.redeem(answer, verifier, redirectUri);
    if (this.#isDisposed || problem === 'canceled') return;
    if (problem) return host.setIdle(problem);
    this.stop();
    onSignedIn();
    const session = storedSession(tokens, host);
    if (session) await host.completeSignIn(session);
    else host.setIdle('unknown');
  }

  /** The answer has come to a page that had left to sign in. */
  async #returnFromRedirect(redirectAnswer: RedirectAnswer): Promise<RestoreResult> {
    const {answer, record: {verifier, redirectUri: usedUri}, isLate} = redirectAnswer;
    const {host, tokens, onSignedIn} = this.#options;
    host.setSigningIn();
    await this.#redirectSignIn.whenRedeemable(redirectAnswer);
    const isOurs = !this.#isDisposed && this.#redirectSignIn.take(redirectAnswer);
    if (!isOurs) return restoreStoredSession(tokens, host);
    const problem = isLate
      ? 'code-invalid'
      : await this.#redeemer.redeem(answer, verifier, usedUri);
    if (problem === 'canceled') return 'signed-out';
    if (problem && tokens.isExpired) return {problem};
    if (!problem) onSignedIn();
    return restoreStoredSession(tokens, host);
  }

  /** The answer has come to a page that did not ask for it. */
  async #passPageAnswerOn(): Promise<RestoreResult> {
    const {host, tokens, redirectUri} = this.#options;
    const isTaken = await passAnswerOn(host.environment, redirectUri);
    const isRefused = !isTaken && tokens.isExpired;
    return isRefused ? {problem: 'code-invalid'} : restoreStoredSession(tokens, host);
  }
}
