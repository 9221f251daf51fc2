const session = document.querySelector('rc-session');
const link = document.querySelector('#sign-in');
const {backend} = session.dataset;
let wasReady = false;

session.addEventListener('rc-session-change', ({detail: {state}}) => {
  // Signing in is a page of the backend: its link stands where the session would.
  const isOut = state === 'signed-out' || state === 'expired';
  link.hidden = !isOut;
  session.hidden = isOut;
  // "Sign out" was pressed: the tokens are the backend's, and it ends them.
  if (state === 'signed-out' && wasReady) {
    void fetch(`${backend}/sign-out`, {method: 'POST', headers: {'X-CSRF-Token': session.csrfToken}, keepalive: true});
  }
  wasReady = state === 'ready';
});

const {csrfToken} = await (await fetch(`${backend}/session`)).json();
session.csrfToken = csrfToken;
session.proxy = backend;
