// The elements of a page that calls, signed in by a token of its backend, with what a test does in it.
import {getStore} from '../../../src/index.ts';

const session = document.querySelector('rc-session');
session.getAccessToken = async () => (await fetch('/token')).text();

const store = getStore();
const ready = new Promise((resolve) => {
  store.session.subscribe(({state}) => state === 'ready' && resolve());
});

Object.assign(globalThis, {
  isReady: () => ready,
  /** The user clicks the button. */
  async placeCall() {
    await ready;
    const button = document.querySelector('rc-click-to-call');
    return (await button.call()).key;
  },
  phases: () => store.calls.get().map(({phase}) => phase),
  dismiss: (key) => store.dismiss(key),
  signOut: () => session.signOut(),
});
