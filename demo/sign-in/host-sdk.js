import {SDK} from '../../dist/vendor/ringcentral-sdk.js';
import {clientId, server} from './ringcentral.js';

const [signInButton, signOutButton] = document.querySelectorAll('button');

if (clientId) {
  const sdk = new SDK({clientId, server, localStorage, cachePrefix: 'demo-host-'});
  document.querySelector('rc-session').sdk = sdk;

  // Sign in here as your own page does. The simulator gives a token to anyone.
  signInButton.addEventListener('click', async () => {
    const response = await fetch(`${server}/simulator/tokens`, {
      method: 'POST', body: JSON.stringify({clientId}),
    });
    await sdk.login(await response.json());
  });
  signOutButton.addEventListener('click', () => sdk.logout());
} else {
  signInButton.disabled = true;
  signOutButton.disabled = true;
}
