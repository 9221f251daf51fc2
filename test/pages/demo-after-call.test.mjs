// After a call in the demo: a note, an outcome, RingCentral's record, and the row that the page
// writes of them into its own call log.
import assert from 'node:assert/strict';
import {describe, test} from 'node:test';
import {scenarioNamed} from '../../demo/simulator/scenarios.js';
import {watch} from '../support/chromium.mjs';
import {until, visitOf} from '../support/demo.mjs';
import {assertAccessible, loggedEvents, useDemo} from './demo-page.mjs';

const NOTE = 'rc-call-status >>> [part=note]';
const OUTCOME = 'rc-call-status >>> [part=outcome]';

/** The rows of the page's call log, newest first, as their texts without the times. */
const rows = (page) => page.$$eval('#call-log li', (items) => items.map((item) =>
  [...item.children].slice(1).map((child) => child.innerText.replace(/\s+/g, ' ').trim())));

/** Waits until the call log has these rows. */
async function showsRows(page, ...wanted) {
  let seen;
  await until(async () => {
    seen = await rows(page);
    return JSON.stringify(seen) === JSON.stringify(wanted);
  }).catch((error) => assert.fail(`${error.message} Wanted ${JSON.stringify(wanted)}, saw ${JSON.stringify(seen)}.`));
}

const valueOf = (page, selector) => page.$eval(selector, ({value}) => value);
const hasValue = (page, selector, value) => until(async () =>
  await page.$(selector) !== null && await valueOf(page, selector) === value);

/** How often the events of this name were logged, and how often as the primary one. */
async function eventCounts(page, name) {
  const events = (await loggedEvents(page)).filter((text) => text.startsWith(name));
  return [events.length, events.filter((text) => text.includes('primary')).length];
}

/** A click on Anna's button, and the talk with her. */
async function talkToAnna({page, pass, shows}) {
  await (await page.$('rc-click-to-call')).click();
  await shows('Ringing your phone…');
  await pass(12);
  await shows('Connected');
}

/** The end of the talk with Anna, and RingCentral's record of it. */
async function endTalk({pass, shows}) {
  await pass(10);
  await shows('Call ended');
  await pass(3);
}

async function typeNote(page, text) {
  await (await page.waitForSelector(NOTE)).type(text);
}

const ANNA = 'Anna (650) 555-0100';
/** Ten seconds at the speed of the tests. */
const TALK = '16:40 min';

describe('after a call in the demo', () => {
  const demo = useDemo();

  test('what is typed while talking survives a reload, and the row is complete in the end', () => demo.open(async (visit) => {
    const {page, press, shows, signIn} = visit;
    const {problems} = watch(page);
    await signIn();
    await showsRows(page);
    await talkToAnna(visit);
    await typeNote(page, 'Wants the white rope');
    await page.select(OUTCOME, 'Reached');
    await assertAccessible(page, 'a note while talking');

    await page.reload();
    await shows('Connected');
    await hasValue(page, NOTE, 'Wants the white rope');
    await hasValue(page, OUTCOME, 'Reached');
    await page.focus(NOTE);
    await page.keyboard.press('End');
    await typeNote(page, ' by Friday');
    await endTalk(visit);
    assert.equal(await valueOf(page, NOTE), 'Wants the white rope by Friday');
    // What is not saved yet is not in the log yet.
    await showsRows(page, [ANNA, `Call connected · ${TALK}`]);

    await press('Save note – Anna');
    const complete = [ANNA, `Reached Call connected · ${TALK}`, 'Wants the white rope by Friday'];
    await showsRows(page, complete);
    await assertAccessible(page, 'a complete row');
    assert.deepEqual(await eventCounts(page, 'rc-call-note'), [1, 1]);
    await press('Dismiss');
    await page.waitForFunction(() => document.querySelector('rc-call-status').shadowRoot.querySelector('[part=note]') === null);
    assert.deepEqual(await eventCounts(page, 'rc-call-note'), [1, 1]);
    await page.reload();
    await showsRows(page, complete);
    assert.deepEqual(problems.filter((text) => !text.includes('redirect URI to register')), []);
  }));

  test('a note that is not saved by hand is saved when its call is dismissed', () => demo.open(async (visit) => {
    const {page, press, signIn} = visit;
    await signIn();
    await talkToAnna(visit);
    await endTalk(visit);
    await showsRows(page, [ANNA, `Call connected · ${TALK}`]);
    await page.select(OUTCOME, 'Left message');
    await press('Dismiss');
    await showsRows(page, [ANNA, `Left message Call connected · ${TALK}`]);
    assert.deepEqual(await eventCounts(page, 'rc-call-note'), [1, 1]);
  }));

  test('a note that is not saved by hand is saved when the user signs out', () => demo.open(async (visit) => {
    const {page, press, button, signIn} = visit;
    await signIn();
    await talkToAnna(visit);
    await endTalk(visit);
    await showsRows(page, [ANNA, `Call connected · ${TALK}`]);
    await typeNote(page, 'Pays by card');
    await press('Sign out Alex Morgan');
    await button('Sign in');
    await showsRows(page, [ANNA, `Call connected · ${TALK}`, 'Pays by card']);
    assert.equal(await page.$(NOTE), null);
  }));

  test('two tabs write one row, whichever of them the user takes', () => demo.open(async (visit) => {
    const {context, page, shows, signIn} = visit;
    await signIn();
    const other = await context.newPage();
    await other.goto(page.url());
    const otherTab = visitOf(context, other, visit.world);
    await otherTab.button('Sign out Alex Morgan');
    await page.bringToFront();
    await talkToAnna(visit);
    await typeNote(page, 'Bronze cleats');
    await other.bringToFront();
    await otherTab.shows('Connected');
    await hasValue(other, NOTE, 'Bronze cleats');
    await other.select(OUTCOME, 'Call again');
    await endTalk(otherTab);
    await shows('Call ended');
    await otherTab.press('Save note – Anna');
    const complete = [ANNA, `Call again Call connected · ${TALK}`, 'Bronze cleats'];
    await showsRows(other, complete);
    await showsRows(page, complete);
    for (const name of ['rc-call-end', 'rc-call-note', 'rc-call-details']) {
      const counts = await Promise.all([page, other].map((tab) => eventCounts(tab, name)));
      assert.deepEqual(counts.map(([all]) => all), [1, 1], name);
      assert.equal(counts[0][1] + counts[1][1], 1, name);
    }
    await page.close();
    await other.reload();
    await showsRows(other, complete);
  }));

  test('a recording is a link without a token, once RingCentral has it', () => demo.open(async (visit) => {
    const {page, pass, shows, signIn, world} = visit;
    const {number} = scenarioNamed('recorded');
    await signIn();
    await (await page.waitForSelector(`.scenarios rc-click-to-call[to="${number}"]`)).click();
    await shows('Ringing your phone…');
    await pass(12);
    await shows('Connected');
    await pass(40);
    world.hangUp();
    await shows('Call ended');
    await pass(40);
    await until(async () => (await rows(page)).flat().some((text) => text.endsWith('Recording')));
    const [[who, facts]] = await rows(page);
    assert.equal(who, '(650) 555-0132');
    assert.match(facts, /^Call connected · 66:\d\d min Recording$/);
    const href = await page.$eval('#call-log a', (link) => link.href);
    assert.match(href, /\/recording\/\d+\/content$/);
    const opened = await visit.context.newPage();
    assert.equal((await opened.goto(href)).status(), 401);
    assert.match(await opened.$eval('main', (main) => main.innerText), /users who are signed in there/);
  }));

  test('a call that RingCentral does not list keeps the row that the page wrote', () => demo.open(async (visit) => {
    const {page, signIn} = visit;
    await signIn();
    await talkToAnna(visit);
    await endTalk(visit);
    await until(async () => (await rows(page)).length === 1);
    const [[who, facts]] = await rows(page);
    assert.equal(who, ANNA);
    assert.match(facts, /^Completed · 0:\d\d min$/);
  }, {options: {missingPermissions: ['ReadCallLog']}}));

  test('a row for a call that failed says why, and is cleared by a click', () => demo.open(async (visit) => {
    const {page, pass, shows, signIn} = visit;
    await signIn();
    await (await page.waitForSelector('rc-click-to-call[name="Ben Okafor"]')).click();
    await shows('Ringing your phone…');
    await pass(10);
    await shows('Ben Okafor is busy. Try again later.');
    await pass(3);
    await showsRows(page, ['Ben Okafor (650) 555-0102', 'Busy']);
    await page.click('#clear-calls');
    await showsRows(page);
    await page.reload();
    await showsRows(page);
  }));
});
