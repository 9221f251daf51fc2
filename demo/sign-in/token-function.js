import {clientId, server} from './ringcentral.js';

let tokens;

if (clientId) {
  const session = document.querySelector('rc-session');
  session.server = server;
  session.getAccessToken = async () => {
    if (tokens?.until > Date.now()) return tokens.access_token;
    // Ask your own backend here. The simulator gives tokens for nothing.
    const answer = await fetch(`${server}/simulator/tokens`, {method: 'POST', body: JSON.stringify({clientId})});
    tokens = await answer.json();
    tokens.until = Date.now() + (tokens.expires_in - 60) * 1000;
    return tokens.access_token;
  };
}
