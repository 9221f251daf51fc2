// Another element library on the page: a Lit of an earlier version, with elements of its own.
import {LitElement, html} from 'lit2';

customElements.define('other-badge', class extends LitElement {
  static properties = {count: {type: Number}};

  constructor() {
    super();
    this.count = 0;
  }

  render() {
    return html`<button @click=${() => this.count++}>Clicked ${this.count}</button>`;
  }
});
