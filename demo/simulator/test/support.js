import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {contract} from './contract.js';
import {createSimulator} from '../simulator.js';

export const ORIGIN = 'http://api.test';
export const EXTENSION = '/restapi/v1.0/account/~/extension/~';
export const REDIRECT = 'http://localhost:8000/rc-redirect.html';
export const START = Date.UTC(2026, 0, 5, 9);

/** The same numbers in each run. */
function seeded() {
  let state = 42;
  return () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648;
}

/**
 * A simulator whose time stands still until a test moves it, and somebody who is signed in.
 *
 * @param {Parameters<typeof createSimulator>[0]} [setup]
 */
export function virtual(setup = {}) {
  const simulator = createSimulator({now: () => START, random: seeded(), sleep: () => new Promise(() => {}), ...setup});
  let token = simulator.signIn().access_token;

  /**
   * @param {string} method
   * @param {string} path From `/restapi/` on, or from the extension on.
   * @param {unknown} [body] JSON; URLSearchParams = a form.
   * @param {Record<string, string>} [headers]
   */
  async function ask(method, path, body, headers = {}) {
    const form = body instanceof URLSearchParams;
    const request = new Request(ORIGIN + (path.startsWith('/restapi') ? path : EXTENSION + path), {
      method,
      headers: {
        ...(path.startsWith('/restapi/oauth') ? {} : {authorization: `bearer ${token}`}),
        ...(body === undefined || form ? {} : {'content-type': 'application/json'}),
        ...headers,
      },
      ...(body === undefined ? {} : {body: form || typeof body === 'string' ? body : JSON.stringify(body)}),
    });
    const sent = request.clone();
    const response = await simulator.network(request);
    if (!simulator.requests.at(-1)?.fault) await contract?.check(sent, response.clone());
    return response;
  }

  /** Asks, and expects this status; returns the body. */
  async function expecting(/** @type {number} */ status, /** @type {Parameters<typeof ask>} */ ...asked) {
    const response = await ask(...asked);
    const text = await response.text();
    assert.equal(response.status, status, text);
    return text ? JSON.parse(text) : null;
  }

  return {
    simulator, ask, expecting,
    use(/** @type {string} */ access) { token = access; },
    call: (/** @type {string} */ to, more = {}) => expecting(200, 'POST', '/ring-out', {to: {phoneNumber: to}, ...more}),
    /** `call/caller/callee`, or `404`. */
    async status(/** @type {string} */ id) {
      const response = await ask('GET', `/ring-out/${encodeURIComponent(id)}`);
      if (response.status === 404) return '404';
      return words((await response.json()).status);
    },
    token: (/** @type {Record<string, string>} */ fields) =>
      ask('POST', '/restapi/oauth/token', new URLSearchParams({client_id: 'demo', ...fields})),
    /** Goes through the consent page; returns where it leads. */
    async consent(/** @type {Record<string, string>} */ more = {}, decision = 'allow') {
      const query = new URLSearchParams({
        response_type: 'code', client_id: 'demo', redirect_uri: REDIRECT, state: 's1',
        code_challenge: challengeOf('verifier'), code_challenge_method: 'S256', ...more,
      });
      const page = await (await ask('GET', `/restapi/oauth/authorize?${query}`)).text();
      const form = new URLSearchParams([...page.matchAll(/<input type="hidden" name="(.*?)" value="(.*?)">/g)]
        .map(([, name = '', value = '']) => [name, value.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(code))]));
      form.set('decision', decision);
      const answer = await ask('POST', '/restapi/oauth/authorize', form);
      assert.equal(answer.status, 303, await answer.clone().text());
      return new URL(answer.headers.get('location') ?? '');
    },
  };
}

export const words = (/** @type {import('../calls.js').RingOutStatus} */ {callStatus, callerStatus, calleeStatus}) =>
  `${callStatus}/${callerStatus}/${calleeStatus}`;

export const challengeOf = (/** @type {string} */ verifier) => createHash('sha256').update(verifier).digest('base64url');
