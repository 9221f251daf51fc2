import {clientId, server} from './ringcentral.js';

let tokens;

if (clientId) {
  const session = document.querySelector('rc-session');
  session.server = server;
  session.getAccessToken = async () => {
    if (tokens?.validUntil > Date.now()) return tokens.access_token;
    // Ask your own backend here. The simulator gives a token to anyone.
    const response = await fetch(`${server}/simulator/tokens`, {
      method: 'POST', body: JSON.stringify({clientId}),
    });
    tokens = await response.json();
    // A minute early, so that no request carries a token that has just expired.
    tokens.validUntil = Date.now() + (tokens.expires_in - 60) * 1000;
    return tokens.access_token;
  };
}
