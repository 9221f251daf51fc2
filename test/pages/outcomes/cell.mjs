import assert from 'node:assert/strict';
import {installPerson, isCardInFront, readVisibleText} from '../person.mjs';
import {reaches} from '../support.mjs';
import {clickButton} from './situations.mjs';

/** One outcome in one situation. */
export class Cell {
  constructor({outcome, situation, context, world, url}) {
    Object.assign(this, {outcome, situation, context, world, url, pages: []});
  }

  /** The tab in which the person looks at the call, and that in which they have clicked. */
  get page() { return this.pages.at(-1); }
  get caller() { return this.pages[0]; }

  async open() {
    const page = await this.context.newPage();
    await page.setViewport({width: 900, height: 700});
    await page.evaluateOnNewDocument(`(${installPerson})()`);
    await page.goto(this.url);
    await reaches(page, 'ready');
    this.pages.push(page);
  }

  async reload() {
    await this.page.reload();
    await reaches(this.page, 'ready');
    await this.rings();
  }

  /** RingCentral has answered: a click on "Cancel" means this call. */
  async rings() {
    await this.page.waitForFunction(() => document.querySelector('rc-click-to-call').matches(':state(active)'), {timeout: 10_000, polling: 25});
  }

  row(page) { return page.waitForSelector('rc-click-to-call'); }

  /** The text that a user reads on the page, and on the button itself. */
  async look() {
    const [text, row, face, isInFront] = await this.page.evaluate((read, inFront) => {
      const readText = new Function(`return ${read}`)();
      const main = document.querySelector('rc-click-to-call').shadowRoot?.querySelector('.main');
      const word = (main?.querySelector('.live-text') ?? main?.querySelector('[part~=label]'))?.textContent.trim();
      return [readText('body'), readText('rc-click-to-call'), word, new Function(`return ${inFront}`)()()];
    }, String(readVisibleText), String(isCardInFront));
    return {text, row, face, isInFront};
  }

  /** Waits until `check` accepts the visible page; fails with the page that was seen instead. */
  async until(check, wanted) {
    for (let looks = 1; ; looks++) {
      const view = await this.look();
      if (check(view)) return view;
      if (looks === 400) assert.fail(`${wanted} is not seen, but: ${JSON.stringify(view)}`);
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
  }

  sees(text) { return this.until((view) => view.text.includes(text), `"${text}"`); }
  seesFace(wanted) {
    const matches = ({face}) => wanted instanceof RegExp ? wanted.test(face) : wanted === face;
    return this.until(matches, `the face ${wanted}`);
  }

  async hears({heard: wanted, never}) {
    const matches = (text) => wanted instanceof RegExp ? wanted.test(text) : text.includes(wanted);
    let heard = [];
    for (let tries = 0; tries < 100 && !heard.some(matches); tries++) {
      heard = await this.page.evaluate(() => globalThis.heard);
      await new Promise((resolve) => { setTimeout(resolve, 25); });
    }
    assert.equal(heard.filter(matches).length, 1, `"${wanted}" is to be heard once; heard was ${JSON.stringify(heard)}`);
    if (never) assert.ok(!heard.some((text) => text.includes(never)), `"${never}" is not to be heard; heard was ${JSON.stringify(heard)}`);
  }

  /** Both in RingCentral and in all tabs. */
  async pass(seconds) {
    const ms = seconds * 1000;
    await this.world.advance(ms);
    // The tab that was clicked last first: there the time of a cancel began.
    for (const page of [...this.pages].reverse()) await page.evaluate((by) => globalThis.passTime(by), ms);
  }

  async play() {
    const {outcome, situation} = this;
    for (let tab = 0; tab < (situation.tabs ?? 1); tab++) await this.open();
    await this.caller.bringToFront();
    // The person is about to click: what a click needs is loaded.
    for (const page of this.pages) {
      await (await this.row(page)).evaluate(async (row) => {
        await row.updateComplete;
        row.dispatchEvent(new PointerEvent('pointerover', {bubbles: true, composed: true}));
      });
      await page.waitForNetworkIdle({idleTime: 60});
    }
    await outcome.before?.(this);
    await (situation.place ?? clickButton)(this);
    if (this.page !== this.caller) await this.page.bringToFront();
    if (!outcome.atOnce) await this.rings();
    if (!outcome.cancels) await situation.then?.(this);
    if (outcome.cancels) await this.#cancel();
    if (outcome.seconds) await this.pass(outcome.seconds);
  }

  async #cancel() {
    const {then, cancel} = this.situation;
    const isRowUsedAgain = this.situation.rowOnly !== undefined;
    if (!isRowUsedAgain) await then?.(this);
    await this.rings();
    await this.pass(1);
    await (cancel?.(this) ?? (await this.page.waitForSelector('rc-click-to-call >>> .main')).click());
    if (!isRowUsedAgain) return;
    await this.until(({face}) => face !== 'Cancel' || this.outcome.face === 'Cancel', 'another face');
    await then(this);
  }

  async check() {
    const {outcome, situation} = this;
    await this.seesFace(situation.face ?? outcome.face);
    if (!situation.hasHeard?.includes(outcome.heard)) await this.hears(outcome);
    if (situation.rowOnly) {
      const {row} = await this.look();
      assert.equal(row, situation.rowOnly);
      return;
    }
    const view = await this.until(({text}) => outcome.told.every((sentence) => text.includes(sentence)), outcome.told.join(' '));
    assert.ok(view.isInFront, 'the card is in front');
    const isOver = outcome.face === 'Anna';
    if (isOver) assert.doesNotMatch(view.text, /Ringing|Canceling/);
    await situation.check?.(this);
  }
}
