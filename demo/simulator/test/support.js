import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {contract} from './contract.js';
import {nextContract} from './next-contract.js';
import {createSimulator} from '../simulator.js';

export const ORIGIN = 'http://api.test';
export const EXTENSION = '/restapi/v1.0/account/~/extension/~';
export const REDIRECT = 'http://localhost:8000/rc-redirect.html';
export const START = Date.UTC(2026, 0, 5, 9);

/** A generator with a seed, so that each run draws the same numbers. */
function seededRandom() {
  const modulus = 2_147_483_648;
  let state = 42;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % modulus;
    return state / modulus;
  };
}

/** Text for a form or JSON. */
function bodyInit(/** @type {unknown} */ body) {
  if (body === undefined) return null;
  if (body instanceof URLSearchParams || typeof body === 'string') return body;
  return JSON.stringify(body);
}

/** The parameters of the form on the consent page. */
function readHiddenFields(/** @type {string} */ html) {
  const decode = (/** @type {string} */ text) =>
    text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code));
  const fields = [...html.matchAll(/<input type="hidden" name="(.*?)" value="(.*?)">/g)];
  return new URLSearchParams(fields.map(([, name = '', value = '']) => [name, decode(value)]));
}

/**
 * A simulator whose time stands still until a test moves it, and a user who is signed in.
 *
 * @param {Parameters<typeof createSimulator>[0] & {origin?: string}} [setup]
 */
export function createFixture({origin = ORIGIN, ...setup} = {}) {
  const simulator = createSimulator({
    now: () => START, random: seededRandom(), sleep: () => new Promise(() => {}),
    schedule: () => () => {}, ...setup,
  });
  let token = simulator.signIn().access_token;

  /**
   * @param {string} method
   * @param {string} path From `/restapi/` on, or from the extension on.
   * @param {unknown} [body] URLSearchParams as a form, anything else as JSON.
   * @param {Record<string, string>} [headers]
   */
  async function send(method, path, body, headers = {}) {
    const isOauth = path.startsWith('/restapi/oauth');
    const isJson = body !== undefined && !(body instanceof URLSearchParams);
    const fullPath = path.startsWith('/restapi') ? path : EXTENSION + path;
    const request = new Request(origin + fullPath, {
      method,
      headers: {
        ...(isOauth ? {} : {authorization: `bearer ${token}`}),
        ...(isJson ? {'content-type': 'application/json'} : {}),
        ...headers,
      },
      body: bodyInit(body),
    });
    const sentRequest = request.clone();
    const response = await simulator.network(request);
    const hasFault = simulator.requests.at(-1)?.fault;
    if (!hasFault) {
      await nextContract?.check(sentRequest, response.clone());
      await contract?.check(sentRequest, response.clone());
    }
    return response;
  }

  /**
   * Sends a request, expects a status, and returns the body of the answer.
   *
   * @param {number} status
   * @param {Parameters<typeof send>} request
   */
  async function expectStatus(status, ...request) {
    const response = await send(...request);
    const text = await response.text();
    assert.equal(response.status, status, text);
    return text ? JSON.parse(text) : null;
  }

  return {
    simulator, send, expectStatus,

    /** Sends further requests with this access token. */
    useToken(/** @type {string} */ accessToken) { token = accessToken; },

    placeCall: (/** @type {string} */ to, fields = {}) =>
      expectStatus(200, 'POST', '/ring-out', {to: {phoneNumber: to}, ...fields}),

    /** The status of a call as `call/caller/callee`, or `404`. */
    async readStatus(/** @type {string} */ id) {
      const response = await send('GET', `/ring-out/${encodeURIComponent(id)}`);
      if (response.status === 404) return '404';
      const {callStatus, callerStatus, calleeStatus} = (await response.json()).status;
      return `${callStatus}/${callerStatus}/${calleeStatus}`;
    },

    requestTokens: (/** @type {Record<string, string>} */ fields) =>
      send('POST', '/restapi/oauth/token', new URLSearchParams({client_id: 'demo', ...fields})),

    /** Decides on the consent page, and returns the URL to which it redirects. */
    async giveConsent(/** @type {Record<string, string>} */ params = {}, decision = 'allow') {
      const query = new URLSearchParams({
        response_type: 'code', client_id: 'demo', redirect_uri: REDIRECT, state: 's1',
        code_challenge: challengeOf('verifier'), code_challenge_method: 'S256', ...params,
      });
      const page = await send('GET', `/restapi/oauth/authorize?${query}`);
      const form = readHiddenFields(await page.text());
      form.set('decision', decision);
      const answer = await send('POST', '/restapi/oauth/authorize', form);
      assert.equal(answer.status, 303, await answer.clone().text());
      return new URL(answer.headers.get('location') ?? '');
    },
  };
}

export const challengeOf = (/** @type {string} */ verifier) =>
  createHash('sha256').update(verifier).digest('base64url');
