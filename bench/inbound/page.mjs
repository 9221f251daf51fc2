// The page of a user whom others call: the card, with a lookup that takes some time.

const SCRIPT = '<script type="module" src="/dist/cdn/rc-click-to-call.js"></script>';

/** Runs in the page: notes when a card, and the name in it, was painted. */
function watchCards() {
  const {server, token, lookupMs} = Object.fromEntries(new URLSearchParams(location.hash.slice(1)));
  const tag = document.querySelector('rc-inbound-call');
  globalThis.painted = {};
  const note = (what) => {
    if (globalThis.painted[what]) return;
    globalThis.painted[what] = -1;
    requestAnimationFrame(() => setTimeout(() => { globalThis.painted[what] = Date.now(); }));
  };
  const look = () => {
    const who = tag.shadowRoot.querySelector('.who')?.textContent;
    if (who) note('card');
    if (who === 'Anna Lindqvist') note('name');
  };
  const start = async () => {
    await customElements.whenDefined('rc-inbound-call');
    await tag.updateComplete;
    const options = {subtree: true, childList: true, characterData: true};
    new MutationObserver(look).observe(tag.shadowRoot, options);
    tag.resolveContact = () => new Promise((resolve) => {
      setTimeout(() => resolve('Anna Lindqvist'), Number(lookupMs));
    });
    const session = document.querySelector('rc-session');
    Object.assign(session, {server, push: 'auto', getAccessToken: async () => token});
  };
  globalThis.started = start();
}

export const inboundPage = `<title>Inbound</title><rc-session></rc-session>
  <rc-inbound-call></rc-inbound-call>
  ${SCRIPT}<script>(${watchCards})()</script>`;
