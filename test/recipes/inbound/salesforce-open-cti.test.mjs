// docs/recipes/salesforce-open-cti.js in Salesforce's softphone panel.
import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {aCall, InboundPages, KNOWN, read, SHARED, UNKNOWN} from './inbound-pages.mjs';

const NATIONAL = '(650) 555-0142';
const pageWith = (script) => `<!doctype html><html lang="en"><title>Salesforce</title>${script}
  <script type="module" src="/card.js"></script><script type="module" src="/recipe.js"></script>
  <rc-click-to-call></rc-click-to-call>
  <rc-inbound-call target="_blank" contact-url="https://crm.example/lightning/r/{id}/view" fallback-url="https://crm.example/search?q={e164}"></rc-inbound-call>`;

describe('Salesforce', {timeout: 120_000}, () => {
  const pages = InboundPages.use({
    html: pageWith('<script src="/open-cti.js"></script>'),
    files: {
      '/open-cti.js': read('test/recipes/inbound/open-cti.js'), '/recipe.js': read('docs/recipes/salesforce-open-cti.js'),
      '/without': pageWith('<script>globalThis.host = {told: [], problems: []};</script>'),
    },
  });
  /** Told when the page opens. */
  const START = ['enableClickToDial'];
  const SEARCH = 'searchAndScreenPop';
  const searches = async (tab) => (await tab.told()).filter(([method]) => method === SEARCH).map(([, {searchParams}]) => searchParams);

  it('finds a number as E.164, or as somebody has written it', () => pages.visit({}, async (tab) => {
    await tab.hear(aCall('a').ringing);
    assert.deepEqual(await tab.contacts('a'), [{id: '003000000000001', name: 'Anna Berg', detail: 'Contact'}]);
    assert.deepEqual(await searches(tab), [KNOWN, NATIONAL]);
    await tab.hear(aCall('b', SHARED).ringing);
    assert.deepEqual(await tab.names('b'), ['Ben Okafor', 'Berg Bikes']);
    await tab.hear(aCall('c', UNKNOWN).ringing);
    assert.deepEqual(await tab.names('c'), []);
    assert.ok((await tab.told()).filter(([method]) => method === SEARCH).every(([, {deferred}]) => deferred));
    assert.deepEqual(tab.problems, []);
  }));

  it('shows its panel while the phone rings, and the record on the answer', () => pages.visit({}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    await tab.contacts('a');
    assert.deepEqual(await tab.methods(SEARCH, ...START), ['setSoftphonePanelVisibility']);
    await tab.hear(call.answered);
    await tab.hear(call.ended);
    await tab.settle();
    assert.deepEqual(await tab.told(SEARCH, ...START), [
      ['setSoftphonePanelVisibility', {visible: true}], ['screenPop', {type: 'SOBJECT', params: {recordId: '003000000000001'}}],
    ]);
  }));

  it('searches by its softphone layout where no record or several match', () => pages.visit({}, async (tab) => {
    for (const [key, number] of [['a', UNKNOWN], ['b', SHARED]]) {
      const call = aCall(key, number);
      await tab.hear(call.ringing);
      await tab.contacts(key);
      await tab.hear(call.answered);
      await tab.settle();
      assert.deepEqual((await tab.told()).at(-1), [SEARCH, {
        searchParams: number, callType: 'INBOUND', deferred: false, defaultFieldValues: {Phone: number},
      }]);
    }
  }));

  it('searches on an answer that comes before the name', () => pages.visit({hostOptions: {holds: [SEARCH]}}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    await tab.hear(call.answered);
    await tab.waitFor(SEARCH, 2);
    assert.deepEqual((await tab.told()).filter(([method]) => method === SEARCH).map(([, {deferred}]) => deferred), [true, false]);
    await tab.abort('a');
    await tab.contacts('a');
    await tab.settle();
    assert.deepEqual(await tab.methods(...START), ['setSoftphonePanelVisibility', SEARCH, SEARCH]);
  }));

  it('asks no second question once nobody waits for the name', () => pages.visit({hostOptions: {holds: [SEARCH]}}, async (tab) => {
    await tab.hear(aCall('a').ringing);
    await tab.waitFor(SEARCH);
    await tab.abort('a');
    await tab.page.evaluate(() => globalThis.host.give());
    await tab.settle();
    assert.deepEqual(await searches(tab), [KNOWN]);
  }));

  for (const outcome of ['missed', 'elsewhere', 'unanswered']) {
    it(`opens nothing for a call that the user has not answered: ${outcome}`, () => pages.visit({}, async (tab) => {
      const call = aCall('a');
      await tab.hear(call.ringing);
      await tab.contacts('a');
      await tab.hear(call[outcome]);
      await tab.settle();
      assert.deepEqual(await tab.methods(SEARCH, ...START), ['setSoftphonePanelVisibility']);
    }));
  }

  it('searches for nobody without a number', () => pages.visit({}, async (tab) => {
    for (const call of [aCall('a', ''), aCall('b', '', {extension: '102'})]) {
      await tab.hear(call.ringing);
      await tab.hear(call.answered);
      await tab.hear(call.ended);
    }
    await tab.settle();
    assert.deepEqual(await tab.methods(...START), ['setSoftphonePanelVisibility', 'setSoftphonePanelVisibility']);
  }));

  it('opens the record of each of two calls at once', () => pages.visit({}, async (tab) => {
    const [first, second] = [aCall('a', SHARED), aCall('b')];
    await tab.hear(first.ringing);
    await tab.hear(second.ringing);
    await tab.contacts('a');
    await tab.contacts('b');
    await tab.hear(second.answered);
    await tab.hear(first.elsewhere);
    await tab.settle();
    const pops = (await tab.told()).filter(([method, {deferred}]) => method === 'screenPop' || deferred === false);
    assert.deepEqual(pops, [['screenPop', {type: 'SOBJECT', params: {recordId: '003000000000001'}}]]);
  }));

  it('opens the record once for all tabs', () => pages.visit({tabs: 2}, async (first, second) => {
    const call = aCall('a');
    await first.hear(call.ringing, true);
    await second.hear(call.ringing, false);
    assert.deepEqual([await first.names('a'), await second.names('a')], [['Anna Berg'], ['Anna Berg']]);
    await first.hear(call.answered, false);
    await second.hear(call.answered, true);
    await Promise.all([first.settle(), second.settle()]);
    assert.deepEqual([await first.methods(SEARCH, ...START), await second.methods(SEARCH, ...START)],
      [['setSoftphonePanelVisibility'], ['screenPop']]);
  }));

  it('takes no second event of a phase for a new one', () => pages.visit({tabs: 2, hostOptions: {holds: [SEARCH]}}, async (first, second) => {
    const call = aCall('a');
    await first.hear(call.ringing, true);
    await second.hear(call.ringing, false);
    await first.hear(call.answered, false);
    await second.hear(call.answered, true);
    // The lookup of the first tab ends after the answer, and its event is primary, as that of the ring was.
    await first.page.evaluate(() => globalThis.host.give());
    await first.waitFor(SEARCH, 2);
    await first.page.evaluate(() => globalThis.host.give());
    assert.deepEqual(await first.names('a'), ['Anna Berg']);
    await Promise.all([first.settle(), second.settle()]);
    const opening = async (tab) => (await tab.told()).filter(([method, {deferred}]) => method === 'screenPop' || deferred === false).length;
    assert.deepEqual([await opening(first), await opening(second)], [0, 1]);
  }));

  it('opens the record that the user chooses, or searches', () => pages.visit({}, async (tab) => {
    await tab.hear(aCall('a', SHARED).ringing);
    await tab.contacts('a');
    await tab.open('a', 1);
    await tab.waitFor('screenPop');
    await tab.hear(aCall('b', UNKNOWN).ringing);
    await tab.contacts('b');
    await tab.open('b');
    await tab.settle();
    const pops = (await tab.told()).filter(([method, {deferred}]) => method === 'screenPop' || deferred === false);
    assert.deepEqual(pops, [
      ['screenPop', {type: 'SOBJECT', params: {recordId: '001000000000003'}}],
      [SEARCH, {searchParams: UNKNOWN, callType: 'INBOUND', deferred: false, defaultFieldValues: {Phone: UNKNOWN}}],
    ]);
    assert.deepEqual(await tab.opened(), []);
  }));

  it('may refuse: the card goes on, and its link opens', () => pages.visit({hostOptions: {failing: [SEARCH, 'setSoftphonePanelVisibility']}}, async (tab) => {
    await tab.page.evaluate(() => { globalThis.windows = []; globalThis.open = (...args) => void globalThis.windows.push(args); });
    const call = aCall('a');
    await tab.hear(call.ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.hear(call.answered);
    await tab.settle();
    assert.equal((await searches(tab)).length, 2);
    await tab.open('a');
    await tab.settle();
    assert.deepEqual(await tab.page.evaluate(() => globalThis.windows), [['https://crm.example/search?q=%2B16505550142', '_blank', 'noopener']]);
  }));

  /** Of the recipe, and of the card. */
  const WARNINGS = /^Salesforce:|^rc-click-to-call: resolveContact failed/;
  const METHODS = [SEARCH, 'screenPop', 'setSoftphonePanelVisibility', ...START];
  it('may throw: the card goes on', () => pages.visit({hostOptions: {broken: METHODS}}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.hear(call.answered);
    await tab.hear(call.ended);
    await tab.settle();
    assert.deepEqual(tab.problems.filter((text) => !WARNINGS.test(text)), []);
  }));

  it('may be absent: the card goes on', () => pages.visit({address: '/without'}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.hear(call.answered);
    await tab.hear(call.ended);
    await tab.settle();
    assert.deepEqual(tab.problems.filter((text) => !WARNINGS.test(text)), []);
  }));

  it('has its numbers called by a click', () => pages.visit({hostOptions: {broken: ['call']}}, async (tab) => {
    assert.deepEqual(await tab.methods(), START);
    const dialed = await tab.page.evaluate(() => {
      globalThis.host.dial({number: 6505550142, recordName: 'Anna Berg', recordId: '003000000000001', objectType: 'Contact'});
      globalThis.host.dial({number: '+16505550143'});
      return globalThis.host.dialed;
    });
    assert.deepEqual(dialed, [['6505550142', 'Anna Berg'], ['+16505550143', '']]);
    await tab.settle();
    assert.deepEqual(tab.problems, []);
  }));
});
