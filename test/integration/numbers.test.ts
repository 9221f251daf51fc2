/** Number selects, prompts and refused calls over real HTTP, against the simulator. */
import {expect, fixture, html} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/index.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcNumberSelect} from '../../src/elements/number-select/number-select.js';
import type {RcCallErrorEvent} from '../../src/elements/internal/events.js';
import {getStore} from '../../src/store/index.js';
import type {CallError, Store} from '../../src/store/types.js';
import {byRole, later, part, textOf} from '../elements/support.js';
import {numberOf} from '../support/scenarios.js';
import {type Fault, type World, world} from '../support/simulator.js';

/** Waits for a condition, at most twenty seconds, since requests take real time. */
async function until<T>(condition: () => T | null | undefined | false, what: string): Promise<T> {
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    const found = condition();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error(`This did not happen: ${what}`);
}

interface Page {
  readonly world: World;
  readonly store: Store;
  readonly root: HTMLElement;
  readonly button: RcClickToCall;
  readonly errors: CallError[];
  posts(): Promise<readonly {readonly from?: unknown}[]>;
}

let account = 0;

async function openPage(
  {to = numberOf('answered'), more, options = {}, faults = []}: {
    to?: string; more?: (account: string) => TemplateResult; options?: Readonly<Record<string, unknown>>; faults?: readonly Fault[];
  } = {},
): Promise<Page> {
  const ownWorld = world();
  await ownWorld.options(options);
  await ownWorld.faults(...faults);
  const token = (await ownWorld.tokens()).access_token;
  const name = `numbers-${++account}`;
  const errors: CallError[] = [];
  const root = await fixture<HTMLElement>(html`
    <main @rc-call-error=${({detail}: RcCallErrorEvent) => errors.push(detail.error)}>
      <rc-session account=${name} server=${ownWorld.server} .getAccessToken=${() => Promise.resolve(token)}></rc-session>
      <rc-click-to-call account=${name} to=${to} name="Anna Ames" confirm="never">Call Anna Ames</rc-click-to-call>
      ${more?.(name)}
    </main>`);
  const store = getStore(name);
  await until(() => store.session.get().state === 'ready', 'the session is ready');
  return {
    world: ownWorld, store, root, errors,
    button: root.querySelector('rc-click-to-call') as RcClickToCall,
    posts: async () => (await ownWorld.requests('/ring-out')).filter(({method}) => method === 'POST').map(({body}) => body as object),
  };
}

const click = async ({button}: Page): Promise<void> => (await until(() => byRole(button, 'button'), 'there is a call button')).click();
const press = ({button}: Page, name: string): Promise<void> => later(900, () => byRole(button, 'button', name)?.click());
const accessible = ({root}: Page): Promise<void> => expect(root).to.be.accessible() as unknown as Promise<void>;

/** The prompt's number select, once it is rendered. */
const promptSelect = ({button}: Page): Promise<HTMLElement> => until(() => {
  const select = button.shadowRoot?.querySelector('rc-number-select');
  return select?.shadowRoot?.querySelector('select, input') && select;
}, 'it asks which phone to ring');

const pick = (select: Element, value: string): void => {
  const control = select.shadowRoot?.querySelector('select') as HTMLSelectElement;
  control.value = value;
  control.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
  control.dispatchEvent(new Event('change', {bubbles: true}));
};

const selects = (name: string): TemplateResult => html`
  <rc-number-select account=${name} kind="from"></rc-number-select>
  <rc-number-select account=${name} kind="caller-id"></rc-number-select>`;

describe('numbers, over HTTP', function () {
  this.timeout(30_000);

  it('shows before the click which number the callee sees by default', async () => {
    const page = await openPage({more: selects});
    const title = (): string => byRole(page.button, 'button')?.title ?? '';
    await until(() => title().includes('Anna Ames sees +1 650 555 0170.'), `"${title()}" tells of the default`);
    expect(title()).to.equal('We ring your phone first, then Anna Ames. Anna Ames sees +1 650 555 0170.');
    await until(() => page.store.fromNumbers.get().options.length, 'the phones are there');
    const [from, callerId] = page.root.querySelectorAll('rc-number-select');
    pick(from as Element, '+16505550152');
    pick(callerId as Element, '+16505550172');
    await until(() => title() === 'We ring +1 650 555 0152 first, then Anna Ames. Anna Ames sees +1 650 555 0172.', 'it follows the choice');
    await click(page);
    await until(() => page.store.calls.get()[0]?.id, 'the call is placed');
    expect(await page.posts()).to.deep.equal([
      {to: {phoneNumber: numberOf('answered')}, from: {phoneNumber: '+16505550152'}, callerId: {phoneNumber: '+16505550172'}},
    ]);
  });

  it('asks which phone to ring when the account has none, with one light request, and rings the answer', async () => {
    const page = await openPage({options: {forwardingNumbers: 0}});
    await click(page);
    const select = await promptSelect(page);
    expect(await page.posts()).to.deep.equal([]);
    expect((await page.world.requests('/forwarding-number')).length).to.equal(1);
    await accessible(page);
    const input = await until(() => select.shadowRoot?.querySelector('input'), 'a box to type in');
    input.value = '650 555 0199';
    input.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    input.dispatchEvent(new Event('change', {bubbles: true}));
    await until(() => page.store.choices.get().from === '+16505550199', 'the number is taken');
    await press(page, 'Call');
    await until(() => page.store.calls.get()[0]?.id, 'the call is placed');
    expect(await page.posts()).to.deep.equal([{to: {phoneNumber: numberOf('answered')}, from: {phoneNumber: '+16505550199'}}]);
    expect((await page.world.requests('/forwarding-number')).length, 'the list is kept').to.equal(1);
  });

  it('asks which phone to ring when RingCentral does not choose one, and calls again only on a click', async () => {
    const page = await openPage({options: {fromRequired: true}});
    await click(page);
    const select = await promptSelect(page);
    expect(part(page.button, 'message')).to.contain('RingCentral needs to know which phone to ring.');
    await accessible(page);
    await until(() => select.shadowRoot?.querySelectorAll('option[value^="+"]').length === 4, 'the phones are offered');
    pick(select, '+16505550151');
    expect((await page.posts()).length).to.equal(1);
    await press(page, 'Try again');
    await until(() => page.store.calls.get().find(({id}) => id), 'the call is placed');
    expect((await page.posts()).map(({from}) => from)).to.deep.equal([undefined, {phoneNumber: '+16505550151'}]);
  });

  it('places a call although the list of phones cannot be read', async () => {
    const page = await openPage({faults: [{path: '/forwarding-number', times: 9, status: 500}]});
    await click(page);
    await until(() => page.store.calls.get()[0]?.id, 'the call is placed');
    expect(await page.posts()).to.deep.equal([{to: {phoneNumber: numberOf('answered')}}]);
  });

  it('shows that numbers cannot be read, and reads them on a click', async () => {
    const page = await openPage({more: selects, faults: [{path: '/forwarding-number', status: 500}]});
    const select = page.root.querySelector('rc-number-select') as RcNumberSelect;
    const retry = await until(() => byRole(select, 'button', 'Try again'), 'it offers another try');
    expect(part(select, 'error')).to.contain('could not be read');
    await accessible(page);
    retry.click();
    await until(() => select.shadowRoot?.querySelectorAll('option[value^="+"]').length === 4, 'the numbers are there');
  });

  it('shows a thousand numbers: the first page at once, then all, and a filter', async () => {
    const page = await openPage({options: {phoneNumbers: 1000}});
    const select = document.createElement('rc-number-select');
    Object.assign(select, {kind: 'caller-id', account: page.store.account});
    const counts: number[] = [];
    const options = (): number => select.shadowRoot?.querySelectorAll('option[value^="+"]').length ?? 0;
    page.store.callerIds.listen(() => void select.updateComplete.then(() => counts.push(options())), true);
    page.root.append(select);
    await until(() => options() === 1000, 'all numbers are offered');
    expect(counts.find((count) => count > 0), 'the first paint with numbers').to.equal(100);
    const filter = select.shadowRoot?.querySelector('input[type=search]') as HTMLInputElement;
    const began = performance.now();
    filter.value = 'number 777';
    filter.dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    await select.updateComplete;
    expect(options()).to.equal(1);
    expect(performance.now() - began, 'ms to filter').to.be.below(500);
    await accessible(page);
  });

  describe('do not call', () => {
    const refusals: [string, string | undefined, (page: Page) => void][] = [
      ['the option, at once', 'On our list', ({store}) => store.configure({screen: () => 'On our list'})],
      ['the option, later', 'Not before May', ({store}) => store.configure({screen: () => Promise.resolve('Not before May')})],
      ['the option, by a fault', undefined, ({store}) => store.configure({screen: () => Promise.reject(new Error('down'))})],
      ['the event, with a reason', 'Ask the team first', ({root}) =>
        root.addEventListener('rc-call-request', (event) => event.refuse('Ask the team first'))],
      ['the event', undefined, ({root}) => root.addEventListener('rc-call-request', (event) => event.preventDefault())],
    ];
    for (const [how, reason, set] of refusals) {
      it(`refuses the call without a request, and shows why: ${how}`, async () => {
        const page = await openPage();
        set(page);
        await click(page);
        await until(() => part(page.button, 'message'), 'the card shows why');
        const shown = part(page.button, 'message');
        if (reason) expect(shown).to.contain(reason);
        else expect(shown).to.match(/This number must not be called|could not check whether this number may be called/);
        expect(page.errors.map(({code}) => code)).to.deep.equal(['do-not-call']);
        if (reason) expect(page.errors[0]?.message).to.equal(reason);
        expect(await page.posts()).to.deep.equal([]);
        await accessible(page);
      });
    }
  });

  it('calls the number without its extension, and shows when to dial that', async () => {
    const page = await openPage({
      to: `${numberOf('answered-long')};ext=227`,
      more: (name) => html`<rc-call-status account=${name}></rc-call-status>`,
    });
    const status = page.root.querySelector('rc-call-status') as HTMLElement;
    const shown = (): string => textOf(status.shadowRoot as ShadowRoot);
    expect(textOf(await until(() => byRole(page.button, 'button'), 'it can call'))).to.equal('Call Anna Ames then dial 227');
    await click(page);
    await until(() => shown().includes('Once connected, dial 227.'), `"${shown()}" says what to dial`);
    // Time that passes before the call is placed does not move the call.
    await until(() => shown().includes('Ringing your phone'), `"${shown()}" rings`);
    await page.world.advance(12_000);
    await until(() => shown().includes('Now dial 227.'), `"${shown()}" says when`);
    await accessible(page);
    expect(await page.posts()).to.deep.equal([{to: {phoneNumber: numberOf('answered-long')}}]);
  });
});
