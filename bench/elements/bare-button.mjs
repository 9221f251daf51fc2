// An element that shows what a call button shows, and can nothing: its cost is what the browser
// takes for the markup and the styles of a call button, without Lit and without our script.
let body;

/** Of a call button that is drawn, without the marks by which Lit finds its parts. */
function copyBody() {
  const button = document.createElement('rc-click-to-call');
  button.to = '+16505550100';
  button.textContent = 'Call Anna';
  document.body.append(button);
  // Draws it at once.
  button.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
  const template = document.createElement('template');
  template.innerHTML = button.shadowRoot.innerHTML.replaceAll(/<!--.*?-->/g, '');
  const sheets = [...button.shadowRoot.adoptedStyleSheets];
  button.remove();
  return {content: template.content, sheets};
}

customElements.define('bare-button', class extends HTMLElement {
  connectedCallback() {
    body ??= copyBody();
    const root = this.attachShadow({mode: 'open'});
    root.append(document.importNode(body.content, true));
    root.adoptedStyleSheets = body.sheets;
  }
});
