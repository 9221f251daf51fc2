// The elements in pages that other code renders: frameworks, morphs, and scripts that move, copy,
// strip and reuse elements, also into other windows.
import assert from 'node:assert/strict';
import {after, afterEach, before, describe, it} from 'node:test';
import {watch} from '../support/chromium.mjs';
import {bundleScripts} from './hosts.bundles.mjs';
import {reaches, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

const PATIENCE = {timeout: 8_000, polling: 50};
const FRAMEWORKS = ['react', 'preact', 'vue', 'solid', 'svelte', 'angular'];
const FAR = '<div style="height: 4000px"></div>';

describe('the elements in hosts', {timeout: 120_000}, () => {
  let browser, site, simulator, page, seen, world;

  before(async () => {
    [browser, simulator, site] = await Promise.all([
      startBrowser(), startRingCentral(), bundleScripts().then(startSite),
    ]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));

  afterEach(async () => {
    await page?.close();
    page = undefined;
    assert.deepEqual(seen.problems, [], 'the console is empty');
  });

  const htmlOf = (body, scripts = [], head = '') => `<!doctype html><html lang="en"><head><title>Host</title>${
    ['elements', ...scripts].map((name) => `<script type="module" src="/${name}.js"></script>`).join('')
  }${head}</head><body>${body}</body></html>`;

  /** Opens a page with this body; `scripts` are those of hosts.bundles.mjs. */
  async function open(body, {scripts, head} = {}) {
    site.pages['/'] = htmlOf(body, scripts, head);
    page = await browser.newPage();
    seen = watch(page);
    await page.evaluateOnNewDocument(addHelpers);
    await page.goto(site.origin);
    await page.waitForFunction(() => customElements.get('rc-number-links'), PATIENCE);
  }

  /** Opens a page whose session is signed in. `bodyOf` gets the session's HTML. */
  async function openSignedIn(bodyOf, options) {
    world = worldOf(simulator.url);
    const {access_token: token} = await world.tokens();
    const session = `<rc-session server="${world.server}"></rc-session>`;
    await open(typeof bodyOf === 'string' ? session + bodyOf : bodyOf(session), options);
    await page.evaluate((value) => {
      document.querySelector('rc-session').getAccessToken = async () => value;
    }, token);
    await reaches(page, 'ready');
  }

  const label = (id) => page.evaluate((name) => globalThis.labelOf(document.getElementById(name)), id);
  const labels = () => page.evaluate(() => Promise.all([...document.querySelectorAll('rc-click-to-call')].map(globalThis.labelOf)));
  const phases = () => page.evaluate(() => globalThis.storeOf('').calls.get().map(({phase}) => phase));
  const waitForPhase = (phase) => page.waitForFunction(
    (wanted) => globalThis.storeOf('').calls.get()[0]?.phase === wanted, PATIENCE, phase);
  const hangUp = () => fetch(`${world.server}/simulator/hang-up`, {method: 'POST', body: '{}', headers: {'content-type': 'application/json'}});
  const sent = async (method) => (await world.requests('/ring-out')).filter((request) => request.method === method).length;

  describe('attributes and properties', () => {
    it('a removed attribute is the default again, of all five elements', async () => {
      await open('');
      const wrong = await page.evaluate(() => globalThis.TAGS.flatMap((tag) => {
        const element = document.createElement(tag);
        document.body.append(element);
        const {elementProperties} = customElements.get(tag);
        return [...elementProperties].filter(([, {attribute}]) => attribute !== false).flatMap(([property, {attribute}]) => {
          const name = typeof attribute === 'string' ? attribute : property.toLowerCase();
          const unset = element[property];
          element.setAttribute(name, 'x');
          const written = element[property];
          element.removeAttribute(name);
          const isRight = element[property] === unset && written !== unset && unset !== null;
          return isRight ? [] : [`${tag} ${name}: ${unset} → ${written} → ${element[property]}`];
        });
      }));
      assert.deepEqual(wrong, []);
    });

    it('null and undefined are the default, and a number is text, of all five elements', async () => {
      await open('');
      const wrong = await page.evaluate(() => globalThis.TAGS.flatMap((tag) => {
        const element = document.createElement(tag);
        document.body.append(element);
        const {elementProperties} = customElements.get(tag);
        return [...elementProperties].filter(([, {attribute}]) => attribute !== false).flatMap(([property, {type}]) => {
          const unset = element[property];
          const values = [null, undefined, 7].map((value) => {
            element[property] = value;
            return element[property];
          });
          element[property] = unset;
          const expected = [unset, unset, type === Boolean ? true : '7'];
          return JSON.stringify(values) === JSON.stringify(expected) ? [] : [`${tag} ${property}: ${JSON.stringify(values)}`];
        });
      }));
      assert.deepEqual(wrong, []);
    });

    it('disabled = undefined disables nothing, drawn or not', async () => {
      await open(`<rc-click-to-call id="near" to="+16505550101"></rc-click-to-call><rc-number-select id="select"></rc-number-select>
        ${FAR}<rc-click-to-call id="far" to="+16505550102">Call</rc-click-to-call>`);
      await label('near');
      const attributes = await page.evaluate(() => ['near', 'far', 'select'].map((id) => {
        const element = document.getElementById(id);
        return [undefined, null].map((value) => {
          element.disabled = value;
          return element.hasAttribute('disabled');
        });
      }));
      assert.deepEqual(attributes.flat(), Array(6).fill(false));
    });

    it('keeps its session when the attribute "account" is taken away', async () => {
      await openSignedIn('<rc-click-to-call id="ann" account="other" to="+16505550101" name="Ann"></rc-click-to-call>');
      await label('ann');
      await page.evaluate(() => document.getElementById('ann').removeAttribute('account'));
      await page.waitForFunction(() => document.getElementById('ann').shadowRoot.querySelector('button.main'), PATIENCE);
    });

    it('sets what was set before the script had come', async () => {
      await open('<rc-click-to-call id="early"></rc-click-to-call>', {head: `<script>addEventListener('DOMContentLoaded', () => {
        const early = document.getElementById('early');
        globalThis.wasDefined = !!customElements.get('rc-click-to-call');
        Object.assign(early, {to: 16505550101, country: 'US', name: null, size: undefined, disabled: undefined});
      }, {capture: true});</script>`});
      await page.evaluate(() => {
        // An element that is defined later, as one that a framework has made before.
        class Late extends customElements.get('rc-click-to-call') {}
        const late = document.createElement('late-call');
        Object.assign(late, {id: 'late', to: 16505550102, country: 'US', name: null, confirm: null, disabled: undefined});
        document.body.append(late);
        customElements.define('late-call', Late);
      });
      assert.equal(await label('late'), '16505550102');
      const {name, confirm, disabled} = await page.evaluate(() => {
        const late = document.getElementById('late');
        return {name: late.name, confirm: late.confirm, disabled: late.disabled};
      });
      assert.deepEqual({name, confirm, disabled}, {name: '', confirm: 'auto', disabled: false});
    });
  });

  describe('names', () => {
    it('a name of spaces is no name', async () => {
      await open('<rc-click-to-call id="blank" to="+16505550101" name=" \n "></rc-click-to-call>');
      assert.equal(await label('blank'), '+16505550101');
      assert.equal(await page.$eval('#blank', ({shadowRoot}) => shadowRoot.querySelector('.main').ariaLabel), 'Call +16505550101');
    });

    it('is trimmed in the label, in sentences and in the call', async () => {
      await openSignedIn('<rc-click-to-call id="ann" to="+16505550101" name="  Ann Lee " confirm="always"></rc-click-to-call><rc-call-status></rc-call-status>');
      assert.equal(await label('ann'), 'Ann Lee');
      const question = await page.evaluate(async () => {
        const ann = document.getElementById('ann');
        ann.call().catch(() => {});
        await globalThis.until(() => globalThis.cardOf(ann));
        return globalThis.cardOf(ann).ariaLabel;
      });
      assert.match(question, /\bAnn Lee\b/);
      assert.doesNotMatch(question, / {2}| $/);
    });

    it('a link without text is named by the number', async () => {
      await open('<rc-click-to-call id="icon"><a href="tel:+16505550101"> <img alt=""></a></rc-click-to-call>');
      assert.equal(await label('icon'), '+16505550101');
      assert.equal(await page.$eval('#icon', ({shadowRoot}) => shadowRoot.querySelector('.main').ariaLabel), 'Call +16505550101');
    });
  });

  describe('text of the page', () => {
    const numbersIn = (id) => page.evaluate((name) => document.getElementById(name).shadowRoot?.textContent.includes('+1650555') ?? false, id);

    it('a number without other content is drawn below the window too, other buttons are not', async () => {
      await open(`${FAR}<rc-click-to-call id="bare" to="+16505550101"></rc-click-to-call>
        <rc-click-to-call id="labeled" to="+16505550102">Desk</rc-click-to-call><div id="host"></div>`);
      await page.evaluate(() => {
        document.getElementById('host').attachShadow({mode: 'open'}).innerHTML = '<rc-click-to-call to="+16505550103"></rc-click-to-call>';
      });
      await page.waitForFunction(() => {
        const inside = document.getElementById('host').shadowRoot.firstChild;
        return [document.getElementById('bare'), inside].every(({shadowRoot}) => shadowRoot?.textContent.includes('+1650555'));
      }, PATIENCE);
      assert.equal(await numbersIn('labeled'), false);
      // As the browser's own search does.
      assert.equal(await page.evaluate(() => globalThis.find('+16505550101')), true);
    });

    it('ten thousand of them are text, and none is drawn', async () => {
      await open('<main></main>');
      await page.evaluate(() => {
        document.querySelector('main').innerHTML = '<div style="height: 4000px"></div>' +
          Array.from({length: 10_000}, (_, i) => `<p><rc-click-to-call to="+1650555${String(i).padStart(4, '0')}"></rc-click-to-call></p>`).join('');
      });
      assert.equal(await page.evaluate(async () => {
        const last = document.querySelector('main').lastElementChild.firstElementChild;
        await globalThis.until(() => last.shadowRoot?.textContent.includes('+16505559999'));
        return globalThis.find('+16505559999');
      }), true);
      const drawn = await page.evaluate(() => document.querySelectorAll('rc-click-to-call:not(:state(waiting))').length);
      assert.equal(drawn, 0);
    });

    it('all are drawn before printing, in shadow roots and in frames too', async () => {
      await open(`${FAR}<rc-click-to-call id="labeled" to="+16505550102">Desk</rc-click-to-call><div id="host"></div><iframe></iframe>`);
      await page.evaluate(() => {
        // No idle time between here and the print.
        globalThis.requestIdleCallback = () => 0;
        const add = (parent) => parent.insertAdjacentHTML('beforeend', '<div><rc-click-to-call to="+16505550103"></rc-click-to-call></div>');
        const wrapper = document.createElement('div');
        document.getElementById('host').attachShadow({mode: 'open'}).append(wrapper);
        add(wrapper);
        add(document.body);
        const framed = document.createElement('rc-click-to-call');
        framed.to = '+16505550104';
        const frame = document.querySelector('iframe').contentDocument;
        frame.body.style.paddingTop = '2000px';
        frame.body.append(framed);
        globalThis.waiting = [document.getElementById('labeled'), wrapper.querySelector('rc-click-to-call'), document.querySelector('body > div > rc-click-to-call'), framed];
      });
      const states = () => page.evaluate(() => globalThis.waiting.map((element) => element.matches(':state(waiting)')));
      assert.deepEqual(await states(), [true, true, true, true]);
      await page.pdf();
      assert.deepEqual(await states(), [false, false, false, false]);
    });
  });

  describe('another window', () => {
    const BODY = `<button id="pop-out">Pop out</button><rc-call-status></rc-call-status><rc-number-select></rc-number-select>
      <rc-click-to-call id="ann" to="+16505550101" name="Ann" confirm="never"></rc-click-to-call>
      <rc-number-links><p>Ring <a href="tel:+16505550102">Bob</a></p></rc-number-links>${FAR}
      <rc-click-to-call id="far" to="+16505550103">Desk</rc-click-to-call>`;

    /** Opens the picture-in-picture window that `globalThis.popOut` then is. */
    async function popOut() {
      await page.evaluate(() => {
        document.getElementById('pop-out').onclick = async () => {
          globalThis.popOut = await documentPictureInPicture.requestWindow({width: 400, height: 400});
        };
      });
      await page.click('#pop-out');
      await page.waitForFunction(() => globalThis.popOut, PATIENCE);
    }
    const move = (selector, to = 'popOut') => page.evaluate((what, where) => {
      const home = where === 'popOut' ? globalThis.popOut.document : document;
      const element = globalThis.moved?.[what] ?? document.querySelector(what);
      globalThis.moved = {...globalThis.moved, [what]: element};
      home.body.append(element);
    }, selector, to);
    /** Text of a moved element, and the widest of its icons. */
    const look = (selector) => page.evaluate((what) => {
      const {shadowRoot, ownerDocument: {defaultView}} = globalThis.moved[what];
      const widths = [...shadowRoot.querySelectorAll('svg')].map((icon) => parseFloat(defaultView.getComputedStyle(icon).width));
      return {text: shadowRoot.textContent.replace(/\s+/g, ' '), widest: Math.max(0, ...widths), sheets: shadowRoot.adoptedStyleSheets.length};
    }, selector);
    const shows = (selector, text) => page.waitForFunction(
      (what, part) => globalThis.moved[what].shadowRoot?.textContent.includes(part), PATIENCE, selector, text);

    it('a panel in picture-in-picture keeps its looks, its calls and its clock, and comes back', async () => {
      await openSignedIn(BODY);
      await page.evaluate(() => void document.getElementById('ann').call());
      await waitForPhase('ringing-caller');
      await popOut();
      await move('rc-call-status');
      await shows('rc-call-status', 'Ringing your phone');
      await world.advance(13_000);
      await shows('rc-call-status', 'Connected');
      const {widest, sheets} = await look('rc-call-status');
      assert.ok(widest > 5 && widest < 40, `icon of ${widest} px`);
      assert.equal(sheets, 3);
      // The tab is in the background, the window is seen: its clock runs.
      const see = (visibilityState) => page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', {value, configurable: true});
        document.dispatchEvent(new Event('visibilitychange'));
      }, visibilityState);
      await see('hidden');
      const time = await page.evaluate(() => globalThis.timeOf(globalThis.moved['rc-call-status']));
      await page.waitForFunction((first) => globalThis.timeOf(globalThis.moved['rc-call-status']) !== first, PATIENCE, time);
      await see('visible');
      await move('rc-call-status', 'page');
      await shows('rc-call-status', 'Connected');
      assert.equal((await look('rc-call-status')).sheets, 3);
      await move('rc-call-status');
      await hangUp();
      await see('visible');
      await waitForPhase('ended');
      await shows('rc-call-status', 'ended');
      assert.equal(await sent('DELETE'), 0);
    });

    it('a button that is moved while it waits, and one that is made for it, are drawn there', async () => {
      await openSignedIn(BODY);
      await popOut();
      await move('#far');
      await page.evaluate(() => {
        const made = Object.assign(document.createElement('rc-click-to-call'), {to: '+16505550104', name: 'Cleo'});
        globalThis.moved.made = made;
        globalThis.popOut.document.body.append(made);
      });
      await shows('made', 'Cleo');
      await page.waitForFunction(() => globalThis.moved['#far'].shadowRoot?.querySelector('button.main'), PATIENCE);
      for (const {widest, sheets} of [await look('#far'), await look('made')]) {
        assert.ok(widest > 5 && widest < 40, `icon of ${widest} px`);
        assert.ok(sheets >= 2, `${sheets} style sheets`);
      }
    });

    it('a card opens in the window of its button, with its looks', async () => {
      await openSignedIn(BODY);
      await label('ann');
      await page.evaluate(async () => {
        // The code of calls is here, and has met the button in the page.
        const {ann} = globalThis;
        ann.confirm = 'always';
        ann.call().catch(() => {});
        await globalThis.until(() => globalThis.cardOf(ann));
        globalThis.cardOf(ann).querySelector('.close').click();
      });
      await popOut();
      await move('#ann');
      await page.evaluate(() => {
        const ann = globalThis.moved['#ann'];
        ann.confirm = 'always';
        ann.call().catch(() => {});
      });
      await page.waitForFunction(() => globalThis.cardOf(globalThis.moved['#ann']), PATIENCE);
      const {isOpen, border, widest} = await page.evaluate(() => {
        const card = globalThis.cardOf(globalThis.moved['#ann']);
        const {defaultView} = card.ownerDocument;
        return {
          isOpen: card.matches(':popover-open'), border: defaultView.getComputedStyle(card).borderTopWidth,
          widest: card.querySelector('svg').getBoundingClientRect().width,
        };
      });
      assert.deepEqual({isOpen, border}, {isOpen: true, border: '1px'});
      assert.ok(widest < 40, `icon of ${widest} px`);
    });

    it('session, select and links move without a loss', async () => {
      await openSignedIn(BODY);
      await popOut();
      for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) await move(tag);
      await shows('rc-session', 'Alex Morgan');
      await page.waitForFunction(() => globalThis.moved['rc-number-select'].shadowRoot.querySelectorAll('option').length > 1, PATIENCE);
      await page.waitForFunction(() => globalThis.moved['rc-number-links'].pageLinks.links?.scanner.pageNumbers.all.size === 1, PATIENCE);
      for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) assert.ok((await look(tag)).sheets >= 3);
      for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) await move(tag, 'page');
      await shows('rc-session', 'Alex Morgan');
      for (const tag of ['rc-session', 'rc-number-select', 'rc-number-links']) assert.ok((await look(tag)).sheets >= 3);
    });

    it('follows the language of the window that it is in', async () => {
      await openSignedIn(BODY);
      await popOut();
      await page.evaluate(() => { globalThis.popOut.document.documentElement.lang = 'de'; });
      await move('rc-call-status');
      await shows('rc-call-status', 'Noch keine Anrufe');
      await page.evaluate(() => { globalThis.popOut.document.documentElement.lang = 'fr'; });
      await shows('rc-call-status', 'Aucun appel');
      await move('rc-call-status', 'page');
      await shows('rc-call-status', 'No calls yet');
    });

    it('a document without a window, a template and a frame do no harm', async () => {
      await openSignedIn(BODY);
      await page.evaluate(async () => {
        // With an open card.
        const ann = document.getElementById('ann');
        ann.confirm = 'always';
        ann.call().catch(() => {});
        await globalThis.until(() => globalThis.cardOf(ann)?.matches(':popover-open'));
        const elements = [...document.querySelectorAll('rc-session, rc-call-status, rc-number-select, rc-number-links, rc-click-to-call')];
        const template = document.createElement('template');
        const frame = document.createElement('iframe');
        document.body.append(frame);
        for (const home of [new DOMParser().parseFromString('<p>', 'text/html').body, template.content, document.createDocumentFragment(), frame.contentDocument.body, document.body]) {
          home.append(...elements);
          await globalThis.rest();
        }
        globalThis.moved = {'#ann': elements.find(({id}) => id === 'ann'), 'rc-call-status': elements.find(({localName}) => localName === 'rc-call-status')};
      });
      assert.equal((await look('rc-call-status')).sheets, 3);
      assert.equal((await look('#ann')).sheets, 5);
      assert.equal(await label('ann'), 'Ann');
    });
  });

  describe('copies and moves', () => {
    const ANN = '<rc-click-to-call id="ann" to="+16505550101" name="Ann" confirm="never"></rc-click-to-call>';

    it('a copy of a button with a call is a button of its own', async () => {
      await openSignedIn(`<main>${ANN}</main>`);
      await page.evaluate(() => void document.getElementById('ann').call());
      await waitForPhase('ringing-caller');
      const names = await page.evaluate(async () => {
        const ann = document.getElementById('ann');
        const copy = ann.cloneNode(true);
        Object.assign(copy, {id: 'copy', to: '+16505550102', name: 'Bob'});
        document.body.append(copy);
        await globalThis.rest();
        return Promise.all([ann, copy].map(globalThis.labelOf));
      });
      assert.deepEqual(names, ['Cancel', 'Bob']);
    });

    it('HTML that is read and written back makes the same buttons', async () => {
      await open(`<main><rc-click-to-call id="near" to="+16505550101" size="large" disabled></rc-click-to-call>
        <rc-click-to-call id="link"><a href="tel:+16505550102">Bob</a></rc-click-to-call>${FAR}
        <rc-click-to-call id="far" to="+16505550103">Desk</rc-click-to-call></main>`);
      await label('near');
      await page.waitForFunction(() => document.getElementById('far').getAttribute('tabindex') === '0', PATIENCE);
      await page.evaluate(() => {
        const main = document.querySelector('main');
        const {innerHTML} = main;
        main.innerHTML = innerHTML;
      });
      assert.deepEqual(await labels(), ['+16505550101', 'Bob', 'Desk']);
      const far = await page.$eval('#far', (element) => ({
        tabindex: element.getAttribute('tabindex'), tabStops: [element, ...element.shadowRoot.querySelectorAll('*')].filter(({tabIndex}) => tabIndex === 0).length,
      }));
      assert.deepEqual(far, {tabindex: null, tabStops: 1});
      assert.equal(await page.$eval('#near', ({size, disabled}) => `${size} ${disabled}`), 'large true');
    });

    it('a call goes on when its button is moved, in whichever way', async () => {
      await openSignedIn(`<main>${ANN}</main><aside><p>Aside</p></aside>`);
      await page.evaluate(() => void document.getElementById('ann').call());
      await waitForPhase('ringing-caller');
      const isCardOpen = () => page.waitForFunction(
        () => globalThis.cardOf(document.getElementById('ann'))?.matches(':popover-open'), PATIENCE);
      await isCardOpen();
      const ways = {
        insertBefore: (element, home) => home.insertBefore(element, home.firstChild),
        moveBefore: (element, home) => home.moveBefore(element, home.firstChild),
        fragment: (element, home) => {
          const fragment = document.createDocumentFragment();
          fragment.append(element);
          home.append(fragment);
        },
        template: (element, home) => {
          const template = document.createElement('template');
          template.content.append(element);
          home.append(template.content);
        },
        replaceWith: (element, home) => {
          const marker = document.createElement('meta');
          element.replaceWith(marker);
          home.append(marker);
          marker.replaceWith(element);
        },
      };
      for (const [name, way] of Object.entries(ways)) {
        await page.evaluate(`(${way})(document.getElementById('ann'),
          document.querySelector(document.querySelector('aside #ann') ? 'main' : 'aside'))`);
        assert.equal(await label('ann'), 'Cancel', name);
        await isCardOpen();
      }
      await world.advance(13_000);
      await page.waitForFunction(() => /Connected/.test(document.getElementById('ann').shadowRoot.textContent), PATIENCE);
      assert.deepEqual(await phases(), ['connected']);
      assert.equal(await sent('DELETE'), 0);
    });

    it('a list that reuses its buttons shows the last number, and keeps no removed one', async () => {
      await open(`<main></main>${FAR}<footer></footer>`);
      await page.evaluate(async () => {
        const make = (to) => Object.assign(document.createElement('rc-click-to-call'), {to});
        const main = document.querySelector('main');
        main.append(...Array.from({length: 20}, (_, i) => make(`+165055501${i + 10}`)));
        // The first round meets waiting buttons, the second drawn ones.
        for (let round = 0; round < 2; round++) {
          await globalThis.rest();
          for (let i = 0; i < 200; i++) {
            for (const button of main.children) {
              button.to = `+165055501${i % 90 + 10}`;
              button.setAttribute('name', i % 2 ? `Row ${i}` : ' ');
              if (i % 3 === 0) button.removeAttribute('name');
            }
            main.append(main.firstElementChild);
          }
          for (const button of main.children) button.country = 'US';
        }
        // Rows that come and go before they are ever drawn, near and far.
        for (const home of [main, document.querySelector('footer')]) {
          for (let i = 0; i < 200; i++) {
            const button = make('+16505550150');
            home.append(button);
            if (i % 50 === 0) await globalThis.rest();
            button.remove();
          }
        }
        for (const button of main.children) Object.assign(button, {to: 6505550199, name: undefined});
        await globalThis.rest();
      });
      assert.deepEqual(new Set(await labels()), new Set(['6505550199']));
      await page.waitForFunction(() => [...document.querySelectorAll('rc-click-to-call')]
        .every(({shadowRoot}) => shadowRoot.querySelector('a.main')?.getAttribute('href') === 'tel:+16505550199'), PATIENCE);
      const prototype = await page.evaluateHandle(() => customElements.get('rc-click-to-call').prototype);
      const alive = await page.queryObjects(prototype);
      assert.equal(await alive.evaluate((list) => list.length), 20);
    });

    it('a hidden row is drawn when it is shown', async () => {
      await open(`<p hidden><rc-click-to-call id="labeled" to="+16505550101">Desk</rc-click-to-call></p>
        <details><summary>More</summary><rc-click-to-call id="bare" to="+16505550102"></rc-click-to-call></details>`);
      await page.evaluate(() => globalThis.rest());
      await page.evaluate(() => {
        document.querySelector('p').hidden = false;
        document.querySelector('details').open = true;
      });
      await page.waitForFunction(() => ['labeled', 'bare'].every((id) => document.getElementById(id).shadowRoot?.querySelector('.main')), PATIENCE);
    });
  });

  describe('HTML from a server', () => {
    const LIST = (rows) => rows.map(({id, text = '', ...attributes}) => `<p><rc-click-to-call id="${id}"${
      Object.entries(attributes).map(([name, value]) => ` ${name}="${value}"`).join('')}>${text}</rc-click-to-call></p>`).join('');
    const BEFORE = LIST([
      {id: 'ann', to: '+16505550101', name: 'Ann', size: 'small', confirm: 'always'}, {id: 'bob', to: '+16505550102', account: 'other'}, {id: 'desk', to: '+16505550103', text: 'Desk'},
    ]);
    const AFTER = LIST([
      {id: 'ann', to: '+16505550101'}, {id: 'cleo', to: '+16505550104', name: 'Cleo'}, {id: 'bob', to: '+16505550105'}, {id: 'desk', to: '+16505550103', text: 'Front desk'},
    ]);
    const state = () => page.evaluate(async () => {
      await globalThis.rest();
      const buttons = [...document.querySelectorAll('main rc-click-to-call')];
      return Promise.all(buttons.map(async (button) => [
        button.id, await globalThis.labelOf(button), button.size, button.confirm, button.shadowRoot.querySelector('.main').localName,
      ].join(' ')));
    });
    const OLD = ['ann Ann small always button', 'bob +16505550102 medium auto a', 'desk Desk medium auto button'];
    const NEW = ['ann +16505550101 medium auto button', 'cleo Cleo medium auto button', 'bob +16505550105 medium auto button', 'desk Front desk medium auto button'];

    /** Each puts HTML into `main` as its library does. */
    const WAYS = {
      'innerHTML': [[], (html) => { document.querySelector('main').innerHTML = html; }],
      'idiomorph': [['morphs'], (html) => globalThis.morphs.idiomorph(document.querySelector('main'), html)],
      'morphdom': [['morphs'], (html) => globalThis.morphs.morphdom(document.querySelector('main'), html)],
      'htmx': [['htmx'], () => globalThis.htmx.ajax('GET', '/rows', {target: '#main', swap: 'innerHTML'})],
      'htmx, a morph': [['htmx'], () => globalThis.htmx.ajax('GET', '/rows', {target: '#main', swap: 'innerMorph'})],
      'Turbo, a stream': [['turbo'], (html) => globalThis.Turbo.renderStreamMessage(
        `<turbo-stream action="update" target="main"><template>${html}</template></turbo-stream>`)],
      'Turbo, a morph': [['turbo'], (html) => globalThis.Turbo.renderStreamMessage(
        `<turbo-stream action="update" method="morph" target="main"><template>${html}</template></turbo-stream>`)],
    };
    for (const [name, [scripts, put]] of Object.entries(WAYS)) {
      it(`${name}: buttons show what the new HTML says, and a call goes on`, async () => {
        await openSignedIn(`<main id="main">${BEFORE}</main><rc-call-status></rc-call-status>`, {scripts});
        await page.waitForFunction((names) => names.every((script) => globalThis[{turbo: 'Turbo'}[script] ?? script]), PATIENCE, scripts);
        assert.deepEqual(await state(), OLD);
        await page.evaluate(() => void globalThis.storeOf('').call({to: '+16505550109'}).catch(() => {}));
        await waitForPhase('ringing-caller');
        const swap = (html) => page.evaluate(`(${put})(${JSON.stringify(html)})`);
        for (const [html, expected] of [[AFTER, NEW], [BEFORE, OLD], [AFTER, NEW]]) {
          site.pages['/rows'] = html;
          await swap(html);
          await page.waitForFunction((id) => !!document.getElementById('cleo') === id, PATIENCE, html === AFTER);
          assert.deepEqual(await state(), expected);
        }
        assert.deepEqual(await phases(), ['ringing-caller']);
        assert.equal(await sent('DELETE'), 0);
      });
    }

    it('Turbo visits: a permanent session and panel stay, pages come and go, also from its cache', async () => {
      const scripts = ['turbo'];
      const bodyOf = (session, rows) => `<div id="session" data-turbo-permanent>${session}</div>
        <div id="panel" data-turbo-permanent><rc-call-status></rc-call-status></div><a id="next" href="/next">Next</a><main>${rows}</main>`;
      await openSignedIn((session) => bodyOf(session, BEFORE), {scripts});
      site.pages['/next'] = htmlOf(bodyOf(`<rc-session server="${world.server}"></rc-session>`, AFTER), scripts);
      await page.waitForFunction(() => globalThis.Turbo, PATIENCE);
      assert.deepEqual(await state(), OLD);
      await page.evaluate(() => void globalThis.storeOf('').call({to: '+16505550109'}).catch(() => {}));
      await waitForPhase('ringing-caller');
      const hasArrived = (where) => page.waitForFunction((path) => location.pathname === path && !document.documentElement.hasAttribute('data-turbo-preview')
        && !!document.getElementById('cleo') === (path === '/next'), PATIENCE, where);
      await page.click('#next');
      await hasArrived('/next');
      assert.deepEqual(await state(), NEW);
      await page.evaluate(() => history.back());
      await hasArrived('/');
      assert.deepEqual(await state(), OLD);
      const panel = await page.$eval('rc-call-status', ({shadowRoot}) => shadowRoot.textContent);
      assert.match(panel, /Ringing your phone/);
      assert.equal(await page.evaluate(() => globalThis.storeOf('').session.get().state), 'ready');
      assert.equal(await sent('DELETE'), 0);
    });
  });

  describe('frameworks', () => {
    const ROWS = [
      {id: 1, to: '+16505550101', name: 'Ann', confirm: 'always', size: 'small', disabled: true},
      {id: 2, to: 16505550102, country: 'US', name: undefined, confirm: undefined, size: undefined, disabled: undefined},
      {id: 3, to: '+16505550103', country: null, name: null, confirm: null, size: null, disabled: null},
      {id: 4, to: '+16505550104', name: 'Desk', label: 'Front desk'},
    ];

    /** What a person meets in the buttons, in their order. `was`: the number that an element had first. */
    const buttons = () => page.evaluate(async () => {
      await globalThis.rest();
      const elements = [...document.querySelectorAll('rc-click-to-call')];
      return Promise.all(elements.map(async (element) => ({
        was: element.was ??= String(element.to).slice(-3),
        label: await globalThis.labelOf(element),
        disabled: element.shadowRoot.querySelector('.main').ariaDisabled === 'true',
        small: getComputedStyle(element.shadowRoot.querySelector('.main')).display === 'inline',
        confirm: element.confirm || 'auto',
      })));
    });
    const row = (was, text, rest = {}) => ({was, label: text, disabled: false, small: false, confirm: 'auto', ...rest});

    for (const framework of FRAMEWORKS) {
      it(framework, async () => {
        await open('<main></main>', {scripts: [framework]});
        await page.waitForFunction(() => globalThis.show, PATIENCE);
        // JSON has no undefined.
        const rows = (list) => `[${list.map((fields) => `{${Object.entries(fields).map(([name, value]) =>
          `${name}: ${value === undefined ? 'undefined' : JSON.stringify(value)}`).join(', ')}}`).join(', ')}]`;
        await page.evaluate(`(async () => { globalThis.app = await show(document.querySelector('main'), ${rows(ROWS)}); })()`);
        const update = (list) => page.evaluate(`app.update(${rows(list)})`);
        const [ann, bob, cleo, desk] = ROWS;
        assert.deepEqual(await buttons(), [
          row('101', 'Ann', {disabled: true, small: true, confirm: 'always'}), row('102', '16505550102'), row('103', '+16505550103'), row('104', 'Front desk'),
        ]);
        // What was set is taken away, and the other way round.
        await update([{id: 1, to: ann.to, name: undefined, confirm: undefined, size: undefined, disabled: undefined}, {...bob, name: 'Bob', disabled: true},
          {...cleo, name: ' ', confirm: 'never'}, {...desk, name: null, label: 'Desk'}]);
        assert.deepEqual(await buttons(), [
          row('101', '+16505550101'), row('102', 'Bob', {disabled: true}), row('103', '+16505550103', {confirm: 'never'}), row('104', 'Desk'),
        ]);
        // Rows move with their elements; the rest is made anew.
        await update([desk, {...ann, to: '+16505550109', name: undefined, disabled: null}, {id: 5, to: '+16505550105', name: 'Eve'}]);
        assert.deepEqual(await buttons(), [
          row('104', 'Front desk'), row('101', '+16505550109', {small: true, confirm: 'always'}), row('105', 'Eve'),
        ]);
        await page.evaluate(() => globalThis.app.remove());
        assert.equal(await page.evaluate(() => document.querySelectorAll('rc-click-to-call').length), 0);
      });
    }
  });
});

/** Runs in each page before its scripts. */
function addHelpers() {
  Object.assign(globalThis, {
    TAGS: ['rc-click-to-call', 'rc-number-select', 'rc-call-status', 'rc-session', 'rc-number-links'],

    /** Resolves once frames and idle time have passed. */
    rest: () => new Promise((resolve) => {
      requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
    }),

    async until(check) {
      for (const end = Date.now() + 8_000; !check();) {
        if (Date.now() > end) throw new Error(`never: ${check}`);
        await new Promise((resolve) => { setTimeout(resolve, 20); });
      }
    },

    /** The words on a button, as a person reads them. */
    async labelOf(button) {
      await button.updateComplete;
      const label = button.shadowRoot.querySelector('[part~=label]');
      const slot = label.querySelector('slot');
      const text = slot ? slot.assignedNodes().map((node) => node.textContent).join('') : label.textContent;
      return text.replace(/\s+/g, ' ').trim();
    },

    timeOf: (panel) => panel.shadowRoot.querySelector('[part=timer]').textContent,

    cardOf: (button) => button.shadowRoot.querySelector('[part~=message]'),
  });
}
