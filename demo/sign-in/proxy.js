import {server} from './ringcentral.js';

if (server) {
  // Stands for your backend: a world of the simulator that asks for no token.
  const backend = server.replace(/(\/w\/[^/]+)?$/, '/w/proxy');
  await fetch(`${backend}/simulator/options`, {
    method: 'POST', body: JSON.stringify({proxy: true, csrf: {name: 'x-csrf-token', value: 'from-the-page'}}),
  });

  const session = document.querySelector('rc-session');
  session.csrfToken = 'from-the-page';
  session.proxy = backend;
}
