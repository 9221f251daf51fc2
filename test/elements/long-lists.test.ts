// Long lists of call buttons, scrolled as users do: each button is drawn when the user sees it.
import {expect, fixture, html, nextFrame} from '@open-wc/testing';
import type {TemplateResult} from 'lit';
import '../../src/elements/click-to-call/define.js';
import {RcClickToCall} from '../../src/elements/click-to-call/click-to-call.js';
import {until} from './support.js';

customElements.define('broken-call', class extends RcClickToCall {
  protected override render(): never {
    throw new Error('This is a test.');
  }
});

const COUNT = 1000;
/** 1000 px a second. */
const STEP_PX = 17;
/** More than a screen: what was drawn before the scroll is gone. */
const STEPS = 120;

const rows = (count = COUNT): TemplateResult => html`${Array.from({length: count}, (_, index) => html`
  <div><rc-click-to-call to="+16505550101">Desk ${index}</rc-click-to-call></div>`)}`;

const isDrawn = (element: Element): boolean => !element.matches(':state(waiting)');
const buttonsOf = (page: ParentNode): Element[] => [...page.querySelectorAll('rc-click-to-call')];

/** In the page's window, and in what scrolls there. */
function seenIn(scroller: Element): Element[] {
  const isPage = scroller === scroller.ownerDocument.scrollingElement;
  const {top, bottom} = isPage
    ? {top: 0, bottom: scroller.ownerDocument.defaultView!.innerHeight}
    : scroller.getBoundingClientRect();
  return buttonsOf(scroller).filter((element) => {
    const rect = element.getBoundingClientRect();
    return element.checkVisibility() && rect.bottom > top && rect.top < bottom;
  });
}

async function untilSeenAreDrawn(scroller: Element): Promise<void> {
  await until(() => {
    const seen = seenIn(scroller);
    return seen.length > 1 && seen.every(isDrawn);
  }, 'the buttons in view are drawn');
}

/** Returns how many buttons the user saw before they were drawn. */
async function scrollAtEase(scroller: Element): Promise<number> {
  const undrawn = new Set<Element>();
  for (let step = 0; step < STEPS; step++) {
    scroller.scrollTop += STEP_PX;
    await nextFrame();
    for (const element of seenIn(scroller)) if (!isDrawn(element)) undrawn.add(element);
  }
  return undrawn.size;
}

/** Runs in each frame; returns the stop. */
function inEachFrame(run: () => void): () => void {
  let request = requestAnimationFrame(function next() {
    run();
    request = requestAnimationFrame(next);
  });
  return () => cancelAnimationFrame(request);
}

/** Leaves the page no idle time. */
function keepBusy(): void {
  for (const end = performance.now() + 25; performance.now() < end;);
}

describe('a long list of call buttons', () => {
  const page = document.scrollingElement!;

  afterEach(() => page.scrollTo(0, 0));

  it('is drawn before its first frame where it is in view', async () => {
    const list = document.createElement('div');
    list.innerHTML = '<p><rc-click-to-call to="+16505550101">Desk</rc-click-to-call></p>'.repeat(5);
    document.body.prepend(list);
    // This is still before the frame.
    await nextFrame();
    expect(buttonsOf(list).filter(isDrawn).length).to.equal(5);
    list.remove();
  });

  it('is drawn before the user sees it, in the page', async () => {
    await fixture(html`<div>${rows()}</div>`);
    await untilSeenAreDrawn(page);
    expect(await scrollAtEase(page)).to.equal(0);
    expect(buttonsOf(page).filter(isDrawn).length).to.be.lessThan(COUNT / 3);
  });

  it('is drawn in a container that scrolls', async () => {
    const list = await fixture(html`<div style="block-size: 300px; overflow: auto">${rows()}</div>`);
    await untilSeenAreDrawn(list);
    const undrawn = await scrollAtEase(list);
    // Elsewhere, no margin reaches into a container.
    if ('scrollMargin' in IntersectionObserver.prototype) expect(undrawn).to.equal(0);
    await untilSeenAreDrawn(list);
  });

  it('is drawn in columns, where neighbors on the screen are far apart in the page', async () => {
    await fixture(html`<div style="columns: 4">${rows()}</div>`);
    await untilSeenAreDrawn(page);
    expect(await scrollAtEase(page)).to.equal(0);
  });

  it('is drawn where a jump ends, and not on the way', async () => {
    const list = await fixture(html`<div>${rows()}</div>`);
    for (let i = 0; i < 20; i++) {
      page.scrollTop += page.scrollHeight / 20;
      await nextFrame();
    }
    await untilSeenAreDrawn(page);
    expect(isDrawn(buttonsOf(list).at(-1)!)).to.equal(true);
    expect(isDrawn(buttonsOf(list)[COUNT / 2]!)).to.equal(false);
  });

  it('is drawn when an accordion opens, also after a scroll', async () => {
    const list = await fixture(html`<div><details><summary>Desks</summary>${rows(300)}</details>${rows()}</div>`);
    const details = list.querySelector('details')!;
    await scrollAtEase(page);
    page.scrollTo(0, 0);
    await untilSeenAreDrawn(page);
    expect(buttonsOf(details).filter(isDrawn).length).to.equal(0);
    details.open = true;
    await untilSeenAreDrawn(page);
    expect(seenIn(page).every((element) => details.contains(element))).to.equal(true);
  });

  it('is drawn in a page that is always busy', async () => {
    const list = await fixture(html`<div>${rows(450)}<details><summary>Desks</summary>${rows(30)}</details></div>`);
    const stop = inEachFrame(keepBusy);
    const details = list.querySelector('details')!;
    details.open = true;
    details.scrollIntoView();
    await untilSeenAreDrawn(page);
    expect(seenIn(details).length).to.be.greaterThan(3);
    stop();
  });

  it('is drawn while a wheel moves it notch by notch', async () => {
    await fixture(html`<div>${rows()}</div>`);
    await untilSeenAreDrawn(page);
    // Those just below the window are drawn after their first frame.
    for (let frame = 0; frame < 3; frame++) await nextFrame();
    let undrawn = 0;
    for (let notch = 0; notch < 20; notch++) {
      page.scrollTop += 120;
      await new Promise((resolve) => setTimeout(resolve, 100));
      undrawn += seenIn(page).filter((element) => !isDrawn(element)).length;
    }
    expect(undrawn).to.equal(0);
  });

  it('is drawn beside another list that scrolls without end', async () => {
    const place = await fixture(html`<div>
      <div style="block-size: 100px; overflow: auto">${rows(300)}</div>
      <details><summary>Desks</summary>${rows(30)}</details>${rows()}
    </div>`);
    const stop = inEachFrame(() => place.firstElementChild!.scrollTop += 1);
    await untilSeenAreDrawn(page);
    const details = place.querySelector('details')!;
    details.open = true;
    await untilSeenAreDrawn(details);
    page.scrollTop = page.scrollHeight;
    await untilSeenAreDrawn(page);
    stop();
  });

  it('is drawn in a window of its own', async () => {
    const popup = open('', '', 'popup,width=400,height=900')!;
    const list = await fixture(html`<div>${rows(300)}</div>`);
    popup.document.body.append(list);
    await untilSeenAreDrawn(popup.document.scrollingElement!);
    popup.scrollTo(0, popup.document.documentElement.scrollHeight);
    await untilSeenAreDrawn(popup.document.scrollingElement!);
    list.remove();
    popup.close();
  });

  it('is drawn where the page takes the box from its buttons', async () => {
    const page = await fixture(html`<div>
      <style>rc-click-to-call { display: contents; }</style>${rows(3)}</div>`);
    await until(() => buttonsOf(page).every(isDrawn), 'buttons without a box are drawn');
  });

  it('is drawn in a frame', async () => {
    const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Desks" height="300"></iframe>`);
    const list = await fixture(html`<div>${rows()}</div>`);
    const inner = frame.contentDocument!;
    inner.body.append(list);
    await untilSeenAreDrawn(inner.scrollingElement!);
    await scrollAtEase(inner.scrollingElement!);
    await untilSeenAreDrawn(inner.scrollingElement!);
    list.remove();
  });

  it('holds back no button that the page inserts in view while it is scrolled', async () => {
    const place = await fixture(html`<div style="position: fixed; inset-block-start: 0"></div>`);
    await fixture(html`<div style="padding-block-start: 5000px">${rows()}</div>`);
    await nextFrame();
    for (let step = 0; step < 5; step++) {
      page.scrollTop += 100;
      await nextFrame();
    }
    place.innerHTML = '<rc-click-to-call to="+16505550101">New</rc-click-to-call>';
    page.scrollTop += 100;
    await nextFrame();
    expect(buttonsOf(place).every(isDrawn)).to.equal(true);
  });

  it('is drawn beside a button of the page that throws', async () => {
    const list = document.createElement('div');
    list.innerHTML = '<broken-call to="+16505550101">Broken</broken-call>';
    document.body.prepend(list);
    const {onerror} = window;
    window.onerror = () => true;
    list.insertAdjacentHTML('beforeend', '<rc-click-to-call to="+16505550101">Desk</rc-click-to-call>');
    await until(() => buttonsOf(list).every(isDrawn), 'the other button is drawn');
    list.insertAdjacentHTML('beforeend', '<rc-click-to-call to="+16505550101">New</rc-click-to-call>');
    await until(() => buttonsOf(list).every(isDrawn), 'a button that comes later is drawn');
    list.innerHTML = `<div style="block-size: 5000px"></div><broken-call to="+16505550101">Broken</broken-call>
      ${'<rc-click-to-call to="+16505550101">Desk</rc-click-to-call>'.repeat(5)}`;
    await nextFrame();
    page.scrollTop = 5000;
    await until(() => buttonsOf(list).every(isDrawn), 'buttons that come into view together are drawn');
    window.onerror = onerror;
    list.remove();
  });
});
