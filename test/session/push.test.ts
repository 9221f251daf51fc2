import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/session/define.js';
import {connectOptionsOf} from '../../src/elements/session/connect-options.js';
import type {RcSession} from '../../src/elements/session/session.js';
import {getStore, type ConnectOptions} from '../../src/store/index.js';

describe('<rc-session push>', () => {
  let account = '';
  /** The values of `push` that the store was given, one for each change of the element. */
  let given: ConnectOptions['push'][] = [];
  beforeEach(() => {
    account = crypto.randomUUID();
    given = [];
    getStore(account).connect = ({push}) => {
      given.push(push);
      return Promise.resolve();
    };
  });

  it('tells the store whether the platform may tell of calls by a WebSocket', async () => {
    const element = await fixture<RcSession>(html`<rc-session account=${account} proxy="/rc-api" push="auto"></rc-session>`);
    expect(given.at(-1)).to.equal('auto');
    element.push = 'never';
    await element.updateComplete;
    expect(given.at(-1)).to.equal('never');
    element.removeAttribute('push');
    await element.updateComplete;
    expect(given.at(-1)).to.equal(undefined);
  });

  it('tells the store whether the records of calls are wanted', async () => {
    const wanted: unknown[] = [];
    getStore(account).connect = ({callDetails}) => {
      wanted.push(callDetails);
      return Promise.resolve();
    };
    const element = await fixture<RcSession>(html`<rc-session account=${account} proxy="/rc-api"></rc-session>`);
    element.setAttribute('call-details', '');
    await element.updateComplete;
    expect(element.callDetails).to.equal(true);
    element.removeAttribute('call-details');
    await element.updateComplete;
    expect(wanted).to.deep.equal([undefined, true, undefined]);
  });

  it('takes any other value for none', () => {
    const properties = {
      sdk: undefined, getAccessToken: undefined, proxy: undefined, clientId: 'demo', server: undefined,
      redirectUri: undefined, accountId: undefined, extensionId: undefined, storage: undefined,
      csrfHeader: undefined, csrfToken: undefined, flow: undefined, country: undefined, callDetails: undefined,
      browserCalls: undefined,
    };
    for (const value of ['Auto', 'always', 'true', '', undefined]) {
      const options = connectOptionsOf({...properties, push: value as ConnectOptions['push']}, undefined);
      expect(options, String(value)).to.deep.equal({clientId: 'demo'});
    }
    expect(connectOptionsOf({...properties, push: 'never'}, undefined)).to.deep.equal({clientId: 'demo', push: 'never'});
  });
});
