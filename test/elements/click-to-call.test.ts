import {expect, fixture, html, nextFrame, oneEvent} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import type {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import type {RcCallRequestEvent} from '../../src/elements/internal/events.js';
import {callError} from '../../src/store/call-error.js';
import type {CallError} from '../../src/store/types.js';
import {mainControl, numberRead} from './call-buttons.js';
import {fakeStore} from './fake-store.js';
import type {FakeStore} from './fake-store.js';
import {byRole, later, nameOf, part, textOf, until} from './support.js';

const NUMBER = '+16505550101';
const FOREIGN_NUMBER = '+442079460123';

const renderButton = (template: TemplateResult): Promise<RcClickToCall> => fixture<RcClickToCall>(template);

/** Links of other schemes must not leave the test page. */
function preventNavigation(element: Element): void {
  element.addEventListener('click', (event) => {
    if (event.composedPath().some((node) => node instanceof HTMLAnchorElement)) event.preventDefault();
  });
}

async function renderAndCall(store: FakeStore, template?: TemplateResult): Promise<RcClickToCall> {
  const element = await renderButton(template ?? html`<rc-click-to-call to=${NUMBER} name="Anna" confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
  byRole(element, 'button')?.click();
  await until(() => store.calls.get()[0]?.id || store.calls.get()[0]?.endedAt, 'the call is placed, or over');
  await element.updateComplete;
  return element;
}

const hasFocus = (element: RcClickToCall): boolean => element.shadowRoot?.activeElement === mainControl(element);

describe('<rc-click-to-call>', () => {
  describe('without a session', () => {
    it('is an accessible link that says what it opens', async () => {
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call>`);
      const link = byRole(element, 'link', 'Anna');
      expect(link?.getAttribute('href')).to.equal(`tel:${NUMBER}`);
      expect(link?.title).to.equal('Opens your phone app.');
      expect(element.matches(':state(link)')).to.equal(true);
      await expect(element).to.be.accessible();
    });

    for (const [link, href] of [
      ['tel', 'tel:+16505550101'], ['rcmobile', 'rcmobile://call?number=16505550101'],
      ['rcapp', 'rcapp://r/call?number=16505550101'],
    ] as const) {
      it(`leads to ${href} for link="${link}"`, async () => {
        const element = await renderButton(html`<rc-click-to-call to=${NUMBER} link=${link}>Anna</rc-click-to-call>`);
        expect(element.shadowRoot?.querySelector('a[href]')?.getAttribute('href')).to.equal(href);
      });
    }

    it('opens RingCentral if the page has a session element', async () => {
      const page = await fixture(html`<div><rc-session></rc-session><rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call></div>`);
      const element = page.querySelector('rc-click-to-call') as RcClickToCall;
      await element.updateComplete;
      await nextFrame();
      element.requestUpdate();
      await element.updateComplete;
      expect(mainControl(element).getAttribute('href')).to.equal('rcmobile://call?number=16505550101');
    });

    it('hides the page\'s own link and takes its text and number', async () => {
      const element = await renderButton(html`<rc-click-to-call><a href="tel:+16505550101">Call Anna</a></rc-click-to-call>`);
      expect(byRole(element, 'link', 'Call Anna')?.getAttribute('href')).to.equal(`tel:${NUMBER}`);
      expect(element.querySelector('a')?.checkVisibility()).to.equal(false);
      await expect(element).to.be.accessible();
    });

    it('shows the name, and announces "Call …", if there is no label', async () => {
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna"></rc-click-to-call>`);
      expect(textOf(mainControl(element))).to.equal('Anna');
      expect(nameOf(mainControl(element))).to.equal('Call Anna');
    });

    it('includes the extension in label and link', async () => {
      const element = await renderButton(html`<rc-click-to-call to="+16505550101;ext=227">Anna</rc-click-to-call>`);
      expect(textOf(mainControl(element))).to.equal('Anna then dial 227');
      expect(mainControl(element).getAttribute('href')).to.equal('tel:+16505550101;ext=227');
    });

    it('includes all that is to be sent after the answer', async () => {
      const element = await renderButton(html`<rc-click-to-call to="+16505550101,,9988776#,,654321#" name="Meeting"></rc-click-to-call>`);
      await numberRead(element);
      expect(textOf(mainControl(element))).to.equal('Meeting then dial 9988776# 654321#');
      expect(nameOf(mainControl(element))).to.equal('Call Meeting then dial 9988776# 654321#');
      expect(mainControl(element).getAttribute('href')).to.equal('tel:+16505550101,,9988776%23,,654321%23');
      await expect(element).to.be.accessible();
    });

    it('promises nothing for two numbers, and says on a click why', async () => {
      const element = await renderButton(html`<rc-click-to-call to="650-555-0100 / 650-555-0101" country="US">Call</rc-click-to-call>`);
      await numberRead(element);
      expect(mainControl(element).title).to.equal('');
      mainControl(element).click();
      await until(() => part(element, 'message'), 'the card is open');
      expect(part(element, 'message')).to.contain('This looks like two numbers. Choose one.');
    });

    it('offers other apps after a click, and closes them with Escape', async () => {
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna">Anna</rc-click-to-call>`);
      preventNavigation(element);
      mainControl(element).focus();
      mainControl(element).click();
      await until(() => part(element, 'message'), 'other apps are offered');
      expect(part(element, 'message')).to.contain('Nothing opened?');
      expect(byRole(element, 'link', 'Call with RingCentral')?.getAttribute('href')).to.equal('rcmobile://call?number=16505550101');
      await expect(element).to.be.accessible();
      await sendKeys({press: 'Escape'});
      await element.updateComplete;
      expect(part(element, 'message')).to.equal('');
    });

    it('offers a text message beside the call', async () => {
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna" sms>Anna</rc-click-to-call>`);
      expect(byRole(element, 'link', 'Text Anna')?.getAttribute('href')).to.equal(`sms:${NUMBER}`);
      await expect(element).to.be.accessible();
    });

    it('reads a national number by the nearest country', async () => {
      const page = await fixture(html`<div country="gb"><rc-click-to-call to="020 7946 0123">London</rc-click-to-call></div>`);
      const element = page.querySelector('rc-click-to-call') as RcClickToCall;
      await element.updateComplete;
      const link = await until(() => element.shadowRoot?.querySelector('a[href]'), 'the number is read');
      expect(link.getAttribute('href')).to.equal(`tel:${FOREIGN_NUMBER}`);
    });

    it('does not dial a national number of an unknown country, and says why', async () => {
      const element = await renderButton(html`<rc-click-to-call to="020 7946 0123">London</rc-click-to-call>`);
      await numberRead(element);
      mainControl(element).click();
      await until(() => part(element, 'message'), 'it says why');
      expect(part(element, 'message')).to.contain('lacks its country code');
      expect(element.shadowRoot?.querySelector('a[href]')).to.equal(null);
    });

    it('renders no link for hostile text', async () => {
      const element = await renderButton(html`<rc-click-to-call to="javascript:alert(1)">Anna</rc-click-to-call>`);
      await numberRead(element);
      expect(element.shadowRoot?.querySelector('a')).to.equal(null);
    });

    it('rejects call() with no-session and fires rc-call-error', async () => {
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call>`);
      const fired = oneEvent(element, 'rc-call-error');
      const error = await element.call().then(() => null, (thrown: CallError) => thrown);
      expect(error?.code).to.equal('no-session');
      const {detail} = await fired as unknown as {detail: {error: CallError; call: null}};
      expect(detail.error.code).to.equal('no-session');
      expect(detail.call).to.equal(null);
      expect(Object.isFrozen(detail)).to.equal(true);
    });
  });

  describe('before it is rendered', () => {
    const farTemplate = html`<div>
      <div style="block-size: 10000px"></div>
      <rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call>
      <rc-click-to-call to=${NUMBER}><a href="tel:+16505550101">Bob</a></rc-click-to-call>
    </div>`;

    async function renderFarAway(): Promise<[RcClickToCall, RcClickToCall]> {
      const page = await fixture<HTMLElement>(farTemplate);
      const [text, link] = page.querySelectorAll<RcClickToCall>('rc-click-to-call');
      if (!text || !link) throw new Error('The page is empty.');
      return [text, link];
    }

    it('has no shadow root, and is one tab stop', async () => {
      const [text, link] = await renderFarAway();
      expect(text.shadowRoot === null).to.equal(true);
      expect(text.tabIndex).to.equal(0);
      expect(link.hasAttribute('tabindex')).to.equal(false);
      expect(text.matches(':state(link)')).to.equal(true);
    });

    it('has its number as text that the browser finds, and is one tab stop, where the page wrote none', async () => {
      const page = await fixture<HTMLElement>(html`<div>
        <div style="block-size: 10000px"></div><rc-click-to-call to=${NUMBER}></rc-click-to-call>
      </div>`);
      const element = page.querySelector('rc-click-to-call') as RcClickToCall;
      await nextFrame();
      await nextFrame();
      expect(element.matches(':state(waiting)')).to.equal(true);
      const link = byRole(element, 'link', NUMBER)!;
      expect(link.checkVisibility()).to.equal(true);
      element.to = '+16505550177';
      expect(byRole(element, 'link', '+16505550177')).to.equal(link);
      element.textContent = 'Anna';
      const slotted = element.shadowRoot!.querySelector('slot')!.assignedNodes().map(({textContent}) => textContent);
      expect(slotted, 'a child that arrives late can be found, too').to.deep.equal(['Anna']);
      page.append(element);
      expect(element.matches(':state(waiting)'), 'it moves without being drawn').to.equal(true);
      element.focus();
      expect(element.matches(':state(waiting)')).to.equal(false);
      expect(hasFocus(element)).to.equal(true);
    });

    it('reserves its room: nothing moves when the body is rendered', async () => {
      for (const size of ['small', 'medium', 'large']) {
        const page = await fixture<HTMLElement>(html`<div>
          <div style="block-size: 10000px"></div><p><rc-click-to-call size=${size} to=${NUMBER}>Anna</rc-click-to-call></p>
        </div>`);
        const element = page.querySelector('rc-click-to-call') as RcClickToCall;
        await nextFrame();
        const before = [page.offsetHeight, element.getBoundingClientRect().width];
        await element.updateComplete;
        const after = [page.offsetHeight, element.getBoundingClientRect().width];
        expect(after[0], `${size}: height`).to.be.closeTo(before[0] ?? 0, 0.5);
        expect(after[1], `${size}: width`).to.be.closeTo(before[1] ?? 0, 1.5);
      }
    });

    it('is reached by Tab, each of a hundred buttons once', async () => {
      const page = await fixture<HTMLElement>(html`<div><div style="block-size: 10000px"></div>${Array.from({length: 100}, () =>
        html`<p><rc-click-to-call to=${NUMBER}>Anna</rc-click-to-call></p>`)}</div>`);
      const elements = [...page.querySelectorAll<RcClickToCall>('rc-click-to-call')];
      elements[0]?.focus();
      for (const element of elements) {
        expect(document.activeElement === element).to.equal(true);
        expect(hasFocus(element)).to.equal(true);
        // The last Tab would leave the page, and with it the tests after this one.
        if (element !== elements.at(-1)) await sendKeys({press: 'Tab'});
      }
    });

    it('follows the page\'s own link when that changes', async () => {
      const element = await renderButton(html`<rc-click-to-call><a href="tel:+16505550101">Anna</a></rc-click-to-call>`);
      const link = element.querySelector('a') as HTMLAnchorElement;
      link.href = 'tel:+16505550102';
      link.firstChild?.replaceWith('Bob');
      await until(() => byRole(element, 'link', 'Bob')?.getAttribute('href') === 'tel:+16505550102', 'it follows');
    });

    it('moves the focus into its body', async () => {
      const [text] = await renderFarAway();
      text.focus();
      expect(hasFocus(text)).to.equal(true);
      expect(text.hasAttribute('tabindex')).to.equal(false);
    });

    it('passes the first click on as one click', async () => {
      const [text, link] = await renderFarAway();
      for (const target of [text, link.querySelector('a') as HTMLElement]) {
        let clicks = 0;
        let prevented = 0;
        document.addEventListener('click', function count(event) {
          clicks++;
          const anchor = event.composedPath()[0];
          if (anchor instanceof HTMLAnchorElement && anchor.getAttribute('part') === 'button') prevented++;
          event.preventDefault();
          queueMicrotask(() => document.removeEventListener('click', count));
        });
        target.click();
        expect(clicks, 'clicks that the page sees').to.equal(1);
        expect(prevented, 'clicks on the link').to.equal(1);
      }
    });

    it('renders on hover', async () => {
      const [text] = await renderFarAway();
      text.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
      expect(mainControl(text).localName).to.equal('a');
    });

    it('renders near the viewport', async () => {
      const [text] = await renderFarAway();
      text.scrollIntoView();
      await until(() => text.shadowRoot, 'it is rendered');
      expect(text.matches(':state(waiting)')).to.equal(false);
    });
  });

  describe('with a session', () => {
    it('is a button that says what will happen', async () => {
      const store = fakeStore();
      store.choices.set({from: '+16505550111', callerId: '+16505550120'});
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna" account=${store.account}>Anna</rc-click-to-call>`);
      const button = byRole(element, 'button', 'Anna');
      expect(button?.title.replace(/(?<=\d) (?=\d)/g, '')).to.equal('We ring +16505550111 first, then Anna. Anna sees +16505550120.');
      expect(element.matches(':state(link)')).to.equal(false);
      await expect(element).to.be.accessible();
    });

    it('turns from link to button and back with the session', async () => {
      const store = fakeStore('signed-out');
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} account=${store.account}>Anna</rc-click-to-call>`);
      expect(mainControl(element).localName).to.equal('a');
      mainControl(element).focus();
      store.setSession('ready');
      await element.updateComplete;
      expect(mainControl(element).localName).to.equal('button');
      expect(hasFocus(element), 'the focus is on the button').to.equal(true);
      store.setSession('expired');
      await element.updateComplete;
      expect(mainControl(element).localName).to.equal('a');
    });

    it('places one call for a double click, and becomes Cancel', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna" confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      mainControl(element).focus();
      mainControl(element).click();
      mainControl(element).click();
      await until(() => byRole(element, 'button', 'Cancel call to Anna'), 'the button cancels');
      mainControl(element).click();
      expect(store.requests.length).to.equal(1);
      expect(store.canceled).to.deep.equal([]);
      expect(hasFocus(element), 'the focus is on the button').to.equal(true);
      expect(part(element, 'message')).to.contain('Ringing your phone').and.to.contain('Then we ring Anna');
      expect(element.matches(':state(active)')).to.equal(true);
      await expect(element).to.be.accessible();
      await later(900, () => mainControl(element).click());
      expect(store.canceled.length).to.equal(1);
      await element.updateComplete;
      expect(textOf(mainControl(element))).to.equal('Canceling…');
    });

    it('ignores a key that is held down', async () => {
      const store = fakeStore();
      const element = await renderAndCall(store);
      const held = new KeyboardEvent('keydown', {key: 'Enter', repeat: true, bubbles: true, cancelable: true});
      mainControl(element).dispatchEvent(held);
      expect(held.defaultPrevented).to.equal(true);
    });

    it('sends the changes that the page makes in rc-call-request', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to="+16505550101;ext=9" from="+16505550111" play-prompt="false" confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      element.addEventListener('rc-call-request', (event: RcCallRequestEvent) => {
        expect(event.detail.to).to.equal(NUMBER);
        expect(event.detail.from).to.equal('+16505550111');
        expect(event.detail.playPrompt).to.equal(false);
        event.update({callerId: '+16505550120'});
        expect(Object.isFrozen(event.detail)).to.equal(true);
      });
      const call = await element.call();
      expect(call.extension).to.equal('9');
      expect(store.requests[0]).to.include({to: '+16505550101;ext=9', from: '+16505550111', callerId: '+16505550120', playPrompt: false});
    });

    it('refuses with do-not-call when the page prevents the request', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna" confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      element.addEventListener('rc-call-request', (event) => event.preventDefault());
      const errors: string[] = [];
      element.addEventListener('rc-call-error', (event) => errors.push(event.detail.error.code));
      const error = await element.call().then(() => null, (thrown: CallError) => thrown);
      expect(error?.code).to.equal('do-not-call');
      expect(errors).to.deep.equal(['do-not-call']);
      expect(store.requests.length).to.equal(0);
      await until(() => part(element, 'message'), 'it says so');
      await expect(element).to.be.accessible();
    });

    it('fires the events of its call on itself, and on the document once it is removed', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      const heard: string[] = [];
      element.addEventListener('rc-call-change', ({detail}) => heard.push(detail.call.phase));
      const {key} = await element.call();
      expect(heard).to.deep.equal(['placing', 'ringing-caller']);
      element.remove();
      const ended = oneEvent(document, 'rc-call-end');
      store.change(key, {phase: 'ended', endedAt: Date.now()});
      const {detail} = await ended as unknown as {detail: {primary: boolean}};
      expect(detail.primary).to.equal(true);
    });

    for (const place of ['on the document', 'on itself'] as const) {
      it(`asks the page ${place} before it calls once it is removed`, async () => {
        const store = fakeStore();
        const element = await renderButton(html`<rc-click-to-call to=${NUMBER} confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
        element.remove();
        const heard: string[] = [];
        const refuse = (event: RcCallRequestEvent) => {
          heard.push(event.detail.to);
          event.refuse('On the do-not-call list');
        };
        if (place === 'on itself') element.addEventListener('rc-call-request', refuse);
        else document.addEventListener('rc-call-request', refuse, {once: true});
        const error = await element.call().then(() => null, (thrown: CallError) => thrown);
        expect(error).to.include({code: 'do-not-call', message: 'On the do-not-call list'});
        expect(heard).to.deep.equal([NUMBER]);
        expect(store.requests.length).to.equal(0);
      });
    }

    it('sends what the page changes in the request of a removed button', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      element.remove();
      document.addEventListener('rc-call-request', (event) => event.update({callerId: '+16505550120'}), {once: true});
      await element.call();
      expect(store.requests[0]).to.include({callerId: '+16505550120'});
    });

    it('shows how long it has been connected, and hides the clock from screen readers', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'connected', connectedAt: Date.now() - 12_000};
      const element = await renderAndCall(store);
      expect(textOf(mainControl(element))).to.match(/^Connected 00:1[23]$/);
      expect(mainControl(element).querySelector('span[aria-hidden]')?.textContent).to.match(/^00:1/);
      await expect(element).to.be.accessible();
    });

    for (const [keptText, label] of [['the page\'s label', 'Anna Lindqvist'], ['its own label', 'Al']] as const) {
      it(`keeps the room of ${keptText} when it is connected`, async () => {
        const store = fakeStore();
        store.callAnswer = {phase: 'connected', connectedAt: Date.now()};
        const style = 'font: 16px sans-serif';
        const [element, other] = [
          await renderButton(html`<rc-click-to-call style=${style} to=${NUMBER} confirm="never" account=${store.account}>${label}</rc-click-to-call>`),
          await renderButton(html`<rc-click-to-call style=${style} to=${NUMBER} account=${store.account}>Connected</rc-click-to-call>`),
        ];
        const idle = mainControl(element).offsetWidth;
        await element.call();
        await until(() => textOf(mainControl(element)).startsWith('Connected'), 'it is connected');
        expect(mainControl(element).offsetWidth).to.be.closeTo(Math.max(idle, mainControl(other).offsetWidth), 1);
      });
    }

    it('shows its whole label, also one of several words beside a short one of the page', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'connected', connectedAt: Date.now()};
      const element = await renderButton(html`<rc-click-to-call lang="it" to=${NUMBER} confirm="never" account=${store.account}>Al</rc-click-to-call>`);
      await element.call();
      await until(() => textOf(mainControl(element)).startsWith('In comunicazione'), 'it is connected');
      const shown = mainControl(element).querySelector('.live-text')!;
      const lines = shown.firstElementChild!.getClientRects();
      expect(lines.length).to.equal(1);
      expect(lines[0]!.right).to.be.at.most(shown.getBoundingClientRect().right + 1);
    });

    it('shows the extension to dial once connected', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'connected', connectedAt: Date.now()};
      const element = await renderAndCall(store, html`<rc-click-to-call to="+16505550101;ext=227" confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      expect(part(element, 'message')).to.contain('Now dial 227.');
    });

    it('says which leg failed, and offers another try and a link', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'failed', endedAt: Date.now(), error: callError('unreachable', {leg: 'caller'})};
      const element = await renderAndCall(store);
      expect(part(element, 'message')).to.contain('Your phone could not be reached.');
      expect(element.matches(':state(error)')).to.equal(true);
      expect(byRole(element, 'link')?.getAttribute('href')).to.equal(`tel:${NUMBER}`);
      await expect(element).to.be.accessible();
      store.callAnswer = {phase: 'ringing-caller'};
      await later(900, () => byRole(element, 'button', 'Try again')?.click());
      await until(() => store.requests.length === 2, 'it is tried again');
    });

    it('warns that the phone may still ring if a call is unconfirmed', async () => {
      const store = fakeStore();
      store.callAnswer = {phase: 'unconfirmed', id: null, endedAt: Date.now(), error: callError('unconfirmed')};
      const element = await renderAndCall(store);
      expect(part(element, 'message')).to.contain('Your phone may still ring.');
      expect(byRole(element, 'button', 'Call again')).to.not.equal(undefined);
    });

    it('shows a refusal of the store once', async () => {
      const store = fakeStore();
      store.refusal = callError('rate-limited', {retryAt: Date.now() + 43_000});
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      let errors = 0;
      element.addEventListener('rc-call-error', () => errors++);
      mainControl(element).click();
      await until(() => part(element, 'message'), 'the refusal shows');
      expect(part(element, 'message')).to.match(/Try again in 4[23] seconds\./);
      expect(errors).to.equal(1);
    });

    it('links emergency numbers to the phone only', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to="112" account=${store.account}>Help</rc-click-to-call>`);
      const link = await until(() => element.shadowRoot?.querySelector('a[href]'), 'it is read');
      expect(link.getAttribute('href')).to.equal('tel:112');
      const error = await element.call().then(() => null, (thrown: CallError) => thrown);
      expect(error?.code).to.equal('emergency-number');
      expect(store.requests.length).to.equal(0);
    });

    it('refuses a second call() in the same tick', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} confirm="never" account=${store.account}>Anna</rc-click-to-call>`);
      const [first, second] = await Promise.allSettled([element.call(), element.call()]);
      expect(first.status).to.equal('fulfilled');
      expect(second.status === 'rejected' && (second.reason as CallError).code).to.equal('call-in-progress');
      expect(store.requests.length).to.equal(1);
    });
  });

  describe('whose number changes', () => {
    const OTHER_NUMBER = '+16505550102';

    it('calls the number that was set in the same task', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} name="Anna" confirm="never" account=${store.account}></rc-click-to-call>`);
      await element.call();
      store.change(store.calls.get()[0]!.key, {phase: 'ended', endedAt: Date.now()});
      Object.assign(element, {to: OTHER_NUMBER, name: 'Bob'});
      await element.call();
      expect(store.requests[1]).to.include({to: OTHER_NUMBER, name: 'Bob'});
    });
  });

  describe('for a call that may cost more', () => {
    async function renderQuestion(store: FakeStore): Promise<RcClickToCall> {
      const element = await renderButton(html`<rc-click-to-call to=${FOREIGN_NUMBER} name="London" account=${store.account}>London</rc-click-to-call>`);
      mainControl(element).click();
      await until(() => part(element, 'message'), 'it asks');
      await element.updateComplete;
      return element;
    }

    it('asks once, with the focus on the question', async () => {
      const store = fakeStore();
      const element = await renderQuestion(store);
      expect(part(element, 'message')).to.contain('This is an international call.');
      expect(element.shadowRoot?.activeElement?.textContent?.trim()).to.equal('Call');
      expect(store.requests.length).to.equal(0);
      await expect(element).to.be.accessible();
    });

    it('calls after a deliberate yes, not for the rest of a double click', async () => {
      const store = fakeStore();
      const element = await renderQuestion(store);
      byRole(element, 'button', 'Call')?.click();
      expect(part(element, 'message')).to.not.equal('');
      await later(900, () => byRole(element, 'button', 'Call')?.click());
      await until(() => store.requests.length === 1, 'it calls');
    });

    it('places no call after a no, and returns the focus', async () => {
      const store = fakeStore();
      const element = await renderQuestion(store);
      const fired = oneEvent(element, 'rc-call-error');
      byRole(element, 'button', 'Don’t call')?.click();
      const {detail} = await fired as unknown as {detail: {error: CallError}};
      expect(detail.error.code).to.equal('not-confirmed');
      await element.updateComplete;
      expect(part(element, 'message')).to.equal('');
      expect(hasFocus(element), 'the focus is on the button').to.equal(true);
      expect(store.requests.length).to.equal(0);
    });

    it('does not ask within the country', async () => {
      const store = fakeStore();
      const element = await renderButton(html`<rc-click-to-call to=${NUMBER} account=${store.account}>Anna</rc-click-to-call>`);
      await element.call();
      expect(store.requests.length).to.equal(1);
    });
  });
});
