import {SDK} from '../../dist/vendor/ringcentral-sdk.js';
import {clientId, server} from './ringcentral.js';

const [signIn, signOut] = document.querySelectorAll('button');

if (clientId) {
  const sdk = new SDK({clientId, server, localStorage, cachePrefix: 'demo-host-'});
  document.querySelector('rc-session').sdk = sdk;

  // A page of yours signs in its own way. The simulator gives tokens for nothing.
  signIn.addEventListener('click', async () => {
    const answer = await fetch(`${server}/simulator/tokens`, {method: 'POST', body: JSON.stringify({clientId})});
    await sdk.login(await answer.json());
  });
  signOut.addEventListener('click', () => sdk.logout());
} else {
  signIn.disabled = signOut.disabled = true;
}
