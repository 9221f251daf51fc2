// Every outcome of a call in every situation: how the user sees it on the page, and hears it.
import {after, before, describe, it} from 'node:test';
import {Cell} from './outcomes/cell.mjs';
import {OUTCOMES} from './outcomes/outcomes.mjs';
import {SENSELESS, SITUATIONS} from './outcomes/situations.mjs';
import {pageWith, startBrowser, startRingCentral, startSite, worldOf} from './support.mjs';

describe('the outcome of a call', {concurrency: 4, timeout: 120_000}, () => {
  let browser, site, simulator;

  before(async () => {
    [browser, simulator, site] = await Promise.all([startBrowser(), startRingCentral(), startSite({})]);
  });
  after(() => Promise.all([browser?.close(), site?.close(), simulator?.close()]));

  const run = async (outcome, situation, pathname) => {
    const world = worldOf(simulator.url);
    if (situation.world) await world.options(situation.world);
    const {access_token: token} = await world.tokens();
    const button = `<rc-click-to-call to="${outcome.to}" name="Anna" confirm="${situation.confirm ?? 'never'}"></rc-click-to-call>`;
    site.pages[pathname] = pageWith(`<rc-session server="${world.server}" style="display: none"></rc-session>
      ${situation.body?.(button) ?? button}
      <script type="module">
        customElements.whenDefined('rc-session').then(() => {
          document.querySelector('rc-session').getAccessToken = async () => '${token}';
        });
      </script>`);
    const context = await browser.createBrowserContext();
    try {
      const cell = new Cell({outcome, situation, context, world, url: site.origin + pathname});
      await cell.play();
      await cell.check();
    } finally {
      await context.close();
    }
  };

  for (const [situationName, situation] of Object.entries(SITUATIONS)) {
    for (const [outcomeName, outcome] of Object.entries(OUTCOMES)) {
      if (SENSELESS[situationName]?.[outcomeName]) continue;
      const pathname = `/${situationName}/${outcomeName}`.replaceAll(/[ ,]/g, '-');
      it(`${situationName}: ${outcomeName}`, () => run(outcome, situation, pathname));
    }
  }
});
