/**
 * Random walks over tabs, faults, clocks and reloads (model-based, seeded, shrinking). After each,
 * the promises of the design hold, and nothing is left behind.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {scenarios} from '../../demo/simulator/scenarios.js';
import {DEFAULT_PENALTY_MS} from '../../src/ringcentral/limits.js';
import {isFinal, rankOf} from '../../src/store/call-phase.js';
import type {Call, StoreEvent} from '../../src/store/types.js';
import {type NetworkFault, type Tab, VirtualBrowser} from '../support/virtual.js';

const WALKS = 3_000;

type Step =
  | {readonly do: 'call'; readonly tab: number; readonly to: number; readonly twice: boolean}
  | {readonly do: 'cancel'; readonly tab: number}
  | {readonly do: 'dismiss'; readonly tab: number}
  | {readonly do: 'wait'; readonly ms: number}
  | {readonly do: 'show'; readonly tab: number; readonly visible: boolean}
  | {readonly do: 'online'; readonly tab: number; readonly online: boolean}
  | {readonly do: 'reload'; readonly tab: number}
  | {readonly do: 'open'}
  | {readonly do: 'crash'; readonly tab: number}
  | {readonly do: 'fault'; readonly fault: NetworkFault}
  | {readonly do: 'answer'; readonly method: string; readonly kind: string; readonly status: number; readonly times: number}
  | {readonly do: 'hang-up'}
  | {readonly do: 'clock'; readonly ms: number};

const tab = fc.nat(2);
const method = fc.constantFrom('GET', 'POST', 'DELETE');
const step: fc.Arbitrary<Step> = fc.oneof(
  {weight: 5, arbitrary: fc.record({do: fc.constant('call' as const), tab, to: fc.nat(scenarios.length - 1), twice: fc.boolean()})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('cancel' as const), tab})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('dismiss' as const), tab})},
  {weight: 8, arbitrary: fc.record({do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(900), fc.nat(9_000), fc.nat(40_000))})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('show' as const), tab, visible: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('online' as const), tab, online: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('reload' as const), tab})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('open' as const)})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('crash' as const), tab})},
  {weight: 3, arbitrary: fc.record({
    do: fc.constant('fault' as const),
    fault: fc.record({method, kind: fc.constantFrom('before' as const, 'after' as const, 'hang' as const, 'hang-after' as const, 'delay' as const), delay: fc.nat(12_000), times: fc.integer({min: 1, max: 4})}),
  })},
  {weight: 3, arbitrary: fc.record({
    do: fc.constant('answer' as const), method, kind: fc.constantFrom('status', 'html', 'truncated', 'wrong-types', 'empty'),
    status: fc.constantFrom(400, 401, 403, 404, 429, 500, 502, 503), times: fc.integer({min: 1, max: 3}),
  })},
  {weight: 1, arbitrary: fc.constant({do: 'hang-up' as const})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('clock' as const), ms: fc.integer({min: -3_600_000, max: 3_600_000})})},
);

/** What the documents of one walk saw, checked as it happens. */
class Watch {
  readonly broken: string[] = [];
  readonly phases = new Map<string, Call['phase']>();
  readonly primaries = new Map<string, number>();
  readonly started = new Set<string>();
  follow(document: Tab): Tab {
    const ended = new Map<string, number>();
    const seen = new Map<string, Call['phase']>();
    document.store.on((event: StoreEvent) => {
      if (!document.alive || event.type === 'call-error') return;
      const {call} = event;
      if (event.type === 'call-change') {
        const before = seen.get(call.key);
        if (before && isFinal(before)) this.#fail(`${call.key}: ${before} → ${call.phase}`);
        // A cancel that the platform refused gives the call back: the one step that looks like one back.
        if (before && before !== 'canceling' && rankOf(call.phase) < rankOf(before)) this.#fail(`${call.key} went back: ${before} → ${call.phase}`);
        if (call.phase === 'placing' && before) this.#fail(`${call.key} began twice`);
        seen.set(call.key, call.phase);
        this.started.add(call.key);
        if (isFinal(call.phase)) {
          const other = this.phases.get(call.key);
          if (other && other !== call.phase) this.#fail(`${call.key} ended as ${other} and as ${call.phase}`);
          this.phases.set(call.key, call.phase);
        }
      } else {
        ended.set(call.key, (ended.get(call.key) ?? 0) + 1);
        if (ended.get(call.key) !== 1) this.#fail(`${call.key}: told the end ${ended.get(call.key)} times in one document`);
        if (event.primary) this.primaries.set(call.key, (this.primaries.get(call.key) ?? 0) + 1);
      }
    });
    return document;
  }

  #fail(what: string): void {
    this.broken.push(what);
  }
}

async function walk(seed: number, steps: readonly Step[]): Promise<string[]> {
  const penalty = seed % 2 ? DEFAULT_PENALTY_MS : 25_000;
  const browser = new VirtualBrowser({seed, simulator: {limits: {light: null, heavy: null}, penalty}});
  const watch = new Watch();
  const open = () => watch.follow(browser.openTab()).connect();
  await open();
  await open();
  let clicks = 0;
  const pick = (n: number): Tab | undefined => browser.tabs[n % Math.max(browser.tabs.length, 1)];
  for (const one of steps) {
    const at = 'tab' in one ? pick(one.tab) : undefined;
    switch (one.do) {
      case 'call': {
        if (!at) break;
        clicks++;
        const to = scenarios[one.to]!.number;
        const quiet = () => {};
        at.store.call({to}).catch(quiet);
        if (one.twice) at.store.call({to}).catch(quiet);
        break;
      }
      case 'cancel': {
        const call = at?.store.calls.get().find(({phase}) => !isFinal(phase));
        if (at && call) void at.store.cancel(call.key);
        break;
      }
      case 'dismiss': {
        const call = at?.store.calls.get().find(({phase}) => isFinal(phase));
        if (at && call) at.store.dismiss(call.key);
        break;
      }
      case 'wait': await browser.advance(one.ms); break;
      case 'show': at?.show(one.visible); break;
      case 'online': at?.goOnline(one.online); break;
      case 'reload': if (at) { at.close(); await open(); } break;
      case 'crash': if (at && browser.tabs.length > 1) at.close(); break;
      case 'open': if (browser.tabs.length < 4) await open(); break;
      case 'fault': browser.faults.push({...one.fault, path: '/ring-out'}); break;
      case 'answer': browser.simulator.faults.push({
        method: one.method, path: '/ring-out', kind: one.kind, status: one.status, times: one.times,
        headers: penalty === DEFAULT_PENALTY_MS ? {} : {'retry-after': String(penalty / 1000)},
      } as never); break;
      case 'hang-up': browser.simulator.hangUp(); break;
      case 'clock': browser.clockError += one.ms; break;
    }
    await browser.settle();
  }

  // Everything heals, somebody looks, and the parties hang up: each call has to come to its end.
  browser.faults.length = 0;
  browser.simulator.faults.length = 0;
  for (const one of browser.tabs) {
    one.goOnline(true);
    one.show(true);
    if (one.store.session.get().state !== 'ready') await one.connect();
  }
  await browser.advance(3 * 60_000);
  while (browser.simulator.hangUp());
  await browser.advance(3 * 60_000);

  const {broken} = watch;
  for (const one of browser.tabs) {
    for (const call of one.store.calls.get()) if (!isFinal(call.phase)) broken.push(`${call.key} never ended: ${call.phase}`);
    if (one.store.limit.get().until !== null) broken.push('a limit that never ended');
  }
  for (const key of watch.started) {
    if (!watch.phases.has(key)) broken.push(`${key} began, and no document was told its end`);
  }
  for (const [key, count] of watch.primaries) if (count !== 1) broken.push(`${key}: primary in ${count} documents`);

  const posts = browser.requests('POST', '/ring-out');
  const placed = posts.filter(({status}) => status !== 401);
  if (placed.length > clicks) broken.push(`${placed.length} POSTs for ${clicks} clicks`);

  // Nothing of a group within a penalty, requests under way excepted (there are none that overlap a 429 here but by delay).
  for (const limited of browser.simulator.requests.filter(({status, path}) => status === 429 && path.includes('/ring-out'))) {
    const group = (name: string) => name === 'GET' ? 'light' : 'heavy';
    const inside = browser.simulator.requests.filter((request) => request.path.includes('/ring-out') && request !== limited &&
      group(request.method) === group(limited.method) && request.at > limited.at + 12_000 && request.at < limited.at + penalty);
    if (inside.length && browser.clockError === 0) broken.push(`${inside.length} requests within a penalty`);
  }

  const reads = browser.requests('GET', '/ring-out').map(({at}) => at);
  if (reads.some((start) => reads.filter((at) => at >= start && at < start + 60_000).length > 30)) broken.push('more than 30 status requests in a minute');

  // Ten minutes later nothing is shown, and nothing waits.
  await browser.advance(11 * 60_000);
  for (const one of browser.tabs) {
    if (one.store.calls.get().length) broken.push('a finished call that is never taken away');
    const before = one.left.timers;
    if (before) broken.push(`${before} timers left`);
    one.store.dispose();
    const {timers, listeners} = one.left;
    if (timers || listeners) broken.push(`${timers} timers and ${listeners} listeners left after dispose()`);
  }
  await browser.close();
  return broken;
}

describe('random walks', () => {
  it(`keep the promises (${WALKS} of them)`, async function () {
    this.timeout(180_000);
    let walks = 0;
    await fc.assert(fc.asyncProperty(fc.nat(), fc.array(step, {minLength: 3, maxLength: 16}), async (seed, steps) => {
      walks++;
      const broken = await walk(seed, steps);
      if (broken.length) throw new Error(broken.join('; '));
    }), {numRuns: WALKS, seed: 20260105, includeErrorInReport: true});
    expect(walks).to.be.at.least(WALKS);
  });
});
