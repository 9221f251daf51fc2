/**
 * Resolves with what `look` finds as soon as it is true; five seconds at most, since code may have to be loaded. Works in
 * a tab that is not in front.
 */
export async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
  for (const end = performance.now() + 5000; performance.now() < end;) {
    const found = look();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Error(`This did not happen: ${what}`);
}

/** The element's own controls by role, and accessible name where one is given. */
export function byRole(element: Element, role: 'button' | 'link', name?: string | RegExp): HTMLElement | undefined {
  const selector = role === 'button' ? 'button' : 'a[href], [role=link]';
  return Array.from(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []).find((control) => {
    const own = nameOf(control);
    return name === undefined || (typeof name === 'string' ? own === name : name.test(own));
  });
}

/** What people see and hear of a control: its label, or its text with what is put into its slots. */
export function nameOf(control: Element): string {
  return control.getAttribute('aria-label') ?? textOf(control);
}

export function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) return node.nodeValue?.replace(/\s+/g, ' ') ?? '';
  if (node instanceof HTMLSlotElement) {
    const assigned = node.assignedNodes({flatten: true});
    return node.hidden ? '' : (assigned.length ? assigned : Array.from(node.childNodes)).map(textOf).join('').trim();
  }
  return Array.from(node.childNodes).map(textOf).join('').replace(/\s+/g, ' ').trim();
}

/** Text of a part of the element; empty where it is not there. */
export function part(element: Element, name: string): string {
  const found = element.shadowRoot?.querySelector(`[part~=${name}]`);
  return found ? textOf(found) : '';
}

/** Runs with the clock put forward by `ms`; nobody waits. */
export async function later<T>(ms: number, run: () => T | Promise<T>): Promise<T> {
  const {now} = Date;
  Date.now = () => now.call(Date) + ms;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}
