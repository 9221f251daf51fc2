// The demo without a server: a Service Worker in the browser simulates RingCentral. Here
// `window.RC_DEMO` is a promise of the settings that `npm start` knows from the beginning; the page
// sends no request to RingCentral before the worker answers.
{
  const base = new URL('.', document.currentScript.src).href;

  /** Tells users why they see only links, and what to do next. */
  const linksOnlyText = (reason, nextStep) =>
    `${reason}, so each number is a link that opens RingCentral or your phone app. ${nextStep}`;

  /** Resolves once the worker answers this page's requests; the page needs no reload. */
  const startWorker = async () => {
    const {serviceWorker} = navigator;
    const workerUrl = `${base}simulator.js`;
    const isControlled = () => serviceWorker.controller?.scriptURL === workerUrl;
    await serviceWorker.register(workerUrl, {scope: base, updateViaCache: 'none'});
    if (isControlled()) return;
    const becomesControlled = new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', () => { if (isControlled()) resolve(); });
    });
    const {active} = await serviceWorker.ready;
    active.postMessage('claim');
    await becomesControlled;
  };

  /** Sockets to the simulator are messages to its worker, and this page sounds like who is called. */
  const connectSockets = async () => {
    const [{createWorkerSocket}, {serveLines}] = await Promise.all([
      import(`${base}simulator/push/page-end.js`), import(`${base}simulator/sip/page-lines.js`),
    ]);
    window.WebSocket = createWorkerSocket(`${base}platform`, navigator.serviceWorker, WebSocket);
    serveLines(navigator.serviceWorker);
    navigator.serviceWorker.startMessages();
  };

  const startDemo = async () => {
    if (!navigator.serviceWorker) {
      return {why: linksOnlyText('At this address your browser cannot simulate RingCentral',
        'Open the page over https, or on localhost.')};
    }
    try {
      await startWorker();
      await connectSockets();
      return {
        clientId: 'demo', server: `${base}platform`, redirectUri: `${base}rc-redirect.html`,
        simulated: true,
      };
    } catch {
      return {why: linksOnlyText('Your browser did not let the page simulate RingCentral',
        'Allow the page to store data, or leave the private window.')};
    }
  };

  const showFileNote = () => {
    const note = document.querySelector('[data-world=none]') ?? document.createElement('p');
    note.textContent = linksOnlyText('A page that is opened as a file cannot simulate RingCentral',
      'Put its folder on a web host.');
    if (!note.isConnected) document.querySelector('h1').after(note);
  };

  if (location.protocol === 'file:') {
    // Browsers load no modules from files, but they load one classic script with all elements.
    const script = document.createElement('script');
    script.src = `${base}rc-click-to-call.all.js`;
    document.head.append(script);
    addEventListener('DOMContentLoaded', showFileNote);
  } else {
    window.RC_DEMO = startDemo();
  }
}
