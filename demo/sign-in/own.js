const {clientId, server, redirectUri} = window.RC_DEMO;
for (const session of document.querySelectorAll('rc-session')) {
  session.setAttribute('server', server);
  session.setAttribute('redirect-uri', redirectUri);
  session.setAttribute('client-id', clientId);
}
