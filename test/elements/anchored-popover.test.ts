import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import {AnchoredPopover} from '../../src/elements/internal/anchored-popover.js';
import type {AnchoredPopoverOptions} from '../../src/elements/internal/anchored-popover.js';
import {until} from './support.js';

const VIEWPORT = {width: 800, height: 600};
/** What positionCard keeps free between card and anchor. */
const GAP_PX = 6;

interface Setup {
  readonly anchor: HTMLElement;
  readonly card: HTMLElement;
  readonly popover: AnchoredPopover;
  readonly dismissals: string[];
}

const popovers = new Set<AnchoredPopover>();

afterEach(async () => {
  for (const popover of popovers) popover.disconnect();
  popovers.clear();
  for (const element of document.querySelectorAll('[data-test]')) element.remove();
  for (const {style} of [document.documentElement, document.body]) style.cssText = '';
  document.documentElement.dir = '';
  scrollTo(0, 0);
  if (innerWidth !== VIEWPORT.width || innerHeight !== VIEWPORT.height) await setViewport(VIEWPORT);
});

function page(html: string): HTMLElement {
  const element = document.createElement('div');
  element.dataset.test = '';
  element.innerHTML = html;
  document.body.append(element);
  return element;
}

/** A card of 200 × 100 px beside the button, in a shadow root of its own as the elements have it. */
function openAt(anchor: HTMLElement, options: Partial<AnchoredPopoverOptions> = {}, content = ''): Setup {
  const home = document.createElement('span');
  anchor.after(home);
  const root = home.attachShadow({mode: 'open'});
  root.innerHTML = `<style>
    .card { position: fixed; inset: auto; box-sizing: border-box; inline-size: 200px; margin: 0; padding: 0; border: 0; overflow: hidden auto; background: #ddd; }
    .card button { block-size: 40px; }
  </style><div class="card" popover="manual">${content || '<button>Yes</button><div style="height:60px"></div>'}</div>`;
  const card = root.querySelector<HTMLElement>('.card')!;
  const dismissals: string[] = [];
  const popover = new AnchoredPopover({
    preferredSide: 'below',
    anchorNode: () => anchor,
    anchorBox: () => anchor.getBoundingClientRect(),
    onDismiss() {
      dismissals.push('dismissed');
      popover.update(null);
    },
    ...options,
  });
  popovers.add(popover);
  popover.update(card);
  return {anchor, card, popover, dismissals};
}

const ANCHOR = '<button class="anchor">Call</button>';
const anchorIn = (element: ParentNode): HTMLElement => element.querySelector<HTMLElement>('.anchor')!;
const isVisible = (card: HTMLElement): boolean => card.checkVisibility({visibilityProperty: true});

/** The card is what a click at this point, or in its middle, meets. */
function isOnTop(card: HTMLElement, {left, top, width, height} = card.getBoundingClientRect()): boolean {
  const point = [left + width / 2, top + height / 2] as const;
  const root = card.getRootNode() as ShadowRoot;
  // Firefox finds what is on top within the root.
  const isHostOnTop = card.ownerDocument.elementFromPoint(...point) === root.host;
  return isHostOnTop && card.contains(root.elementFromPoint(...point));
}

async function frames(count: number): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => requestAnimationFrame(resolve));
}

function isBeside(card: HTMLElement, anchor: HTMLElement): boolean {
  return Math.abs(card.getBoundingClientRect().top - anchor.getBoundingClientRect().bottom - GAP_PX) < 1.5;
}

function expectBeside(card: HTMLElement, anchor: HTMLElement): void {
  const cardBox = card.getBoundingClientRect();
  const anchorBox = anchor.getBoundingClientRect();
  expect(cardBox.left).to.be.closeTo(anchorBox.left, 1.5);
  expect(cardBox.top).to.be.closeTo(anchorBox.bottom + GAP_PX, 1.5);
}

function expectInWindow(card: HTMLElement, {width, height} = {width: innerWidth, height: innerHeight}): void {
  const {left, top, right, bottom} = card.getBoundingClientRect();
  expect(Math.min(left, top), 'left and top').to.be.at.least(0);
  expect(right, 'right').to.be.at.most(width + .5);
  expect(bottom, 'bottom').to.be.at.most(height + .5);
}

describe('AnchoredPopover', () => {
  before(() => setViewport(VIEWPORT));

  describe('position', () => {
    it('is below the anchor, where it starts', () => {
      const {card, anchor} = openAt(anchorIn(page(`<div style="margin:100px">${ANCHOR}</div>`)));
      expect(isVisible(card)).to.equal(true);
      expectBeside(card, anchor);
    });

    for (const zoom of [.5, 1.5, 2]) {
      it(`takes out a CSS zoom of ${zoom}`, () => {
        const {card, anchor} = openAt(anchorIn(page(`<div style="zoom:${zoom}"><div style="padding:60px 0 0 150px">${ANCHOR}</div></div>`)));
        expectBeside(card, anchor);
        expectInWindow(card);
      });
    }

    it('takes out the zooms of several ancestors, and stays inside of the window', () => {
      document.body.style.zoom = '1.25';
      const {card, anchor} = openAt(anchorIn(page(`<div style="zoom:2;text-align:right">${ANCHOR}</div>`)));
      expectInWindow(card);
      expect(card.getBoundingClientRect().top).to.be.closeTo(anchor.getBoundingClientRect().bottom + GAP_PX, 1.5);
    });

    for (const style of ['transform:translate(40px,30px)', 'transform:scale(.8)', 'filter:blur(0)', 'container-type:inline-size', 'contain:layout paint', 'will-change:transform', 'perspective:100px']) {
      it(`is the same within an ancestor that has ${style}`, () => {
        const {card, anchor} = openAt(anchorIn(page(`<div style="${style};margin:50px;padding:20px;height:60px">${ANCHOR}</div>`)));
        expectBeside(card, anchor);
      });
    }

    it('starts at the right edge of the anchor in right-to-left text', () => {
      document.documentElement.dir = 'rtl';
      const {card, anchor} = openAt(anchorIn(page(`<div style="margin:100px 300px">${ANCHOR}</div>`)));
      expect(card.getBoundingClientRect().right).to.be.closeTo(anchor.getBoundingClientRect().right, 1.5);
    });

    it('follows the anchor when something is added before it, once a frame', async () => {
      let looks = 0;
      const content = page(`<p></p>${ANCHOR}<div style="height:2000px"></div>`);
      const anchor = anchorIn(content);
      const {card} = openAt(anchor, {anchorBox() {
        looks++;
        return anchor.getBoundingClientRect();
      }});
      await frames(3);
      looks = 0;
      for (let turn = 0; turn < 10; turn++) document.dispatchEvent(new Event('scroll'));
      expect(looks).to.equal(0);
      await frames(2);
      expect(looks).to.equal(1);
      content.querySelector('p')!.style.height = '150px';
      await until(() => isBeside(card, anchor), 'it is beside the anchor');
    });

    it('listens to nothing once it is closed', async () => {
      let looks = 0;
      const anchor = anchorIn(page(ANCHOR));
      const {popover, card} = openAt(anchor, {anchorBox() {
        looks++;
        return anchor.getBoundingClientRect();
      }});
      popover.update(null);
      expect(card.matches(':popover-open')).to.equal(false);
      looks = 0;
      document.dispatchEvent(new Event('scroll'));
      window.dispatchEvent(new Event('resize'));
      anchor.style.width = '300px';
      await frames(3);
      expect(looks).to.equal(0);
    });
  });

  describe('in a small window', () => {
    const BUTTONS = '<button>One</button><br><button>Two</button><br><button>Three</button>';

    function expectReachable(card: HTMLElement): void {
      for (const button of card.querySelectorAll('button')) {
        button.scrollIntoView({block: 'nearest'});
        expect(isOnTop(card, button.getBoundingClientRect()), button.textContent).to.equal(true);
      }
    }

    for (const [width, height] of [[320, 64], [320, 180], [320, 256]] as const) {
      it(`has all of its controls within ${width} × ${height} px, wherever its anchor is`, async () => {
        await setViewport({width, height});
        const content = page(`<div style="position:fixed;left:10px">${ANCHOR}</div>`);
        const box = content.querySelector<HTMLElement>('div')!.style;
        for (const top of [0, height / 2 - 12, height - 24]) {
          box.top = `${top}px`;
          const {card, popover} = openAt(anchorIn(content), {}, BUTTONS);
          expectInWindow(card);
          expectReachable(card);
          popover.disconnect();
        }
      });
    }

    it('has them within a frame of 320 × 64 px', async () => {
      const frame = page('<iframe style="width:320px;height:64px;border:0"></iframe>').querySelector('iframe')!;
      const inner = frame.contentDocument!;
      inner.body.innerHTML = ANCHOR;
      const {card} = openAt(anchorIn(inner), {}, BUTTONS);
      await frames(2);
      expectInWindow(card, {width: 320, height: 64});
      expectReachable(card);
    });

    it('keeps its scroll position while the page scrolls', async () => {
      await setViewport({width: 320, height: 64});
      const {card} = openAt(anchorIn(page(`${ANCHOR}<div style="height:2000px"></div>`)), {}, BUTTONS);
      // WebKit resizes the window a little later.
      await until(() => {
        card.scrollTop = 50;
        return card.scrollTop === 50;
      }, 'the card scrolls');
      scrollTo(0, 5);
      await frames(3);
      expect(card.scrollTop).to.equal(50);
    });

    it('is no wider than a small window, whatever its zoom is', async () => {
      await setViewport({width: 180, height: 300});
      const {card} = openAt(anchorIn(page(`<div style="zoom:1.5">${ANCHOR}</div>`)));
      await frames(2);
      expectInWindow(card);
    });
  });

  describe('and other layers', () => {
    it('is on top of a dialog that was closed and opened again', async () => {
      const dialog = page(`<dialog>${ANCHOR}<div style="height:300px"></div></dialog>`).querySelector('dialog')!;
      dialog.showModal();
      const {card} = openAt(anchorIn(dialog));
      expect(isOnTop(card)).to.equal(true);
      dialog.close();
      await until(() => !isVisible(card), 'it is hidden with the dialog');
      dialog.showModal();
      await until(() => isVisible(card) && isOnTop(card), 'it is on top again');
      dialog.close();
      dialog.showModal();
      await until(() => isVisible(card) && isOnTop(card), 'also where both happen in one task');
    });

    it('is on top of a dialog in a shadow root, which has its anchor in a slot', async () => {
      const host = page(`<section>${ANCHOR}<div style="height:300px"></div></section>`).querySelector('section')!;
      host.attachShadow({mode: 'open'}).innerHTML = '<dialog><slot></slot></dialog>';
      const dialog = host.shadowRoot!.querySelector('dialog')!;
      dialog.showModal();
      const {card} = openAt(anchorIn(host));
      dialog.close();
      dialog.showModal();
      await until(() => isVisible(card) && isOnTop(card), 'it is on top');
    });

    it('is on top of a dialog that becomes modal later, and keeps the focus', async () => {
      const dialog = page(`<dialog>${ANCHOR}<div style="height:300px"></div></dialog>`).querySelector('dialog')!;
      dialog.show();
      const {card, popover} = openAt(anchorIn(dialog));
      dialog.removeAttribute('open');
      dialog.showModal();
      const button = card.querySelector('button')!;
      button.focus();
      popover.update(card);
      await until(() => isOnTop(card), 'it is on top');
      expect((card.getRootNode() as ShadowRoot).activeElement === button).to.equal(true);
    });

    it('is on top of a popover around its anchor that was shown again', async () => {
      const menu = page(`<div popover="manual" style="margin:0;inset:50px auto auto 50px">${ANCHOR}<div style="height:200px"></div></div>`).querySelector<HTMLElement>('[popover]')!;
      menu.showPopover();
      const {card} = openAt(anchorIn(menu));
      menu.hidePopover();
      menu.showPopover();
      await until(() => isVisible(card) && isOnTop(card), 'it is on top');
    });

    it('stays beneath a menu of the page that is opened over it', async () => {
      const content = page(`${ANCHOR}<div popover="manual" style="margin:0;inset:0 auto auto 0;width:400px;height:400px">Menu</div>`);
      const {card, popover} = openAt(anchorIn(content));
      content.querySelector<HTMLElement>('[popover]')!.showPopover();
      await frames(2);
      popover.update(card);
      expect(isOnTop(card)).to.equal(false);
    });

    const MODALS = {
      'a modal dialog': '<dialog class="modal">Sure?</dialog>',
      'a modal of a library, which says so': '<div class="modal" role="dialog" aria-modal="true" style="position:fixed;inset:0;z-index:9" hidden>Sure?</div>',
      'a modal of a library, which hides the page from screen readers': '<div class="modal hides-page" style="position:fixed;inset:0;z-index:9" hidden>Sure?</div>',
    };
    for (const [title, html] of Object.entries(MODALS)) {
      it(`is hidden behind ${title}, and back when it is closed`, async () => {
        const content = page(`<main>${ANCHOR}</main>${html}`);
        const modal = content.querySelector<HTMLElement>('.modal')!;
        const main = content.querySelector('main')!;
        const {card, popover} = openAt(anchorIn(content));
        if (modal instanceof HTMLDialogElement) modal.showModal();
        else modal.hidden = false;
        if (modal.matches('.hides-page')) main.setAttribute('aria-hidden', 'true');
        popover.update(card);
        expect(isVisible(card)).to.equal(false);
        if (modal instanceof HTMLDialogElement) modal.close();
        else modal.hidden = true;
        main.removeAttribute('aria-hidden');
        await until(() => isVisible(card) && isOnTop(card), 'it is shown again');
      });
    }

    it('is hidden while its anchor is inert', async () => {
      const content = page(ANCHOR);
      const {card, popover} = openAt(anchorIn(content));
      content.inert = true;
      popover.update(card);
      expect(isVisible(card)).to.equal(false);
      content.inert = false;
      await until(() => isVisible(card), 'it is shown again');
    });

    it('is shown in a modal of a library', () => {
      const content = page(`<main aria-hidden="true">Page</main>
        <div role="dialog" aria-modal="true" style="position:fixed;inset:0;z-index:9">${ANCHOR}</div>`);
      const {card} = openAt(anchorIn(content));
      expect(isVisible(card)).to.equal(true);
    });

    it('is shown over what only covers the page while it is busy', () => {
      const content = page(`${ANCHOR}<div style="position:fixed;inset:0;z-index:9"></div>`);
      const {card} = openAt(anchorIn(content));
      expect(isVisible(card)).to.equal(true);
    });

    it('is shown where its anchor takes no pointer, or is hidden from screen readers alone', () => {
      const content = page(`<div aria-hidden="true" style="pointer-events:none">${ANCHOR}</div>`);
      const {card} = openAt(anchorIn(content));
      expect(isVisible(card)).to.equal(true);
    });
  });

  describe('and its anchor', () => {
    const FILLER = '<div style="height:1000px"></div>';

    it('is hidden while the anchor is scrolled out of its box, and then back at its side', async () => {
      const scroller = page(`<div style="height:150px;overflow:auto">${ANCHOR}${FILLER}</div>`).querySelector('div')!;
      const {card, anchor} = openAt(anchorIn(scroller));
      scroller.scrollTop = 400;
      await until(() => !isVisible(card), 'it is hidden');
      scroller.scrollTop = 5;
      await until(() => isVisible(card) && isBeside(card, anchor), 'it is back');
      anchor.style.marginTop = '200px';
      await until(() => !isVisible(card), 'it is hidden, too, below the end of the box');
    });

    it('is hidden with an anchor that was slotted into a box of another shadow root', async () => {
      const host = page(`<section>${ANCHOR}</section>`).querySelector('section')!;
      host.attachShadow({mode: 'open'}).innerHTML = `<div style="height:150px;overflow:auto"><slot></slot>${FILLER}</div>`;
      const {card, anchor} = openAt(anchorIn(host));
      host.shadowRoot!.querySelector('div')!.scrollTop = 10;
      await until(() => isBeside(card, anchor), 'it goes with the anchor');
      host.shadowRoot!.querySelector('div')!.scrollTop = 400;
      await until(() => !isVisible(card), 'it is hidden');
      host.shadowRoot!.querySelector('div')!.scrollTop = 0;
      await until(() => isVisible(card), 'it is back');
    });

    it('is hidden when the anchor is scrolled out of the window', async () => {
      const {card} = openAt(anchorIn(page(`${ANCHOR}${FILLER}${FILLER}`)));
      scrollTo(0, 500);
      await until(() => !isVisible(card), 'it is hidden');
      scrollTo(0, 0);
      await until(() => isVisible(card), 'it is back');
    });

    for (const [title, hide] of [
      ['is not displayed', 'display:none'], ['is not visible', 'visibility:hidden'],
      ['is in a part that is not rendered', 'content-visibility:hidden'], ['is in a collapsed box', 'height:0;overflow:hidden'],
      ['is moved out sideways', 'position:fixed;transform:translateX(-1000px)'],
    ] as const) {
      it(`is hidden while the anchor ${title}, and then back`, async () => {
        const box = page(`<div>${ANCHOR}</div>`).querySelector('div')!;
        const {card} = openAt(anchorIn(box));
        box.style.cssText = hide;
        await until(() => !isVisible(card), 'it is hidden');
        box.style.cssText = '';
        await until(() => isVisible(card), 'it is back');
      });
    }

    for (const [title, html] of [
      ['fixed in a scrolled box', `<div class="scrolled" style="height:150px;overflow:auto"><div style="position:fixed;top:300px">${ANCHOR}</div>${FILLER}</div>`],
      ['positioned against what is around a scrolled box', `<div style="position:relative"><div class="scrolled" style="height:150px;overflow:auto">${FILLER}<div style="position:absolute;top:200px">${ANCHOR}</div></div></div>`],
      ['in an element without a box of its own', `<div style="display:contents;overflow:hidden">${ANCHOR}</div>`],
      ['below the end of a box that cuts off its sides only', `<div style="height:50px;overflow-x:clip"><div style="height:100px"></div>${ANCHOR}</div>`],
      ['in a modal dialog within a scrolled box', `<div class="scrolled" style="height:150px;overflow:auto">${FILLER}<dialog>${ANCHOR}</dialog></div>`],
      ['in a popover within a scrolled box', `<div class="scrolled" style="height:150px;overflow:auto;position:relative">${FILLER}<div popover="manual" style="position:absolute;inset:300px auto auto 0">${ANCHOR}</div></div>`],
    ] as const) {
      it(`is shown beside an anchor ${title}`, () => {
        const content = page(html);
        content.querySelector('dialog')?.showModal();
        content.querySelector<HTMLElement>('[popover]')?.showPopover();
        content.querySelector('.scrolled')?.scrollTo(0, 800);
        const {card} = openAt(anchorIn(content));
        expect(isVisible(card)).to.equal(true);
      });
    }

    it('stays shown within a page whose body is what scrolls', async () => {
      document.documentElement.style.cssText = 'height:100%;overflow:hidden';
      document.body.style.cssText = 'height:100%;overflow:auto';
      const {card, anchor} = openAt(anchorIn(page(`<div style="height:700px"></div>${ANCHOR}${FILLER}`)));
      expect(isVisible(card)).to.equal(false);
      document.body.scrollTop = 500;
      await until(() => isVisible(card) && isBeside(card, anchor), 'it is shown');
    });

    it('stays at the edge of the window if its owner says so', async () => {
      const content = page(`${ANCHOR}${FILLER}${FILLER}`);
      let isKept = true;
      const {card, popover} = openAt(anchorIn(content), {onUnseen: () => isKept});
      scrollTo(0, 500);
      await until(() => card.getBoundingClientRect().top === 8, 'it is at the upper edge');
      expect(isVisible(card)).to.equal(true);
      isKept = false;
      popover.update(card);
      expect(isVisible(card)).to.equal(false);
    });
  });

  describe('on Escape', () => {
    it('is dismissed alone: the dialog around it stays open, until the next one', async () => {
      const dialog = page(`<dialog>${ANCHOR}</dialog>`).querySelector('dialog')!;
      dialog.showModal();
      const {anchor, dismissals} = openAt(anchorIn(dialog));
      anchor.focus();
      await sendKeys({press: 'Escape'});
      expect([...dismissals, dialog.open]).to.deep.equal(['dismissed', true]);
      await sendKeys({press: 'Escape'});
      await until(() => !dialog.open, 'the dialog closes');
    });

    it('is dismissed wherever the focus is, before the page hears of it', async () => {
      const content = page(`${ANCHOR}<input>`);
      let heard = 0;
      content.addEventListener('keydown', () => heard++);
      for (const focused of [anchorIn(content), content.querySelector('input')!, null]) {
        const {dismissals} = openAt(anchorIn(content));
        (document.activeElement as HTMLElement).blur();
        focused?.focus();
        await sendKeys({press: 'Escape'});
        expect(dismissals, focused?.localName).to.deep.equal(['dismissed']);
      }
      expect(heard).to.equal(0);
      await sendKeys({press: 'Escape'});
    });

    it('comes after the controls in the card, which may use it', async () => {
      const {card, dismissals} = openAt(anchorIn(page(ANCHOR)), {}, '<input><button>Yes</button>');
      card.querySelector('input')!.addEventListener('keydown', (event) => event.preventDefault(), {once: true});
      card.querySelector('input')!.focus();
      await sendKeys({press: 'Escape'});
      expect(dismissals).to.deep.equal([]);
      await sendKeys({press: 'Escape'});
      expect(dismissals).to.deep.equal(['dismissed']);
    });

    it('closes one card a time, the one that was opened last first', async () => {
      const content = page(`${ANCHOR}<hr><button class="second">Call</button>`);
      const first = openAt(anchorIn(content));
      const second = openAt(content.querySelector<HTMLElement>('.second')!);
      const dismissals = (): number[] => [first, second].map((each) => each.dismissals.length);
      await sendKeys({press: 'Escape'});
      expect(dismissals()).to.deep.equal([0, 1]);
      await sendKeys({press: 'Escape'});
      expect(dismissals()).to.deep.equal([1, 1]);
    });

    it('closes the card that has the focus, and a card within a card before it', async () => {
      const content = page(`${ANCHOR}<hr><button class="second">Call</button>`);
      const outer = openAt(anchorIn(content), {}, ANCHOR);
      const other = openAt(content.querySelector<HTMLElement>('.second')!);
      const inner = openAt(anchorIn(outer.card));
      const dismissals = (): number[] => [outer, other, inner].map((each) => each.dismissals.length);
      inner.card.querySelector('button')!.focus();
      await sendKeys({press: 'Escape'});
      expect(dismissals()).to.deep.equal([0, 0, 1]);
      anchorIn(outer.card).focus();
      await sendKeys({press: 'Escape'});
      expect(dismissals()).to.deep.equal([1, 0, 1]);
    });

    it('leaves the key to others: while it is hidden, to another layer, and to an input method', async () => {
      const content = page(`<div>${ANCHOR}</div><div class="menu" popover="manual"><input></div>`);
      const {dismissals, card, popover} = openAt(anchorIn(content));
      const menu = content.querySelector<HTMLElement>('.menu')!;
      menu.showPopover();
      menu.querySelector('input')!.focus();
      await sendKeys({press: 'Escape'});
      menu.hidePopover();
      anchorIn(content).dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape', isComposing: true, bubbles: true}));
      content.querySelector('div')!.style.display = 'none';
      popover.update(card);
      await sendKeys({press: 'Escape'});
      expect(dismissals).to.deep.equal([]);
    });
  });

  it('is dismissed by a press elsewhere only where its owner says so', () => {
    const content = page(`${ANCHOR}<input>`);
    let closes = false;
    const {dismissals, card, anchor} = openAt(anchorIn(content), {closesOnPress: () => closes});
    const press = (element: Element): boolean => element.dispatchEvent(new PointerEvent('pointerup', {bubbles: true, composed: true}));
    press(content);
    closes = true;
    press(card);
    press(anchor);
    expect(dismissals).to.deep.equal([]);
    press(content);
    expect(dismissals).to.deep.equal(['dismissed']);
  });

  it('opens again for an element that has left the page and come back', () => {
    const {card, popover, anchor} = openAt(anchorIn(page(ANCHOR)));
    const root = card.getRootNode() as ShadowRoot;
    card.remove();
    popover.update(card);
    root.append(card);
    popover.update(card);
    expect(isVisible(card)).to.equal(true);
    expectBeside(card, anchor);
  });
});
