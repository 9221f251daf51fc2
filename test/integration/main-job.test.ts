/**
 * The main job over real HTTP: elements and store against the simulator on another origin. It looks
 * at roles and text that users see, requests that the simulator received, and DOM events.
 */
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/index.js';
import type {RcCallChangeEvent, RcCallEndEvent} from '../../src/elements/internal/events.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import {getStore} from '../../src/store/index.js';
import {byRole, nameOf, textOf} from '../elements/support.js';
import {numberOf} from '../support/scenarios.js';
import {type World, world} from '../support/simulator.js';

/** Waits for a condition, at most twenty seconds, since requests take real time. */
async function until<T>(condition: () => T | null | undefined | false, what: string): Promise<T> {
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    const found = condition();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`This did not happen: ${what}`);
}

interface Page {
  readonly world: World;
  readonly account: string;
  readonly root: HTMLElement;
  readonly button: HTMLElement;
  readonly status: HTMLElement;
  readonly phases: string[];
  readonly ends: RcCallEndEvent['detail'][];
}

let account = 0;

/** Opens a page with a session, a call button, both selects and the status. */
async function openPage(scenario: string, {signedIn = true, options = {}}: {signedIn?: boolean; options?: Readonly<Record<string, unknown>>} = {}): Promise<Page> {
  const ownWorld = world();
  await ownWorld.options(options);
  const token = signedIn ? (await ownWorld.tokens()).access_token : '';
  const name = `integration-${++account}`;
  const phases: string[] = [];
  const ends: RcCallEndEvent['detail'][] = [];
  const root = await fixture<HTMLElement>(html`
    <main
      @rc-call-change=${({detail}: RcCallChangeEvent) => phases.push(detail.call.phase)}
      @rc-call-end=${({detail}: RcCallEndEvent) => ends.push(detail)}
    >
      ${signedIn ? html`<rc-session account=${name} server=${ownWorld.server} .getAccessToken=${() => Promise.resolve(token)}></rc-session>` : ''}
      <rc-number-select account=${name} kind="from" label="Ring me on"></rc-number-select>
      <rc-number-select account=${name} kind="caller-id" label="Caller ID"></rc-number-select>
      <rc-click-to-call account=${name} to=${numberOf(scenario)} name="Anna Ames" confirm="never">Call Anna Ames</rc-click-to-call>
      <rc-call-status account=${name}></rc-call-status>
    </main>`);
  if (signedIn) await until(() => getStore(name).session.get().state === 'ready', 'the session is ready');
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  return {world: ownWorld, account: name, root, button: find('rc-click-to-call'), status: find('rc-call-status'), phases, ends};
}

const shown = ({status}: Page) => textOf(status.shadowRoot!);
const sees = (page: Page, text: string) => until(() => shown(page).includes(text), `the status says "${text}", not "${shown(page)}"`);
const call = async (page: Page) => {
  const control = await until(() => byRole(page.button, 'button'), 'there is a call button');
  control.click();
};
const accessible = (page: Page) => expect(page.root).to.be.accessible();

describe('the main job, over HTTP', function () {
  this.timeout(40_000);

  it('places a call and shows each phase to the end', async () => {
    const page = await openPage('answered');
    await accessible(page);
    await call(page);
    await sees(page, 'Ringing your phone…');
    await accessible(page);
    await page.world.advance(6_000);
    await sees(page, 'Ringing Anna Ames…');
    await page.world.advance(6_000);
    await sees(page, 'Connected');
    await accessible(page);
    await page.world.advance(10_000);
    await sees(page, 'Call ended');
    await accessible(page);
    expect(page.phases).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected', 'ended']);
    expect(page.ends.map(({primary}) => primary)).to.deep.equal([true]);
    const posts = (await page.world.requests('/ring-out')).filter(({method}) => method === 'POST');
    expect(posts.map(({body}) => body)).to.deep.equal([{to: {phoneNumber: numberOf('answered')}}]);
    const statusReads = await page.world.requests('/ring-out/');
    expect(statusReads.every(({method, status}) => method === 'GET' && status === 200)).to.equal(true);
  });

  const failures: [string, string, number?][] = [
    ['busy', 'Anna Ames is busy', 11], ['no-answer', 'Anna Ames did not answer', 21], ['phone-offline', 'Your phone could not be reached', 6],
    ['no-funds', 'not enough credit', 11], ['permission-missing', 'not allowed'], ['throttled', 'Too many requests'], ['server-error', 'may still ring'],
  ];
  for (const [scenario, words, seconds = 0] of failures) {
    it(`shows the cause and the leg, another try and a link: ${scenario}`, async () => {
      const page = await openPage(scenario);
      await call(page);
      await until(() => page.phases.length > 1, 'the call is placed');
      await page.world.advance(seconds * 1000);
      await until(() => page.ends.length, 'the call is over');
      await until(() => (shown(page) + textOf(page.button.shadowRoot!)).match(words), `"${words}" in "${shown(page)}" or "${textOf(page.button.shadowRoot!)}"`);
      await until(() => byRole(page.button, 'button', /again/i) ?? byRole(page.status, 'button', /again/i), 'a deliberate "try again" is offered');
      await until(() => page.button.shadowRoot!.querySelector('a[href^="tel:"], a[href^="rcmobile:"]'), 'there is a link to call by');
      await accessible(page);
      const posts = (await page.world.requests('/ring-out')).filter(({method}) => method === 'POST');
      expect(posts).to.have.length(1);
    });
  }

  it('cancels while the first leg rings, and shows it once RingCentral confirms it', async () => {
    const page = await openPage('no-answer-here');
    await call(page);
    await sees(page, 'Ringing your phone…');
    const cancel = await until(() => byRole(page.status, 'button', /cancel/i), 'there is a way to cancel');
    await until(() => {
      cancel.click(); // ignored for a moment after the button has changed its meaning
      return page.phases.includes('canceling');
    }, 'the call is being canceled');
    await sees(page, 'Canceling…');
    await accessible(page);
    await page.world.advance(4_000);
    await sees(page, 'Call canceled');
    expect(page.phases).to.deep.equal(['placing', 'ringing-caller', 'canceling', 'canceled']);
    const deletes = (await page.world.requests('/ring-out/')).filter(({method}) => method === 'DELETE');
    expect(deletes).to.have.length(1);
  });

  it('loads every page of both number lists, and uses the chosen numbers', async () => {
    const page = await openPage('answered', {options: {forwardingNumbers: 250, phoneNumbers: 130}});
    const [from, callerId] = Array.from(page.root.querySelectorAll<RcNumberSelect>('rc-number-select'));
    const options = (select?: RcNumberSelect) => Array.from(select?.shadowRoot?.querySelectorAll('option') ?? [])
      .map(({value}) => value).filter((value) => value.startsWith('+'));
    const {fromNumbers, callerIds} = getStore(page.account);
    for (const list of [fromNumbers, callerIds]) await until(() => list.get().state === 'ready' && !list.get().loadingMore, 'the list is read to its end');
    const pages = async (path: string) => (await page.world.requests(path)).map(({query}) => query.page);
    expect(await pages('/forwarding-number')).to.deep.equal(['1', '2', '3']);
    expect((await pages('/phone-number')).length).to.be.greaterThan(1);
    await until(() => options(from).length === fromNumbers.get().options.length, 'every phone is offered');
    expect(options(callerId)).to.have.members(callerIds.get().options.map(({number}) => number));
    const [phone, shownNumber] = [fromNumbers.get().options[200]!.number, callerIds.get().options[100]!.number];
    for (const [select, value] of [[from, phone], [callerId, shownNumber]] as const) {
      const control = select!.shadowRoot!.querySelector('select')!;
      control.value = value;
      control.dispatchEvent(new Event('change', {bubbles: true}));
    }
    await accessible(page);
    await call(page);
    await until(() => page.phases.includes('ringing-caller'), 'the call rings');
    const [post] = (await page.world.requests('/ring-out')).filter(({method}) => method === 'POST');
    expect(post?.body).to.deep.equal({to: {phoneNumber: numberOf('answered')}, from: {phoneNumber: phone}, callerId: {phoneNumber: shownNumber}});
  });

  it('shows a link without a session, and sends no request', async () => {
    const page = await openPage('answered', {signedIn: false});
    const link = await until(() => byRole(page.button, 'link'), 'there is a link');
    expect(nameOf(link)).to.equal('Call Anna Ames');
    expect(link.getAttribute('href')).to.equal(`tel:${numberOf('answered')}`);
    await accessible(page);
    expect(await page.world.requests()).to.deep.equal([]);
  });
});
