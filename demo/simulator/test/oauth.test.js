import assert from 'node:assert/strict';
import {test} from 'node:test';
import {challengeOf, REDIRECT, createFixture} from './support.js';

const CODE_GRANT = {grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: 'verifier'};

test('redirects after consent with a code and the state, and exchanges the code for valid tokens', async () => {
  const {giveConsent, requestTokens, useToken, expectStatus} = createFixture();
  const redirect = await giveConsent();
  assert.equal(redirect.origin + redirect.pathname, REDIRECT);
  assert.equal(redirect.searchParams.get('state'), 's1');
  const answer = await requestTokens({...CODE_GRANT, code: redirect.searchParams.get('code') ?? ''});
  assert.equal(answer.status, 200);
  const tokens = await answer.json();
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.expires_in, 3600);
  assert.equal(tokens.refresh_token_expires_in, 604_800);
  assert.equal(tokens.scope, 'ReadAccounts RingOut');
  assert.equal(tokens.owner_id, '400131426101');
  assert.ok(tokens.endpoint_id);
  useToken(tokens.access_token);
  await expectStatus(200, 'GET', '');
});

test('consents with the first button of the page, and escapes what the request contains', async () => {
  const {send} = createFixture();
  const query = new URLSearchParams({response_type: 'code', client_id: '<b>"x"', redirect_uri: REDIRECT});
  const page = await send('GET', `/restapi/oauth/authorize?${query}`);
  const html = await page.text();
  assert.match(html, /<button name="decision" value="allow">/);
  assert.ok(html.indexOf('value="allow"') < html.indexOf('value="deny"'));
  assert.ok(!html.includes('<b>"x"'));
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self' http:\/\/localhost:8000$/);
});

test('redirects with access_denied after Cancel', async () => {
  const {giveConsent} = createFixture();
  const {searchParams} = await giveConsent({}, 'deny');
  assert.equal(searchParams.get('error'), 'access_denied');
  assert.equal(searchParams.get('state'), 's1');
  assert.equal(searchParams.get('code'), null);
});

test('shows an error page, without a redirect, for an unknown app or redirect URI', async () => {
  const {send} = createFixture({clientIds: ['demo']});
  for (const [params, code] of /** @type {const} */ ([
    [{client_id: 'other', redirect_uri: REDIRECT}, 'OAU-146'],
    [{client_id: 'demo', redirect_uri: 'http://evil.test/'}, 'OAU-109'],
    [{client_id: 'demo', redirect_uri: 'http://localhost:80@evil.test/'}, 'OAU-109'],
    [{client_id: 'demo'}, 'OAU-109'],
  ])) {
    const page = await send('GET', `/restapi/oauth/authorize?${new URLSearchParams({response_type: 'code', ...params})}`);
    assert.equal(page.status, 400);
    assert.ok((await page.text()).includes(code));
  }
});

test('refuses other flows by a redirect', async () => {
  const {send} = createFixture();
  for (const [params, error] of /** @type {const} */ ([
    [{response_type: 'token'}, 'unsupported_response_type'],
    [{response_type: 'code', code_challenge: 'x', code_challenge_method: 'plain'}, 'invalid_request'],
  ])) {
    const query = new URLSearchParams({client_id: 'demo', redirect_uri: REDIRECT, ...params});
    const answer = await send('GET', `/restapi/oauth/authorize?${query}`);
    assert.equal(new URL(answer.headers.get('location') ?? '').searchParams.get('error'), error);
  }
});

test('accepts a code once, for a minute, with its app, redirect URI and verifier', async () => {
  /** @type {[string, Record<string, string>, number, string, string][]} */
  const refusals = [
    ['another verifier', {code_verifier: 'wrong'}, 0, 'invalid_grant', 'OAU-106'],
    ['no verifier', {code_verifier: ''}, 0, 'invalid_grant', 'OAU-106'],
    ['another redirect URI', {redirect_uri: 'http://localhost:8000/other'}, 0, 'invalid_request', 'OAU-109'],
    ['another application', {client_id: 'other'}, 0, 'invalid_grant', 'OAU-106'],
    ['an unknown code', {code: 'U0pDxyz'}, 0, 'invalid_grant', 'OAU-106'],
    ['a minute later', {}, 60_000, 'invalid_grant', 'OAU-108'],
  ];
  for (const [what, fields, delay, error, errorCode] of refusals) {
    const {simulator, giveConsent, requestTokens} = createFixture();
    const code = (await giveConsent()).searchParams.get('code') ?? '';
    simulator.advance(delay);
    const answer = await requestTokens({...CODE_GRANT, code, ...fields});
    const body = await answer.json();
    const refusal = [answer.status, body.error, body.errors[0].errorCode];
    assert.deepEqual(refusal, [400, error, errorCode], what);
    assert.ok(body.error_description);
  }
  const {giveConsent, requestTokens} = createFixture();
  const code = (await giveConsent()).searchParams.get('code') ?? '';
  assert.equal((await requestTokens({...CODE_GRANT, code})).status, 200);
  assert.equal((await requestTokens({...CODE_GRANT, code})).status, 400);
});

test('accepts a code without a challenge only from an app with a secret', async () => {
  const {giveConsent, requestTokens, send} = createFixture();
  const newCode = async () => {
    const redirect = await giveConsent({code_challenge: '', code_challenge_method: ''});
    return redirect.searchParams.get('code') ?? '';
  };
  assert.equal((await requestTokens({...CODE_GRANT, code: await newCode()})).status, 400);
  const form = new URLSearchParams({grant_type: 'authorization_code', redirect_uri: REDIRECT, code: await newCode()});
  const secretHeader = {authorization: `Basic ${btoa('demo:secret')}`};
  assert.equal((await send('POST', '/restapi/oauth/token', form, secretHeader)).status, 200);
});

test('refuses other grants', async () => {
  const {requestTokens} = createFixture();
  const refused = await requestTokens({grant_type: 'password', username: 'a', password: 'b'});
  assert.equal(refused.status, 403);
  assert.equal((await refused.json()).errors[0].errorCode, 'OAU-112');
  assert.equal((await requestTokens({})).status, 400);
});

test('ends the old access token on refresh, and accepts a refresh token once', async () => {
  const {simulator, requestTokens, useToken, expectStatus} = createFixture();
  const oldTokens = simulator.signIn();
  const refresh = (/** @type {string} */ refresh_token) => requestTokens({grant_type: 'refresh_token', refresh_token});
  const answer = await refresh(oldTokens.refresh_token);
  assert.equal(answer.status, 200);
  const newTokens = await answer.json();
  useToken(oldTokens.access_token);
  assert.equal((await expectStatus(401, 'GET', '')).errorCode, 'OAU-123');
  useToken(newTokens.access_token);
  await expectStatus(200, 'GET', '');
  const secondAnswer = await refresh(oldTokens.refresh_token);
  assert.equal(secondAnswer.status, 400);
  assert.equal((await secondAnswer.json()).error, 'invalid_grant');
  await expectStatus(200, 'GET', '');
  assert.equal((await refresh(newTokens.refresh_token)).status, 200);
});

test('accepts a used refresh token for some seconds, as an option', async () => {
  const {simulator, requestTokens} = createFixture({refreshGrace: 3000});
  const {refresh_token} = simulator.signIn();
  const refresh = async () => (await requestTokens({grant_type: 'refresh_token', refresh_token})).status;
  assert.equal(await refresh(), 200);
  simulator.advance(2999);
  assert.equal(await refresh(), 200);
  simulator.advance(1);
  assert.equal(await refresh(), 400);
});

test('lets tokens expire', async () => {
  const {simulator, requestTokens, useToken, expectStatus} = createFixture({expiresIn: 100});
  const {access_token, refresh_token} = simulator.signIn();
  useToken(access_token);
  simulator.advance(99_999);
  await expectStatus(200, 'GET', '');
  simulator.advance(1);
  assert.equal((await expectStatus(401, 'GET', '')).errorCode, 'OAU-128');
  simulator.advance(604_800_000);
  const expired = await requestTokens({grant_type: 'refresh_token', refresh_token});
  assert.equal((await expired.json()).errors[0].errorCode, 'OAU-210');
});

test('refuses a missing, a wrong and a revoked token', async () => {
  const {simulator, send, useToken, expectStatus} = createFixture();
  const missing = await send('GET', '', undefined, {authorization: ''});
  assert.equal(missing.status, 401);
  useToken('nonsense');
  assert.equal((await expectStatus(401, 'GET', '')).errorCode, 'OAU-129');
  const {access_token, refresh_token} = simulator.signIn();
  useToken(access_token);
  await expectStatus(200, 'GET', '');
  const revoked = await send('POST', '/restapi/oauth/revoke', new URLSearchParams({client_id: 'demo', token: refresh_token}));
  assert.equal(revoked.status, 200);
  assert.equal((await expectStatus(401, 'GET', '')).errorCode, 'OAU-123');
  useToken(simulator.signIn().access_token);
  simulator.revokeAll();
  await expectStatus(401, 'GET', '');
});

test('refuses a request without the scope that it needs', async () => {
  const {simulator, useToken, expectStatus} = createFixture();
  useToken(simulator.signIn({scopes: ['ReadAccounts']}).access_token);
  await expectStatus(200, 'GET', '');
  assert.equal((await expectStatus(403, 'POST', '/ring-out', {to: {phoneNumber: '+16505550100'}})).errorCode, 'CMN-401');
});

test('skips the consent page, as an option', async () => {
  const {send} = createFixture({autoConsent: true});
  const query = new URLSearchParams({response_type: 'code', client_id: 'demo', redirect_uri: REDIRECT, code_challenge: challengeOf('v'), code_challenge_method: 'S256'});
  const answer = await send('GET', `/restapi/oauth/authorize?${query}`);
  assert.match(answer.headers.get('location') ?? '', /[?&]code=/);
});

test('needs no token as a proxy, but its CSRF header', async () => {
  const {simulator} = createFixture({proxy: true, csrf: {name: 'x-csrf', value: 'a'}});
  const getClientInfo = (headers = {}) =>
    simulator.network('http://api.test/restapi/v1.0/client-info', {headers});
  assert.equal((await getClientInfo()).status, 403);
  assert.equal((await getClientInfo({'x-csrf': 'a'})).status, 200);
});
