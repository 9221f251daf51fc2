// Runs in the page, before anything else: time that the test moves, and a count of pending work.

/**
 * @param {{now: number, wall: number, seed: number, documentId: string}} start `now`: ms since the
 *   walk began. `wall`: epoch ms that the computer's clock shows at `now` 0.
 */
export function installClock(start) {
  const {documentId} = start;
  let {now, wall} = start;
  const loadedAt = now;
  const RealDate = Date;
  const realFetch = globalThis.fetch;
  const realTimeout = globalThis.setTimeout.bind(globalThis);
  const realFrame = globalThis.requestAnimationFrame.bind(globalThis);

  /** Grows with everything that happens in the page. */
  let activity = 0;
  let wakeSettling = () => {};
  const noteActivity = () => { activity++; wakeSettling(); };

  const timers = new Map();
  let lastTimer = 0;
  const addTimer = (callback, ms, interval) => {
    const due = now + Math.max(0, Number(ms) || 0);
    timers.set(++lastTimer, {callback, due, interval});
    return lastTimer;
  };
  globalThis.setTimeout = (callback, ms, ...args) => addTimer(() => callback(...args), ms);
  globalThis.setInterval = (callback, ms, ...args) => addTimer(() => callback(...args), ms, Math.max(1, ms));
  globalThis.clearTimeout = globalThis.clearInterval = (id) => void timers.delete(id);

  const nextTimer = () => {
    let next = null;
    for (const [id, {due}] of timers) if (!next || due < next.due) next = {id, due};
    return next;
  };
  const runDueTimer = () => {
    const next = nextTimer();
    if (!next || next.due > now) return false;
    const {callback, interval} = timers.get(next.id);
    if (interval) timers.set(next.id, {callback, interval, due: next.due + interval});
    else timers.delete(next.id);
    noteActivity();
    callback();
    return true;
  };

  const wallNow = () => wall + now;
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) => Reflect.construct(target, args.length ? args : [wallNow()], newTarget),
    apply: () => new RealDate(wallNow()).toString(),
    get: (target, name) => name === 'now' ? wallNow : target[name],
  });
  performance.now = () => now - loadedAt;
  Object.defineProperty(performance, 'timeOrigin', {value: wallNow()});
  const eventTimes = new WeakMap();
  Object.defineProperty(Event.prototype, 'timeStamp', {get() {
    if (!eventTimes.has(this)) eventTimes.set(this, performance.now());
    return eventTimes.get(this);
  }});
  AbortSignal.timeout = (ms) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('The time is up.', 'TimeoutError')), ms);
    return controller.signal;
  };

  let chance = start.seed;
  Math.random = () => {
    chance = (chance + 0x6D2B79F5) | 0;
    let mixed = Math.imul(chance ^ (chance >>> 15), 1 | chance);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  /** Requests and bodies that are under way; those that the server holds wait for later. */
  const pending = new Set();
  const held = new Map();
  let lastRequest = 0;
  const underWay = async (id, work) => {
    pending.add(id);
    noteActivity();
    try {
      return await work();
    } finally {
      pending.delete(id);
      held.delete(id);
      noteActivity();
    }
  };
  /** Grows with everything that leaves for RingCentral, or comes from there. */
  let contacts = 0;
  globalThis.fetch = (input, init = {}) => {
    const id = ++lastRequest;
    contacts++;
    const headers = new Headers(init.headers ?? input.headers);
    headers.set('x-walk', JSON.stringify({documentId, id, now}));
    return underWay(id, () => realFetch(input, {...init, headers}));
  };
  for (const name of ['text', 'json', 'arrayBuffer', 'blob']) {
    const read = Response.prototype[name];
    Response.prototype[name] = function readBody() { return underWay(++lastRequest, () => read.call(this)); };
  }

  const requestLock = LockManager.prototype.request;
  LockManager.prototype.request = function request(name, ...rest) {
    const callback = rest.pop();
    return requestLock.call(this, name, ...rest, (lock) => { noteActivity(); return callback(lock); });
  };
  globalThis.BroadcastChannel = class extends BroadcastChannel {
    constructor(name) {
      super(name);
      this.addEventListener('message', noteActivity);
    }
  };
  addEventListener('storage', noteActivity);

  const {port1, port2} = new MessageChannel();
  const waiting = [];
  port1.onmessage = () => waiting.shift()();
  const nextTask = () => new Promise((resolve) => { waiting.push(resolve); port2.postMessage(0); });
  const isWaiting = () => [...pending].some((id) => !held.has(id));

  /** Resolves once everything that can happen at this moment has happened. */
  async function settle() {
    for (let quietTurns = 0, turns = 0; quietTurns < 2; turns++) {
      if (turns > 3_000) throw new Error('The page never comes to rest.');
      const before = activity;
      await nextTask();
      runDueTimer();
      if (isWaiting()) await new Promise((resolve) => { wakeSettling = resolve; });
      // An answer that comes after those to all earlier requests of locks.
      if (!isWaiting()) await navigator.locks.query();
      quietTurns = activity === before ? quietTurns + 1 : 0;
    }
    return activity;
  }

  const nextDue = () => Math.min(nextTimer()?.due ?? Infinity, ...held.values());

  globalThis.walk = {
    documentId,
    settle,
    now: () => now,
    setWall(ms) { wall = ms; },
    /** The server keeps a request until then. */
    hold(id, until) { if (pending.has(id)) held.set(id, until); noteActivity(); },
    release(id) { held.delete(id); },
    /** Until the function that it returns is called, the page is not at rest. */
    beginContact() {
      const id = ++lastRequest;
      contacts++;
      pending.add(id);
      noteActivity();
      return () => { pending.delete(id); noteActivity(); };
    },
    /**
     * Lets time pass, timer by timer, at most until the server has to answer something. Where the
     * server may send something by itself, it is asked again after each contact when that will be.
     */
    async advance(to, hasSockets) {
      await settle();
      const contactsBefore = contacts;
      for (;;) {
        if (hasSockets && contacts !== contactsBefore) return now;
        const limit = Math.min(to, ...held.values());
        const due = nextTimer()?.due ?? Infinity;
        if (due > limit) {
          now = Math.max(now, limit);
          return now;
        }
        now = Math.max(now, due);
        await settle();
      }
    },
    nextDue,
    /** A frame, so that observers of what is in view have their turn; a hidden tab has none. */
    frame: () => new Promise((resolve) => {
      if (document.hidden) return resolve();
      realFrame(() => realTimeout(resolve));
    }),
  };
}
