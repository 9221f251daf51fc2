import assert from 'node:assert/strict';
import {test} from 'node:test';
import {challengeOf, REDIRECT, virtual} from './support.js';

const WITH_CODE = {grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: 'verifier'};

test('consent leads back with code and state, and the code to tokens that work', async () => {
  const {consent, token, use, expecting} = virtual();
  const back = await consent();
  assert.equal(back.origin + back.pathname, REDIRECT);
  assert.equal(back.searchParams.get('state'), 's1');
  const answer = await token({...WITH_CODE, code: back.searchParams.get('code') ?? ''});
  assert.equal(answer.status, 200);
  const tokens = await answer.json();
  assert.equal(tokens.token_type, 'bearer');
  assert.equal(tokens.expires_in, 3600);
  assert.equal(tokens.refresh_token_expires_in, 604_800);
  assert.equal(tokens.scope, 'ReadAccounts RingOut');
  assert.equal(tokens.owner_id, '400131426101');
  assert.ok(tokens.endpoint_id);
  use(tokens.access_token);
  await expecting(200, 'GET', '');
});

test('the first button of the page consents; what a request brings stays text', async () => {
  const {ask} = virtual();
  const query = new URLSearchParams({response_type: 'code', client_id: '<b>"x"', redirect_uri: REDIRECT});
  const page = await ask('GET', `/restapi/oauth/authorize?${query}`);
  const html = await page.text();
  assert.match(html, /<button name="decision" value="allow">/);
  assert.ok(html.indexOf('value="allow"') < html.indexOf('value="deny"'));
  assert.ok(!html.includes('<b>"x"'));
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'.*form-action 'self' http:\/\/localhost:8000$/);
});

test('Cancel leads back with access_denied', async () => {
  const {consent} = virtual();
  const {searchParams} = await consent({}, 'deny');
  assert.equal(searchParams.get('error'), 'access_denied');
  assert.equal(searchParams.get('state'), 's1');
  assert.equal(searchParams.get('code'), null);
});

test('a page instead of a redirect where the application is not known or its redirect URI not registered', async () => {
  const {ask} = virtual({clientIds: ['demo']});
  for (const [params, code] of /** @type {const} */ ([
    [{client_id: 'other', redirect_uri: REDIRECT}, 'OAU-146'],
    [{client_id: 'demo', redirect_uri: 'http://evil.test/'}, 'OAU-109'],
    [{client_id: 'demo', redirect_uri: 'http://localhost:80@evil.test/'}, 'OAU-109'],
    [{client_id: 'demo'}, 'OAU-109'],
  ])) {
    const page = await ask('GET', `/restapi/oauth/authorize?${new URLSearchParams({response_type: 'code', ...params})}`);
    assert.equal(page.status, 400);
    assert.ok((await page.text()).includes(code));
  }
});

test('other flows are refused with a redirect', async () => {
  const {ask} = virtual();
  for (const [more, error] of /** @type {const} */ ([
    [{response_type: 'token'}, 'unsupported_response_type'],
    [{response_type: 'code', code_challenge: 'x', code_challenge_method: 'plain'}, 'invalid_request'],
  ])) {
    const query = new URLSearchParams({client_id: 'demo', redirect_uri: REDIRECT, ...more});
    const answer = await ask('GET', `/restapi/oauth/authorize?${query}`);
    assert.equal(new URL(answer.headers.get('location') ?? '').searchParams.get('error'), error);
  }
});

test('a code works once, for a minute, for its application, redirect URI and verifier', async () => {
  /** @type {[string, Record<string, string>, number, string, string][]} */
  const wrong = [
    ['another verifier', {code_verifier: 'wrong'}, 0, 'invalid_grant', 'OAU-106'],
    ['no verifier', {code_verifier: ''}, 0, 'invalid_grant', 'OAU-106'],
    ['another redirect URI', {redirect_uri: 'http://localhost:8000/other'}, 0, 'invalid_request', 'OAU-109'],
    ['another application', {client_id: 'other'}, 0, 'invalid_grant', 'OAU-106'],
    ['a made-up code', {code: 'U0pDxyz'}, 0, 'invalid_grant', 'OAU-106'],
    ['a minute later', {}, 60_000, 'invalid_grant', 'OAU-108'],
  ];
  for (const [what, fields, later, error, errorCode] of wrong) {
    const {simulator, consent, token} = virtual();
    const code = (await consent()).searchParams.get('code') ?? '';
    simulator.advance(later);
    const answer = await token({...WITH_CODE, code, ...fields});
    const body = await answer.json();
    assert.deepEqual([answer.status, body.error, body.errors[0].errorCode], [400, error, errorCode], what);
    assert.ok(body.error_description);
  }
  const {consent, token} = virtual();
  const code = (await consent()).searchParams.get('code') ?? '';
  assert.equal((await token({...WITH_CODE, code})).status, 200);
  assert.equal((await token({...WITH_CODE, code})).status, 400);
});

test('without a challenge only an application with a secret gets in', async () => {
  const {consent, token, ask} = virtual();
  const code = async () => (await consent({code_challenge: '', code_challenge_method: ''})).searchParams.get('code') ?? '';
  assert.equal((await token({...WITH_CODE, code: await code()})).status, 400);
  const form = new URLSearchParams({grant_type: 'authorization_code', redirect_uri: REDIRECT, code: await code()});
  const basic = {authorization: `Basic ${btoa('demo:secret')}`};
  assert.equal((await ask('POST', '/restapi/oauth/token', form, basic)).status, 200);
});

test('other grants are refused', async () => {
  const {token} = virtual();
  const refused = await token({grant_type: 'password', username: 'a', password: 'b'});
  assert.equal(refused.status, 403);
  assert.equal((await refused.json()).errors[0].errorCode, 'OAU-112');
  assert.equal((await token({})).status, 400);
});

test('refreshing kills the old access token at once, and the refresh token works once', async () => {
  const {simulator, token, use, expecting} = virtual();
  const old = simulator.signIn();
  const refresh = (/** @type {string} */ refresh_token) => token({grant_type: 'refresh_token', refresh_token});
  const answer = await refresh(old.refresh_token);
  assert.equal(answer.status, 200);
  const fresh = await answer.json();
  use(old.access_token);
  assert.equal((await expecting(401, 'GET', '')).errorCode, 'OAU-123');
  use(fresh.access_token);
  await expecting(200, 'GET', '');
  const again = await refresh(old.refresh_token);
  assert.equal(again.status, 400);
  assert.equal((await again.json()).error, 'invalid_grant');
  await expecting(200, 'GET', '');
  assert.equal((await refresh(fresh.refresh_token)).status, 200);
});

test('a used refresh token may go on working for some seconds, where the world says so', async () => {
  const {simulator, token} = virtual({refreshGrace: 3000});
  const {refresh_token} = simulator.signIn();
  const refresh = async () => (await token({grant_type: 'refresh_token', refresh_token})).status;
  assert.equal(await refresh(), 200);
  simulator.advance(2999);
  assert.equal(await refresh(), 200);
  simulator.advance(1);
  assert.equal(await refresh(), 400);
});

test('tokens expire', async () => {
  const {simulator, token, use, expecting} = virtual({expiresIn: 100});
  const {access_token, refresh_token} = simulator.signIn();
  use(access_token);
  simulator.advance(99_999);
  await expecting(200, 'GET', '');
  simulator.advance(1);
  assert.equal((await expecting(401, 'GET', '')).errorCode, 'OAU-128');
  simulator.advance(604_800_000);
  const late = await token({grant_type: 'refresh_token', refresh_token});
  assert.equal((await late.json()).errors[0].errorCode, 'OAU-210');
});

test('a token has to be there, whole and not revoked', async () => {
  const {simulator, ask, use, expecting} = virtual();
  const missing = await ask('GET', '', undefined, {authorization: ''});
  assert.equal(missing.status, 401);
  use('nonsense');
  assert.equal((await expecting(401, 'GET', '')).errorCode, 'OAU-129');
  const {access_token, refresh_token} = simulator.signIn();
  use(access_token);
  await expecting(200, 'GET', '');
  const revoked = await ask('POST', '/restapi/oauth/revoke', new URLSearchParams({client_id: 'demo', token: refresh_token}));
  assert.equal(revoked.status, 200);
  assert.equal((await expecting(401, 'GET', '')).errorCode, 'OAU-123');
  use(simulator.signIn().access_token);
  simulator.revokeAll();
  await expecting(401, 'GET', '');
});

test('scopes are checked', async () => {
  const {simulator, use, expecting} = virtual();
  use(simulator.signIn({scopes: ['ReadAccounts']}).access_token);
  await expecting(200, 'GET', '');
  assert.equal((await expecting(403, 'POST', '/ring-out', {to: {phoneNumber: '+16505550100'}})).errorCode, 'CMN-401');
});

test('the page can agree by itself', async () => {
  const {ask} = virtual({autoConsent: true});
  const query = new URLSearchParams({response_type: 'code', client_id: 'demo', redirect_uri: REDIRECT, code_challenge: challengeOf('v'), code_challenge_method: 'S256'});
  const answer = await ask('GET', `/restapi/oauth/authorize?${query}`);
  assert.match(answer.headers.get('location') ?? '', /[?&]code=/);
});

test('as a proxy it needs no token, but its CSRF header', async () => {
  const {simulator} = virtual({proxy: true, csrf: {name: 'x-csrf', value: 'a'}});
  const get = (headers = {}) => simulator.network('http://api.test/restapi/v1.0/client-info', {headers});
  assert.equal((await get()).status, 403);
  assert.equal((await get({'x-csrf': 'a'})).status, 200);
});
