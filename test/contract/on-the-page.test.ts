/**
 * Everything that several copies of this script share on one page, and the events of the page. One copy writes these
 * names and another, perhaps of another version, reads them.
 */
import {expect, fixture, html} from '@open-wc/testing';
import {getStore, type RcClickToCall} from '../../src/index.js';
import type {Store} from '../../src/store/index.js';
import {aCall, fakeStore, type FakeStore} from '../elements/fake-store.js';
import {until} from '../elements/support.js';
import {distinct, expectRecorded, shapeOf} from './recorded.js';

const REGISTRY = Symbol.for('rc-click-to-call/1');
const NEW_STORE = 'rc-click-to-call/1/store';
const BRIDGES = Symbol.for('rc-click-to-call/1/bridges');
const SCRIPT = Symbol.for('rc-click-to-call/script');

const EVENTS = [
  'rc-call-request', 'rc-call-change', 'rc-call-end', 'rc-call-error', 'rc-session-change', 'rc-limit-change',
];

type BySymbol<Value> = Readonly<Record<symbol, Value | undefined>>;
type Bridge = Record<string, unknown> & {hear: ((said: unknown) => void) | null};

const bridgeOf = (store: FakeStore) =>
  (document as unknown as BySymbol<WeakMap<object, Bridge>>)[BRIDGES]?.get(store);

const OPAQUE = [Map, Array, WeakRef];

/** The names in an object, own or of its class, with the kinds of their values. */
function kindsOf(value: object): unknown {
  const opaque = OPAQUE.find((type) => value instanceof type);
  if (opaque) return opaque.name;
  const names = new Set<string>();
  for (let level: object = value; level !== Object.prototype; level = Object.getPrototypeOf(level) as object) {
    for (const name of Object.getOwnPropertyNames(level)) names.add(name);
  }
  for (const name of PRIVATE) names.delete(name);
  const members = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries([...names].sort().map((name) => [name, kindOf(members[name])]));
}

/** `set`: only the store itself changes its values. */
const PRIVATE = ['constructor', 'set'];

function kindOf(member: unknown): unknown {
  if (member === null) return null;
  return typeof member === 'object' ? kindsOf(member) : typeof member;
}

/** Each thing once that a store can say. */
function sayEverything(store: FakeStore): void {
  const error = {code: 'busy', leg: 'callee', message: 'The line is busy.', retryAt: Date.now()} as const;
  store.setSession('signed-out');
  store.setSession('ready');
  store.limit.set({until: Date.now() + 1_000});
  const call = aCall('failed', {endedAt: Date.now(), error});
  store.calls.set([call]);
  store.emit({type: 'call-change', call});
  store.emit({type: 'call-end', call, primary: true});
  store.emit({type: 'call-error', call, error});
  store.emit({type: 'call-error', call: null, error});
}

describe('on the page', () => {
  it('stores of all copies lie under one symbol, and are announced', async () => {
    let announced = 0;
    const count = () => { announced++; };
    addEventListener(NEW_STORE, count);
    const account = crypto.randomUUID();
    const store = getStore(account);
    removeEventListener(NEW_STORE, count);
    expect(announced).to.equal(1);
    const registry = (globalThis as unknown as BySymbol<Map<string, Store>>)[REGISTRY];
    // Not `equal(store)`: a store is too much to be printed.
    expect(registry?.get(account) === store).to.equal(true);
    await expectRecorded('store.json', kindsOf(store));
  });

  it('a store that another copy has made is taken', () => {
    const store = fakeStore();
    expect(getStore(store.account) === store).to.equal(true);
  });

  it('the script says that it is there', async () => {
    await import('../../src/cdn/first-copy.js');
    expect((globalThis as unknown as BySymbol<true>)[SCRIPT]).to.equal(true);
  });

  it('one copy tells another what a store says', async () => {
    const store = fakeStore();
    await fixture(html`<rc-call-status account=${store.account}></rc-call-status>`);
    const bridge = bridgeOf(store);
    const said: unknown[] = [];
    const bridgeAtFirst = kindsOf(bridge!);
    bridge!.hear = (message) => said.push(message);
    sayEverything(store);
    await expectRecorded('bridge.json', {bridge: bridgeAtFirst, said: distinct(said.map(shapeOf))});
  });

  it('events have the names and details that they always had', async () => {
    const store = fakeStore();
    const events: ({readonly type: string} & Record<string, unknown>)[] = [];
    const hear = ({type, bubbles, composed, cancelable, constructor, detail}: CustomEvent<unknown>) => {
      events.push({type, class: constructor.name, bubbles, composed, cancelable, detail: shapeOf(detail)});
    };
    for (const name of EVENTS) document.addEventListener(name, hear as EventListener);
    const element = await fixture<RcClickToCall>(html`
      <rc-click-to-call to="+16505550101" name="Anna" account=${store.account}></rc-click-to-call>
    `);
    await element.call();
    sayEverything(store);
    await until(() => events.filter(({type}) => type === 'rc-call-error').length === 2, 'all is said');
    for (const name of EVENTS) document.removeEventListener(name, hear as EventListener);
    const inOrder = distinct(events).map((event) => JSON.stringify(event)).sort();
    await expectRecorded('events.json', inOrder.map((event) => JSON.parse(event) as unknown));
  });
});
