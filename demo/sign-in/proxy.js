import {server} from './ringcentral.js';

if (server) {
  // In place of your backend: a world of the simulator that needs no token.
  const backend = server.replace(/(\/w\/[^/]+)?$/, '/w/proxy');
  const csrf = {name: 'x-csrf-token', value: 'from-the-page'};
  await fetch(`${backend}/simulator/options`, {
    method: 'POST', body: JSON.stringify({proxy: true, csrf}),
  });

  const session = document.querySelector('rc-session');
  session.csrfToken = csrf.value;
  session.proxy = backend;
}
