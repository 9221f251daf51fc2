/** The session of a page that gives an access token for each request. */
import type {Transport} from '../../ringcentral/platform.js';
import {tokenTransport} from '../../ringcentral/transports.js';
import {Pace} from '../pace.js';
import {withinTime} from '../within-time.js';
import {HOST_TIMEOUT_MS, HostOwnedStrategy} from './host-owned.js';
import {type RestoreResult, type SessionHost, requestHeaders} from './strategy.js';

export class AccessTokenStrategy extends HostOwnedStrategy {
  readonly transport: Transport;
  readonly #tokenChanges: Pace;
  /** Undefined until the function has answered, and after it failed. */
  #lastToken: string | undefined;
  /** The answer of a function that was just called; the next check uses it. */
  #newAnswer: Promise<string> | undefined;
  #checkedFunction;
  #lookingAgain: Promise<void> | undefined;
  #isDisposed = false;

  constructor(host: SessionHost, server: string) {
    super(host, server);
    this.#checkedFunction = host.options.getAccessToken;
    this.#tokenChanges = new Pace(host.environment);
    const headers = () => requestHeaders(host.options);
    this.transport = tokenTransport(() => this.#getAccessToken(), server, headers);
  }

  async restore(): Promise<RestoreResult> {
    const answer = this.#newAnswer ?? requestToken(this.host);
    this.#newAnswer = undefined;
    this.#checkedFunction = this.host.options.getAccessToken;
    try {
      this.#lastToken = await answer;
      return this.#lastToken ? {} : 'signed-out';
    } catch {
      this.#lastToken = undefined;
      return {problem: 'token-function'}; // the page's error may hold a token, so it is not shown
    }
  }

  handleNewOptions(): Promise<void> {
    return this.#lookingAgain ??= this.#checkNewFunction()
      .finally(() => { this.#lookingAgain = undefined; });
  }

  override dispose(): void {
    this.#isDisposed = true;
    this.#tokenChanges.stop();
  }

  async #getAccessToken(): Promise<string> {
    return this.#lastToken = await requestToken(this.host);
  }

  /** A page may make its function anew whenever it is drawn: most often it gives the same token. */
  async #checkNewFunction(): Promise<void> {
    const {host} = this;
    const isNew = () => this.#checkedFunction !== host.options.getAccessToken;
    while (isNew() && !this.isSignedOutHere) {
      this.#checkedFunction = host.options.getAccessToken;
      if (this.#lastToken !== undefined) {
        this.#newAnswer = requestToken(host);
        const newToken = await this.#newAnswer.catch(() => undefined);
        if (newToken === this.#lastToken) {
          this.#newAnswer = undefined;
          continue;
        }
      }
      const turn = this.#tokenChanges.turn();
      if (turn) {
        await turn;
        this.#newAnswer = undefined; // it is old by now
      }
      if (this.#isDisposed || this.isSignedOutHere) return;
      await host.restoreAgain(true);
    }
  }
}

/** Rejects where the function fails or gives nothing in time. An empty text or null = signed out. */
async function requestToken(host: SessionHost): Promise<string> {
  const {getAccessToken} = host.options;
  const askPage = () => getAccessToken?.();
  const value: unknown = await withinTime(host.environment, HOST_TIMEOUT_MS, askPage);
  if (value === null) return '';
  const token = typeof value === 'string' ? value.trim() : value;
  if (isAccessToken(token)) return token;
  throw new Error('The token function gave something else than an access token.');
}

/** A text that a header may hold; with another, `fetch` throws as it does without a network. */
const isAccessToken = (value: unknown): value is string =>
  typeof value === 'string' && /^[!-~]*$/.test(value);
