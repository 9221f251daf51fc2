/**
 * Registers an element unless its tag is taken, for instance by another copy of the script. Does
 * nothing on a server.
 */
export function define(tag: string, element: CustomElementConstructor): void {
  const {customElements} = globalThis;
  if (customElements && !customElements.get(tag)) customElements.define(tag, element);
}
