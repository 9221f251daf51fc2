/** A user who clicks gets another request for a part that is missing, also in the pause after a failure. */
import {expect} from '@open-wc/testing';
import {TypedNumber} from '../../src/elements/number-select/typed-number.js';
import {LazyPart, LoadError} from '../../src/loading/lazy-part.js';
import {parserPart} from '../../src/phone/parser-part.js';
import {sdkPart} from '../../src/ringcentral/sdk-part.js';
import type {ApiRequest} from '../../src/ringcentral/platform.js';
import {createFixture} from '../session/support.js';

const {load, loadNow} = LazyPart.prototype;
const CALL: ApiRequest = {
  method: 'POST', path: '/restapi/v1.0/account/~/extension/~/ring-out', body: {to: {phoneNumber: '+16505550100'}},
};
const STATUS: ApiRequest = {method: 'GET', path: '/restapi/v1.0/account/~/extension/~'};

/** A part that did not load: in the pause after that, only a click has it requested. */
class MissingPart {
  requests = 0;
  isBack = false;
  #isThere = false;

  constructor(private readonly part: typeof sdkPart | typeof parserPart) {
    const missing = () => Promise.reject(new LoadError('gone'));
    const real = part as LazyPart<unknown>;
    Object.defineProperty(real, 'part', {configurable: true, get: () => undefined});
    real.load = () => this.#isThere ? load.call(real) : missing();
    real.loadNow = () => {
      if (this.#isThere) return loadNow.call(real);
      this.requests++;
      if (!this.isBack) return missing();
      this.#isThere = true;
      Reflect.deleteProperty(real, 'part');
      return loadNow.call(real);
    };
  }

  restore(): void {
    for (const name of ['part', 'load', 'loadNow']) Reflect.deleteProperty(this.part, name);
  }
}

describe('a click in the pause after a part did not load', () => {
  let missing: MissingPart;
  let fixture: ReturnType<typeof createFixture>;

  beforeEach(() => { fixture = createFixture(); });
  afterEach(() => {
    missing.restore();
    fixture.sessionManager.dispose();
  });

  const outcome = (request: ApiRequest): Promise<unknown> => fixture.sessionManager.connection()!.transport
    .send(request).then(({status}) => status, (error: Error) => error.constructor.name);

  const ways = {
    'our own sign-in': () => fixture.connectSignedIn({}, {owner_id: undefined}),
    async 'a proxy'() {
      await fixture.world.options({proxy: true});
      await fixture.sessionManager.connect({proxy: fixture.world.server});
    },
  };
  for (const [name, connect] of Object.entries(ways)) {
    it(`has the SDK requested for a call, and not for what nobody waits for: ${name}`, async () => {
      await connect();
      await fixture.waitForState('ready');
      missing = new MissingPart(sdkPart);
      await outcome(STATUS);
      expect(missing.requests).to.equal(0);
      await outcome(CALL);
      expect(missing.requests).to.equal(1);
      missing.isBack = true;
      expect(await outcome(CALL)).to.equal(200);
      expect(await outcome(STATUS)).to.equal(200);
    });

    it(`has the SDK requested by "Try again": ${name}`, async () => {
      missing = new MissingPart(sdkPart);
      await connect();
      await fixture.waitForState('error');
      expect(fixture.session.get().error?.code).to.equal('sdk-load');
      await fixture.sessionManager.signIn(null);
      expect(missing.requests).to.equal(1);
      expect(fixture.session.get().error?.code).to.equal('sdk-load');
      missing.isBack = true;
      await fixture.sessionManager.signIn(null);
      expect(fixture.session.get().state).to.equal('ready');
    });
  }

  it('has the SDK requested by "Sign out", and the tokens revoked', async () => {
    await fixture.connectSignedIn();
    missing = new MissingPart(sdkPart);
    missing.isBack = true;
    await fixture.sessionManager.signOut();
    expect(await fixture.world.requests('/oauth/revoke')).to.have.length(1);
  });

  it('has the parser requested for a number that was typed', async () => {
    missing = new MissingPart(parserPart);
    const typed = new TypedNumber(true);
    typed.load();
    typed.setText('(650) 555-0100', {country: 'US', format: false});
    expect(await typed.read('US')).to.equal(null);
    expect(missing.requests).to.equal(1);
    missing.isBack = true;
    expect(await typed.read('US')).to.equal('+16505550100');
  });
});
