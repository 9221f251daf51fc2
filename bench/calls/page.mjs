// The page of one call: a button and a panel, signed in with the token that its address names.

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';

/** Runs in the page: notes each sentence of the panel, and when it was painted. */
function watchPanel() {
  const {server, token} = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  globalThis.sentences = [];
  const panel = document.querySelector('rc-call-status');
  const sentenceNow = () => panel.shadowRoot.querySelector('.sentence')?.textContent ?? '';
  const noteSentence = () => {
    const text = sentenceNow();
    if (text === globalThis.sentences.at(-1)?.text) return;
    const sentence = {text, paintedAt: null};
    globalThis.sentences.push(sentence);
    requestAnimationFrame(() => setTimeout(() => { sentence.paintedAt = Date.now(); }));
  };
  const start = async () => {
    await customElements.whenDefined('rc-call-status');
    await panel.updateComplete;
    const options = {subtree: true, childList: true, characterData: true};
    new MutationObserver(noteSentence).observe(panel.shadowRoot, options);
    const session = document.querySelector('rc-session');
    Object.assign(session, {server, getAccessToken: async () => token});
  };
  globalThis.started = start();
}

export const callPage = `<title>Call</title><rc-session></rc-session>
  <rc-click-to-call to="+16505550101"></rc-click-to-call><rc-call-status></rc-call-status>
  ${SCRIPT}<script>(${watchPanel})()</script>`;

/** Runs in the page of all calls: one frame for each address, all of them in view. */
export async function openFrames(addresses) {
  const open = (address) => new Promise((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = address;
    frame.onload = () => resolve(frame.contentWindow.started);
    document.body.append(frame);
  });
  await Promise.all(addresses.map(open));
}

/** Runs in the page of all calls. */
export async function placeCall(index) {
  const {document: page} = globalThis.frames[index];
  await page.querySelector('rc-click-to-call').call();
}

/** Runs in the page of all calls: what its panel has said so far. */
export const sentencesOf = (index) => globalThis.frames[index].sentences;
