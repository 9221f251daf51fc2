// Pages with strict policies, frames without rights, no storage, or styles and scripts that change
// the platform. On each there is no error and no violation, and the user can call, or reads why not
// and still has the link.
import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import {consent, popupOf} from '../pages/support.mjs';
import {contrastOfStatus, focusShows, isNumberUnderlined, lookOfButton} from './hostile/looks.mjs';
import {ISOLATED, NO_PERMISSIONS, NONCE, policy, STRICT} from './hostile/policies.mjs';
import {startHostility, until} from './hostile/visit.mjs';

/** Our own warnings for developers of the page, each once. */
const NOT_STORED = /this page may not store anything/;
const STORAGE_FULL = /storage is full; what finds no room/;
const REDIRECT_URI = /the redirect URI to register/;
/** A message of the page's own Lit. */
const DEVELOPING = /Lit is in dev mode|Multiple versions of Lit loaded/;
/** Messages of the browser about the frame, and about a link in it that asks for its parent. */
const SANDBOX = /can escape its sandboxing|Unsafe attempt to initiate navigation|blocked by sandbox|whose 'allow-popups' permission is not set/;
const any = (...patterns) => new RegExp(patterns.map(({source}) => source).join('|'));

const OWN_SIGN_IN = 'client-id="demo" redirect-uri="/rc-redirect.html"';

describe('hostile pages', {timeout: 600_000}, () => {
  let hostility;
  before(async () => { hostility = await startHostility(); });
  after(() => hostility?.close());
  const visit = (...args) => hostility.visit(...args);

  /** Uses all elements but `<rc-number-links>`. */
  async function works(user) {
    await user.signedIn();
    await until(async () => await user.choices('from') > 1 && await user.choices('caller-id') > 1, 'numbers to choose from');
    await user.callsToTheEnd();
  }
  async function worksWithCard(user) {
    await works(user);
    await user.opensCard();
  }
  /** The page's own link is visible, and leads to the number. */
  async function keepsTheLink({frame}) {
    const link = await frame.waitForSelector('rc-click-to-call > a', {visible: true});
    assert.equal(await link.evaluate(({href}) => href), 'tel:+16505550101');
  }

  describe('a call comes to its end', () => {
    for (const [name, how, wish = {}] of [
      ['plain', 'where nothing is hostile, for comparison'],
      ['strict-policy', 'under a strict policy with Trusted Types', {headers: STRICT}],
      ['strict-nonce', 'under a policy that knows one nonce', {headers: NONCE}],
      ['few-permissions', 'where the page gave up every permission', {headers: NO_PERMISSIONS}],
      ['storage-denied', 'where storage throws on access', {expected: NOT_STORED}],
      ['storage-full', 'where storage is full', {expected: STORAGE_FULL}],
      ['locks-missing', 'without locks and channels'],
      ['locks-refused', 'where locks and channels refuse'],
      ['fetch-slow', 'where fetch is wrapped and slow'],
      ['fetch-thenable', 'where fetch returns a promise of another library'],
      ['listeners-wrapped', 'where listeners, timers and promises are wrapped'],
      ['prototypes-extended', 'where prototypes are extended'],
      ['prototype-js', 'where functions of the language are replaced'],
      ['second-lit', 'beside an earlier Lit that came first', {expected: DEVELOPING}],
      ['second-lit-later', 'beside an earlier Lit that comes later', {expected: DEVELOPING}],
      ['second-lit-strict', 'beside an earlier Lit under Trusted Types', {
        headers: policy("lit-html 'allow-duplicates'"), expected: DEVELOPING,
      }],
      ['clobbered', 'among elements whose ids are names of functions'],
      ['written', 'where the page was written by its script'],
      ['quirks', 'in quirks mode'],
    ]) it(`${how} (${name})`, () => visit(`${name}.html`, worksWithCard, wish));

    for (const [name, how, wish = {}] of [
      ['plain-classic.html', 'where nothing is hostile, for comparison'],
      ['strict-policy-classic.html', 'under a strict policy with Trusted Types', {headers: STRICT}],
      ['frozen-classic.html', 'where the language is frozen'],
      ['globals.html', 'beside the globals of module systems'],
      ['written-classic.html', 'where the script is written into the page'],
      ['xml-classic.xhtml', 'in a page in XML'],
    ]) it(`by the classic script ${how} (${name})`, () => visit(name, works, wish));

    for (const [name, how] of [
      ['sandbox-scripts', 'without an origin of its own'],
      ['sandbox-scripts-classic', 'without an origin of its own, by the classic script'],
      ['other-site', 'of another site'],
    ]) it(`in a frame ${how} (${name})`, () => visit(`${name}.html`, works, {frame: 'iframe', expected: NOT_STORED}));
  });

  describe('a user signs in and calls', () => {
    async function signsInAndWorks(user) {
      await user.signsIn();
      await works(user);
    }
    const wish = {session: OWN_SIGN_IN, expected: any(REDIRECT_URI, /can escape its sandboxing/)};

    it('under a strict policy (sign-in)', () => visit('sign-in.html', signsInAndWorks, {...wish, headers: STRICT}));
    it('by leaving the page, under a strict policy (sign-in)', () => visit('sign-in.html', async (user) => {
      await user.leavesToSignIn();
      await works(user);
    }, {...wish, headers: STRICT, session: `${OWN_SIGN_IN} flow="redirect"`}));
    it('on an isolated page that sends no referrer (isolated)', () =>
      visit('isolated.html', signsInAndWorks, {...wish, headers: ISOLATED}));
    it('on an isolated page, by an isolated RingCentral (isolated)', () =>
      visit('isolated.html', signsInAndWorks, {...wish, headers: ISOLATED, options: {coop: true}}));
    it('where a base element changes relative addresses (base-href)', () =>
      visit('base-href.html', signsInAndWorks, {...wish, session: 'client-id="demo"'}));
    it('in a sandboxed frame that may open windows (sandbox-popups)', () =>
      visit('sandbox-popups.html', signsInAndWorks, {...wish, frame: 'iframe'}));
    it('in a frame of another site (other-site-sign-in)', () =>
      visit('other-site-sign-in.html', signsInAndWorks, {...wish, frame: 'iframe'}));
  });

  describe('an element says what it cannot do, and the link stays', () => {
    /** Without a session the button is a link. It cannot know whether an app opened, so it asks. */
    async function offersOtherApps(user) {
      await user.press('Call Anna', 'link');
      await user.reads('rc-click-to-call', 'Nothing opened?');
    }

    it('in a sandboxed frame that may open no windows (sandbox-no-popups)', () =>
      visit('sandbox-no-popups.html', async (user) => {
        await user.press('Sign in');
        await user.reads('rc-session', 'The browser blocked the sign-in window. Open it with the link, or open this page in a tab.');
        await offersOtherApps(user);
      }, {frame: 'iframe', session: OWN_SIGN_IN, expected: any(REDIRECT_URI, SANDBOX)}));

    it('where window.open throws (windows-refused)', () =>
      visit('windows-refused.html', async (user) => {
        await user.press('Sign in');
        await user.reads('rc-session', 'The browser blocked the sign-in window. Open it with the link.');
        const link = await user.button('Open the sign-in window', 'link');
        await consent(await popupOf(user.page.browserContext(), () => link.click()));
        await user.signedIn();
      }, {session: OWN_SIGN_IN, expected: REDIRECT_URI}));

    it('in a frame without an origin, which cannot receive an answer (sandbox-no-origin-sign-in)', () =>
      visit('sandbox-no-origin-sign-in.html', async (user) => {
        await user.reads('rc-session', 'Open this page in a tab of its own, and sign in there.');
        await offersOtherApps(user);
      }, {frame: 'iframe', session: OWN_SIGN_IN, expected: SANDBOX}));

    it('where the page may not use the clipboard: it shows the number instead (few-permissions)', () =>
      visit('few-permissions.html', async (user) => {
        await user.frame.evaluate(() => document.querySelector('rc-session').remove());
        await offersOtherApps(user);
        await user.press('Copy number');
        await until(async () => /555.?0101/.test(await user.text('rc-click-to-call')), 'the number');
        assert.doesNotMatch(await user.text('rc-click-to-call'), /Copied/);
      }, {headers: NO_PERMISSIONS, words: {token: ''}, expected: /The Clipboard API has been blocked/}));

    it('where fetch throws: the call is not confirmed, and the next try works (fetch-throws)', () =>
      visit('fetch-throws.html', async (user) => {
        await user.signedIn();
        await user.frame.evaluate(() => { window.broken = true; });
        await user.press('Call Anna');
        await user.reads('rc-call-status', 'Not confirmed');
        await user.reads('rc-click-to-call', 'Your phone may still ring. If it stays silent, call again.');
        await user.button('Call with RingCentral', 'link');
        assert.equal(await user.posts(), 0);
        await user.frame.evaluate(() => { window.broken = false; });
        await user.frame.evaluate(() => addEventListener('rc-call-request', () => { window.isRequested = true; }));
        // The button ignores clicks that follow each other quickly, so it may take a second one.
        await until(async () => {
          await new Promise((resolve) => { setTimeout(resolve, 1000); });
          await (await user.frame.$('aria/Call again[role="button"]'))?.click();
          return user.frame.evaluate(() => window.isRequested);
        }, 'the second try');
        await user.reads('rc-call-status', 'Ringing your phone');
        assert.equal(await user.posts(), 1);
      }));

    it('where another library has our tag (tag-taken)', () =>
      visit('tag-taken.html', async (user) => {
        await keepsTheLink(user);
        assert.equal(await user.frame.evaluate(() => document.querySelector('rc-click-to-call').title), 'of another library');
      }));

    it('where another library has the tag of one element: the others work without it (tag-taken-session)', () =>
      visit('tag-taken-session.html', async (user) => {
        await user.signedIn();
        await user.callsToTheEnd({shows: 'rc-click-to-call'});
      }));

    it('beside a Lit that took the only policy of Trusted Types (second-lit-strict)', () =>
      visit('second-lit-strict.html', keepsTheLink, {headers: STRICT, expected: any(DEVELOPING, /lit-html|trusted-types/)}));

    it('where Trusted Types allow no policy at all (strict-policy)', () =>
      visit('strict-policy.html', keepsTheLink, {headers: policy("'none'"), expected: /lit-html|trusted-types/}));

    it('where the language is frozen, on which Lit\'s module throws (frozen)', () =>
      visit('frozen.html', keepsTheLink, {expected: /object is not extensible/}));

    it('in a page in XML, whose modules Chromium does not run (xml)', () =>
      visit('xml.xhtml', keepsTheLink, {expected: /Module scripts in XML documents/}));
  });

  describe('styles of the page', () => {
    for (const [name, how] of [
      ['styles-unset', 'where everything is unset'],
      ['styles-loud', 'where everything is large and red'],
      ['styles-loud-force', 'where everything is large, red and floats, with force'],
      ['styles-reset', 'after a reset'],
      ['styles-buttons', 'where buttons and our own elements are unset'],
      ['styles-dark', 'where only colors make the page dark'],
    ]) {
      it(`leave the elements visible, readable and usable ${how} (${name})`, () => visit(`${name}.html`, async (user) => {
        const {page, frame} = user;
        await user.signedIn();
        assert.ok(await frame.evaluate(isNumberUnderlined), 'the number is underlined');
        assert.deepEqual(await frame.evaluate(lookOfButton), {seen: true, large: true, ownLink: 'not drawn twice'});
        for (let tabs = 0; !await frame.evaluate(() => document.activeElement?.localName === 'rc-click-to-call'); tabs++) {
          assert.ok(tabs < 30, 'the call button can be reached by keyboard');
          await page.keyboard.press('Tab');
        }
        assert.ok(await frame.evaluate(focusShows), 'the focus can be seen');
        await worksWithCard(user);
        assert.ok(await frame.evaluate(contrastOfStatus) >= 4.5, 'the status of the call can be read');
      }));
    }
  });

  describe('a page that the user leaves during a call, and returns to (left-and-back)', () => {
    it('continues to show the call: one tab polls, one rc-call-end', () => visit('left-and-back.html', async (user) => {
      const {page, frame, world} = user;
      await user.signedIn();
      await frame.evaluate(() => { addEventListener('pageshow', ({persisted}) => { globalThis.wasKept = persisted; }); });
      await user.press('Call Anna');
      await user.reads('rc-call-status', 'Ringing your phone');
      await page.goto(`${hostility.site.origin}/away.html`);
      await world.advance(13_000);
      await page.goBack();
      assert.equal(await page.evaluate(() => globalThis.wasKept), true, 'the browser had kept the page');
      await user.reads('rc-call-status', 'Connected');
      await world.hangUp();
      await user.looks();
      await user.reads('rc-call-status', 'Call ended');
      assert.deepEqual(await user.heard('rc-call-end'), [{type: 'rc-call-end', phase: 'ended', primary: true}]);
      assert.equal(await user.posts(), 1);
      const times = (await world.requests('/ring-out/')).map(({at}) => at);
      assert.ok(times.length >= 2);
      for (let i = 1; i < times.length; i++) assert.ok(times[i] - times[i - 1] >= 1_900, 'only one tab polls');
    }));
  });
});
