import {expect} from '@open-wc/testing';
import {type SignInErrorCode, signInMessage} from '../../src/ringcentral/sign-in-errors.js';
import {isDefinite, refusalOf, signInErrorCode} from '../../src/ringcentral/sign-in-refusal.js';
import {readIdentity, missingScopes, serverOrigin} from '../../src/ringcentral/identity.js';

const facts = {redirectUri: 'https://site.example/rc-redirect.html', server: 'https://platform.ringcentral.com'};

describe('sign-in errors', () => {
  const refusals: readonly (readonly [Parameters<typeof signInErrorCode>[0], SignInErrorCode])[] = [
    [{status: 400, code: 'OAU-109', error: 'invalid_request'}, 'redirect-mismatch'],
    [{status: 400, code: 'OAU-113'}, 'redirect-missing'],
    [{status: 400, code: 'OAU-112', error: 'unauthorized_client'}, 'grant-not-allowed'],
    [{status: 400, code: 'OAU-106'}, 'code-invalid'],
    [{status: 400, code: 'OAU-108', error: 'invalid_grant'}, 'code-invalid'],
    [{status: 401, code: 'OAU-146'}, 'client-unknown'],
    [{status: 403, code: 'OAU-147'}, 'locked-out'],
    [{status: 403, code: 'OAU-148'}, 'locked-out'],
    [{error: 'access_denied'}, 'access-denied'],
    [{error: 'invalid_scope'}, 'scope-missing'],
    [{error: 'unauthorized_client'}, 'grant-not-allowed'],
    [{error: 'unsupported_response_type'}, 'grant-not-allowed'],
    [{error: 'invalid_client'}, 'client-unknown'],
    [{error: 'invalid_grant'}, 'code-invalid'],
    [{error: 'server_error'}, 'server-error'],
    [{error: 'temporarily_unavailable'}, 'server-error'],
    [{status: 429}, 'rate-limited'],
    [{status: 503}, 'server-error'],
    [{status: 418, error: 'teapot', code: 'OAU-999'}, 'unknown'],
    [{error: 'constructor', code: '__proto__'}, 'unknown'],
    [{}, 'unknown'],
    [{status: 403, isWebPage: true}, 'offline'], [{status: 200, isWebPage: true}, 'offline'],
  ];

  for (const [refusal, code] of refusals) {
    it(`reads ${JSON.stringify(refusal)} as ${code}`, () => {
      expect(signInErrorCode(refusal)).to.equal(code);
      expect(signInMessage(code, facts)).to.match(/^[^!]+[.:\/\w]$/);
    });
  }

  it('name the server and the redirect URI that was sent', () => {
    for (const code of ['redirect-mismatch', 'redirect-missing', 'redirect-foreign'] as const) {
      expect(signInMessage(code, facts)).to.include(facts.redirectUri);
    }
    expect(signInMessage('client-unknown', facts)).to.include(facts.server);
  });

  it('are read in both shapes, and end no session if unreadable', async () => {
    const readRefusal = (status: number, body: unknown) =>
      refusalOf(new Response(typeof body === 'string' ? body : JSON.stringify(body), {status}));
    expect(await readRefusal(400, {error: 'invalid_grant', error_description: 'OAU-108: the code is old'}))
      .to.deep.equal({status: 400, readable: true, error: 'invalid_grant', code: 'OAU-108'});
    expect(await readRefusal(400, {errorCode: 'OAU-109', errors: []})).to.deep.include({code: 'OAU-109'});
    expect(await readRefusal(400, {errors: [{errorCode: 'OAU-113'}]})).to.deep.include({code: 'OAU-113'});
    for (const [status, body, endsSession] of [
      [400, {error: 'invalid_grant'}, true], [401, {errorCode: 'OAU-123'}, true], [403, {errorCode: 'OAU-146'}, true],
      [403, {errorCode: 'OAU-167'}, false], [400, '<html>', false], [400, 'null', false], [403, '', false],
      [429, {errorCode: 'CMN-301'}, false], [503, {errorCode: 'CMN-201'}, false], [404, {error: 'x'}, false],
    ] as const) expect(isDefinite(await readRefusal(status, body)), `${status} ${JSON.stringify(body)}`).to.equal(endsSession);
  });
});

describe('the identity', () => {
  it('is read from ids of either type, and from names in parts', () => {
    expect(readIdentity({
      id: 12, uri: 'https://platform.ringcentral.com/restapi/v1.0/account/3/extension/12', account: {id: '3'},
      extensionNumber: 101, contact: {firstName: 'Alex', lastName: 'Morgan'}, regionalSettings: {homeCountry: {isoCode: 'gb'}},
    })).to.deep.equal({
      id: '12', accountId: '3', name: 'Alex Morgan', extensionNumber: '101', country: 'GB',
      server: 'https://platform.ringcentral.com',
    });
    expect(readIdentity({id: '12'})).to.deep.equal({id: '12', accountId: '~'});
  });

  it('is null or partial for any other answer', () => {
    for (const body of [null, 5, 'x', [], {}, {id: null}, {id: ''}, {id: 1.5}, {id: {}}]) expect(readIdentity(body)).to.equal(null);
    expect(readIdentity({id: '1', name: 5, contact: 'x', regionalSettings: {homeCountry: {isoCode: '<b>'}}, uri: 'x', account: 7}))
      .to.deep.equal({id: '1', accountId: '~'});
  });

  it('lacks the scopes that the token does not have', () => {
    for (const [granted, missing] of [
      ['ReadAccounts RingOut', []], ['RingOut ReadAccounts EditAccounts', []], ['RingOut', ['ReadAccounts']],
      ['ReadCallLog', ['RingOut', 'ReadAccounts']], ['', []], [undefined, []], ['RingOutX ReadAccounts', ['RingOut']],
    ] as const) expect(missingScopes(granted)).to.deep.equal(missing);
  });

  it('has the address of its server', () => {
    expect(serverOrigin(undefined)).to.equal('https://platform.ringcentral.com');
    expect(serverOrigin('https://platform.devtest.ringcentral.com/')).to.equal('https://platform.devtest.ringcentral.com');
    expect(serverOrigin('http://localhost:8001/w/one/?x#y')).to.equal('http://localhost:8001/w/one');
    for (const invalidServer of ['platform.ringcentral.com', 'javascript:alert(1)', 'ftp://x']) expect(serverOrigin(invalidServer)).to.equal(null);
  });
});
