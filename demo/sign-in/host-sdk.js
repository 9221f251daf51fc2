import {SDK} from '../../dist/vendor/ringcentral-sdk.js';

const {clientId, server} = window.RC_DEMO;
const sdk = new SDK({clientId, server, localStorage, cachePrefix: 'demo-host-'});
document.querySelector('rc-session').sdk = sdk;

// A page of yours signs in its own way. The simulator gives tokens for nothing.
document.querySelector('#sign-in').addEventListener('click', async () => {
  const answer = await fetch(`${server}/simulator/tokens`, {method: 'POST', body: JSON.stringify({clientId})});
  await sdk.login(await answer.json());
});
document.querySelector('#sign-out').addEventListener('click', () => sdk.logout());
