import {aTimeout, expect, fixture, html} from '@open-wc/testing';
import fc from 'fast-check';
import {setViewport} from '@web/test-runner-commands';
import type {RcInboundCall} from '../../src/elements/inbound-call/inbound-call.js';
import type {Contact} from '../../src/elements/internal/contacts.js';
import type {Inbound} from '../../src/store/types.js';
import {fakeStore} from '../elements/fake-store.js';
import {byRole, later, nameOf, textOf, until} from '../elements/support.js';
import {anInbound, anonymous, cardsOf, renderTag, report} from './support.js';

const ANNA: Contact = {name: 'Anna Lee', id: '42', detail: 'Acme'};

const whoOf = (element: Element): string => textIn(element, '.who')[0] ?? '';
const textIn = (element: Element, selector: string): string[] =>
  [...element.shadowRoot!.querySelectorAll(selector)].map(textOf);
const openLink = (element: Element): HTMLAnchorElement | null => element.shadowRoot!.querySelector('a[part~=open]');

describe('<rc-inbound-call>', () => {
  it('is empty and takes no space while nobody calls', async () => {
    const element = await renderTag(fakeStore());
    expect(cardsOf(element)).to.have.length(0);
    expect(element.shadowRoot!.textContent.trim()).to.equal('');
    expect(getComputedStyle(element).display).to.equal('none');
  });

  it('watches the calls to the user, so that they are told of', async () => {
    const store = fakeStore();
    const passives: unknown[] = [];
    const {listen} = store.inbound;
    store.inbound.listen = (listener, ...rest: unknown[]) => {
      passives.push(...rest);
      return listen.call(store.inbound, listener);
    };
    let watching = 0;
    const original = store.inbound.listen;
    store.inbound.listen = (...given) => {
      watching++;
      const stop = original(...given);
      return () => { watching--; stop(); };
    };
    const element = await renderTag(store);
    expect(watching).to.equal(1);
    expect(passives).to.deep.equal([]);
    element.remove();
    expect(watching).to.equal(0);
  });

  it('tells the developer, once, of an address that it does not use', async () => {
    const {warn} = console;
    const warnings: string[] = [];
    console.warn = (...parts: unknown[]) => void warnings.push(parts.join(' '));
    const store = fakeStore();
    const element = await renderTag(store, {contactUrl: 'http://other.example/{id}', fallbackUrl: '/search?q={e164}'});
    report(store, anInbound());
    await element.updateComplete;
    console.warn = warn;
    expect(warnings).to.have.length(1);
    expect(warnings[0]).to.contain('contact-url="http://other.example/{id}"');
  });

  it('removes one card by a key that is pressed twice', async () => {
    const store = fakeStore();
    const element = await renderTag(store);
    report(store, anInbound());
    report(store, anInbound());
    await element.updateComplete;
    const press = (): void => element.shadowRoot!.querySelector<HTMLElement>('.dismiss')!.click();
    press();
    await element.updateComplete;
    press();
    await element.updateComplete;
    expect(cardsOf(element)).to.have.length(1);
    await aTimeout(550);
    press();
    await element.updateComplete;
    expect(cardsOf(element)).to.have.length(0);
  });

  it('has a width of its own where the page fixes it to a corner', async () => {
    const store = fakeStore();
    const element = await renderTag(store);
    element.style.cssText = 'position: fixed; inset-block-end: 16px; inset-inline-end: 16px';
    report(store, anInbound());
    await element.updateComplete;
    expect(element.getBoundingClientRect().width).to.be.within(250, 400);
  });

  it('looks up the other caller after a transfer, and shows no other name meanwhile', async () => {
    const store = fakeStore();
    const asked: string[] = [];
    const resolveContact = async (number: string) => {
      asked.push(number);
      if (number !== '+16505550101') await aTimeout(50);
      return number === '+16505550101' ? 'Anna Lee' : 'Ben Okafor';
    };
    const element = await renderTag(store, {resolveContact});
    const call = anInbound({phase: 'answered', answeredAt: Date.now()});
    report(store, call);
    await until(() => whoOf(element) === 'Anna Lee', 'Anna is at the other end');
    store.inbound.set([{...call, from: '+16505550102'}]);
    await element.updateComplete;
    expect(whoOf(element)).to.equal('+1 650 555 0102');
    await until(() => whoOf(element) === 'Ben Okafor', 'Ben is at the other end');
    expect(asked).to.deep.equal(['+16505550101', '+16505550102']);
  });

  for (const [who, call, contacts, more] of [
    ['Anna Lee', anInbound(), [ANNA], ['+1 650 555 0101', 'Acme']],
    ['Anna Lee', anInbound({fromName: 'WIRELESS CALLER'}), [ANNA], ['+1 650 555 0101', 'Acme']],
    ['Anna Lee or Bob', anInbound(), [ANNA, {name: 'Bob'}], ['Acme', 'Anna Lee', 'Bob']],
    ['+1 650 555 0101', anInbound(), [{name: 'A'}, {name: 'B'}, {name: 'C'}, {name: 'D'}], ['A', 'D']],
    ['WIRELESS CALLER', anInbound({fromName: 'WIRELESS CALLER'}), [], ['+1 650 555 0101']],
    ['+1 650 555 0101', anInbound(), null, []],
    ['+1 650 555 0101', anInbound({fromName: ' \u200b'}), null, []],
    ['Unknown caller', anonymous(), null, []],
    ['Pat', anonymous({fromName: 'Pat', extension: '102'}), null, ['Extension 102']],
    ['Extension 102', anonymous({extension: '102'}), null, []],
  ] as [string, Inbound, Contact[] | null, string[]][]) {
    it(`says that ${who} calls`, async () => {
      const store = fakeStore();
      const element = await renderTag(store, {resolveContact: contacts && (() => contacts)});
      report(store, call);
      await until(() => cardsOf(element).length === 1 && whoOf(element) === who, `it is ${who}`);
      const [card] = cardsOf(element);
      expect(card!.getAttribute('aria-label')).to.equal(`Incoming call: ${who}.`);
      expect(card!.role).to.equal('region');
      for (const text of more) expect(textOf(card!)).to.contain(text);
      expect(textOf(card!)).to.contain('To +1 650 555 0199');
      await expect(element).to.be.accessible();
    });
  }

  const ended = {endedAt: Date.now()};
  for (const [words, change] of [
    ['Incoming call', {}],
    ['Answered', {phase: 'answered', answeredAt: Date.now() - 62_000}],
    ['Call ended', {phase: 'ended', ...ended}],
    ['Missed call', {phase: 'missed', ...ended}],
    ['Answered elsewhere', {phase: 'ended', elsewhere: true, ...ended}],
    ['Call declined', {phase: 'ended', declined: true, ...ended}],
  ] as [string, Partial<Inbound>][]) {
    it(`says "${words}", accessibly`, async () => {
      const store = fakeStore();
      const element = await renderTag(store);
      const call = anInbound();
      report(store, call);
      report(store, {...call, ...change});
      await element.updateComplete;
      expect(textIn(element, '.state')).to.deep.equal([words]);
      expect(textIn(element, '.timer').join().startsWith('01:0')).to.equal(words === 'Answered');
      await expect(element).to.be.accessible();
    });
  }

  for (const [queue, words] of [['Sales', 'Call for Sales'], ['', 'Call queue'], ['<b>', 'Call for <b>']] as const) {
    it(`says by which queue the call comes: ${words}`, async () => {
      const store = fakeStore();
      const element = await renderTag(store);
      report(store, anInbound({queue}));
      await element.updateComplete;
      expect(textIn(element, '.way')).to.deep.equal([words, 'To +1 650 555 0199']);
    });
  }

  it('has a card for each call, the newest first', async () => {
    const store = fakeStore();
    const element = await renderTag(store);
    report(store, anInbound({fromName: 'First'}));
    report(store, anInbound({fromName: 'Second'}));
    await element.updateComplete;
    expect(textIn(element, '.who')).to.deep.equal(['Second', 'First']);
    expect(element.matches(':state(calling)')).to.equal(true);
    expect(getComputedStyle(element).display).to.equal('block');
  });

  it('waits with when="answer" for the answer on the user’s own phone', async () => {
    const store = fakeStore();
    const element = await renderTag(store, {when: 'answer'});
    const call = anInbound();
    const other = anInbound();
    report(store, call);
    report(store, other);
    await element.updateComplete;
    expect(cardsOf(element)).to.have.length(0);
    report(store, {...call, phase: 'answered', answeredAt: Date.now()});
    report(store, {...other, phase: 'ended', elsewhere: true, endedAt: Date.now()});
    await element.updateComplete;
    expect(textIn(element, '.state')).to.deep.equal(['Answered']);
  });

  it('is dismissed in all tabs, by the store', async () => {
    const store = fakeStore();
    const element = await renderTag(store);
    report(store, anInbound());
    await element.updateComplete;
    byRole(element, 'button', 'Dismiss')!.click();
    await element.updateComplete;
    expect(store.inbound.get()).to.deep.equal([]);
    expect(cardsOf(element)).to.have.length(0);
  });

  it('ignores the rest of a double click where a card has just come or moved', async () => {
    const store = fakeStore();
    const element = await renderTag(store, {contactUrl: '/contacts/{id}', resolveContact: () => ANNA});
    let opened = 0;
    element.addEventListener('rc-inbound-open', (event) => {
      event.preventDefault();
      opened++;
    });
    report(store, anInbound());
    await until(() => openLink(element), 'the link is there');
    const click = (target: Element): boolean =>
      target.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, detail: 1}));
    expect(click(openLink(element)!), 'the browser does not follow it').to.equal(false);
    click(byRole(element, 'button', 'Dismiss')!);
    expect(store.inbound.get()).to.have.length(1);
    expect(opened).to.equal(0);
    await later(1000, () => click(openLink(element)!));
    expect(opened).to.equal(1);
    await later(1000, () => click(byRole(element, 'button', 'Dismiss')!));
    expect(store.inbound.get()).to.have.length(0);
  });

  describe('its links', () => {
    const templates = {contactUrl: '/contacts/{id}', fallbackUrl: '/search?q={e164}&n={national}'};
    for (const [what, contacts, call, words, path] of [
      ['the contact by the template', ANNA, anInbound(), 'Open contact', '/contacts/42'],
      ['the contact’s own address', {...ANNA, url: '/own'}, anInbound(), 'Open contact', '/own'],
      ['the template where the own address is not safe', {...ANNA, url: 'javascript:alert(1)'}, anInbound(), 'Open contact', '/contacts/42'],
      ['nowhere for a contact without an id', {name: 'Anna'}, anInbound(), null, null],
      ['the search where nobody matches', null, anInbound(), 'Look up caller', '/search?q=%2B16505550101&n=(650)%20555-0101'],
      ['nowhere for an anonymous caller', null, anonymous(), null, null],
    ] as [string, Contact | null, Inbound, string | null, string | null][]) {
      it(`lead to ${what}`, async () => {
        const store = fakeStore();
        const element = await renderTag(store, {...templates, target: 'crm', resolveContact: () => contacts});
        report(store, call);
        await until(() => contacts ? whoOf(element) === contacts.name : cardsOf(element)[0], 'the card is there');
        await aTimeout(0);
        await element.updateComplete;
        const link = openLink(element);
        expect(link && textOf(link)).to.equal(words);
        expect(link && link.href).to.equal(path && location.origin + path);
        if (!link) return;
        expect(link.target).to.equal('crm');
        expect(link.rel).to.equal('noopener noreferrer');
      });
    }

    it('lead to the search at once where the page looks nobody up, and after the lookup where it does', async () => {
      const store = fakeStore();
      const element = await renderTag(store, templates);
      report(store, anInbound());
      await element.updateComplete;
      expect(openLink(element) !== null).to.equal(true);
      let answer: (() => void) | undefined;
      const other = fakeStore();
      const waiting = await renderTag(other, {...templates, resolveContact: () => new Promise((done) => answer = () => done(null))});
      report(other, anInbound());
      await until(() => answer, 'it asks');
      expect(openLink(waiting) === null).to.equal(true);
      answer!();
      await until(() => openLink(waiting), 'the link comes');
    });

    it('are a list of at most five, where several match', async () => {
      const store = fakeStore();
      const contacts = Array.from({length: 1000}, (_, index) => ({name: `Anna ${index}`, id: `${index}`}));
      const element = await renderTag(store, {...templates, resolveContact: () => contacts});
      report(store, anInbound());
      await until(() => element.shadowRoot!.querySelector('.matches'), 'the list is there');
      const links = [...element.shadowRoot!.querySelectorAll<HTMLAnchorElement>('.matches a[part=open]:has([part=contact])')];
      expect(links.map(({href}) => new URL(href).pathname)).to.deep.equal([0, 1, 2, 3, 4].map((id) => `/contacts/${id}`));
      expect(textOf(cardsOf(element)[0]!)).to.contain('There are more matches.');
      expect(element.shadowRoot!.querySelector('.matches')!.getAttribute('aria-label')).to.equal('Matching contacts');
      await expect(element).to.be.accessible();
    });

    it('ask the page before a plain click is followed', async () => {
      const store = fakeStore();
      const element = await renderTag(store, {...templates, resolveContact: () => ANNA});
      const call = anInbound();
      report(store, call);
      await until(() => openLink(element), 'the link is there');
      const details: unknown[] = [];
      document.addEventListener('rc-inbound-open', (event) => {
        details.push(event.detail);
        event.preventDefault();
      }, {once: true});
      const click = new MouseEvent('click', {bubbles: true, composed: true, cancelable: true});
      openLink(element)!.dispatchEvent(click);
      expect(click.defaultPrevented).to.equal(true);
      expect(details).to.deep.equal([{url: `${location.origin}/contacts/42`, inbound: call, contact: ANNA}]);
    });

    it('are left to the browser where the page does not object, and with a key held', async () => {
      const store = fakeStore();
      const element = await renderTag(store, {contactUrl: '/contacts/{id}', resolveContact: () => ANNA});
      report(store, anInbound());
      await until(() => openLink(element), 'the link is there');
      let fired = 0;
      element.addEventListener('rc-inbound-open', () => fired++);
      const prevented: boolean[] = [];
      const keepHere = (event: Event): void => {
        prevented.push(event.defaultPrevented);
        event.preventDefault();
      };
      addEventListener('click', keepHere);
      for (const ctrlKey of [false, true]) {
        openLink(element)!.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, ctrlKey}));
      }
      removeEventListener('click', keepHere);
      expect(prevented).to.deep.equal([false, false]);
      expect(fired).to.equal(1);
    });

    it('and words of a caller who may call itself anything: no markup, and no other address', async () => {
      const store = fakeStore();
      const element = await renderTag(store, {fallbackUrl: 'https://crm.example/search?q={name}&n={e164}'});
      const call = anInbound();
      report(store, call);
      await element.updateComplete;
      const elementCount = cardsOf(element)[0]!.querySelectorAll('*').length;
      const render = (element as unknown as {performUpdate(): void}).performUpdate.bind(element);
      const hostile = fc.oneof(
        fc.string({unit: 'binary', maxLength: 60}), fc.webUrl(),
        fc.constantFrom('"><script>alert(1)</script>', '<img src=x onerror=alert(1)>', 'javascript:alert(1)', '../..', '${x}', '&lt;', '\u202egnp.exe'),
      );
      fc.assert(fc.property(hostile, (name) => {
        store.inbound.set([{...call, fromName: `A${name}`, queue: `Q${name}`}]);
        element.requestUpdate();
        render();
        const [card] = cardsOf(element);
        const link = openLink(element);
        if (link) expect(new URL(link.href).origin + new URL(link.href).pathname).to.equal('https://crm.example/search');
        const numberCount = card!.querySelectorAll('.number').length + card!.querySelectorAll('.way').length * 2;
        expect(card!.querySelectorAll('script, img, iframe, [onerror], [onclick]').length).to.equal(0);
        expect(card!.querySelectorAll('*').length).to.be.at.most(elementCount + numberCount);
        expect(card!.querySelectorAll('a').length).to.be.at.most(1);
      }), {numRuns: 10_000});
    }).timeout(120_000);
  });

  describe('goes by itself', () => {
    const pass = async (element: RcInboundCall, ms: number): Promise<number> => later(ms, async () => {
      element.requestUpdate();
      await element.updateComplete;
      return cardsOf(element).length;
    });

    async function overCall(change: Partial<Inbound>): Promise<RcInboundCall> {
      const store = fakeStore();
      const element = await renderTag(store);
      const call = anInbound();
      report(store, call);
      await element.updateComplete;
      report(store, {...call, endedAt: Date.now(), ...change});
      await element.updateComplete;
      return element;
    }

    for (const [what, change, ms] of [
      ['ended', {phase: 'ended'}, 5000],
      ['answered elsewhere', {phase: 'ended', elsewhere: true}, 5000],
      ['declined', {phase: 'ended', declined: true}, 5000],
      ['missed', {phase: 'missed'}, 60_000],
    ] as [string, Partial<Inbound>, number][]) {
      it(`${ms} ms after a call that was ${what}`, async () => {
        const element = await overCall(change);
        expect(await pass(element, ms - 500)).to.equal(1);
        expect(await pass(element, ms + 500)).to.equal(0);
        expect(await pass(element, 0), 'and stays away').to.equal(0);
      });
    }

    it('without a step of anybody: by a timer', async () => {
      const element = await overCall({phase: 'ended', endedAt: Date.now() - 4900});
      await until(() => cardsOf(element).length === 0, 'it is gone');
    });

    it('and never comes for a call that was over long before the page was loaded', async () => {
      const store = fakeStore();
      store.inbound.set([anInbound({phase: 'missed', endedAt: Date.now() - 120_000})]);
      expect(cardsOf(await renderTag(store))).to.have.length(0);
    });

    it('but not while it rings or goes on', async () => {
      const store = fakeStore();
      const element = await renderTag(store);
      report(store, anInbound());
      report(store, anInbound({phase: 'answered', answeredAt: Date.now()}));
      await element.updateComplete;
      expect(await pass(element, 600_000)).to.equal(2);
    });

    it('but not while it has the focus, and some seconds after', async () => {
      const element = await overCall({phase: 'ended'});
      byRole(element, 'button', 'Dismiss')!.focus();
      expect(await pass(element, 600_000)).to.equal(1);
      await later(600_000, () => byRole(element, 'button', 'Dismiss')!.blur());
      expect(await pass(element, 602_000)).to.equal(1);
      expect(await pass(element, 604_000)).to.equal(0);
    });

    it('but not while the pointer is inside, and some seconds after', async () => {
      const element = await overCall({phase: 'ended'});
      const [card] = cardsOf(element);
      card!.dispatchEvent(new PointerEvent('pointerenter', {pointerType: 'mouse'}));
      expect(await pass(element, 600_000)).to.equal(1);
      await later(600_000, () => card!.dispatchEvent(new PointerEvent('pointerleave', {pointerType: 'mouse'})));
      expect(await pass(element, 602_000)).to.equal(1);
      expect(await pass(element, 604_000)).to.equal(0);
    });

    it('although a finger has touched it', async () => {
      const element = await overCall({phase: 'ended'});
      cardsOf(element)[0]!.dispatchEvent(new PointerEvent('pointerenter', {pointerType: 'touch'}));
      expect(await pass(element, 6000)).to.equal(0);
    });
  });

  describe('and the focus', () => {
    it('is never taken', async () => {
      const input = await fixture<HTMLInputElement>(html`<input aria-label="Note">`);
      input.focus();
      const store = fakeStore();
      const element = await renderTag(store);
      const call = anInbound();
      report(store, call);
      await element.updateComplete;
      report(store, {...call, phase: 'answered', answeredAt: Date.now()});
      await element.updateComplete;
      expect(document.activeElement === input).to.equal(true);
    });

    it('enters the newest card by focus(), for a shortcut of the page', async () => {
      const store = fakeStore();
      const element = await renderTag(store, {contactUrl: '/contacts/{id}', resolveContact: () => ANNA});
      element.focus();
      expect(document.activeElement === element).to.equal(false);
      report(store, anonymous());
      await element.updateComplete;
      element.focus();
      expect(nameOf(element.shadowRoot!.activeElement!)).to.equal('Dismiss');
      report(store, anInbound());
      await until(() => openLink(element), 'the link is there');
      element.focus();
      expect(element.shadowRoot!.activeElement === openLink(element)).to.equal(true);
    });

    it('moves to the next card when its own goes, and back to the page after the last', async () => {
      const input = await fixture<HTMLInputElement>(html`<input aria-label="Note">`);
      const store = fakeStore();
      const element = await renderTag(store);
      for (const fromName of ['C', 'B', 'A']) report(store, anInbound({fromName}));
      await element.updateComplete;
      input.focus();
      element.focus();
      const cardWithFocus = (): string => textOf(element.shadowRoot!.activeElement!.closest('.call')!.querySelector('.who')!);
      const dismiss = async (): Promise<void> => {
        await aTimeout(550);
        (element.shadowRoot!.activeElement as HTMLElement).click();
        await element.updateComplete;
      };
      expect(cardWithFocus()).to.equal('A');
      await dismiss();
      expect(cardWithFocus()).to.equal('B');
      await dismiss();
      expect(cardWithFocus()).to.equal('C');
      await dismiss();
      expect(document.activeElement === input).to.equal(true);
    });

    it('stays where it is when another card comes or goes', async () => {
      const store = fakeStore();
      const element = await renderTag(store);
      const first = anInbound({fromName: 'First'});
      report(store, first);
      await element.updateComplete;
      element.focus();
      const focused = element.shadowRoot!.activeElement;
      const second = anInbound({fromName: 'Second'});
      report(store, second);
      await element.updateComplete;
      store.dismissInbound(second.key);
      await element.updateComplete;
      expect(element.shadowRoot!.activeElement === focused).to.equal(true);
    });
  });

  it('isolates names and numbers among words of the other direction', async () => {
    const page = await fixture(html`<div lang="ar" dir="rtl"></div>`);
    const store = fakeStore();
    const element = await renderTag(store);
    page.append(element);
    report(store, anInbound({fromName: 'Anna (Acme)', queue: 'Sales 1'}));
    await until(() => cardsOf(element)[0]?.textContent?.includes('مكالمة واردة'), 'the words are Arabic');
    const [card] = cardsOf(element);
    expect(card!.closest('[dir]')!.getAttribute('dir')).to.equal('rtl');
    expect(card!.querySelector('.number')!.getAttribute('dir')).to.equal('ltr');
    expect(card!.querySelector('.who')!.localName).to.equal('bdi');
    expect(textIn(element, '.way')).to.deep.equal(['مكالمة إلى \u2068Sales 1\u2069', 'إلى \u2068+1 650 555 0199\u2069']);
    expect(card!.getAttribute('aria-label')).to.equal('مكالمة واردة: \u2068Anna (Acme)\u2069.');
  });

  it('fits into 320 px with long words', async () => {
    await setViewport({width: 320, height: 700});
    try {
      const store = fakeStore();
      const element = await renderTag(store, {
        contactUrl: '/contacts/{id}', resolveContact: () => [{...ANNA, name: 'A'.repeat(150), detail: 'B'.repeat(150)}, ANNA],
      });
      report(store, anInbound({queue: 'C'.repeat(150)}));
      await until(() => element.shadowRoot!.querySelector('.matches'), 'the list is there');
      expect(element.scrollWidth).to.be.at.most(320);
      expect(document.documentElement.scrollWidth).to.be.at.most(320);
    } finally {
      await setViewport({width: 800, height: 600});
    }
  });
});
