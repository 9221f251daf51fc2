import {clientId, redirectUri, server} from './ringcentral.js';

if (clientId) {
  for (const session of document.querySelectorAll('rc-session')) {
    session.setAttribute('server', server);
    session.setAttribute('redirect-uri', redirectUri);
    session.setAttribute('client-id', clientId);
  }
}
