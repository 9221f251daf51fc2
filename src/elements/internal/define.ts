/** Registers an element unless the tag is taken, by another copy of this script for instance. On a server nothing. */
export function define(tag: string, element: CustomElementConstructor): void {
  const {customElements} = globalThis;
  if (customElements && !customElements.get(tag)) customElements.define(tag, element);
}
