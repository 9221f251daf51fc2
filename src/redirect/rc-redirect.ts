/**
 * The page that RingCentral sends people back to after they signed in. It hands what came with it to the page of the
 * same origin that asked, and to nobody else: it holds no token, and its code is worth nothing without the verifier
 * that only the asking page knows.
 */
import {ANSWER_CHANNEL, REDIRECT_KEY_PREFIX} from '../store/keys.js';
import type {AnswerMessage, RedirectRecord, TakenMessage} from '../store/sign-in/sign-in-window.js';

/** ms until nobody is expected to take the answer any more. */
const PATIENCE = 3_000;

const {search, origin, pathname} = location;
const answer = new URLSearchParams(search);
const state = answer.get('state') ?? '';

// The code stays neither in the address nor in the history.
history.replaceState(null, '', pathname);

if (!state || !(answer.has('code') || answer.has('error'))) {
  say('This page is where a sign-in to RingCentral comes back to. There is nothing to do here: close it.');
} else if (!continueInPage()) {
  handOver();
}

/** The whole page had left to sign in: keeps the answer for it, and goes back to where it was. */
function continueInPage(): boolean {
  try {
    const key = REDIRECT_KEY_PREFIX + state;
    const kept = JSON.parse(sessionStorage.getItem(key) ?? 'null') as RedirectRecord | null;
    if (!kept || new URL(kept.returnTo).origin !== origin) return false;
    sessionStorage.setItem(key, JSON.stringify({...kept, search}));
    location.replace(kept.returnTo);
    return true;
  } catch {
    return false; // no storage here, or nothing of ours in it
  }
}

function handOver(): void {
  const message: AnswerMessage = {type: 'rc-answer', search};
  const timer = setTimeout(() => {
    say('No page is waiting for this sign-in: it was closed, or it has been answered already. Close this window and sign in again.');
  }, PATIENCE);
  const hear = (reply: unknown) => {
    const {type, state: taken} = (reply ?? {}) as Partial<TakenMessage>;
    if (type !== 'rc-taken' || taken !== state) return;
    clearTimeout(timer);
    say('Done. You can close this window.');
    window.close();
  };
  const opener = window.opener as Window | null;
  addEventListener('message', (event) => {
    if (event.origin === origin && event.source === opener) hear(event.data);
  });
  // The opener is told directly where storage is partitioned (frames), over the channel where a
  // Cross-Origin-Opener-Policy has cut it off; the second of the two finds the answer taken.
  opener?.postMessage(message, origin);
  if (typeof BroadcastChannel !== 'undefined') {
    const channel = new BroadcastChannel(ANSWER_CHANNEL);
    channel.onmessage = (event) => hear(event.data);
    channel.postMessage(message);
    return;
  }
  try {
    addEventListener('storage', (event) => {
      if (event.key === ANSWER_CHANNEL && event.newValue === null) hear({type: 'rc-taken', state});
    });
    addEventListener('pagehide', () => localStorage.removeItem(ANSWER_CHANNEL));
    localStorage.setItem(ANSWER_CHANNEL, search);
  } catch { /* no storage: the opener was told */ }
}

function say(text: string): void {
  const place = document.querySelector('[role=status]');
  if (place) place.textContent = text;
}
