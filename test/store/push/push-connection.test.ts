import {expect} from '@open-wc/testing';
import type {ApiResult} from '../../../src/ringcentral/api.js';
import type {Environment, Socket, SocketEvents} from '../../../src/store/environment.js';
import {PushConnection} from '../../../src/store/push/push-connection.js';

const SESSIONS = '/restapi/v1.0/account/~/extension/~/telephony/sessions';
const PRESENCE = '/restapi/v1.0/account/~/extension/~/presence?detailedTelephonyState=true';

interface FakeTimer {
  readonly dueAt: number;
  readonly callback: () => void;
}

/** A page's time and network, and the other end of its sockets. */
class FakeGateway {
  now = 1_000_000;
  readonly timers = new Set<FakeTimer>();
  readonly sockets: FakeSocket[] = [];
  readonly ticketTimes: number[] = [];
  readonly states: string[] = [];
  readonly events: unknown[] = [];
  ticketResult: ApiResult | null = null;
  hasSockets = true;

  /** Of all tabs. */
  readonly stored = new Map<string, string>();

  readonly connection = new PushConnection({
    storage: {
      shared: true,
      get: (key) => this.stored.get(key) ?? null,
      set: (key, value) => void this.stored.set(key, value),
      delete: (key) => void this.stored.delete(key),
      keys: () => [...this.stored.keys()],
    },
    storageKey: 'ticket',
    environment: {
      now: () => this.now,
      random: () => 0,
      online: () => true,
      visible: () => true,
      setTimeout: (callback: () => void, ms: number) => {
        const timer = {dueAt: this.now + ms, callback};
        this.timers.add(timer);
        return timer;
      },
      clearTimeout: (timer: FakeTimer) => void this.timers.delete(timer),
      openSocket: (url: string, events: SocketEvents) => {
        if (!this.hasSockets) return null;
        const socket = new FakeSocket(url, events);
        this.sockets.push(socket);
        return socket;
      },
    } as Partial<Environment> as Environment,
    eventFilters: [SESSIONS, PRESENCE],
    requestTicket: () => {
      this.ticketTimes.push(this.now);
      const body = {uri: 'wss://gateway.example/ws', ws_access_token: `ticket-${this.ticketTimes.length}`};
      return Promise.resolve(this.ticketResult ?? {kind: 'ok', body});
    },
    onEvent: (event, body) => this.events.push([event, body]),
    onStateChange: (state, filter) => this.states.push(filter ? `${state} ${filter}` : state),
  });

  get socket(): FakeSocket {
    return this.sockets.at(-1)!;
  }

  async open(): Promise<void> {
    this.connection.open();
    await this.settle();
  }

  async advance(ms: number): Promise<void> {
    const end = this.now + ms;
    for (;;) {
      const [next] = [...this.timers].sort((a, b) => a.dueAt - b.dueAt);
      if (!next || next.dueAt > end) break;
      this.timers.delete(next);
      this.now = next.dueAt;
      next.callback();
      await this.settle();
    }
    this.now = end;
  }

  async settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  }

  greet(details: object = {}, token = 'wsc-1'): void {
    this.socket.say({type: 'ConnectionDetails', wsc: {token, sequence: 1}}, details);
  }

  answerSubscription(status: number, body: object = {}): void {
    const [meta] = this.socket.sent.at(-1) as [{messageId: string}];
    this.socket.say({type: 'ClientRequest', messageId: meta.messageId, status}, body);
  }
}

class FakeSocket implements Socket {
  readonly sent: unknown[][] = [];
  isClosed = false;

  constructor(readonly url: string, readonly events: SocketEvents) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text) as unknown[]);
  }

  close(): void {
    this.isClosed = true;
  }

  say(meta: object, body: object = {}): void {
    this.events.onMessage(JSON.stringify([meta, body]));
  }

  get subscribedFilters(): unknown[] {
    return this.sent.map(([, body]) => (body as {eventFilters?: unknown} | undefined)?.eventFilters)
      .filter(Boolean);
  }
}

async function readyGateway(): Promise<FakeGateway> {
  const gateway = new FakeGateway();
  await gateway.open();
  gateway.greet();
  gateway.answerSubscription(200);
  return gateway;
}

describe('PushConnection', () => {
  it('asks for a ticket, connects, waits for the greeting and subscribes', async () => {
    const gateway = new FakeGateway();
    await gateway.open();
    expect(gateway.socket.url).to.equal('wss://gateway.example/ws?access_token=ticket-1');
    expect(gateway.socket.sent).to.deep.equal([]);
    gateway.greet();
    expect(gateway.socket.subscribedFilters).to.deep.equal([[SESSIONS]]);
    expect(gateway.states).to.deep.equal(['connecting']);
    gateway.answerSubscription(200);
    expect(gateway.states).to.deep.equal(['connecting', `ready ${SESSIONS}`]);
    gateway.socket.say({type: 'ServerNotification'}, {event: '/restapi/x', body: {sequence: 1}});
    expect(gateway.events).to.deep.equal([['/restapi/x', {sequence: 1}]]);
  });

  it('sets no timer before it is opened and after it is closed', async () => {
    const gateway = new FakeGateway();
    expect(gateway.timers.size).to.equal(0);
    await gateway.open();
    gateway.greet();
    gateway.answerSubscription(200);
    gateway.connection.close();
    expect(gateway.timers.size).to.equal(0);
    expect(gateway.socket.isClosed).to.equal(true);
    expect(gateway.states.at(-1)).to.equal('closed');
  });

  it('takes the next filter where the first one is refused, by a status or by name', async () => {
    for (const refuse of [
      (gateway: FakeGateway) => gateway.answerSubscription(403),
      (gateway: FakeGateway) => gateway.answerSubscription(200, {
        disabledFilters: [{filter: SESSIONS, reason: 'InsufficientPermissions'}],
      }),
    ]) {
      const gateway = new FakeGateway();
      await gateway.open();
      gateway.greet();
      refuse(gateway);
      expect(gateway.socket.subscribedFilters).to.deep.equal([[SESSIONS], [PRESENCE]]);
      gateway.answerSubscription(200);
      expect(gateway.states.at(-1)).to.equal(`ready ${PRESENCE}`);
    }
  });

  it('is refused for good where no filter is allowed', async () => {
    const gateway = new FakeGateway();
    await gateway.open();
    gateway.greet();
    gateway.answerSubscription(403);
    gateway.answerSubscription(403);
    expect(gateway.states.at(-1)).to.equal('refused');
    await gateway.advance(24 * 3_600_000);
    expect(gateway.ticketTimes.length).to.equal(1);
    expect(gateway.timers.size).to.equal(0);
  });

  for (const [title, prepare] of [
    ['the app may have no ticket', (gateway: FakeGateway) => {
      gateway.ticketResult = {kind: 'client-error', status: 403, refusal: {code: 'CMN-401'}};
    }],
    ['the browser has no sockets', (gateway: FakeGateway) => { gateway.hasSockets = false; }],
  ] as const) {
    it(`is refused where ${title}`, async () => {
      const gateway = new FakeGateway();
      prepare(gateway);
      await gateway.open();
      expect(gateway.states.at(-1)).to.equal('refused');
      expect(gateway.timers.size).to.equal(0);
    });
  }

  it('asks again where a ticket cannot be read', async () => {
    const gateway = new FakeGateway();
    gateway.ticketResult = {kind: 'ok', body: {uri: 7}};
    await gateway.open();
    gateway.ticketResult = null;
    await gateway.advance(20_000);
    expect(gateway.ticketTimes).to.have.length(2);
    expect(gateway.states).to.not.include('refused');
    expect(gateway.sockets).to.have.length(1);
  });

  it('connects again where the subscription has no answer, whatever else the gateway says', async () => {
    const gateway = new FakeGateway();
    await gateway.open();
    gateway.greet();
    const firstSocket = gateway.socket;
    await gateway.advance(5_000);
    gateway.connection.handleWake();
    firstSocket.say({type: 'Heartbeat'});
    await gateway.advance(5_000);
    expect(firstSocket.isClosed).to.equal(true);
    await gateway.advance(15_000);
    expect(gateway.sockets).to.have.length(2);
  });

  it('is refused where the policy of the page forbids the address', async () => {
    const gateway = new FakeGateway();
    await gateway.open();
    gateway.socket.events.onForbidden();
    gateway.socket.events.onClose();
    expect(gateway.states.at(-1)).to.equal('refused');
    expect(gateway.timers.size).to.equal(0);
  });

  it('recovers the connection with the newest token, and subscribes only where that failed', async () => {
    const gateway = await readyGateway();
    gateway.socket.say({type: 'ServerNotification', wsc: {token: 'wsc-2'}}, {event: 'e', body: {}});
    gateway.socket.events.onClose();
    await gateway.advance(20_000);
    expect(gateway.socket.url)
      .to.equal('wss://gateway.example/ws?access_token=ticket-2&wsc=wsc-2');
    gateway.greet({recoveryState: 'Successful'}, 'wsc-3');
    expect(gateway.socket.sent).to.deep.equal([]);
    expect(gateway.states.at(-1)).to.equal(`ready ${SESSIONS}`);
    gateway.socket.events.onClose();
    await gateway.advance(15_000);
    gateway.greet({recoveryState: 'Failed'});
    expect(gateway.socket.subscribedFilters).to.deep.equal([[SESSIONS]]);
  });

  it('asks for a ticket at most every 15 s, however often the socket drops', async () => {
    const gateway = await readyGateway();
    for (let second = 0; second < 600; second++) {
      if (!gateway.socket.isClosed) gateway.socket.events.onClose();
      await gateway.advance(1_000);
    }
    const gaps = gateway.ticketTimes.slice(1)
      .map((time, index) => time - gateway.ticketTimes[index]!);
    expect(Math.min(...gaps)).to.be.at.least(15_000);
    expect(gateway.ticketTimes.length).to.be.greaterThan(5);
  });

  it('keeps away for as long as a rate limit lasts', async () => {
    const gateway = new FakeGateway();
    gateway.ticketResult = {kind: 'rate-limited', until: gateway.now + 90_000, sent: true};
    await gateway.open();
    gateway.ticketResult = null;
    await gateway.advance(89_000);
    expect(gateway.ticketTimes.length).to.equal(1);
    await gateway.advance(10_000);
    expect(gateway.ticketTimes.length).to.equal(2);
  });

  it('sends a heartbeat after a quiet minute, and gives up a socket that does not answer', async () => {
    const gateway = await readyGateway();
    await gateway.advance(59_000);
    expect(gateway.socket.sent.length).to.equal(1);
    await gateway.advance(1_000);
    expect(gateway.socket.sent.at(-1)![0]).to.include({type: 'Heartbeat'});
    gateway.socket.say({type: 'Heartbeat', messageId: '1'});
    expect(gateway.states.at(-1)).to.equal(`ready ${SESSIONS}`);
    await gateway.advance(60_000 + 9_000);
    expect(gateway.states.at(-1)).to.equal(`ready ${SESSIONS}`);
    await gateway.advance(1_000);
    expect(gateway.states.at(-1)).to.equal('connecting');
    expect(gateway.socket.isClosed).to.equal(true);
  });

  it('gives up a gateway that never greets', async () => {
    const gateway = new FakeGateway();
    await gateway.open();
    await gateway.advance(10_000);
    expect(gateway.socket.isClosed).to.equal(true);
    await gateway.advance(60_000);
    expect(gateway.sockets.length).to.be.greaterThan(1);
  });

  it('reconnects after an error frame, as after 30 idle minutes or a day', async () => {
    const gateway = await readyGateway();
    gateway.socket.say({type: 'Error', status: 400}, {errorCode: 'WSG-903'});
    expect(gateway.socket.isClosed).to.equal(true);
    await gateway.advance(20_000);
    expect(gateway.sockets.length).to.equal(2);
  });

  it('asks a connection for a sign of life when the page wakes', async () => {
    const gateway = await readyGateway();
    gateway.connection.handleWake();
    expect(gateway.socket.sent.at(-1)![0]).to.include({type: 'Heartbeat'});
    await gateway.advance(10_000);
    expect(gateway.states.at(-1)).to.equal('connecting');
  });

  for (const text of ['', 'null', '[]', '{}', '[null]', '[{"type":"Later"},{}]', 7, '[1,2', undefined]) {
    it(`ignores the frame ${JSON.stringify(text)}`, async () => {
      const gateway = await readyGateway();
      const {length} = gateway.states;
      gateway.socket.events.onMessage(text);
      expect(gateway.states.length).to.equal(length);
      expect(gateway.events).to.deep.equal([]);
    });
  }

  it('ignores what an earlier socket says', async () => {
    const gateway = await readyGateway();
    const [earlier] = gateway.sockets;
    gateway.socket.events.onClose();
    await gateway.advance(20_000);
    earlier!.say({type: 'ServerNotification'}, {event: 'e', body: {}});
    earlier!.events.onClose();
    expect(gateway.events).to.deep.equal([]);
    expect(gateway.socket.isClosed).to.equal(false);
  });
});
