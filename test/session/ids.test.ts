/** The ids that a page names become parts of a path: none may lead requests to another one. */
import {expect} from '@open-wc/testing';
import type {ConnectOptions} from '../../src/store/types.js';
import {createFixture, sendRequest} from './support.js';

const WRONG_IDS = [
  '..', '.', '...', '', ' ', '\t', 'a/b', '../..', '/', '\\', 'a\\b', '?x', '#', 'a#b', '%2e%2e', '%2F', '1 2', '\ud800', 'ä',
  'x'.repeat(300),
];
const ATTRIBUTES = {accountId: 'account-id', extensionId: 'extension-id'} as const;

describe('an id of the page', () => {
  const realError = console.error;
  let complaints: string[];
  let fixture: ReturnType<typeof createFixture>;
  let way: ConnectOptions;

  beforeEach(async () => {
    complaints = [];
    console.error = (...values: unknown[]) => complaints.push(values.join(' '));
    fixture = createFixture();
    const {access_token: token} = await fixture.world.tokens();
    way = {server: fixture.world.server, getAccessToken: () => Promise.resolve(token)};
  });
  afterEach(() => {
    console.error = realError;
    fixture.sessionManager.dispose();
  });

  for (const [option, attribute] of Object.entries(ATTRIBUTES)) {
    it(`that cannot be one is refused, and named: ${attribute}`, async () => {
      const {sessionManager, session, world} = fixture;
      for (const id of WRONG_IDS) {
        complaints = [];
        await sessionManager.connect({...way, [option]: id});
        expect(session.get().state, id).to.equal('error');
        expect(session.get().error?.code, id).to.equal('not-configured');
        expect(complaints, id).to.have.length(1);
        expect(complaints[0]).to.include(`${attribute}="${id}"`);
        await sessionManager.signIn(null);
        expect(session.get().error?.code, 'a click').to.equal('not-configured');
      }
      expect(await world.requests()).to.deep.equal([]);
      await sessionManager.connect(way);
      expect(session.get().state, 'corrected').to.equal('ready');
    });
  }

  for (const [name, more] of Object.entries({
    'a proxy': {getAccessToken: undefined, proxy: '/rc'}, 'our own sign-in': {getAccessToken: undefined, clientId: 'demo', redirectUri: '/r.html'},
  })) {
    it(`is refused likewise with ${name}`, async () => {
      const options = Object.entries({...way, ...more, accountId: '..'}).filter(([, value]) => value !== undefined);
      await fixture.sessionManager.connect(Object.fromEntries(options));
      expect(fixture.session.get().error?.code).to.equal('not-configured');
      expect(fixture.sessionManager.signInOpensWindow()).to.equal(false);
    });
  }

  it('is used as it is where it is one', async () => {
    const ids = {accountId: '400131426000', extensionId: '400131426101'};
    await fixture.sessionManager.connect({...way, ...ids});
    expect(fixture.session.get().state).to.equal('ready');
    expect(await sendRequest(fixture.sessionManager)).to.equal(200);
    const [identity] = await fixture.world.requests('/extension/');
    expect(identity?.path).to.equal('/restapi/v1.0/account/400131426000/extension/400131426101');
    expect(complaints).to.deep.equal([]);
  });
});
