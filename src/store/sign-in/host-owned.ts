import type {Transport} from '../../ringcentral/platform.js';
import type {SignInFacts} from '../../ringcentral/sign-in-errors.js';
import type {RestoreResult, SessionHost, SignInStrategy} from './strategy.js';

/** The page's token function or SDK has no answer after this time. */
export const HOST_TIMEOUT_MS = 10_000;

/**
 * A session that the host page owns: the user signs in with the page, which keeps what is to be
 * stored. A sign-out here never ends it.
 */
export abstract class HostOwnedStrategy implements SignInStrategy {
  abstract readonly transport: Transport;
  readonly server: string;
  readonly facts: SignInFacts;
  protected readonly host: SessionHost;
  #isSignedOutHere = false;

  constructor(host: SessionHost, server: string) {
    this.host = host;
    this.server = server;
    this.facts = {server, redirectUri: ''};
  }

  abstract restore(): Promise<RestoreResult>;

  async signIn(popup: Window | null): Promise<void> {
    const {host} = this;
    popup?.close();
    this.#isSignedOutHere = false;
    await host.restoreAgain(); // without events, the host may have signed in unnoticed
    const state = host.state;
    if (state === 'signed-out' || state === 'expired') host.setIdle('host-session');
  }

  signOut(): Promise<void> {
    this.#isSignedOutHere = true;
    return Promise.resolve();
  }

  forgetSession(): boolean {
    return true;
  }

  rememberUser(): void {}

  handleWake(): void {
    // Without events, only another look finds the host's sign-in.
    const mayHaveSignedIn = this.host.state === 'signed-out' && !this.#isSignedOutHere;
    if (mayHaveSignedIn) this.host.restoreAfterWake();
  }

  dispose(): void {}

  /** The user has signed out here, though not of the host: only the user or the host can undo it. */
  protected get isSignedOutHere(): boolean {
    return this.#isSignedOutHere;
  }

  /** The host has signed a user in. */
  protected handleHostSignIn(): void {
    this.#isSignedOutHere = false;
    void this.host.restoreAgain();
  }
}
