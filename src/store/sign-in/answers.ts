/** The answers of sign-ins, from window to window: a page waits for its own, and passes others on. */
import type {Channel, Environment} from '../environment.js';
import {ANSWER_CHANNEL} from '../keys.js';
import {pageSearch, removeAnswerFromAddress, warnOfMissingPage} from './page-address.js';
import type {AnswerMessage, TakenMessage} from './redirect-page.js';
import {stateOf} from './sign-in-state.js';

/**
 * Gets an answer, and the window that sent it where the answer came by `postMessage`. `true` = it
 * belonged to a sign-in of this page, so the popup may close.
 */
type AnswerHandler = (answer: URLSearchParams, source: MessageEventSource | null) => boolean;

/**
 * Listens for answers from `rc-redirect.html`: over a BroadcastChannel, since
 * `Cross-Origin-Opener-Policy` may have cut the popup off from its opener; by `postMessage` where
 * storage is partitioned (frames); and over localStorage in browsers without channels. Returns the
 * unsubscribe.
 */
export function listenForAnswers(
  environment: Environment, handleAnswer: AnswerHandler,
): () => void {
  const readMessage = (
    message: unknown, source: MessageEventSource | null, reply: (taken: TakenMessage) => void,
  ) => {
    const {type, search} = (message ?? {}) as Partial<AnswerMessage>;
    if (type !== 'rc-answer' || typeof search !== 'string') return;
    const answer = new URLSearchParams(search);
    const isTaken = handleAnswer(answer, source);
    if (isTaken) reply({type: 'rc-taken', state: stateOf(answer)});
  };

  const channel: Channel = environment.channel(ANSWER_CHANNEL, (message) => {
    readMessage(message, null, (taken) => channel.post(taken));
  });

  function handleMessage({origin, source, data}: MessageEvent): void {
    if (origin !== globalThis.location.origin || !source) return;
    readMessage(data, source, (taken) => (source as Window).postMessage(taken, origin));
  }

  function handleStorage({key, newValue}: StorageEvent): void {
    if (key !== ANSWER_CHANNEL || !newValue) return;
    const message: AnswerMessage = {type: 'rc-answer', search: newValue};
    // The popup takes the removal of its answer for the reply.
    readMessage(message, null, () => environment.storage('local').delete(ANSWER_CHANNEL));
  }

  globalThis.addEventListener?.('message', handleMessage);
  if (typeof BroadcastChannel === 'undefined') {
    globalThis.addEventListener?.('storage', handleStorage);
  }
  return () => {
    channel.close();
    globalThis.removeEventListener?.('message', handleMessage);
    globalThis.removeEventListener?.('storage', handleStorage);
  };
}

/** Without a reply in this time, no page is waiting for the answer. */
const ANSWER_REPLY_TIMEOUT_MS = 3_000;

/**
 * Does what `rc-redirect.html` does in a popup, where a site answers the redirect URI with its app:
 * passes the answer on, and closes the window once a page has taken it. `false` = no page has.
 */
export function passAnswerOn(environment: Environment, redirectUri: string): Promise<boolean> {
  const answer = pageSearch();
  removeAnswerFromAddress();
  warnOfMissingPage(redirectUri);
  const opener = globalThis.opener as Window | null;
  const message: AnswerMessage = {type: 'rc-answer', search: `?${answer}`};
  return new Promise((resolve) => {
    const channel = environment.channel(ANSWER_CHANNEL, handleReply);
    const timer = environment.setTimeout(() => end(false), ANSWER_REPLY_TIMEOUT_MS);

    function end(isTaken: boolean): void {
      environment.clearTimeout(timer);
      channel.close();
      globalThis.removeEventListener('message', handleMessage);
      if (isTaken) globalThis.close();
      resolve(isTaken);
    }

    function handleReply(reply: unknown): void {
      const {type, state} = (reply ?? {}) as Partial<TakenMessage>;
      if (type === 'rc-taken' && state === stateOf(answer)) end(true);
    }

    function handleMessage({origin, source, data}: MessageEvent): void {
      if (origin === globalThis.origin && source === opener) handleReply(data);
    }

    // In a frame of another site, only the opener's message arrives.
    globalThis.addEventListener('message', handleMessage);
    channel.post(message);
    opener?.postMessage(message, globalThis.origin);
  });
}
