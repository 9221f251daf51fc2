import {expect} from '@open-wc/testing';
import type {ReactiveController} from 'lit';
import {StoreController} from '../../src/elements/internal/store-controller.js';
import {STORE_CREATED_EVENT, storeRegistry} from '../../src/store/store-registry.js';
import {aCall, fakeStore, type FakeStore} from './fake-store.js';

/** Counts its updates, as an element would render them. */
class Host {
  updates = 0;
  readonly connectedTo: string[] = [];
  readonly controllers: ReactiveController[] = [];
  readonly updateComplete = Promise.resolve(true);
  readonly store = new StoreController(this, {
    watch: (store) => [this.watchesCalls ? store.calls : store.session],
    onConnect: ({account}) => this.connectedTo.push(account),
  });

  constructor(public account: string, public watchesCalls = false) {}

  addController(controller: ReactiveController): void { this.controllers.push(controller); }
  removeController(): void { this.controllers.pop(); }
  requestUpdate(): void { this.updates++; }
}

function connected(account: string): Host {
  const host = new Host(account);
  host.store.hostConnected();
  host.updates = 0;
  return host;
}

function register(store: FakeStore, account: string): void {
  storeRegistry().set(account, store);
  dispatchEvent(new Event(STORE_CREATED_EVENT));
}

describe('StoreController', () => {
  it('has no store before its host is connected, and none after', () => {
    const store = fakeStore();
    const host = new Host(store.account);
    expect(host.controllers).to.deep.equal([host.store]);
    expect(host.store.value).to.equal(undefined);
    host.store.hostConnected();
    expect(host.store.value).to.equal(store);
    host.store.hostDisconnected();
    expect(host.store.value).to.equal(undefined);
    host.updates = 0;
    store.setSession('signed-out');
    expect(host.updates).to.equal(0);
  });

  it('subscribes once, however often its host connects it', () => {
    const store = fakeStore();
    const host = new Host(store.account);
    host.store.hostConnected();
    host.store.hostConnected();
    expect(host.connectedTo).to.deep.equal([store.account]);
    host.store.hostDisconnected();
    host.updates = 0;
    store.setSession('signed-out');
    expect(host.updates).to.equal(0);
  });

  it('updates its host for the watched values only', () => {
    const store = fakeStore();
    const host = connected(store.account);
    store.calls.set([aCall('placing')]);
    expect(host.updates).to.equal(0);
    store.setSession('signed-out');
    expect(host.updates).to.equal(1);
  });

  it('watches other values after reconnect', () => {
    const store = fakeStore();
    const host = connected(store.account);
    host.watchesCalls = true;
    host.store.reconnect();
    host.updates = 0;
    store.setSession('signed-out');
    expect(host.updates).to.equal(0);
    store.calls.set([aCall('placing')]);
    expect(host.updates).to.equal(1);
  });

  it('stays without a store when it reconnects while its host is away', () => {
    const host = new Host(fakeStore().account);
    host.store.reconnect();
    host.account = fakeStore().account;
    host.store.hostUpdate();
    expect(host.store.value).to.equal(undefined);
    expect(host.connectedTo).to.deep.equal([]);
  });

  it('waits for the store of its account', () => {
    const host = connected('late-account');
    register(fakeStore(), 'another-late-account');
    expect(host.store.value).to.equal(undefined);
    const store = fakeStore();
    register(store, 'late-account');
    expect(host.store.value).to.equal(store);
    expect(host.connectedTo).to.deep.equal([store.account]);
    expect(host.updates).to.be.greaterThan(0);
  });

  it('has its store beside a host that throws', async () => {
    const broken = connected('shared-account');
    broken.connectedTo.push = () => { throw new Error('This is a test.'); };
    const host = connected('shared-account');
    const {onerror} = window;
    let message: unknown;
    window.onerror = (event) => {
      message = event;
      return true;
    };
    const store = fakeStore();
    register(store, 'shared-account');
    expect(host.store.value).to.equal(store);
    await Promise.resolve();
    window.onerror = onerror;
    expect(message, 'the error is reported').to.contain('This is a test.');
  });

  it('follows the account before an update', () => {
    const [first, second] = [fakeStore(), fakeStore()];
    const host = connected(first.account);
    host.store.hostUpdate();
    expect(host.connectedTo).to.deep.equal([first.account]);
    host.account = second.account;
    host.store.hostUpdate();
    expect(host.store.value).to.equal(second);
    expect(host.connectedTo).to.deep.equal([first.account, second.account]);
    host.updates = 0;
    first.setSession('signed-out');
    expect(host.updates).to.equal(0);
    second.setSession('signed-out');
    expect(host.updates).to.equal(1);
  });

  it('lets its host create the store', () => {
    const store = fakeStore();
    const host = new Host('created');
    const created: string[] = [];
    const find = (account: string) => {
      created.push(account);
      return store as never;
    };
    const controller = new StoreController(host, {find, watch: () => []});
    controller.hostConnected();
    expect(created).to.deep.equal(['created']);
    expect(controller.value).to.equal(store);
  });
});
