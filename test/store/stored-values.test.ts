/**
 * Stored values that another app, another version or a broken write left: each part of each value
 * is replaced by anything, and what the store then shows has the shape of its types.
 */
import {expect} from '@open-wc/testing';
import {errorWords} from '../../src/i18n/en/errors.js';
import {RateLimits} from '../../src/ringcentral/limits.js';
import {isFinal, isPhase} from '../../src/store/call-phase.js';
import {type CallRecord, readCallRecord} from '../../src/store/calls/call-record.js';
import {TokenStore} from '../../src/store/sign-in/tokens.js';
import {readRedirectRecord} from '../../src/store/sign-in/redirect-record.js';
import type {Call, NumberList, NumberOption} from '../../src/store/types.js';
import {type NetworkFault, type Tab, VirtualBrowser} from '../support/virtual.js';
import {load} from '../contract/recorded.js';

type Json = null | boolean | number | string | readonly Json[] | {readonly [name: string]: Json};

interface Sample {
  readonly now: number;
  readonly storage: Readonly<Record<string, Json>>;
}

const PREFIX = 'rc-click-to-call/1/https://platform.example|400131426101';
/** As JSON; the last number is infinite once it is read. */
const WRONG_VALUES = ['null', 'true', '-1', '7', '1e999', '""', '"x"', '"<b>"', '[]', '[null]', '{}', '{"toString":null}'];

const isRecord = (value: Json): value is {readonly [name: string]: Json} =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Each copy of a value in which one part, at any depth, is another value, or is missing. */
function* damagedTexts(value: Json): Generator<string> {
  yield* WRONG_VALUES;
  if (!isRecord(value) && !Array.isArray(value)) return;
  for (const [name, part] of Object.entries(value) as [string, Json][]) {
    for (const damagedPart of [...damagedTexts(part), undefined]) yield textWith(value, name, damagedPart);
  }
}

function textWith(value: Json, name: string, partText: string | undefined): string {
  const entries = Object.entries(value as object).map(([key, part]) =>
    [key, key === name ? partText : JSON.stringify(part)] as const);
  if (Array.isArray(value)) return `[${entries.map(([, text]) => text ?? 'null').join()}]`;
  return `{${entries.filter(([, text]) => text !== undefined).map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`;
}

const isText = (value: unknown) => typeof value === 'string' && value !== '';
const isTime = (value: unknown) => typeof value === 'number' && !Number.isNaN(new Date(value).getTime());
const optional = (check: (value: unknown) => boolean) => (value: unknown) => value === undefined || check(value);

const CALL_CHECKS: Readonly<Record<string, (value: unknown) => boolean>> = {
  id: (id) => id === null || isText(id), key: isText, to: (to) => /^\+\d+$/.test(String(to)),
  extension: optional(isText), from: optional(isText), callerId: optional(isText), name: optional(isText),
  phase: isPhase, stale: (stale) => typeof stale === 'boolean',
  callStatus: optional(isText), callerStatus: optional(isText), calleeStatus: optional(isText),
  startedAt: isTime, connectedAt: optional(isTime), endedAt: optional(isTime), cancelAt: optional(isTime),
  cancelFailed: optional((value) => value === true),
  requested: optional((value) => typeof value === 'object' && value !== null),
};

function expectWellFormed(call: Call, cause: string): void {
  for (const [name, check] of Object.entries(CALL_CHECKS)) {
    expect(check(call[name as keyof Call]), `${cause}: ${name} = ${JSON.stringify(call[name as keyof Call])}`).to.equal(true);
  }
  const {phase, error, endedAt, id} = call;
  expect(isFinal(phase), `${cause}: the end of a call that is ${phase}`).to.equal(endedAt !== undefined);
  if (phase.startsWith('ringing') || phase === 'connected') expect(id, `${cause}: an id`).not.to.equal(null);
  if (phase === 'failed' || phase === 'unconfirmed') {
    expect(errorWords, cause).to.have.property(`error.${error?.code}`);
    expect(error?.message, cause).to.be.a('string');
    expect(['caller', 'callee', undefined], cause).to.include(error?.leg);
    expect(optional(isTime)(error?.retryAt), cause).to.equal(true);
  } else expect(error, cause).to.equal(undefined);
}

const NUMBER_NAMES = ['number', 'kind', 'label', 'primary', 'deviceId'];
const isWellFormedOption = (option: NumberOption) =>
  /^\+\d+$/.test(option.number) && isText(option.kind) && optional(isText)(option.label) &&
  optional((primary) => primary === true)(option.primary) && optional(isText)(option.deviceId) &&
  Object.keys(option).every((name) => NUMBER_NAMES.includes(name));

describe('stored values that cannot be read', () => {
  let browser: VirtualBrowser;
  let tab: Tab;
  let sample: Sample;
  let storedSample: [string, Json][];

  async function openWith(storage: Readonly<Record<string, string>>, faults: readonly NetworkFault[] = []): Promise<void> {
    browser = new VirtualBrowser({simulator: {limits: {light: null, heavy: null}}});
    browser.now = sample.now;
    browser.faults.push(...faults);
    for (const [key, text] of Object.entries(storage)) browser.storage.set(key, text);
    tab = await browser.openTab().connect();
    tab.store.fromNumbers.subscribe(() => {});
    tab.store.callerIds.subscribe(() => {});
    await browser.settle();
  }
  afterEach(() => browser?.close());

  before(async () => {
    sample = await load('stored-sample.json') as Sample;
    storedSample = Object.entries(sample.storage);
  });

  it('never make a call that is none, whichever part is damaged', () => {
    let damagedCount = 0;
    const extraValues = {
      requested: {from: '+16505550150', playPrompt: true}, cancelFailed: true, connectedAt: 1767604195000,
      error: {code: 'from-invalid', why: 'no-phone', leg: 'caller', message: 'x', retryAt: 1767604195000},
    };
    for (const [key, value] of storedSample) {
      if (!key.includes('/call/') || !isRecord(value)) continue;
      const fullValue = {doubtfulSince: 1, dismissed: true, ...value, call: {...value.call as object, ...extraValues}};
      for (const text of damagedTexts(fullValue)) {
        damagedCount++;
        const record = readCallRecord(JSON.parse(text));
        if (!record) continue;
        expectWellFormed(record.call, text);
        expect([record.dismissed, record.cancel, record.doubtfulSince].every((part) => part === undefined || part === true ||
          ['asked', 'sent', 'refused'].includes(part as string) || isTime(part)), text).to.equal(true);
        expect(Number.isSafeInteger(record.revision), text).to.equal(true);
      }
    }
    expect(damagedCount).to.be.greaterThan(1_000);
  });

  it('cost only themselves: the other calls are there', async () => {
    const runningKey = `${PREFIX}/call/running`;
    const running = sample.storage[runningKey] as unknown as CallRecord;
    const cases: Readonly<Record<string, unknown>> = {
      'null': null, 'list': [], 'no-call': {revision: 1}, 'no-time': {revision: 1, call: {...running.call, key: 'no-time', startedAt: null}},
      'no-end': {revision: 1, call: {...running.call, key: 'no-end', phase: 'ended'}},
      'elsewhere': running,
    };
    await openWith(Object.fromEntries([
      [runningKey, JSON.stringify(running)],
      ...Object.entries(cases).map(([name, value]) => [`${PREFIX}/call/${name}`, JSON.stringify(value)] as const),
    ]));
    expect(tab.store.calls.get().map(({key}) => key)).to.deep.equal(['running']);
    expect([...browser.storage.keys()].filter((key) => key.includes('/call/'))).to.deep.equal([runningKey]);
  });

  it('keep a call of which only a detail is damaged', async () => {
    const {call} = sample.storage[`${PREFIX}/call/running`] as unknown as CallRecord;
    await openWith({[`${PREFIX}/call/running`]: JSON.stringify({call: {...call, name: {}, callerId: 7, calleeStatus: null, connectedAt: 'x'}})});
    const [running] = tab.store.calls.get();
    expectWellFormed(running!, 'details');
    expect([running!.id, running!.to, running!.name]).to.deep.equal([call.id, call.to, undefined]);
  });

  it('give up a call that began in the future after a day without an answer', async () => {
    const {call} = sample.storage[`${PREFIX}/call/running`] as unknown as CallRecord;
    await openWith({[`${PREFIX}/call/running`]: JSON.stringify({revision: 1, call: {...call, startedAt: sample.now + 1e12}})},
      [{path: '/ring-out', kind: 'before', times: Infinity}]);
    await browser.advance(24 * 3_600_000 + 60_000);
    expect(tab.endEvents().map(({call: ended}) => ended.phase)).to.deep.equal(['unconfirmed']);
  });

  it('are no numbers, choices or limits, whichever part is damaged', async () => {
    for (const name of ['numbers/from', 'numbers/caller-id', 'choices', 'limits', 'asked']) {
      const [key, value] = storedSample.find(([storedKey]) => storedKey.endsWith(`/${name}`))!;
      for (const text of damagedTexts(value)) {
        await openWith({[key]: text});
        const {fromNumbers, callerIds, choices, limit, session} = tab.store;
        for (const list of [fromNumbers.get(), callerIds.get()]) {
          expect(list.state, text).to.equal('ready');
          expect(list.options.every(isWellFormedOption), `${text} → ${JSON.stringify(list.options)}`).to.equal(true);
        }
        const {number, blocked} = callerIds.get().default ?? {};
        expect([optional(isText)(number), optional((hidden) => hidden === true)(blocked)], text).to.deep.equal([true, true]);
        const {from, callerId, dropped} = choices.get();
        for (const chosen of [from, callerId, dropped?.from, dropped?.callerId]) {
          expect(optional((e164) => /^\+\d+$/.test(String(e164)))(chosen), text).to.equal(true);
        }
        expect(limit.get().until === null || isTime(limit.get().until), text).to.equal(true);
        expect(session.get().state, text).to.equal('ready');
        await browser.close();
      }
    }
  }).timeout(60_000);

  it('make a list be read again, and drop no choice', async () => {
    const key = `${PREFIX}/numbers/from`;
    const stored = sample.storage[key] as unknown as {readonly list: NumberList};
    const chosen = '+16505550152';
    await openWith({
      [key]: JSON.stringify({...stored, list: {...stored.list, options: [null, ...stored.list.options]}}),
      [`${PREFIX}/choices`]: JSON.stringify({from: {number: chosen}}),
    });
    expect(tab.store.fromNumbers.get().options).to.have.length(4);
    expect(tab.store.choices.get()).to.deep.equal({from: chosen});
  });

  it('are no tokens, whichever part is damaged', () => {
    const [key, value] = storedSample.find(([storedKey]) => storedKey.endsWith('/tokens'))!;
    const prefix = key.slice(0, -'tokens'.length);
    browser = new VirtualBrowser();
    tab = browser.openTab();
    for (const text of damagedTexts(value)) {
      browser.storage.set(key, text);
      const tokens = new TokenStore(tab.environment(), 'local', prefix).readTokens();
      if (!tokens) continue;
      expect([isText(tokens.id), isText(tokens.access_token), isTime(tokens.expire_time), isTime(tokens.refresh_token_expire_time)], text)
        .to.deep.equal([true, true, true, true]);
      for (const part of [tokens.refresh_token, tokens.scope, tokens.owner_id]) expect(optional(isText)(part), text).to.equal(true);
    }
  });

  it('hold no lease for ever', async () => {
    browser = new VirtualBrowser();
    tab = browser.openTab({noLocks: true});
    for (const lease of ['other', 'other|', 'other|x', 'other|Infinity', `other|${browser.now + 3_600_000}`, '|', '{}']) {
      browser.storage.set('prefix/lease', lease);
      const startTime = browser.now;
      const tokens = new TokenStore(tab.environment(), 'local', 'prefix/');
      expect(await browser.runUntil(tokens.lock.run(() => Promise.resolve('done'))), lease).to.equal('done');
      expect(browser.now - startTime, lease).to.be.lessThan(1_000);
    }
  });

  it('are no way back from a redirect', () => {
    const record = {verifier: 'v', redirectUri: 'https://page.example/', owner: 'o', returnTo: 'https://page.example/', search: '?code=1', at: 1};
    expect(readRedirectRecord(record)).to.deep.equal(record);
    for (const text of damagedTexts(record)) {
      const read = readRedirectRecord(JSON.parse(text));
      if (!read) continue;
      expect([isText(read.verifier), isText(read.redirectUri), isText(read.owner), isTime(read.at), optional(isText)(read.search)], text)
        .to.deep.equal([true, true, true, true, true]);
    }
  });

  it('limit no page for ever', () => {
    const stored: unknown[] = [];
    const limits = new RateLimits(() => sample.now, (penalties) => stored.push(penalties));
    limits.adopt({heavy: {from: sample.now + 1e10, length: 60_000}});
    expect(limits.last).to.equal(sample.now + 60_000);
    expect(stored, 'a later page does not begin it anew').to.deep.equal([{heavy: {from: sample.now, length: 60_000}}]);
  });

  it('never shorten a penalty that runs', () => {
    const now = sample.now;
    for (const penalty of [{from: now + 1e9, length: 1}, {from: Number.NaN, length: 60_000}, {from: now, length: -1}, {from: now + 1e12, length: -1e12}]) {
      const limits = new RateLimits(() => now, () => {});
      limits.penalize('heavy', 60_000);
      limits.adopt({heavy: penalty});
      expect(limits.until('heavy'), JSON.stringify(penalty)).to.equal(now + 60_000);
    }
  });
});
