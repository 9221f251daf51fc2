/** Keeps the tabs of one sign-in in step: a session that begins or ends in one does so in all. */
import type {Channel, Environment} from '../environment.js';
import type {SignInMessage} from './stored-sign-in.js';
import type {TokenStore} from './tokens.js';

interface OtherTabs {
  /** Another tab has begun a session, whose tokens can be read. */
  onSignedIn(): void;
  /** `tokensId`: of the tokens that were erased; undefined = not known. */
  onSignedOut(tokensId: string | undefined): void;
  /** The session of this tab's tokens is over. */
  onExpired(): void;
}

export class SignInTabs {
  readonly #tokens: TokenStore;
  readonly #otherTabs: OtherTabs;
  readonly #channel: Channel;
  #isClosed = false;

  constructor(environment: Environment, prefix: string, tokens: TokenStore, otherTabs: OtherTabs) {
    this.#tokens = tokens;
    this.#otherTabs = otherTabs;
    this.#channel = environment.channel(prefix, (message) => this.#handleMessage(message));
  }

  /** `id`: of the tokens that were stored or erased. */
  tell(type: SignInMessage['type'], id = this.#tokens.readTokens()?.id): void {
    this.#channel.post({type, id} satisfies SignInMessage);
  }

  close(): void {
    this.#isClosed = true;
    this.#channel.close();
  }

  #handleMessage(message: unknown): void {
    const {type, id} = (message ?? {}) as Partial<SignInMessage>;
    if (type === 'signed-in') void this.#joinSession(id);
    if (type === 'signed-out') this.#otherTabs.onSignedOut(id);
    if (type === 'expired' && this.#tokens.isShared) {
      const isThisSession = (this.#tokens.readTokens()?.id ?? id) === id;
      if (isThisSession) this.#otherTabs.onExpired();
    }
  }

  async #joinSession(tokensId: string | undefined): Promise<void> {
    if (!this.#tokens.isShared) return;
    // The message may arrive before the tokens can be read.
    const areVisible = await this.#tokens.waitUntilStored((stored) => stored?.id === tokensId);
    if (areVisible && !this.#isClosed) this.#otherTabs.onSignedIn();
  }
}
