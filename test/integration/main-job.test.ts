/**
 * The main job over real HTTP: elements, store and the real requests against the simulator on another origin. What
 * people see is asserted by role and text, what was asked by what the simulator received, what hosts hear by events.
 */
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/index.js';
import type {RcCallChangeEvent, RcCallEndEvent} from '../../src/elements/internal/events.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import {getStore} from '../../src/store/index.js';
import {byRole, nameOf, textOf} from '../elements/support.js';
import {numberOf} from '../support/scenarios.js';
import {type World, world} from '../support/simulator.js';

/** Conditions take as long as requests do; ten seconds at most. */
async function until<T>(look: () => T | null | undefined | false, what: string): Promise<T> {
  for (const end = performance.now() + 10_000; performance.now() < end;) {
    const found = look();
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

/** A page of a user: session, one button, both selects, the status; signed in unless said otherwise. */
async function page(scenario: string, {signedIn = true, options = {}}: {signedIn?: boolean; options?: Readonly<Record<string, unknown>>} = {}): Promise<Page> {
  const place = world();
  await place.options(options);
  const token = signedIn ? (await place.tokens()).access_token : '';
  const name = `integration-${++account}`;
  const phases: string[] = [];
  const ends: RcCallEndEvent['detail'][] = [];
  const root = await fixture<HTMLElement>(html`
    <main
      @rc-call-change=${({detail}: RcCallChangeEvent) => phases.push(detail.call.phase)}
      @rc-call-end=${({detail}: RcCallEndEvent) => ends.push(detail)}
    >
      ${signedIn ? html`<rc-session account=${name} server=${place.server} .getAccessToken=${() => Promise.resolve(token)}></rc-session>` : ''}
      <rc-number-select account=${name} kind="from" label="Ring me on"></rc-number-select>
      <rc-number-select account=${name} kind="caller-id" label="Caller ID"></rc-number-select>
      <rc-click-to-call account=${name} to=${numberOf(scenario)} name="Anna Ames" confirm="never">Call Anna Ames</rc-click-to-call>
      <rc-call-status account=${name}></rc-call-status>
    </main>`);
  if (signedIn) await until(() => getStore(name).session.get().state === 'ready', 'the session is ready');
  const find = (selector: string) => root.querySelector<HTMLElement>(selector)!;
  return {world: place, account: name, root, button: find('rc-click-to-call'), status: find('rc-call-status'), phases, ends};
}

const shown = ({status}: Page) => textOf(status.shadowRoot!);
const sees = (one: Page, text: string) => until(() => shown(one).includes(text), `the status says "${text}", not "${shown(one)}"`);
const call = async (one: Page) => {
  const control = await until(() => byRole(one.button, 'button'), 'there is a call button');
  control.click();
};
const accessible = (one: Page) => expect(one.root).to.be.accessible();

describe('the main job, over HTTP', function () {
  this.timeout(40_000);

  it('places a call and shows every phase to its end', async () => {
    const one = await page('answered');
    await accessible(one);
    await call(one);
    await sees(one, 'Ringing your phone…');
    await accessible(one);
    await one.world.advance(6_000);
    await sees(one, 'Ringing Anna Ames…');
    await one.world.advance(6_000);
    await sees(one, 'Connected');
    await accessible(one);
    await one.world.advance(10_000);
    await sees(one, 'Call ended');
    await accessible(one);
    expect(one.phases).to.deep.equal(['placing', 'ringing-caller', 'ringing-callee', 'connected', 'ended']);
    expect(one.ends.map(({primary}) => primary)).to.deep.equal([true]);
    const posts = (await one.world.requests('/ring-out')).filter(({method}) => method === 'POST');
    expect(posts.map(({body}) => body)).to.deep.equal([{to: {phoneNumber: numberOf('answered')}}]);
    const asked = await one.world.requests('/ring-out/');
    expect(asked.every(({method, status}) => method === 'GET' && status === 200)).to.equal(true);
  });

  const failures: [string, string, number?][] = [
    ['busy', 'Anna Ames is busy', 11], ['no-answer', 'Anna Ames did not answer', 21], ['phone-offline', 'Your phone could not be reached', 6],
    ['no-funds', 'not enough credit', 11], ['permission-missing', 'not allowed'], ['throttled', 'Too many requests'], ['server-error', 'may still ring'],
  ];
  for (const [scenario, words, seconds = 0] of failures) {
    it(`says what went wrong and on which leg, offers another try and a link: ${scenario}`, async () => {
      const one = await page(scenario);
      await call(one);
      await until(() => one.phases.length > 1, 'the call is placed');
      await one.world.advance(seconds * 1000);
      await until(() => one.ends.length, 'the call is over');
      await until(() => (shown(one) + textOf(one.button.shadowRoot!)).match(words), `"${words}" in "${shown(one)}" or "${textOf(one.button.shadowRoot!)}"`);
      await until(() => byRole(one.button, 'button', /again/i) ?? byRole(one.status, 'button', /again/i), 'a deliberate "try again" is offered');
      await until(() => one.button.shadowRoot!.querySelector('a[href^="tel:"], a[href^="rcmobile:"]'), 'there is a link to call by');
      await accessible(one);
      const posts = (await one.world.requests('/ring-out')).filter(({method}) => method === 'POST');
      expect(posts).to.have.length(1);
    });
  }

  it('cancels while the first leg rings, and says so only when the platform does', async () => {
    const one = await page('no-answer-here');
    await call(one);
    await sees(one, 'Ringing your phone…');
    const cancel = await until(() => byRole(one.status, 'button', /cancel/i), 'there is a way to cancel');
    await until(() => {
      cancel.click(); // ignored for a moment, since the button has just changed its meaning
      return one.phases.includes('canceling');
    }, 'the call is being canceled');
    await sees(one, 'Canceling…');
    await accessible(one);
    await one.world.advance(4_000);
    await sees(one, 'Call canceled');
    expect(one.phases).to.deep.equal(['placing', 'ringing-caller', 'canceling', 'canceled']);
    const deletes = (await one.world.requests('/ring-out/')).filter(({method}) => method === 'DELETE');
    expect(deletes).to.have.length(1);
  });

  it('offers both lists over all their pages, and uses what is chosen', async () => {
    const one = await page('answered', {options: {forwardingNumbers: 250, phoneNumbers: 130}});
    const [from, callerId] = Array.from(one.root.querySelectorAll<RcNumberSelect>('rc-number-select'));
    const options = (select?: RcNumberSelect) => Array.from(select?.shadowRoot?.querySelectorAll('option') ?? [])
      .map(({value}) => value).filter((value) => value.startsWith('+'));
    const {fromNumbers, callerIds} = getStore(one.account);
    for (const list of [fromNumbers, callerIds]) await until(() => list.get().state === 'ready' && !list.get().loadingMore, 'the list is read to its end');
    const pages = async (path: string) => (await one.world.requests(path)).map(({query}) => query.page);
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
    await accessible(one);
    await call(one);
    await until(() => one.phases.includes('ringing-caller'), 'the call rings');
    const [post] = (await one.world.requests('/ring-out')).filter(({method}) => method === 'POST');
    expect(post?.body).to.deep.equal({to: {phoneNumber: numberOf('answered')}, from: {phoneNumber: phone}, callerId: {phoneNumber: shownNumber}});
  });

  it('is a link without a session, and asks nothing of anybody', async () => {
    const one = await page('answered', {signedIn: false});
    const link = await until(() => byRole(one.button, 'link'), 'there is a link');
    expect(nameOf(link)).to.equal('Call Anna Ames');
    expect(link.getAttribute('href')).to.equal(`tel:${numberOf('answered')}`);
    await accessible(one);
    expect(await one.world.requests()).to.deep.equal([]);
  });
});
