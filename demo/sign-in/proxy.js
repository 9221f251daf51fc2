const {server} = window.RC_DEMO;

// Stands for your backend: a world of the simulator that asks for no token.
const backend = new URL('/w/proxy', server).href;
await fetch(`${backend}/simulator/options`, {
  method: 'POST', body: JSON.stringify({proxy: true, csrf: {name: 'x-csrf-token', value: 'from-the-page'}}),
});

const session = document.querySelector('rc-session');
session.csrfToken = 'from-the-page';
session.proxy = backend;
