import {expect} from '@open-wc/testing';
import {LazyPart} from '../../src/loading/lazy-part.js';

/** A clock of its own. */
class Clock {
  now = 1_000_000;
  readonly #real = {now: performance.now, setTimeout, clearTimeout, random: Math.random};
  readonly #timers = new Map<number, {readonly at: number; readonly run: () => void}>();
  #timerCount = 0;

  constructor() {
    performance.now = () => this.now;
    Math.random = () => 0;
    const set = (callback: (...values: unknown[]) => void, ms = 0, ...values: unknown[]): number => {
      this.#timers.set(++this.#timerCount, {at: this.now + ms, run: () => callback(...values)});
      return this.#timerCount;
    };
    globalThis.setTimeout = set as unknown as typeof setTimeout;
    globalThis.clearTimeout = (id) => void this.#timers.delete(id as number);
  }

  /** Lets so many ms pass, with all that falls due and comes of it. */
  async pass(ms: number): Promise<void> {
    await settle();
    const end = this.now + ms;
    for (let next; (next = this.#nextUntil(end));) {
      const [id, {at, run}] = next;
      this.now = at;
      this.#timers.delete(id);
      run();
      await settle();
    }
    this.now = end;
    await settle();
  }

  get timerCount(): number {
    return this.#timers.size;
  }

  restore(): void {
    performance.now = this.#real.now;
    Math.random = this.#real.random;
    globalThis.setTimeout = this.#real.setTimeout;
    globalThis.clearTimeout = this.#real.clearTimeout;
  }

  #nextUntil(end: number) {
    const due = [...this.#timers].filter(([, {at}]) => at <= end);
    return due.sort(([, first], [, second]) => first.at - second.at)[0];
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

describe('a part of the script that loads later', () => {
  let clock: Clock;
  let queries: string[];
  let isThere: boolean;
  let message: string;
  let part: LazyPart<string>;
  const newPart = (): LazyPart<string> => new LazyPart((query) => {
    queries.push(query);
    return isThere ? Promise.resolve('part') : Promise.reject(new TypeError(message));
  });
  const outcome = (loading: Promise<unknown>): Promise<unknown> =>
    loading.catch((error: Error) => error.message.replace('A part of the script did not load. TypeError: ', ''));

  beforeEach(() => {
    clock = new Clock();
    queries = [];
    isThere = false;
    message = 'gone';
    part = newPart();
  });

  afterEach(async () => {
    // The pause belongs to the page: it ends with a part that loads.
    isThere = true;
    await clock.pass(3_600_000);
    await part.loadNow();
    clock.restore();
  });

  it('is requested once, however many want it', async () => {
    isThere = true;
    expect(await Promise.all([part.load(), part.load(), part.whenLoaded()])).to.deep.equal(['part', 'part', 'part']);
    expect(part.part).to.equal('part');
    expect(queries).to.have.length(1);
  });

  it('is not requested again in the pause after a failure, except for a click', async () => {
    expect(await outcome(part.load())).to.equal('gone');
    expect(await outcome(part.load())).to.equal('gone');
    expect(queries).to.have.length(1);
    expect(await outcome(part.loadNow())).to.equal('gone');
    expect(queries).to.have.length(2);
    await clock.pass(60_000);
    expect(queries, 'no caller waits for it').to.have.length(2);
  });

  it('is one request for all who want it while a click has it requested in a pause', async () => {
    await outcome(part.load());
    isThere = true;
    expect(await Promise.all([part.loadNow(), part.load(), part.loadNow()])).to.deep.equal(['part', 'part', 'part']);
    expect(queries).to.have.length(2);
  });

  it('is given to all once it is there, whatever failed before and fails now', async () => {
    await outcome(part.load());
    isThere = true;
    await part.loadNow();
    isThere = false;
    const other = newPart();
    await outcome(other.load());
    expect(await outcome(part.load())).to.equal('part');
    expect(part.isMissing).to.equal(false);
  });

  it('is requested after 2, 4, 8 … 60 s for those who wait', async () => {
    const times: number[] = [];
    const start = clock.now;
    let failures = 0;
    const waiting = new LazyPart(() => {
      times.push((clock.now - start) / 1000);
      return isThere ? Promise.resolve('part') : Promise.reject(new TypeError(message));
    });
    const loaded = waiting.whenLoaded(() => failures++);
    await clock.pass(200_000);
    expect(times).to.deep.equal([0, 2, 6, 14, 30, 62, 122, 182]);
    expect(failures).to.equal(1);
    isThere = true;
    await clock.pass(60_000);
    expect(await loaded).to.equal('part');
    await clock.pass(600_000);
    expect(times).to.have.length(9);
  });

  it('is requested at the same moments as others, for several may lie in one file', async () => {
    const other = newPart();
    void part.whenLoaded();
    await clock.pass(1_000);
    void other.whenLoaded();
    await settle();
    expect(queries).to.have.length(2);
    await clock.pass(1_000);
    expect(queries).to.have.length(4);
    isThere = true;
    await clock.pass(4_000);
    expect([part.part, other.part]).to.deep.equal(['part', 'part']);
    isThere = false;
    const later = newPart();
    void later.whenLoaded();
    await clock.pass(2_000);
    expect(queries, 'the first pause is short again').to.have.length(8);
    isThere = true;
    await clock.pass(4_000);
  });

  it('is requested soon after the network has come back, but not each time that it does', async () => {
    void part.whenLoaded();
    await clock.pass(31_000);
    expect(queries).to.have.length(5);
    for (let turn = 0; turn < 10; turn++) {
      dispatchEvent(new Event('online'));
      await clock.pass(100);
    }
    expect(queries).to.have.length(5);
    await clock.pass(1_000);
    expect(queries).to.have.length(6);
  });

  it('is not requested by all pages in the same moment when the network has come back', async () => {
    const delays: number[] = [];
    for (const random of [0, 0.5, 0.99]) {
      Math.random = () => random;
      let last = 0;
      let isWanted = false;
      const waiting = new LazyPart(() => {
        last = clock.now;
        return isWanted ? Promise.resolve('part') : Promise.reject(new TypeError(message));
      });
      void waiting.whenLoaded();
      await clock.pass(40_000);
      isWanted = true;
      const start = clock.now;
      dispatchEvent(new Event('online'));
      await clock.pass(2_000);
      delays.push(last - start);
    }
    expect(delays).to.deep.equal([2_000, 1_500, 1_010]);
  });

  it('tells those who listen, and those who come later', async () => {
    const heard: string[] = [];
    const stop = part.onLoaded((loaded) => heard.push(loaded));
    part.onLoaded((loaded) => heard.push(`${loaded} for another`));
    stop();
    isThere = true;
    await part.loadNow();
    expect(heard).to.deep.equal(['part for another']);
    expect(await part.whenLoaded()).to.equal('part');
  });

  it('counts as missing where no answer comes, and is there as soon as a late one does', async () => {
    let answer = (_part: string): void => undefined;
    // The browser repeats no request that is under way.
    const request = new Promise<string>((resolve) => answer = resolve);
    const hanging = new LazyPart(() => request);
    const failures: string[] = [];
    const loaded = hanging.whenLoaded((error) => failures.push(String(error)));
    await clock.pass(9_000);
    expect([hanging.isMissing, failures.length]).to.deep.equal([false, 0]);
    await clock.pass(1_000);
    expect([hanging.isMissing, failures.length]).to.deep.equal([true, 1]);
    expect(await outcome(hanging.load())).to.include('No answer');
    // In the pause before the next attempt.
    await clock.pass(1_000);
    answer('part');
    expect(await loaded).to.equal('part');
    expect(await hanging.load()).to.equal('part');
    expect([hanging.isMissing, clock.timerCount]).to.deep.equal([false, 0]);
  });

  it('that comes leaves no timer behind', async () => {
    isThere = true;
    await part.load();
    expect(clock.timerCount).to.equal(0);
  });

  it('gets another address where the engine remembers the failure', async () => {
    message = 'error loading dynamically imported module: https://example.com/part.js';
    await outcome(part.loadNow());
    await outcome(part.loadNow());
    isThere = true;
    await part.loadNow();
    expect(queries).to.deep.equal(['', '?retry=1', '?retry=2']);
  });
});
