const session = document.querySelector('rc-session');
const link = document.querySelector('#sign-in');
const {backend} = session.dataset;
let wasReady = false;

session.addEventListener('rc-session-change', ({detail: {state}}) => {
  // The backend signs users in, so a link to it takes the place of <rc-session>.
  const isOut = state === 'signed-out' || state === 'expired';
  link.hidden = !isOut;
  session.hidden = isOut;
  // The user pressed "Sign out": only the backend can revoke the tokens.
  if (state === 'signed-out' && wasReady) {
    void fetch(`${backend}/sign-out`, {method: 'POST', headers: {'X-CSRF-Token': session.csrfToken}, keepalive: true});
  }
  wasReady = state === 'ready';
});

const {csrfToken} = await (await fetch(`${backend}/session`)).json();
session.csrfToken = csrfToken;
session.proxy = backend;
