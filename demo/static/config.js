// The demo without a server: RingCentral is simulated by a Service Worker in the browser. `window.RC_DEMO` is a
// promise of what `npm start` knows from the beginning; nothing is asked of RingCentral before the worker answers.
{
  const base = new URL('.', document.currentScript.src).href;
  /** Why there are links only, and what to do next. */
  const links = (why, next) => `${why}, so each number is a link that opens RingCentral or your phone app. ${next}`;

  /** Resolves as soon as this page's requests go through the worker; no reload is needed. */
  const controlled = async () => {
    const {serviceWorker} = navigator;
    const script = `${base}simulator.js`;
    const isControlled = () => serviceWorker.controller?.scriptURL === script;
    await serviceWorker.register(script, {scope: base, updateViaCache: 'none'});
    if (isControlled()) return;
    const taken = new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', () => { if (isControlled()) resolve(); });
    });
    const {active} = await serviceWorker.ready;
    active.postMessage('claim');
    await taken;
  };

  const start = async () => {
    if (!navigator.serviceWorker) {
      return {why: links('At this address your browser cannot simulate RingCentral', 'Open the page over https, or on localhost.')};
    }
    try {
      await controlled();
      return {clientId: 'demo', server: `${base}platform`, redirectUri: `${base}rc-redirect.html`, simulated: true};
    } catch {
      return {why: links('Your browser did not let the page simulate RingCentral',
        'Allow the page to store data, or leave the private window.')};
    }
  };

  if (location.protocol === 'file:') {
    // Modules do not load from files; the elements as one classic script do.
    const script = document.createElement('script');
    script.src = `${base}rc-click-to-call.all.js`;
    document.head.append(script);
    addEventListener('DOMContentLoaded', () => {
      const note = document.querySelector('[data-world=none]') ?? document.createElement('p');
      note.textContent = links('A page that is opened as a file cannot simulate RingCentral', 'Put its folder on a web host.');
      if (!note.isConnected) document.querySelector('h1').after(note);
    });
  } else {
    window.RC_DEMO = start();
  }
}
