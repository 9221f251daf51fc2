/**
 * "Duplicate tab" and `window.open` copy sessionStorage: two tabs have one refresh token, which
 * works once. The tab that has exchanged it hands the new tokens to the others.
 */
import {asRecord} from '../../ringcentral/json.js';
import type {Channel, Environment} from '../environment.js';
import {asStoredTokens, isSuccessor, type StoredTokens} from './stored-tokens.js';

/** From tab to tab, where the browser has copied the tokens with sessionStorage. */
interface CopyMessage {
  /** The tokens that replace others. */
  readonly tokens?: unknown;
  /** Id of tokens whose replacement a tab is looking for. */
  readonly replaced?: string;
}

/** The tokens of this tab. */
interface OwnTokens {
  read(): StoredTokens | null;
  replace(tokens: StoredTokens): void;
}

export class TokenCopies {
  readonly #ownTokens: OwnTokens;
  readonly #channel: Channel;

  constructor(environment: Environment, channelName: string, ownTokens: OwnTokens) {
    this.#ownTokens = ownTokens;
    this.#channel = environment.channel(channelName, (message) => this.#handleMessage(message));
  }

  /** Hands new tokens over. */
  offer(tokens: StoredTokens | null): void {
    this.#post({tokens});
  }

  /** Asks for the tokens that have replaced those with this id. */
  ask(replaced: string): void {
    this.#post({replaced});
  }

  close(): void {
    this.#channel.close();
  }

  #post(message: CopyMessage): void {
    this.#channel.post(message);
  }

  #handleMessage(message: unknown): void {
    const ownTokens = this.#ownTokens.read();
    if (!ownTokens) return;
    const {tokens, replaced} = asRecord(message) as CopyMessage;
    if (replaced && isSuccessor(ownTokens.id, replaced)) this.offer(ownTokens);
    const newTokens = asStoredTokens(tokens);
    const isNewer = newTokens && isSuccessor(newTokens.id, ownTokens.id);
    if (isNewer) this.#ownTokens.replace(newTokens);
  }
}
