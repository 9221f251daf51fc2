import {Hono} from 'hono';
import {canCancel, isOver, statusAt} from './calls.js';
import {asResponse, refusal} from './errors.js';
import {damaged, takeFault} from './faults.js';
import {count, limitHeaders} from './limits.js';
import {canRing, defaultUser, forwardingNumbers, isCallerId, paged, phoneNumbers} from './lists.js';
import {authenticate, authorize, clientOf, mint, revoke, token, tokenBody} from './oauth.js';
import {refusedFrom, scenarioOf} from './scenarios.js';

/**
 * @typedef {import('./calls.js').CallFacts} CallFacts
 * @typedef {import('./calls.js').Status} Status
 * @typedef {import('./faults.js').Fault} Fault
 * @typedef {import('./limits.js').Group} Group
 * @typedef {import('./oauth.js').PairFacts} PairFacts
 * @typedef {import('./oauth.js').User} User
 *
 * Everything that is remembered; plain data, so that it can be stored and given back.
 * @typedef {object} Facts
 * @property {CallFacts[]} calls Oldest first.
 * @property {Record<string, import('./oauth.js').CodeFacts>} codes
 * @property {PairFacts[]} pairs
 * @property {Record<string, import('./limits.js').Meter>} meters
 * @property {number} ahead ms that this simulator's clock runs ahead of the given one.
 *
 * @typedef {object} Options
 * @property {number} speed 10 = scenarios run ten times faster. A call keeps the speed that it began with.
 * @property {Record<Group, number | null>} limits Requests a minute for each user and app; null = unlimited.
 * @property {number} penalty ms
 * @property {string[]} scopes What the app may do.
 * @property {number} expiresIn s, access token
 * @property {number} refreshExpiresIn s
 * @property {number} refreshGrace ms that a used refresh token goes on working.
 * @property {number} codeExpiresIn s, authorization code
 * @property {string[]} redirectUris Registered ones; `*` stands for anything.
 * @property {string[] | null} clientIds null = any.
 * @property {User} user Who signs in next.
 * @property {boolean} autoConsent The consent page agrees by itself.
 * @property {boolean} coop The consent page cuts the ties to its opener.
 * @property {boolean} proxy Stands for a backend that holds the tokens: requests need none.
 * @property {{name: string, value: string} | null} csrf With `proxy`: a header that every request must carry.
 * @property {null | number | Record<string, unknown>[]} forwardingNumbers null = the default list; a number = so many.
 * @property {null | number | Record<string, unknown>[]} phoneNumbers
 * @property {Record<string, unknown> | null} callerId The default caller ID of RingOut as `/caller-id` tells it;
 *   null = the main number.
 * @property {boolean} fromRequired As the OpenAPI file has it; else `from` may be left out.
 * @property {'string' | 'number'} ids Of RingOuts; numbers as in old samples.
 * @property {number} keepEnded s at speed 1 that an ended call can still be read.
 * @property {number} cancelTakes s at speed 1 until a cancel shows in the status.
 * @property {string[] | null} origins That may call from a browser; null = any.
 * @property {string[]} exposeHeaders That a page on another origin can read.
 *
 * @typedef {Partial<Omit<Options, 'limits'>> & {limits?: Partial<Options['limits']>}} Changes
 * @typedef {{clientId?: string, user?: Partial<User>, scopes?: string[], expiresIn?: number}} SignIn
 *
 * What was asked, and what came of it.
 * @typedef {object} Recorded
 * @property {string} method
 * @property {string} path From `/restapi/` on.
 * @property {Record<string, string>} query
 * @property {any} body JSON or form fields as an object; null where there was none.
 * @property {Record<string, string>} headers Names in lower case.
 * @property {number} at Epoch ms.
 * @property {number | null} status null while it is under way; 0 where no answer was given.
 * @property {string} [fault]
 */

/** @type {Options} */
const DEFAULTS = {
  speed: 1,
  limits: {light: 50, medium: 40, heavy: 10, auth: 5},
  penalty: 60_000,
  scopes: ['ReadAccounts', 'RingOut'],
  expiresIn: 3600,
  refreshExpiresIn: 604_800,
  refreshGrace: 0,
  codeExpiresIn: 60,
  redirectUris: ['http://localhost:*', 'http://localhost/*', 'http://127.0.0.1:*', 'http://[::1]:*'],
  clientIds: null,
  user: defaultUser,
  autoConsent: false,
  coop: false,
  proxy: false,
  csrf: null,
  forwardingNumbers: null,
  phoneNumbers: null,
  callerId: null,
  fromRequired: false,
  ids: 'string',
  keepEnded: 10,
  cancelTakes: 4,
  origins: null,
  exposeHeaders: [],
};

/** What the SDK and this project send; a browser's preflight asks for them. */
const ALLOWED_HEADERS = [
  'Authorization', 'Content-Type', 'Accept', 'Accept-Language', 'Client-Id', 'RC-User-Agent', 'X-User-Agent', 'X-Requested-With',
  'Discovery-Tag', 'X-CSRF-Token',
];

/** A server that runs for weeks has to forget. */
const MOST_RECORDED = 20_000;

const E164 = /^\+?[1-9]\d{6,14}$/;
const isNumber = (/** @type {unknown} */ value) => typeof value === 'string' && E164.test(value);
const asE164 = (/** @type {string} */ text) => text.startsWith('+') ? text : `+${text}`;

/** @returns {Facts} */
const noFacts = () => ({calls: [], codes: {}, pairs: [], meters: {}, ahead: 0});

/**
 * RingCentral's API as one fetch handler. There are no timers inside: whatever is asked is answered from the stored
 * facts and the time.
 *
 * @param {Changes & {
 *   now?: () => number,
 *   random?: () => number,
 *   sleep?: (ms: number) => Promise<unknown>,
 *   prefix?: string,
 *   facts?: Facts,
 * }} [setup] `prefix`: the path in front of `/restapi/`. `facts`: what `simulator.facts` was when it was stored.
 *   `sleep`: for answers that come late.
 */
export function createSimulator(setup = {}) {
  const {
    now: clock = Date.now, random = Math.random, prefix = '',
    sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    facts: stored = noFacts(), ...chosen
  } = setup;
  const firstOptions = {...DEFAULTS, ...chosen, limits: {...DEFAULTS.limits, ...chosen.limits}};
  /** @type {Facts} */
  const facts = stored;
  /** @type {Options} */
  const options = {...firstOptions};
  /** @type {Fault[]} */
  const faults = [];
  /** @type {Recorded[]} */
  const requests = [];
  /** @type {Set<{until: number, wake: () => void}>} */
  const sleepers = new Set();

  const now = () => clock() + facts.ahead;
  const digits = (/** @type {number} */ length) => Array.from({length}, () => Math.floor(random() * 10)).join('');
  const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const secret = (length = 32) => Array.from({length}, () => LETTERS[Math.floor(random() * 64)]).join('');
  const world = {options, facts, now, secret};

  /** Waits by the given sleep, or until this simulator's clock was moved ahead. */
  async function wait(/** @type {number} */ ms) {
    const sleeper = {until: now() + ms, wake: () => {}};
    const woken = new Promise((resolve) => { sleeper.wake = () => resolve(undefined); });
    sleepers.add(sleeper);
    await Promise.race([sleep(ms), woken]);
    sleepers.delete(sleeper);
  }

  // ——— limits and rights ———

  /**
   * @param {Exchange} exchange
   * @param {string} who
   * @param {Group} group
   * @returns {Response | null} The refusal.
   */
  function meter(exchange, who, group) {
    const key = `${who} ${group}`;
    const counted = count(facts.meters[key], now(), options.limits[group], options.penalty);
    facts.meters[key] = counted.meter;
    Object.assign(exchange.headers, limitHeaders(group, counted.meter, options.limits[group], now()));
    return counted.refused ? asResponse(refusal(429, 'CMN-301', 'Request rate exceeded')) : null;
  }

  /**
   * @typedef {{headers: Record<string, string>, drop: 'after' | null, pair: PairFacts | null}} Exchange
   * @typedef {import('hono').Context<{Bindings: {exchange: Exchange}}>} Context
   * @typedef {(c: Context, pair: PairFacts) => Response | Promise<Response>} Handle
   * @typedef {'ring-out' | 'ringout'} Spelling
   */

  /**
   * @param {Group} group
   * @param {string | null} scope
   * @param {Handle} handle
   */
  const guarded = (group, scope, handle) => async (/** @type {Context} */ c) => {
    const {exchange} = c.env;
    const proxied = options.proxy && !c.req.header('authorization');
    if (proxied && options.csrf && c.req.header(options.csrf.name) !== options.csrf.value) {
      return asResponse(refusal(403, 'CMN-401', 'The CSRF header is missing or wrong'));
    }
    const known = proxied ? {pair: proxyPair()} : authenticate(world, c.req.raw.headers);
    if ('refused' in known) return asResponse(known.refused);
    const {pair} = known;
    exchange.pair = pair;
    const limited = meter(exchange, `${pair.clientId}:${pair.user.extensionId}`, group);
    if (limited) return limited;
    if (scope && !pair.scopes.includes(scope)) {
      return asResponse(refusal(403, 'CMN-401',
        `In order to call this API endpoint, application needs to have [${scope}] permission`));
    }
    for (const name of /** @type {const} */ (['accountId', 'extensionId'])) {
      const asked = c.req.param(name);
      if (asked !== undefined && asked !== '~' && asked !== pair.user[name]) return notFound(name);
    }
    return handle(c, pair);
  };

  /** @returns {PairFacts} */
  const proxyPair = () => ({
    access: '', refresh: '', clientId: 'proxy', user: options.user, scopes: options.scopes, endpointId: 'proxy',
    issuedAt: now(), expiresIn: options.expiresIn, refreshExpiresIn: options.refreshExpiresIn,
  });

  const notFound = (/** @type {string} */ name) =>
    asResponse(refusal(404, 'CMN-102', `Resource for parameter [${name}] is not found`, {parameterName: name}));

  const base = (/** @type {Context} */ c) => new URL(c.req.url).origin + prefix;
  const extensionUri = (/** @type {Context} */ c, /** @type {User} */ user) =>
    `${base(c)}/restapi/v1.0/account/${user.accountId}/extension/${user.extensionId}`;
  const json = (/** @type {unknown} */ body, status = 200) =>
    new Response(JSON.stringify(body), {status, headers: {'content-type': 'application/json'}});

  // ——— RingOut ———

  const limitsOf = () => ({keepEnded: options.keepEnded, cancelTakes: options.cancelTakes});

  /**
   * @param {string} id
   * @param {PairFacts} pair
   */
  function findCall(id, pair) {
    const call = facts.calls.find((one) => one.id === id && one.owner === pair.user.extensionId);
    const status = call && statusAt(call, now(), limitsOf());
    return call && status ? {call, status} : null;
  }

  /** @type {(c: Context, pair: PairFacts, call: CallFacts, status: Status, spelling: string) => object} */
  const callBody = (c, pair, call, status, spelling) => ({
    // The deprecated spelling answers its POST with an integer, its GET with a string.
    id: options.ids === 'number' || (spelling === 'ringout' && c.req.method === 'POST') ? Number(call.id) : call.id,
    uri: `${extensionUri(c, pair.user)}/${spelling}/${encodeURIComponent(call.id)}`,
    status,
  });

  /**
   * Checks what a call is asked for.
   *
   * @param {any} body
   * @returns {{to: string, from?: string, callerId?: string, playPrompt?: boolean} | import('./errors.js').Refusal}
   */
  function readRequest(body) {
    const invalid = (/** @type {string} */ name, field = `${name}.phoneNumber`) =>
      refusal(400, 'CMN-101', `Parameter [${field}] value is invalid`, {parameterName: name});
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return refusal(400, 'CMN-103', 'Malformed request');
    if (!isNumber(body.to?.phoneNumber)) return invalid('to');

    const phones = forwardingNumbers(options.forwardingNumbers).filter(canRing);
    let from = body.from?.phoneNumber;
    if (body.from?.forwardingNumberId !== undefined) {
      from = phones.find((one) => one.id === String(body.from.forwardingNumberId))?.phoneNumber;
      if (!from) return invalid('from', 'from.forwardingNumberId');
    }
    if (from === undefined && (options.fromRequired || body.from !== undefined)) {
      return refusal(400, 'CMN-104', 'Mandatory parameter [from] is missing', {parameterName: 'from'});
    }
    if (from === undefined ? !phones.length : !isNumber(from) || asE164(from) === refusedFrom) return invalid('from');

    const callerId = body.callerId?.phoneNumber;
    if (body.callerId !== undefined) {
      const own = phoneNumbers(options.phoneNumbers).filter(isCallerId).map((one) => one.phoneNumber);
      if (!isNumber(callerId) || !own.includes(asE164(callerId))) return invalid('callerId');
    }
    if (body.playPrompt !== undefined && typeof body.playPrompt !== 'boolean') return invalid('playPrompt', 'playPrompt');
    return {
      to: asE164(body.to.phoneNumber),
      ...(from ? {from: asE164(from)} : {}),
      ...(callerId ? {callerId: asE164(callerId)} : {}),
      ...(body.playPrompt === undefined ? {} : {playPrompt: body.playPrompt}),
    };
  }

  /** @type {(spelling: Spelling) => Handle} */
  const place = (spelling) => async (c, pair) => {
    const body = await c.req.json().catch(() => null);
    const wish = readRequest(body);
    if ('status' in wish) return asResponse(wish);
    const {post} = scenarioOf(wish.to);
    if (post?.penalty) {
      const key = `${pair.clientId}:${pair.user.extensionId} heavy`;
      const punished = {since: now(), count: 0, penaltyUntil: now() + options.penalty};
      facts.meters[key] = punished;
      Object.assign(c.env.exchange.headers, limitHeaders('heavy', punished, options.limits.heavy ?? 0, now()));
    }
    if (post?.status) return asResponse(refusal(post.status, post.code ?? '', post.message ?? '', post));
    if (post?.drop) c.env.exchange.drop = 'after';
    if (post?.drop === 'before') return new Response(null);
    if (post?.delay) await wait(post.delay * 1000 / options.speed);

    const numeric = spelling === 'ringout' || options.ids === 'number';
    // The end varies in length, so that some ids have an "=" and have to be percent-encoded.
    const id = numeric ? `1${digits(14)}` : btoa(`cs${digits(17)}@10.62.29.${Math.floor(random() * 254) + 1}`);
    /** @type {CallFacts} */
    const call = {id, owner: pair.user.extensionId, ...wish, startedAt: now(), speed: options.speed};
    facts.calls.push(call);
    return json(callBody(c, pair, call, /** @type {Status} */ (statusAt(call, now(), limitsOf())), spelling));
  };

  /** @type {(spelling: Spelling) => Handle} */
  const read = (spelling) => (c, pair) => {
    const found = findCall(c.req.param('id') ?? '', pair);
    return found ? json(callBody(c, pair, found.call, found.status, spelling)) : notFound('ringoutId');
  };

  /** @type {Handle} */
  const cancel = (c, pair) => {
    const found = findCall(c.req.param('id') ?? '', pair);
    if (!found) return notFound('ringoutId');
    if (canCancel(found.call, now())) found.call.canceledAt = now();
    return new Response(null, {status: 204});
  };

  // ——— who and which numbers ———

  /** @type {Handle} */
  const extension = (c, {user}) => {
    const [firstName, ...rest] = user.name.split(' ');
    return json({
      id: Number(user.extensionId),
      uri: extensionUri(c, user),
      account: {id: user.accountId, uri: `${base(c)}/restapi/v1.0/account/${user.accountId}`},
      extensionNumber: user.extensionNumber,
      name: user.name,
      contact: {firstName, lastName: rest.join(' ')},
      type: 'User',
      status: 'Enabled',
      regionalSettings: {homeCountry: {id: '1', name: user.country, isoCode: user.country}, timeFormat: '12h'},
      serviceFeatures: [{featureName: 'RingOut', enabled: true}, {featureName: 'InternationalCalling', enabled: true}],
    });
  };

  /** @type {Handle} */
  const callerId = (c, {user}) => {
    const main = phoneNumbers(options.phoneNumbers).find((one) => one.usageType === 'MainCompanyNumber' && isCallerId(one));
    const chosenId = options.callerId
      ?? (main ? {type: 'PhoneNumber', phoneInfo: {id: String(main.id), phoneNumber: main.phoneNumber}} : {type: 'Blocked'});
    return json({
      uri: `${extensionUri(c, user)}/caller-id`,
      byDevice: [],
      byFeature: [{feature: 'RingOut', callerId: chosenId}, {feature: 'MobileApp', callerId: chosenId}],
      extensionNameForOutboundCalls: false,
      extensionNumberForInternalCalls: false,
    });
  };

  /** @type {(name: string, records: (c: Context) => Record<string, unknown>[]) => Handle} */
  const list = (name, records) => (c, {user}) => {
    const page = Number(c.req.query('page') ?? 1);
    const perPage = Number(c.req.query('perPage') ?? 100);
    for (const [key, value] of Object.entries({page, perPage})) {
      if (!Number.isInteger(value) || value < 1) {
        return asResponse(refusal(400, 'CMN-101', `Parameter [${key}] value is invalid`, {parameterName: key}));
      }
    }
    return json(paged(records(c), page, Math.min(perPage, 1000), `${extensionUri(c, user)}/${name}`));
  };

  const ownNumbers = (/** @type {Context} */ c) => {
    const usage = c.req.queries('usageType');
    const status = c.req.query('status');
    return phoneNumbers(options.phoneNumbers).filter((one) =>
      (!usage || usage.includes(String(one.usageType))) && (!status || one.status === status));
  };

  /** @type {Handle} */
  const clientInfo = (c, {clientId, user}) => json({
    uri: `${base(c)}/restapi/v1.0/client-info`,
    client: {appKey: clientId},
    account: {id: user.accountId},
    extension: {id: user.extensionId},
  });

  // ——— routes ———

  const EXTENSION = '/restapi/v1.0/account/:accountId/extension/:extensionId';
  /** @type {Hono<{Bindings: {exchange: Exchange}}>} */
  const app = new Hono({getPath: (request) => new URL(request.url).pathname.slice(prefix.length)});

  for (const spelling of /** @type {const} */ (['ring-out', 'ringout'])) {
    app.post(`${EXTENSION}/${spelling}`, guarded('heavy', 'RingOut', place(spelling)));
    app.get(`${EXTENSION}/${spelling}/:id`, guarded('light', 'RingOut', read(spelling)));
    app.delete(`${EXTENSION}/${spelling}/:id`, guarded('heavy', 'RingOut', cancel));
  }
  const phones = () => forwardingNumbers(options.forwardingNumbers);
  app.get(`${EXTENSION}/forwarding-number`, guarded('light', 'ReadAccounts', list('forwarding-number', phones)));
  app.get(`${EXTENSION}/phone-number`, guarded('light', 'ReadAccounts', list('phone-number', ownNumbers)));
  app.get(`${EXTENSION}/caller-id`, guarded('light', 'ReadAccounts', callerId));
  app.get(EXTENSION, guarded('light', 'ReadAccounts', extension));
  app.get('/restapi/v1.0/client-info', guarded('light', null, clientInfo));

  app.get('/restapi/oauth/authorize', (c) => authorize(world, new URL(c.req.url).searchParams, null));
  app.post('/restapi/oauth/authorize', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    return authorize(world, form, form.get('decision'));
  });
  for (const [path, handle] of /** @type {const} */ ([['token', token], ['revoke', revoke]])) {
    app.post(`/restapi/oauth/${path}`, async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const {headers} = c.req.raw;
      const limited = meter(c.env.exchange, clientOf(form, headers).clientId, 'auth');
      if (limited) return limited;
      const answer = await handle(world, form, headers);
      return asResponse({...answer, headers: {'cache-control': 'no-store'}});
    });
  }
  app.notFound(() => asResponse(refusal(404, 'CMN-102', 'Resource is not found')));
  app.onError((error) => asResponse(refusal(500, 'CMN-203', error.message)));

  // ——— one request ———

  /** @param {Request} request */
  function corsHeaders(request) {
    const origin = request.headers.get('origin');
    if (!origin || (options.origins && !options.origins.includes(origin))) return {vary: 'Origin'};
    return {
      'access-control-allow-origin': origin, 'access-control-allow-credentials': 'true', 'vary': 'Origin',
      ...(options.exposeHeaders.length ? {'access-control-expose-headers': options.exposeHeaders.join(', ')} : {}),
    };
  }

  const preflight = (/** @type {Request} */ request) => new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request),
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': [...ALLOWED_HEADERS, ...(options.csrf ? [options.csrf.name] : [])].join(', '),
      'access-control-max-age': '600',
    },
  });

  /** @param {Request} request */
  async function record(request) {
    const url = new URL(request.url);
    const text = await request.clone().text().catch(() => '');
    /** @type {any} */
    let body = null;
    if (text) {
      if (request.headers.get('content-type')?.includes('urlencoded')) body = Object.fromEntries(new URLSearchParams(text));
      else try { body = JSON.parse(text); } catch { body = text; }
    }
    /** @type {Recorded} */
    const recorded = {
      method: request.method,
      path: url.pathname.slice(prefix.length),
      query: Object.fromEntries(url.searchParams),
      body,
      headers: Object.fromEntries(request.headers),
      at: now(),
      status: null,
    };
    requests.push(recorded);
    if (requests.length > MOST_RECORDED) requests.shift();
    return recorded;
  }

  /** Never answers; ends when the client gives up. */
  const never = (/** @type {AbortSignal} */ signal) => new Promise((resolve) => {
    if (signal.aborted) resolve(undefined);
    else signal.addEventListener('abort', resolve, {once: true});
  });

  /**
   * Answers a request. Where the connection has to die instead, the answer is a `Response.error()` (`type` "error"):
   * a Service Worker can hand it to the page, a server closes the socket.
   *
   * @param {Request} request
   * @returns {Promise<Response>}
   */
  async function fetch(request) {
    const path = new URL(request.url).pathname.slice(prefix.length);
    const fault = takeFault(faults, request.method, path);
    if (request.method === 'OPTIONS') return fault ? damaged(fault, null) : preflight(request);

    const recorded = await record(request);
    const dropped = () => { recorded.status = 0; return Response.error(); };
    if (fault) recorded.fault = fault.kind;
    if (fault?.delay) await wait(fault.delay);
    if (fault?.kind === 'drop-before') return dropped();
    if (fault?.kind === 'timeout') { await never(request.signal); return dropped(); }

    /** @type {Exchange} */
    const exchange = {headers: {}, drop: null, pair: null};
    const skipped = fault && (fault.kind === 'status' || fault.kind === 'html') && !fault.handled;
    const real = skipped ? null : await app.fetch(request, {exchange});
    if (exchange.drop || fault?.kind === 'drop-after') return dropped();
    if (fault?.kind === 'timeout-after') { await never(request.signal); return dropped(); }

    const answer = fault && fault.kind !== 'delay' ? await damaged(fault, real) : /** @type {Response} */ (real);
    recorded.status = answer.status;
    const headers = new Headers({...exchange.headers, 'rcrequestid': secret(12), ...corsHeaders(request)});
    answer.headers.forEach((value, name) => headers.set(name, value));
    return new Response(answer.body, {status: answer.status, headers});
  }

  return {
    fetch,
    /** As `fetch` in a page: rejects where the connection dies, and when it is aborted. */
    async network(/** @type {RequestInfo | URL} */ input, /** @type {RequestInit} */ init = {}) {
      const request = new Request(input, init);
      request.signal.throwIfAborted();
      const aborted = never(request.signal).then(() => request.signal.throwIfAborted());
      const response = /** @type {Response} */ (await Promise.race([fetch(request), aborted]));
      if (response.type === 'error') throw new TypeError('The connection was lost.');
      return response;
    },
    /** Every request so far, oldest first; preflights are not counted. */
    requests,
    /** Push a fault to have it happen to the next matching request. */
    faults,
    facts,
    options,
    now,
    /** Changes some of the options. */
    configure(/** @type {Changes} */ {limits, ...changes}) {
      Object.assign(options, changes, {limits: {...options.limits, ...limits}});
    },
    /** Moves this simulator's clock ahead. */
    advance(/** @type {number} */ ms) {
      facts.ahead += ms;
      for (const sleeper of sleepers) if (sleeper.until <= now()) sleeper.wake();
    },
    /** Signs in without the consent page; returns the body of the token answer. */
    signIn(/** @type {SignIn} */ {clientId = 'demo', user = {}, scopes, expiresIn} = {}) {
      return tokenBody(mint(world, {clientId, user: {...options.user, ...user}, scopes, expiresIn}));
    },
    /** Ends all sessions. */
    revokeAll() {
      for (const pair of facts.pairs) pair.revokedAt ??= now();
    },
    /** Somebody hangs up: the call of this id, or the newest that is not over. Returns whether there was one. */
    hangUp(/** @type {string | undefined} */ id = undefined) {
      const call = facts.calls.findLast((one) => id === undefined ? !isOver(one, now()) : one.id === String(id));
      if (call) call.hungUpAt ??= now();
      return Boolean(call);
    },
    /** The statuses of a call just now; null where the platform knows no such call. */
    statusOf(/** @type {string} */ id) {
      const call = facts.calls.find((one) => one.id === id);
      return call ? statusAt(call, now(), limitsOf()) : null;
    },
    /** Forgets everything and goes back to the first options. */
    reset() {
      Object.assign(facts, noFacts());
      Object.assign(options, firstOptions);
      faults.length = 0;
      requests.length = 0;
    },
  };
}

/** @typedef {ReturnType<typeof createSimulator>} Simulator */
