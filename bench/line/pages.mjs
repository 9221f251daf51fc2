// The pages that the bench of the line opens. Each notes when its first number can be called.

const ELEMENTS = '<rc-number-select></rc-number-select><rc-call-status></rc-call-status>';
const BUTTON = '<rc-click-to-call to="(650) 555-0101" country="US"></rc-click-to-call>';

/** Runs in the page, from its first line on. */
function noteWhen(canCall) {
  const look = () => {
    if (canCall()) globalThis.readyAt = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}

/** A button, no link, that has read the number: its tooltip names it. */
function isButtonReady() {
  const button = document.querySelector('rc-click-to-call');
  const isCallButton = button?.matches(':defined:not(:state(link))');
  return isCallButton && button.shadowRoot.querySelector('button')?.title.includes('+1');
}

const page = (canCall, head, body) => `<!doctype html><html lang="en"><head><title>Line</title>
<link rel="icon" href="data:,"><script>(${noteWhen})(${canCall})</script>${head}</head><body>${body}</body></html>`;

const tagOf = (folder) => `<script type="module" src="${folder}/rc-click-to-call.js"></script>`;

/** The page's own SDK, as it is there before our script: it has a token, and sends requests. */
function giveSdk(server, token) {
  const send = async (method, address, query, body) => {
    const url = new URL(server + address);
    for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
    const headers = {authorization: `Bearer ${token}`, ...body && {'content-type': 'application/json'}};
    const response = await fetch(url, {method, headers, ...body && {body: JSON.stringify(body)}});
    if (!response.ok) throw Object.assign(new Error(response.statusText), {response});
    return response;
  };
  document.querySelector('rc-session').sdk = {
    loggedIn: async () => true,
    get: (address, query) => send('GET', address, query),
    post: (address, body) => send('POST', address, null, body),
    delete: (address) => send('DELETE', address),
  };
}

/** `elements` beside the button are on the page, but not needed for a call. */
const pagesWith = (folder, server, token, elements) => ({
  own: page(isButtonReady, tagOf(folder),
    `<rc-session client-id="demo" server="${server}"></rc-session>${BUTTON}${elements}`),
  host: page(isButtonReady, tagOf(folder), `<rc-session></rc-session>${BUTTON}${elements}
    <script>(${giveSdk})(${JSON.stringify(server)}, ${JSON.stringify(token)})</script>`),
});

/** Path → HTML. */
export function pagesOf(folder, {server, token}) {
  const whole = pagesWith(folder, server, token, ELEMENTS);
  const bare = pagesWith(folder, server, token, '');
  const entries = Object.keys(whole).flatMap((kind) => [
    [`${folder}/${kind}.html`, whole[kind]], [`${folder}/${kind}-bare.html`, bare[kind]],
  ]);
  return Object.fromEntries(entries);
}

const hasC2dMatch = () => {
  const matches = globalThis.c2d?.observer._observer._matchesMap.values() ?? [];
  return [...matches].some(({length}) => length > 0);
};

export const c2dPage = page(hasC2dMatch, '', `<p>Call us: (650) 555-0101.</p>
<script src="/c2d.js"></script><script>c2d = new RingCentralC2D();</script>`);

/** To sign in on, and to fill the storage of a new browser with what that has left. */
export const signInPage = (folder, server) => `<!doctype html><title>Sign in</title><link rel="icon" href="data:,">
${tagOf(folder)}<rc-session client-id="demo" server="${server}"></rc-session>`;
export const emptyPage = '<!doctype html><title>Empty</title><link rel="icon" href="data:,">';
