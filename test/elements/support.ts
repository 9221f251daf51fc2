/** Long enough to load code on a busy machine. */
const UNTIL_TIMEOUT_MS = 20_000;

/** Resolves with the result of `check` once it is truthy; rejects after twenty seconds. Works in background tabs. */
export async function until<T>(check: () => T | null | undefined | false, expectation: string): Promise<T> {
  for (const deadline = performance.now() + UNTIL_TIMEOUT_MS; performance.now() < deadline;) {
    const result = check();
    if (result) return result;
    await new Promise((resolve) => setTimeout(resolve));
  }
  throw new Error(`This did not happen: ${expectation}`);
}

/** The first control in the element's shadow root with this role, and this accessible name if given. */
export function byRole(element: Element, role: 'button' | 'link', name?: string | RegExp): HTMLElement | undefined {
  const selector = role === 'button' ? 'button' : 'a[href], [role=link]';
  return Array.from(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []).find((control) => {
    const controlName = nameOf(control);
    return name === undefined || (typeof name === 'string' ? controlName === name : name.test(controlName));
  });
}

/** The accessible name of a control: its label, or its text including slotted content. */
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

/** Text of a part of the element; empty where the part is missing. */
export function part(element: Element, name: string): string {
  const partElement = element.shadowRoot?.querySelector(`[part~=${name}]`);
  return partElement ? textOf(partElement) : '';
}

/** Runs with both clocks of the page `ms` ahead, without waiting. */
export async function later<T>(ms: number, run: () => T | Promise<T>): Promise<T> {
  return withClocks({wallClock: ms, pageClock: ms}, run);
}

/** Runs with the clock of the system and the page's own clock off by so many ms. */
export async function withClocks<T>(
  {wallClock = 0, pageClock = 0}: {wallClock?: number; pageClock?: number}, run: () => T | Promise<T>,
): Promise<T> {
  const realNow = Date.now;
  const realUptime = performance.now;
  Date.now = () => realNow.call(Date) + wallClock;
  performance.now = () => realUptime.call(performance) + pageClock;
  try {
    return await run();
  } finally {
    Date.now = realNow;
    performance.now = realUptime;
  }
}
