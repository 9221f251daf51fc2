import {Hono} from 'hono';
import {
  callerIdHandler, clientInfoHandler, extensionHandler, forwardingNumbersHandler,
  phoneNumbersHandler,
} from './account.js';
import {authorize} from './authorize.js';
import {callLogHandler} from './call-log/handler.js';
import {recordingHandler, recordingPage} from './call-log/recording.js';
import {devicesHandler} from './devices.js';
import {apiError, toResponse} from './errors.js';
import {limitResponse, meterOwner, notFoundResponse} from './exchange.js';
import {cancelHandler, placeHandler, statusHandler} from './ring-out.js';
import {
  endSessionHandler, holdHandler, readPartyHandler, readSessionHandler, updatePartyHandler,
} from './telephony/control.js';
import {sipProvisionHandler} from './sip/provision.js';
import {presenceHandler} from './telephony/presence.js';
import {ticketHandler} from './push/tickets.js';
import {answerRevokeRequest, answerTokenRequest, authenticate, clientOf} from './tokens.js';

/**
 * The addresses of the platform, with the scope and the rate limit of each.
 *
 * @typedef {import('./exchange.js').Bindings} Bindings
 * @typedef {import('./exchange.js').Handler} Handler
 * @typedef {import('./exchange.js').RouteContext} RouteContext
 * @typedef {import('./facts.js').TokenPair} TokenPair
 * @typedef {import('hono').Hono<{Bindings: Bindings}>} App
 */

const EXTENSION_PATH = '/restapi/v1.0/account/:accountId/extension/:extensionId';
const SESSION_PATH = '/restapi/v1.0/account/:accountId/telephony/sessions/:sessionId';

/** @param {import('./options.js').Options} options @param {number} issuedAt @returns {TokenPair} */
const proxyTokens = ({user, scopes, expiresIn, refreshExpiresIn}, issuedAt) => ({
  access: '', refresh: '', clientId: 'proxy', user, scopes, endpointId: 'proxy',
  issuedAt, expiresIn, refreshExpiresIn,
});

/**
 * The tokens of a request, or of the proxy that stands in front of it.
 *
 * @param {RouteContext} c
 * @returns {ReturnType<typeof authenticate>}
 */
function tokensOf(c) {
  const {simulator} = c.env;
  const {csrf, proxy} = simulator.options;
  if (!proxy || c.req.header('authorization')) {
    return authenticate(simulator, c.req.raw.headers);
  }
  if (csrf && c.req.header(csrf.name) !== csrf.value) {
    return {error: apiError(403, 'CMN-401', 'The CSRF header is missing or wrong')};
  }
  return {tokens: proxyTokens(simulator.options, simulator.now())};
}

/**
 * The account or the extension in a path may be `~`, or the user's own.
 *
 * @param {RouteContext} c
 * @param {TokenPair} tokens
 * @returns {Response | null} An answer, if the path names another one.
 */
function foreignPathResponse(c, {user}) {
  for (const name of /** @type {const} */ (['accountId', 'extensionId'])) {
    const id = c.req.param(name);
    if (id !== undefined && id !== '~' && id !== user[name]) return notFoundResponse(name);
  }
  return null;
}

/** @param {string} who @param {string} permission */
const forbiddenResponse = (who, permission) => toResponse(apiError(403,
  who === 'user' ? 'CMN-408' : 'CMN-401',
  `In order to call this API endpoint, ${who} needs to have [${permission}] permission`));

/**
 * Lets a handler answer only requests of users who have a permission of their own. Its answers may
 * be late.
 *
 * @param {string} permission
 * @param {Handler} handler
 * @returns {Handler}
 */
const permitted = (permission, handler) => async (c, tokens) => {
  const {options, wait} = c.env.simulator;
  const path = new URL(c.req.url).pathname;
  const delay = Object.keys(options.delays).find((end) => path.endsWith(end));
  if (delay !== undefined) await wait(options.delays[delay] ?? 0);
  return options.missingPermissions.includes(permission)
    ? forbiddenResponse('user', permission) : handler(c, tokens);
};

/**
 * Lets a handler answer only requests that are signed in, within the rate limit and allowed.
 *
 * @param {import('./limits.js').Group} group
 * @param {string | null} scope
 * @param {Handler} handler
 */
const guarded = (group, scope, handler) => async (/** @type {RouteContext} */ c) => {
  const signedIn = tokensOf(c);
  if ('error' in signedIn) return toResponse(signedIn.error);
  const {tokens} = signedIn;
  // The Auth group counts all requests of an app, with those for tokens.
  const owner = group === 'auth' ? tokens.clientId : meterOwner(tokens);
  const limited = limitResponse(c.env, owner, group);
  if (limited) return limited;
  if (scope && !tokens.scopes.includes(scope)) return forbiddenResponse('application', scope);
  return foreignPathResponse(c, tokens) ?? handler(c, tokens);
};

/** @param {App} app */
function addApiRoutes(app) {
  for (const spelling of /** @type {const} */ (['ring-out', 'ringout'])) {
    const path = `${EXTENSION_PATH}/${spelling}`;
    app.post(path, guarded('heavy', 'RingOut', placeHandler(spelling)));
    app.get(`${path}/:id`, guarded('light', 'RingOut', statusHandler(spelling)));
    app.delete(`${path}/:id`, guarded('heavy', 'RingOut', cancelHandler));
  }
  for (const [path, handler] of /** @type {const} */ ([
    ['/forwarding-number', forwardingNumbersHandler],
    ['/phone-number', phoneNumbersHandler],
    ['/caller-id', callerIdHandler],
    ['/device', permitted('ReadUserDevices', devicesHandler)],
    ['', extensionHandler],
  ])) app.get(EXTENSION_PATH + path, guarded('light', 'ReadAccounts', handler));
  app.get('/restapi/v1.0/client-info', guarded('light', null, clientInfoHandler));
  app.post('/restapi/v1.0/client-info/sip-provision',
    guarded('heavy', 'VoipCalling', sipProvisionHandler));
}

/** @param {App} app */
function addCallLogRoutes(app) {
  app.get(`${EXTENSION_PATH}/call-log`,
    guarded('heavy', 'ReadCallLog', permitted('ReadCallLog', callLogHandler)));
  const content = guarded('heavy', 'ReadCallRecording', recordingHandler);
  app.get('/restapi/v1.0/account/:accountId/recording/:recordingId/content',
    (c) => recordingPage(c) ?? content(c));
}

/** @param {App} app */
function addTelephonyRoutes(app) {
  const partyPath = `${SESSION_PATH}/parties/:partyId`;
  for (const [method, path, handler] of /** @type {const} */ ([
    ['GET', SESSION_PATH, readSessionHandler],
    ['DELETE', SESSION_PATH, endSessionHandler],
    ['GET', partyPath, readPartyHandler],
    ['PATCH', partyPath, updatePartyHandler],
    ['POST', `${partyPath}/hold`, holdHandler(true)],
    ['POST', `${partyPath}/unhold`, holdHandler(false)],
  ])) app.on(method, path, guarded('light', 'CallControl', handler));
  app.get(`${EXTENSION_PATH}/presence`, guarded('light', 'ReadPresence', presenceHandler));
  app.post('/restapi/oauth/wstoken', guarded('auth', 'WebSocket', ticketHandler));
}

/** @param {App} app */
function addOauthRoutes(app) {
  app.get('/restapi/oauth/authorize', (c) =>
    authorize(c.env.simulator, new URL(c.req.url).searchParams, null));
  app.post('/restapi/oauth/authorize', async (c) => {
    const form = new URLSearchParams(await c.req.text());
    return authorize(c.env.simulator, form, form.get('decision'));
  });
  for (const [name, answerRequest] of /** @type {const} */ ([
    ['token', answerTokenRequest], ['revoke', answerRevokeRequest],
  ])) {
    app.post(`/restapi/oauth/${name}`, async (c) => {
      const form = new URLSearchParams(await c.req.text());
      const {headers} = c.req.raw;
      const limited = limitResponse(c.env, clientOf(form, headers).clientId, 'auth');
      if (limited) return limited;
      const answer = await answerRequest(c.env.simulator, form, headers);
      return toResponse({...answer, headers: {'cache-control': 'no-store'}});
    });
  }
}

/**
 * @param {string} prefix The path in front of `/restapi/`.
 * @returns {App}
 */
export function createRoutes(prefix) {
  /** @type {App} */
  const app = new Hono({getPath: ({url}) => new URL(url).pathname.slice(prefix.length)});
  addApiRoutes(app);
  addCallLogRoutes(app);
  addTelephonyRoutes(app);
  addOauthRoutes(app);
  app.notFound(() => toResponse(apiError(404, 'CMN-102', 'Resource is not found')));
  app.onError((error) => toResponse(apiError(500, 'CMN-203', error.message)));
  return app;
}
