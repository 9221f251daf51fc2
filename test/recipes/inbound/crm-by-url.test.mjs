// docs/recipes/crm-by-url.html and its script, with a CRM that answers requests.
import assert from 'node:assert/strict';
import {beforeEach, describe, it} from 'node:test';
import {text} from 'node:stream/consumers';
import {aCall, InboundPages, KNOWN, read, SHARED, UNKNOWN} from './inbound-pages.mjs';

const CONTACTS = {
  [KNOWN]: [{id: 51, name: 'Anna Berg', company: 'Berg Bikes'}],
  [SHARED]: [{id: 51, name: 'Anna Berg', company: 'Berg Bikes'}, {id: '../52', name: '<b>Ben</b>'}],
};

/** The CRM's own pages and API. */
class Crm {
  searches = [];
  entries = [];
  /** Answers to searches that the test gives later. */
  held = [];
  holds = false;
  status = 200;

  reset() {
    Object.assign(this, {searches: [], entries: [], held: [], holds: false, status: 200});
  }

  async answer(request) {
    const {pathname, searchParams} = new URL(request.url, 'http://crm');
    if (pathname === '/api/contacts') return this.#search(Object.fromEntries(searchParams), request);
    if (pathname === '/api/calls') return this.#log(request);
    return pathname.startsWith('/contacts') ? {body: '<!doctype html><title>Contact</title>'} : undefined;
  }

  async #search(query, request) {
    const search = {...query, isAborted: false};
    this.searches.push(search);
    request.socket.once('close', () => { search.isAborted = true; });
    if (this.holds) await new Promise((resolve) => { this.held.push(resolve); });
    return {status: this.status, body: JSON.stringify(CONTACTS[query.phone] ?? [])};
  }

  async #log(request) {
    assert.equal(request.method, 'POST');
    assert.equal(request.headers['content-type'], 'application/json');
    this.entries.push(JSON.parse(await text(request)));
    return {status: this.status, body: ''};
  }
}

const page = read('docs/recipes/crm-by-url.html').replace('/rc/rc-click-to-call.js', '/card.js');

async function until(condition) {
  for (let tries = 0; !condition(); tries++) {
    assert.ok(tries < 150, String(condition));
    await new Promise((resolve) => { setTimeout(resolve, 100); });
  }
}

describe('a CRM by URL', {timeout: 120_000}, () => {
  const crm = new Crm();
  const pages = InboundPages.use({
    html: page,
    files: {'/crm-by-url.js': read('docs/recipes/crm-by-url.js'), '/stays': page.replaceAll(' data-open-on-answer', '')},
    handle: (request) => crm.answer(request),
  });
  const STAYS = {address: '/stays'};
  beforeEach(() => crm.reset());

  it('is asked with both formats, and names the caller', () => pages.visit(STAYS, async (tab) => {
    await tab.hear(aCall('a').ringing);
    assert.deepEqual(await tab.contacts('a'), [{id: '51', name: 'Anna Berg', detail: 'Berg Bikes'}]);
    assert.deepEqual(crm.searches.map(({phone, national}) => [phone, national]), [[KNOWN, '(650) 555-0142']]);
    await tab.open('a');
    assert.deepEqual(await tab.opened(), [`${pages.origin}/contacts/51`]);
    assert.deepEqual(tab.problems, []);
  }));

  it('finds nobody, or several: each has an address within the CRM', () => pages.visit(STAYS, async (tab) => {
    await tab.hear(aCall('a', UNKNOWN).ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.open('a');
    await tab.hear(aCall('b', SHARED).ringing);
    assert.deepEqual(await tab.names('b'), ['Anna Berg', '<b>Ben</b>']);
    await tab.open('b', 1);
    assert.deepEqual(await tab.opened(), [`${pages.origin}/contacts?phone=%2B16505550199`, `${pages.origin}/contacts/..%2F52`]);
  }));

  for (const outcome of ['ended', 'missed', 'elsewhere', 'unanswered']) {
    it(`logs a call once: ${outcome}`, () => pages.visit(STAYS, async (tab) => {
      const call = aCall('a');
      await tab.hear(call.ringing);
      await tab.contacts('a');
      if (outcome === 'ended') await tab.hear(call.answered);
      await tab.hear(call[outcome]);
      await until(() => crm.entries.length > 0);
      await tab.settle();
      assert.deepEqual(crm.entries, [{...call[outcome], contacts: ['51']}]);
    }));
  }

  it('logs callers without a number, and asks for nobody', () => pages.visit(STAYS, async (tab) => {
    const calls = [aCall('a', ''), aCall('b', '', {extension: '102'})];
    for (const call of calls) {
      await tab.hear(call.ringing);
      await tab.hear(call.missed);
    }
    await until(() => crm.entries.length === 2);
    assert.deepEqual(crm.entries.map(({key, extension, contacts}) => [key, extension, contacts]), [['a', undefined, []], ['b', '102', []]]);
    assert.deepEqual(crm.searches, []);
  }));

  it('logs two calls at once', () => pages.visit(STAYS, async (tab) => {
    const [first, second] = [aCall('a'), aCall('b', SHARED)];
    await tab.hear(first.ringing);
    await tab.hear(second.ringing);
    await tab.contacts('a');
    await tab.contacts('b');
    await tab.hear(second.elsewhere);
    await tab.hear(first.answered);
    await tab.hear(first.ended);
    await until(() => crm.entries.length === 2);
    assert.deepEqual(crm.entries.map(({key, phase, contacts}) => [key, phase, contacts.length]).sort(), [['a', 'ended', 1], ['b', 'ended', 2]]);
  }));

  it('logs a call from one tab, whichever is primary at its end', () => pages.visit({...STAYS, tabs: 2}, async (first, second) => {
    const call = aCall('a');
    crm.holds = true;
    await first.hear(call.ringing, true);
    await second.hear(call.ringing, false);
    await first.hear(call.missed, false);
    await second.hear(call.missed, true);
    await until(() => crm.entries.length > 0);
    // The lookup of the first tab ends after the call, and its event is primary, as that of the ring was.
    // The browser sends equal requests of two tabs one after the other.
    await until(() => crm.held.length > 0);
    crm.holds = false;
    for (const answer of crm.held) answer();
    assert.deepEqual([await first.names('a'), await second.names('a')], [['Anna Berg'], ['Anna Berg']]);
    await Promise.all([first.settle(), second.settle()]);
    assert.deepEqual(crm.entries, [{...call.missed, contacts: []}]);
  }));

  it('opens the contact when the user answers, once, in one tab', () => pages.visit({}, async (tab) => {
    const call = aCall('a');
    await tab.hear(call.ringing);
    await tab.contacts('a');
    const left = tab.page.waitForNavigation();
    await tab.hear(call.answered);
    await left;
    assert.equal(tab.page.url(), `${pages.origin}/contacts/51`);
    // The call is still there on other pages with the card, in this tab and in others.
    await tab.page.goto(pages.origin);
    for (const other of [tab, await pages.open()]) {
      await other.hear(call.answered, false);
      await other.contacts('a');
      await other.settle();
      assert.equal(other.page.url(), `${pages.origin}/`);
    }
  }));

  it('opens the contact when the name comes after the answer', () => pages.visit({}, async (tab) => {
    const call = aCall('a');
    crm.holds = true;
    await tab.hear(call.ringing);
    await tab.hear(call.answered);
    await until(() => crm.held.length > 0);
    assert.equal(tab.page.url(), `${pages.origin}/`);
    const left = tab.page.waitForNavigation();
    crm.held[0]();
    await left;
    assert.equal(tab.page.url(), `${pages.origin}/contacts/51`);
  }));

  it('opens nothing by itself for several contacts or none, in a hidden tab, or where the page does not want it', async () => {
    const stays = async (tab, call) => {
      const url = tab.page.url();
      await tab.hear(call.ringing);
      await tab.contacts(call.ringing.key);
      await tab.hear(call.answered);
      await tab.settle();
      assert.equal(tab.page.url(), url);
    };
    await pages.visit({}, async (tab) => {
      await stays(tab, aCall('a', SHARED));
      await stays(tab, aCall('b', UNKNOWN));
      await tab.page.evaluate(() => Object.defineProperty(document, 'visibilityState', {value: 'hidden'}));
      await stays(tab, aCall('c'));
    });
    await pages.visit(STAYS, (tab) => stays(tab, aCall('a')));
  });

  it('hears that nobody waits for its answer any more', () => pages.visit(STAYS, async (tab) => {
    crm.holds = true;
    await tab.hear(aCall('a').ringing);
    await until(() => crm.searches.length > 0);
    await tab.abort('a');
    assert.deepEqual(await tab.names('a'), []);
    await until(() => crm.searches[0].isAborted);
  }));

  it('may fail: the card goes on, and the page says that the call was not logged', () => pages.visit(STAYS, async (tab) => {
    crm.status = 500;
    const call = aCall('a');
    await tab.hear(call.ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.open('a');
    assert.deepEqual(await tab.opened(), [`${pages.origin}/contacts?phone=%2B16505550142`]);
    await tab.hear(call.missed);
    await until(() => tab.problems.includes('The CRM has not logged the call.'));
    crm.status = 200;
    await tab.hear(aCall('b').ringing);
    assert.deepEqual(await tab.names('b'), ['Anna Berg']);
  }));

  it('has no answer while there is no network: the card goes on', () => pages.visit(STAYS, async (tab) => {
    await tab.page.setOfflineMode(true);
    await tab.hear(aCall('a').ringing);
    assert.deepEqual(await tab.names('a'), []);
    await tab.hear(aCall('a').missed);
    await until(() => tab.problems.includes('The CRM has not logged the call.'));
    assert.deepEqual(crm.entries, []);
  }));
});
