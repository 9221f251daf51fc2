import {apiError, oauthError} from './errors.js';

/**
 * Tokens: the token and revoke endpoints, and the check of a request's access token. Authorization
 * codes and refresh tokens work once.
 *
 * @typedef {import('./context.js').SimulatorContext} SimulatorContext
 * @typedef {import('./errors.js').Answer} Answer
 * @typedef {import('./facts.js').AuthorizationCode} AuthorizationCode
 * @typedef {import('./facts.js').TokenPair} TokenPair
 */

const MIN_LIFETIME_S = 60;

const invalidGrant = (/** @type {string} */ errorCode, /** @type {string} */ message) =>
  oauthError(400, 'invalid_grant', errorCode, message);
const invalidClient = () =>
  oauthError(400, 'invalid_client', 'OAU-146', 'Invalid client application');

export const isKnownClient = (
  /** @type {SimulatorContext} */ {options},
  /** @type {string} */ clientId,
) => Boolean(clientId) && (options.clientIds === null || options.clientIds.includes(clientId));

/** The base64url SHA-256 of a text, as PKCE's method S256 defines it. */
async function s256(/** @type {string} */ text) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  const base64 = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return base64.replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

async function matchesChallenge(
  /** @type {string} */ challenge,
  /** @type {string | null} */ verifier,
) {
  if (!verifier) return false;
  return await s256(verifier) === challenge;
}

/**
 * Issues a new pair of tokens.
 *
 * @param {SimulatorContext} context
 * @param {{clientId: string, user: import('./facts.js').User, scopes?: string[] | undefined,
 *   expiresIn?: number | undefined, endpointId?: string | undefined}} request
 * @returns {TokenPair}
 */
export function issueTokens({options, facts, now, secret}, request) {
  const {
    clientId, user, scopes = options.scopes, expiresIn = options.expiresIn,
    endpointId = secret(22),
  } = request;
  const tokens = {
    access: `U0pB${secret(40)}`, refresh: `U0pS${secret(40)}`, clientId, user, scopes, endpointId,
    issuedAt: now(), expiresIn, refreshExpiresIn: options.refreshExpiresIn,
  };
  facts.pairs.push(tokens);
  return tokens;
}

/** The body with which the token endpoint answers. */
export const tokenBody = (/** @type {TokenPair} */ tokens) => ({
  access_token: tokens.access,
  token_type: 'bearer',
  expires_in: tokens.expiresIn,
  refresh_token: tokens.refresh,
  refresh_token_expires_in: tokens.refreshExpiresIn,
  scope: tokens.scopes.join(' '),
  owner_id: tokens.user.extensionId,
  endpoint_id: tokens.endpointId,
});

/** The requested lifetime in s, or the longest one where the request is missing or out of range. */
function lifetimeOf(/** @type {string | null} */ requested, /** @type {number} */ longest) {
  const seconds = Number(requested);
  const isInRange = seconds >= MIN_LIFETIME_S && seconds <= longest;
  return isInRange ? Math.floor(seconds) : longest;
}

/** The app that a form or its Basic header names; an app with that header keeps a secret. */
export function clientOf(/** @type {URLSearchParams} */ form, /** @type {Headers} */ headers) {
  const basic = /^Basic (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  try {
    if (basic) return {clientId: atob(basic).split(':')[0] ?? '', confidential: true};
  } catch { /* not base64: no client */ }
  return {clientId: form.get('client_id') ?? '', confidential: false};
}

/**
 * The token endpoint.
 *
 * @param {SimulatorContext} context
 * @param {URLSearchParams} form
 * @param {Headers} headers
 * @returns {Promise<Answer>}
 */
export async function answerTokenRequest(context, form, headers) {
  const {clientId} = clientOf(form, headers);
  if (!isKnownClient(context, clientId)) return invalidClient();
  switch (form.get('grant_type')) {
    case 'authorization_code': return exchangeCode(context, form, headers);
    case 'refresh_token': return refreshTokens(context, form, headers);
    case null:
      return oauthError(400, 'invalid_request', 'OAU-104', 'Parameter [grant_type] is missing');
    default:
      return oauthError(403, 'unauthorized_client', 'OAU-112',
        'Unauthorized grant type for this application');
  }
}

/**
 * @param {SimulatorContext} context
 * @param {URLSearchParams} form
 * @param {Headers} headers
 * @returns {Promise<Answer>}
 */
async function exchangeCode(context, form, headers) {
  const {options, facts} = context;
  const {clientId} = clientOf(form, headers);
  const expiresIn = lifetimeOf(form.get('access_token_ttl'), options.expiresIn);
  const code = facts.codes[form.get('code') ?? ''];
  if (!code || code.used) return invalidGrant('OAU-106', 'Authorization code is invalid');
  code.used = true;
  const error = await codeError(context, code, form, headers);
  if (error) return error;
  const endpointId = form.get('endpoint_id') ?? undefined;
  const tokens = issueTokens(context, {clientId, user: code.user, expiresIn, endpointId});
  return {status: 200, body: tokenBody(tokens)};
}

/**
 * @param {SimulatorContext} context
 * @param {AuthorizationCode} code
 * @param {URLSearchParams} form
 * @param {Headers} headers
 * @returns {Promise<Answer | null>} The reason why the code is not exchanged.
 */
async function codeError({options, now}, code, form, headers) {
  const {clientId, confidential} = clientOf(form, headers);
  if (now() - code.issuedAt >= options.codeExpiresIn * 1000) {
    return invalidGrant('OAU-108', 'Authorization code has expired');
  }
  if (code.clientId !== clientId) {
    return invalidGrant('OAU-106', 'Authorization code was issued to another application');
  }
  if (code.redirectUri !== form.get('redirect_uri')) {
    return oauthError(400, 'invalid_request', 'OAU-109', 'Redirect URIs do not match');
  }
  const isProven = code.challenge
    ? await matchesChallenge(code.challenge, form.get('code_verifier'))
    : confidential;
  if (!isProven) return invalidGrant('OAU-106', 'Code verifier does not match the challenge');
  return null;
}

/**
 * @param {SimulatorContext} context
 * @param {URLSearchParams} form
 * @param {Headers} headers
 * @returns {Answer}
 */
function refreshTokens(context, form, headers) {
  const {facts, options, now} = context;
  const {clientId} = clientOf(form, headers);
  const expiresIn = lifetimeOf(form.get('access_token_ttl'), options.expiresIn);
  const refreshToken = form.get('refresh_token') ?? '';
  const previous = facts.pairs.find((tokens) =>
    tokens.refresh === refreshToken && tokens.clientId === clientId);
  const refreshedAt = previous?.refreshedAt;
  const isUsedUp = refreshedAt !== undefined && now() - refreshedAt >= options.refreshGrace;
  if (!previous || previous.revokedAt !== undefined || isUsedUp) {
    return invalidGrant('OAU-213', 'Token not found');
  }
  if (now() - previous.issuedAt >= previous.refreshExpiresIn * 1000) {
    return invalidGrant('OAU-210', 'Token expired');
  }
  previous.refreshedAt ??= now();
  const {user, endpointId} = previous;
  const tokens = issueTokens(context, {clientId, user, expiresIn, endpointId});
  return {status: 200, body: tokenBody(tokens)};
}

/**
 * The revoke endpoint: ends the pair of an access or refresh token. An unknown token counts as
 * revoked.
 *
 * @param {SimulatorContext} context
 * @param {URLSearchParams} form
 * @param {Headers} headers
 * @returns {Answer}
 */
export function answerRevokeRequest(context, form, headers) {
  const {facts, now} = context;
  const {clientId} = clientOf(form, headers);
  if (!isKnownClient(context, clientId)) return invalidClient();
  const token = form.get('token');
  const tokens = facts.pairs.find(({access, refresh}) => access === token || refresh === token);
  if (tokens) tokens.revokedAt ??= now();
  return {status: 200, body: {}};
}

/**
 * The pair that an API request's access token belongs to, or the reason why it is not accepted.
 *
 * @param {SimulatorContext} context
 * @param {Headers} headers
 * @returns {{tokens: TokenPair} | {error: Answer}}
 */
export function authenticate({facts, now}, headers) {
  const accessToken = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const unauthorized = (/** @type {string} */ errorCode, /** @type {string} */ message) =>
    ({error: apiError(401, errorCode, message)});
  if (!accessToken) return unauthorized('OAU-123', 'Access token is missing');
  const tokens = facts.pairs.find(({access}) => access === accessToken);
  if (!tokens) return unauthorized('OAU-129', 'Access token corrupted');
  if (tokens.revokedAt !== undefined || tokens.refreshedAt !== undefined) {
    return unauthorized('OAU-123', 'Access token not found');
  }
  if (now() - tokens.issuedAt >= tokens.expiresIn * 1000) {
    return unauthorized('OAU-128', 'Access token expired');
  }
  return {tokens};
}
