/** Registers an element unless the tag is taken, by another copy of this script for instance. On a server nothing. */
export function define(tag: string, element: CustomElementConstructor): void {
  if (typeof customElements !== 'undefined' && !customElements.get(tag)) customElements.define(tag, element);
}
