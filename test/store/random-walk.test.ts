/**
 * Random walks over tabs, faults, clocks and reloads (model-based, seeded, shrinking). After each
 * walk the promises of the design hold, and no timer or listener is left.
 */
import {expect} from '@open-wc/testing';
import fc from 'fast-check';
import {scenarios} from '../../demo/simulator/scenarios.js';
import {parseJson} from '../../src/ringcentral/json.js';
import {DEFAULT_PENALTY_MS} from '../../src/ringcentral/limits.js';
import {isFinal} from '../../src/store/call-phase.js';
import {readCallRecord} from '../../src/store/calls/call-record.js';
import {type NetworkFault, type Tab, VirtualBrowser} from '../support/virtual.js';
import {EventChecker} from './event-checker.js';
import {walkCount} from '../support/walk-count.js';

const WALK_COUNT = walkCount(3_000);
const DAY_MS = 24 * 3_600_000;

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
  | {readonly do: 'fill-storage'; readonly roomLeft: number; readonly holdsList: boolean}
  | {readonly do: 'free-storage'}
  | {readonly do: 'clear-storage'}
  | {readonly do: 'damage-storage'; readonly entry: number; readonly damage: Damage}
  | {readonly do: 'clock'; readonly ms: number}
  | {readonly do: 'portal'; readonly method: string; readonly status: number; readonly times: number}
  | {readonly do: 'wrap'; readonly tab: number};

/** A text in place of a stored value, or the part of a stored call that becomes null. */
type Damage = {readonly text: string} | {readonly part: string};

/** A part of the storage that the store can do without. */
const LIST_KEY = 'rc-click-to-call/1/https://platform.example|400131426101/numbers/from';

const tabIndex = fc.nat(2);
const method = fc.constantFrom('GET', 'POST', 'DELETE');
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {weight: 5, arbitrary: fc.record({do: fc.constant('call' as const), tab: tabIndex, to: fc.nat(scenarios.length - 1), twice: fc.boolean()})},
  {weight: 3, arbitrary: fc.record({do: fc.constant('cancel' as const), tab: tabIndex})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('dismiss' as const), tab: tabIndex})},
  {weight: 8, arbitrary: fc.record({do: fc.constant('wait' as const), ms: fc.oneof(fc.nat(900), fc.nat(9_000), fc.nat(40_000))})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('show' as const), tab: tabIndex, visible: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('online' as const), tab: tabIndex, online: fc.boolean()})},
  {weight: 2, arbitrary: fc.record({do: fc.constant('reload' as const), tab: tabIndex})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('open' as const)})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('crash' as const), tab: tabIndex})},
  {weight: 3, arbitrary: fc.record({
    do: fc.constant('fault' as const),
    fault: fc.record({method, kind: fc.constantFrom('before' as const, 'after' as const, 'hang' as const, 'hang-after' as const, 'delay' as const), delay: fc.nat(12_000), times: fc.integer({min: 1, max: 4})}),
  })},
  {weight: 3, arbitrary: fc.record({
    do: fc.constant('answer' as const), method, kind: fc.constantFrom('status', 'html', 'truncated', 'wrong-types', 'empty'),
    status: fc.constantFrom(400, 401, 403, 404, 429, 500, 502, 503), times: fc.integer({min: 1, max: 3}),
  })},
  {weight: 1, arbitrary: fc.constant({do: 'hang-up' as const})},
  {weight: 2, arbitrary: fc.record({
    do: fc.constant('fill-storage' as const), roomLeft: fc.oneof(fc.constant(0), fc.nat(900)), holdsList: fc.boolean(),
  })},
  {weight: 1, arbitrary: fc.constant({do: 'free-storage' as const})},
  {weight: 1, arbitrary: fc.constant({do: 'clear-storage' as const})},
  {weight: 2, arbitrary: fc.record({
    do: fc.constant('damage-storage' as const), entry: fc.nat(4),
    damage: fc.oneof(
      fc.record({text: fc.constantFrom('', '{', 'null', '[]', '7', '"x"', '{"call":null}')}),
      fc.record({part: fc.constantFrom('id', 'key', 'to', 'phase', 'stale', 'startedAt', 'connectedAt', 'endedAt', 'callStatus', 'error')}),
    ),
  })},
  {weight: 1, arbitrary: fc.record({do: fc.constant('clock' as const), ms: fc.integer({min: -3_600_000, max: 3_600_000})})},
  {weight: 1, arbitrary: fc.record({do: fc.constant('clock' as const), ms: fc.constantFrom(-400 * DAY_MS, -2 * DAY_MS, 2 * DAY_MS, 400 * DAY_MS)})},
  {weight: 2, arbitrary: fc.record({
    do: fc.constant('portal' as const), method, status: fc.constantFrom(200, 302, 401, 403, 404, 429, 511), times: fc.integer({min: 1, max: 4}),
  })},
  {weight: 1, arbitrary: fc.record({do: fc.constant('wrap' as const), tab: tabIndex})},
);

function damageEntry(storage: Map<string, string>, entry: number, damage: Damage): void {
  const ownKeys = [...storage.keys()].filter((key) => key.startsWith('rc-click-to-call/'));
  const key = ownKeys[entry % Math.max(ownKeys.length, 1)];
  if (key === undefined) return;
  if ('text' in damage) {
    storage.set(key, damage.text);
    return;
  }
  const record = readCallRecord(parseJson(storage.get(key) ?? null));
  if (record) storage.set(key, JSON.stringify({...record, call: {...record.call, [damage.part]: null}}));
}

/** Notes what no page can know any more, since storage lost it and the pages that knew it are gone. */
class LossWatch {
  readonly forgottenCalls = new Set<string>();
  areLimitsLost = false;
  isStorageLost = false;
  wasFull = false;
  reloadCount = 0;

  constructor(private readonly browser: VirtualBrowser, private readonly checker: EventChecker) {}

  note(step: Step): void {
    const {storage, tabs} = this.browser;
    if (step.do === 'reload' || step.do === 'open') this.reloadCount++;
    if (step.do === 'clear-storage' || step.do === 'damage-storage') this.isStorageLost = this.areLimitsLost = true;
    if (step.do === 'fill-storage') this.wasFull = true;
    for (const {localStorage} of tabs) {
      const limitsKey = localStorage.keys().find((key) => key.endsWith('/limits'));
      if (limitsKey && localStorage.isMemoryOnly(limitsKey)) this.areLimitsLost = true;
    }
    for (const key of this.checker.startedCalls) {
      const isKnown = tabs.some(({store}) => store.calls.get().some((call) => call.key === key));
      const storedKey = [...storage.keys()].find((name) => name.endsWith(`/call/${key}`));
      const isStored = storedKey !== undefined && readCallRecord(parseJson(storage.get(storedKey) ?? null)) !== null;
      if (isKnown || isStored || this.checker.finalPhases.has(key) || this.forgottenCalls.has(key)) continue;
      this.forgottenCalls.add(key);
      if (!this.isStorageLost && !this.wasFull) this.checker.violations.push(`${key} was forgotten by a storage that works`);
      if (!this.isStorageLost && storage.has(LIST_KEY)) this.checker.violations.push(`${key} was forgotten, and a list kept`);
    }
  }
}

/** Connects with the same SDK in a new wrapper, as a component does that is drawn again. */
async function drawAgain(tab: Tab, browser: VirtualBrowser): Promise<string[]> {
  const {lastPlatform} = tab;
  const requestCount = browser.requests('GET').filter(({path}) => path.endsWith('/extension/~')).length;
  let changeCount = 0;
  const stopListening = tab.store.session.listen(() => { changeCount++; });
  if (lastPlatform) void tab.store.connect({sdk: {platform: () => lastPlatform}, storage: 'local', server: 'https://platform.example'});
  await browser.settle();
  stopListening();
  const isAskedAgain = browser.requests('GET').filter(({path}) => path.endsWith('/extension/~')).length > requestCount;
  return changeCount || isAskedAgain ? [`a new wrapper made ${changeCount} changes of the session`] : [];
}

async function runWalk(seed: number, steps: readonly Step[]): Promise<string[]> {
  const penalty = seed % 2 ? DEFAULT_PENALTY_MS : 25_000;
  const browser = new VirtualBrowser({seed, simulator: {limits: {light: null, heavy: null}, penalty}});
  const checker = new EventChecker();
  const lossWatch = new LossWatch(browser, checker);
  const openTab = () => checker.follow(browser.openTab()).connect();
  await openTab();
  await openTab();
  let clicks = 0;
  const tabAt = (index: number): Tab | undefined => browser.tabs[index % Math.max(browser.tabs.length, 1)];
  for (const step of steps) {
    const tab = 'tab' in step ? tabAt(step.tab) : undefined;
    switch (step.do) {
      case 'call': {
        if (!tab) break;
        clicks++;
        const to = scenarios[step.to]!.number;
        const ignoreRejection = () => {};
        tab.store.call({to}).catch(ignoreRejection);
        if (step.twice) tab.store.call({to}).catch(ignoreRejection);
        break;
      }
      case 'cancel': {
        const call = tab?.store.calls.get().find(({phase}) => !isFinal(phase));
        if (tab && call) void tab.store.cancel(call.key);
        break;
      }
      case 'dismiss': {
        const call = tab?.store.calls.get().find(({phase}) => isFinal(phase));
        if (tab && call) tab.store.dismiss(call.key);
        break;
      }
      case 'wait': await browser.advance(step.ms); break;
      case 'show': tab?.show(step.visible); break;
      case 'online': tab?.goOnline(step.online); break;
      case 'reload': if (tab) { tab.close(); await openTab(); } break;
      case 'crash': if (tab && browser.tabs.length > 1) tab.close(); break;
      case 'open': if (browser.tabs.length < 4) await openTab(); break;
      case 'fault': browser.faults.push({...step.fault, path: '/ring-out'}); break;
      case 'answer': browser.simulator.faults.push({
        method: step.method, path: '/ring-out', kind: step.kind, status: step.status, times: step.times,
        headers: penalty === DEFAULT_PENALTY_MS ? {} : {'retry-after': String(penalty / 1000)},
      } as never); break;
      case 'hang-up': browser.simulator.hangUp(); break;
      case 'fill-storage':
        if (step.holdsList) browser.storage.set(LIST_KEY, 'x'.repeat(1_500));
        browser.fillStorage(step.roomLeft);
        break;
      case 'free-storage': browser.freeStorage(); break;
      case 'clear-storage': browser.storage.clear(); break;
      case 'damage-storage': damageEntry(browser.storage, step.entry, step.damage); break;
      case 'clock': browser.clockError += step.ms; break;
      case 'portal': browser.simulator.faults.push({
        method: step.method, kind: 'html', status: step.status, times: step.times,
        headers: penalty === DEFAULT_PENALTY_MS ? {} : {'retry-after': String(penalty / 1000)},
      }); break;
      case 'wrap': if (tab) checker.violations.push(...await drawAgain(tab, browser)); break;
    }
    await browser.settle();
    lossWatch.note(step);
  }

  // All faults end, every tab is visible, and the parties hang up: each call has to end.
  browser.freeStorage();
  browser.faults.length = 0;
  browser.simulator.faults.length = 0;
  for (const tab of browser.tabs) {
    tab.goOnline(true);
    tab.show(true);
    if (tab.store.session.get().state !== 'ready') await tab.connect();
  }
  await browser.advance(3 * 60_000);
  while (browser.simulator.hangUp());
  await browser.advance(3 * 60_000);

  const {violations} = checker;
  for (const tab of browser.tabs) {
    for (const call of tab.store.calls.get()) if (!isFinal(call.phase)) violations.push(`${call.key} never ended: ${call.phase}`);
    if (tab.store.limit.get().until !== null) violations.push('a limit that never ended');
  }
  for (const key of checker.startedCalls) {
    if (!checker.finalPhases.has(key) && !lossWatch.forgottenCalls.has(key)) violations.push(`${key} began, and no document got its end`);
  }
  for (const [key, count] of checker.primaryCounts) if (count !== 1) violations.push(`${key}: primary in ${count} documents`);

  const postRequests = browser.requests('POST', '/ring-out');
  const placedRequests = postRequests.filter(({status}) => status !== 401);
  if (placedRequests.length > clicks) violations.push(`${placedRequests.length} POSTs for ${clicks} clicks`);

  // No request of a group leaves within a penalty, except those that a delay lets overlap a 429.
  for (const limited of browser.simulator.requests.filter(({status, path}) => status === 429 && path.includes('/ring-out'))) {
    if (browser.unheardRequests.has(limited)) continue;
    const groupOf = (name: string) => name === 'GET' ? 'light' : 'heavy';
    const requestsWithin = browser.simulator.requests.filter((request) => request.path.includes('/ring-out') && request !== limited &&
      groupOf(request.method) === groupOf(limited.method) && request.at > limited.at + 12_000 && request.at < limited.at + penalty);
    const mayBeUnknown = browser.clockError !== 0 || lossWatch.areLimitsLost;
    if (requestsWithin.length && !mayBeUnknown) violations.push(`${requestsWithin.length} requests within a penalty`);
  }

  const readTimes = browser.requests('GET', '/ring-out').map(({at}) => at);
  // A page that finds no time of the last request sends its first one at once.
  const mostReads = 30 + (lossWatch.isStorageLost || lossWatch.wasFull ? lossWatch.reloadCount : 0);
  if (readTimes.some((start) => readTimes.filter((at) => at >= start && at < start + 60_000).length > mostReads)) violations.push('more than 30 status requests in a minute');

  // Ten minutes later no call is shown, and no timer waits.
  await browser.advance(11 * 60_000);
  for (const tab of browser.tabs) {
    if (tab.store.calls.get().length) violations.push('a finished call that is never taken away');
    const timersBefore = tab.leftovers.timers;
    if (timersBefore) violations.push(`${timersBefore} timers left`);
    tab.store.dispose();
    const {timers, listeners} = tab.leftovers;
    if (timers || listeners) violations.push(`${timers} timers and ${listeners} listeners left after dispose()`);
  }
  await browser.close();
  return violations;
}

describe('a random walk', () => {
  it(`keeps the promises of the design (${WALK_COUNT} of them)`, async function () {
    this.timeout(180_000);
    let walks = 0;
    await fc.assert(fc.asyncProperty(fc.nat(), fc.array(anyStep, {minLength: 3, maxLength: 16}), async (seed, steps) => {
      walks++;
      const violations = await runWalk(seed, steps);
      if (violations.length) throw new Error(violations.join('; '));
    }), {numRuns: WALK_COUNT, seed: 20260105, includeErrorInReport: true});
    expect(walks).to.be.at.least(WALK_COUNT);
  });
});
