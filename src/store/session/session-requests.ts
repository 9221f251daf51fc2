/**
 * Binds requests to the session in which they were made. A request may wait for its token, or be
 * repeated after a 401: with the token of a user who signed in meanwhile, it would be theirs.
 */
import {type Transport, unauthorizedResponse} from '../../ringcentral/platform.js';
import type {SignInStrategy} from '../sign-in/strategy.js';

interface BoundSession {
  readonly strategy: SignInStrategy;
  readonly signInId: string | undefined;
  readonly transport: Transport;
}

export class SessionRequests {
  #current: BoundSession | null = null;

  /** Requests of the last session are not sent any more. `signInId`: see `RestoredSession`. */
  begin(strategy: SignInStrategy, signInId: string | undefined): void {
    const isOver = (): boolean => this.#current !== current || this.isReplaced;
    const current = {strategy, signInId, transport: boundTransport(strategy.transport, isOver)};
    this.#current = current;
  }

  end(): void {
    this.#current = null;
  }

  /** Another sign-in is another session, also of the same user. */
  isFor(signInId: string | undefined): boolean {
    return this.#current !== null && this.#current.signInId === signInId;
  }

  /** The tokens of the session are gone, or those of another sign-in have taken their place. */
  get isReplaced(): boolean {
    return this.#current !== null && this.#current.strategy.signInId?.() !== this.#current.signInId;
  }

  get signInId(): string | undefined {
    return this.#current?.signInId;
  }

  /** Sends requests as the present session; without one, none. */
  get transport(): Transport {
    return this.#current?.transport ?? NO_SESSION;
  }
}

/** The answer to a request whose session is over is that of a session which has ended. */
function boundTransport(transport: Transport, isOver: () => boolean): Transport {
  return {
    lacksPatch: transport.lacksPatch === true,
    async send(request) {
      if (isOver()) return unauthorizedResponse();
      let isWithheld = false;
      const onHandOver = () => {
        isWithheld = isOver();
        if (isWithheld) throw new Error('The session of this request is over.');
        request.onHandOver?.();
      };
      try {
        return await transport.send({...request, onHandOver});
      } catch (error) {
        if (isWithheld) return unauthorizedResponse();
        throw error;
      }
    },
    async renew() {
      return !isOver() && await transport.renew();
    },
  };
}

const NO_SESSION: Transport = {
  send: () => Promise.resolve(unauthorizedResponse()),
  renew: () => Promise.resolve(false),
};
