/**
 * Data that another version of this script reads, in another tab or before a reload: recorded in files beside these tests.
 * To record one anew: delete it, and run its test twice; the diff shows the change.
 */
import {expect} from '@open-wc/testing';
import {writeFile} from '@web/test-runner-commands';

/** Words are names, too (`placing`, `rc-answer`): they stay as they are. Tokens and keys are longer, or have digits. */
const WORD = /^[A-Za-z]+(-[a-z]+)*$/;
const LONGEST_WORD = 24;

/** The names and types in a value, without what differs from one call to the next. */
export function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return distinct(value.map(shapeOf));
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
    return Object.fromEntries(members.map(([name, member]) => [name, shapeOf(member)]));
  }
  if (typeof value === 'string') return value.length <= LONGEST_WORD && WORD.test(value) ? value : '(text)';
  return typeof value === 'number' || value === undefined ? `(${typeof value})` : value;
}

/** Values that are written as JSON, alone or in a list; the rest is text. */
export function shapeOfText(text: string): unknown {
  try {
    return shapeOf(JSON.parse(text));
  } catch {
    return shapeOf(text);
  }
}

/** Each once, in the order in which they came. */
export function distinct(shapes: readonly unknown[]): unknown[] {
  return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()];
}

/** Collects the shapes of what is written under a name. */
export class ShapesByName {
  readonly #shapes = new Map<string, unknown[]>();

  add(name: string, shape: unknown): void {
    this.#shapes.set(name, [...this.#shapes.get(name) ?? [], shape]);
  }

  toJSON(): Record<string, unknown[]> {
    const names = [...this.#shapes.keys()].sort();
    return Object.fromEntries(names.map((name) => [name, distinct(this.#shapes.get(name) ?? [])]));
  }
}

/** Fails unless `value` is what the file of that name holds. */
export async function expectRecorded(name: string, value: unknown): Promise<void> {
  const actual = JSON.parse(JSON.stringify(value)) as unknown;
  const recorded = await load(name);
  if (recorded === undefined) {
    await writeFile({path: name, content: `${inLines(actual)}\n`});
    throw new Error(`test/contract/${name} was missing. It is recorded anew: read it before you commit it.`);
  }
  expect(actual).to.deep.equal(recorded);
}

/** JSON with each item of a list in one line, so that a diff shows whole shapes. */
function inLines(value: unknown, indent = ''): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const within = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => JSON.stringify(item))
    : Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${inLines(member, within)}`);
  return items.length ? `${open}\n${within}${items.join(`,\n${within}`)}\n${indent}${close}` : `${open}${close}`;
}

/** `undefined` = there is no such file. */
export async function load(name: string): Promise<unknown> {
  const response = await fetch(new URL(name, import.meta.url));
  return response.ok ? response.json() : undefined;
}
