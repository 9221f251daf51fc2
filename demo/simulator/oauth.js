import {oauthRefusal, refusal} from './errors.js';

/**
 * Sign-in: Authorization Code with PKCE, single-use codes and refresh tokens.
 *
 * @typedef {typeof import('./lists.js').defaultUser} User
 *
 * @typedef {object} CodeFacts An authorization code.
 * @property {string} clientId
 * @property {string} redirectUri
 * @property {string | null} challenge
 * @property {User} user
 * @property {number} issuedAt Epoch ms.
 * @property {boolean} used
 *
 * A pair of tokens. It is stored for good; whether it is alive follows from the facts and the time.
 * @typedef {object} PairFacts
 * @property {string} access
 * @property {string} refresh
 * @property {string} clientId
 * @property {User} user
 * @property {string[]} scopes
 * @property {string} endpointId
 * @property {number} issuedAt Epoch ms.
 * @property {number} expiresIn s
 * @property {number} refreshExpiresIn s
 * @property {number} [refreshedAt]
 * @property {number} [revokedAt]
 *
 * @typedef {{options: import('./simulator.js').Options, facts: import('./simulator.js').Facts, now: () => number,
 *   secret: (length?: number) => string}} World
 */

/** @param {string} pattern `*` stands for anything. */
const matcher = (pattern) => new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`);

const isRegistered = (/** @type {readonly string[]} */ list, /** @type {string} */ uri) =>
  URL.canParse(uri) && !new URL(uri).username && list.some((pattern) => matcher(pattern).test(uri));

const isKnownClient = (/** @type {World} */ {options}, /** @type {string} */ id) =>
  Boolean(id) && (options.clientIds === null || options.clientIds.includes(id));

async function s256(/** @type {string} */ verifier) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return btoa(String.fromCharCode(...new Uint8Array(digest))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=/g, '');
}

const escaped = (/** @type {string} */ text) =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;color-scheme:light dark;
background:light-dark(#f4f6f8,#15181b);color:light-dark(#1b1d20,#eceff1)}main{max-width:22rem;padding:2rem}h1{font-size:1.4rem}
form{display:flex;gap:.75rem;margin-top:1.5rem}button{font:inherit;padding:.6rem 1.4rem;border-radius:.5rem;border:1px solid #066fac;cursor:pointer;
background:transparent;color:inherit}button:first-of-type{background:#066fac;color:#fff}`;

/**
 * @param {World} world
 * @param {number} status
 * @param {string} title
 * @param {string} body HTML
 * @param {string} [formTarget] Where the form's answer redirects to: browsers hold redirects against `form-action`.
 */
function page({options, secret}, status, title, body, formTarget = '') {
  const nonce = secret(16);
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${escaped(title)}</h1>${body}</main></body></html>`;
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; `
        + `frame-ancestors 'none'; form-action 'self' ${formTarget}`.trim(),
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      ...(options.coop ? {'cross-origin-opener-policy': 'same-origin'} : {}),
    },
  });
}

/**
 * @param {string} uri
 * @param {Record<string, string | null>} answer
 */
function redirect(uri, answer) {
  const url = new URL(uri);
  for (const [key, value] of Object.entries(answer)) if (value !== null) url.searchParams.set(key, value);
  return new Response(null, {
    status: 303,
    headers: {'location': url.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer'},
  });
}

const ASKED = ['response_type', 'client_id', 'redirect_uri', 'state', 'code_challenge', 'code_challenge_method'];

/**
 * The consent page, and what its buttons lead to.
 *
 * @param {World} world
 * @param {URLSearchParams} params
 * @param {string | null} decision `allow`, `deny`, or null before the person has decided.
 */
export function authorize(world, params, decision) {
  const {options, facts, now, secret} = world;
  const asked = Object.fromEntries(ASKED.map((name) => [name, params.get(name) ?? '']));
  const {client_id: clientId = '', redirect_uri: redirectUri = '', state = '', code_challenge: challenge = ''} = asked;
  const problem = (/** @type {string} */ code, /** @type {string} */ text) =>
    page(world, 400, 'Sign-in is not possible', `<p>${escaped(text)}</p><p>Error code: <code>${code}</code></p>`);

  if (!isKnownClient(world, clientId)) return problem('OAU-146', `There is no application with the client ID "${clientId}".`);
  if (options.redirectUris.length === 0) return problem('OAU-113', 'No redirect URI is registered for this application.');
  if (!isRegistered(options.redirectUris, redirectUri)) {
    return problem('OAU-109', `Redirect URIs do not match. The application sent "${redirectUri}".`);
  }
  const back = (/** @type {Record<string, string>} */ answer) => redirect(redirectUri, {...answer, state: params.get('state')});
  if (asked.response_type !== 'code') {
    return back({error: 'unsupported_response_type', error_description: 'Only the code flow is supported'});
  }
  if (challenge && asked.code_challenge_method !== 'S256') {
    return back({error: 'invalid_request', error_description: 'Only S256 is supported'});
  }
  if (decision === 'deny') return back({error: 'access_denied', error_description: 'The user denied access'});
  if (decision === 'allow' || options.autoConsent) {
    const code = `U0pD${secret(24)}`;
    facts.codes[code] = {
      clientId, redirectUri, challenge: challenge || null, user: options.user, issuedAt: now(), used: false,
    };
    return back({code, expires_in: String(options.codeExpiresIn)});
  }
  const hidden = Object.entries({...asked, state})
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escaped(value)}">`).join('');
  return page(world, 200, 'Sign in to the RingCentral simulator',
    `<p>The application <strong>${escaped(clientId)}</strong> asks to act for <strong>${escaped(options.user.name)}</strong>
(extension ${escaped(options.user.extensionNumber)}): ${escaped(options.scopes.join(', '))}.</p>
<form method="post">${hidden}<button name="decision" value="allow">Authorize</button><button name="decision" value="deny">Cancel</button></form>`,
    new URL(redirectUri).origin);
}

/**
 * Stores a new pair.
 *
 * @param {World} world
 * @param {{clientId: string, user: User, scopes?: string[] | undefined, expiresIn?: number | undefined,
 *   endpointId?: string | undefined}} wish
 * @returns {PairFacts}
 */
export function mint({options, facts, now, secret}, wish) {
  const {clientId, user, scopes = options.scopes, expiresIn = options.expiresIn, endpointId = secret(22)} = wish;
  const pair = {
    access: `U0pB${secret(40)}`, refresh: `U0pS${secret(40)}`, clientId, user, scopes, endpointId,
    issuedAt: now(), expiresIn, refreshExpiresIn: options.refreshExpiresIn,
  };
  facts.pairs.push(pair);
  return pair;
}

/** The body of a token answer. */
export const tokenBody = (/** @type {PairFacts} */ pair) => ({
  access_token: pair.access,
  token_type: 'bearer',
  expires_in: pair.expiresIn,
  refresh_token: pair.refresh,
  refresh_token_expires_in: pair.refreshExpiresIn,
  scope: pair.scopes.join(' '),
  owner_id: pair.user.extensionId,
  endpoint_id: pair.endpointId,
});

/** The seconds that were asked for, where they are sensible. */
function ttl(/** @type {string | null} */ text, /** @type {number} */ most) {
  const seconds = Number(text);
  return text && seconds >= 60 && seconds <= most ? Math.floor(seconds) : most;
}

/** Of a form, or of the Basic header. */
export function clientOf(/** @type {URLSearchParams} */ form, /** @type {Headers} */ headers) {
  const basic = /^Basic (.+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  try {
    if (basic) return {clientId: atob(basic).split(':')[0] ?? '', confidential: true};
  } catch { /* not base64: no client */ }
  return {clientId: form.get('client_id') ?? '', confidential: false};
}

/**
 * @param {World} world
 * @param {URLSearchParams} form
 * @param {Headers} headers
 * @returns {Promise<import('./errors.js').Refusal>} An answer, refused or not.
 */
export async function token(world, form, headers) {
  const {clientId, confidential} = clientOf(form, headers);
  if (!isKnownClient(world, clientId)) return oauthRefusal(400, 'invalid_client', 'OAU-146', 'Invalid client application');
  const expiresIn = ttl(form.get('access_token_ttl'), world.options.expiresIn);
  switch (form.get('grant_type')) {
    case 'authorization_code': {
      const refused = await redeem(world, form, clientId, confidential);
      if (refused) return refused;
      const {user} = /** @type {CodeFacts} */ (world.facts.codes[form.get('code') ?? '']);
      const endpointId = form.get('endpoint_id') ?? undefined;
      return {status: 200, body: tokenBody(mint(world, {clientId, user, expiresIn, endpointId}))};
    }
    case 'refresh_token': return refresh(world, form.get('refresh_token') ?? '', clientId, expiresIn);
    case null: return oauthRefusal(400, 'invalid_request', 'OAU-104', 'Parameter [grant_type] is missing');
    default: return oauthRefusal(403, 'unauthorized_client', 'OAU-112', 'Unauthorized grant type for this application');
  }
}

/**
 * Uses up an authorization code; returns why it cannot.
 *
 * @param {World} world
 * @param {URLSearchParams} form
 * @param {string} clientId
 * @param {boolean} confidential
 */
async function redeem({options, facts, now}, form, clientId, confidential) {
  const code = facts.codes[form.get('code') ?? ''];
  const refused = (/** @type {string} */ errorCode, /** @type {string} */ message) =>
    oauthRefusal(400, 'invalid_grant', errorCode, message);
  if (!code || code.used) return refused('OAU-106', 'Authorization code is invalid');
  code.used = true;
  if (now() - code.issuedAt >= options.codeExpiresIn * 1000) return refused('OAU-108', 'Authorization code has expired');
  if (code.clientId !== clientId) return refused('OAU-106', 'Authorization code was issued to another application');
  if (code.redirectUri !== form.get('redirect_uri')) return oauthRefusal(400, 'invalid_request', 'OAU-109', 'Redirect URIs do not match');
  const verifier = form.get('code_verifier');
  if (code.challenge ? !verifier || await s256(verifier) !== code.challenge : !confidential) {
    return refused('OAU-106', 'Code verifier does not match the challenge');
  }
  return null;
}

/**
 * @param {World} world
 * @param {string} refreshToken
 * @param {string} clientId
 * @param {number} expiresIn s
 */
function refresh(world, refreshToken, clientId, expiresIn) {
  const {facts, options, now} = world;
  const pair = facts.pairs.find((one) => one.refresh === refreshToken && one.clientId === clientId);
  const used = pair?.refreshedAt !== undefined && now() - pair.refreshedAt >= options.refreshGrace;
  if (!pair || pair.revokedAt !== undefined || used) {
    return oauthRefusal(400, 'invalid_grant', 'OAU-213', 'Token not found');
  }
  if (now() - pair.issuedAt >= pair.refreshExpiresIn * 1000) {
    return oauthRefusal(400, 'invalid_grant', 'OAU-210', 'Token expired');
  }
  pair.refreshedAt ??= now();
  const {user, endpointId} = pair;
  return {status: 200, body: tokenBody(mint(world, {clientId, user, expiresIn, endpointId}))};
}

/**
 * Ends the pair of an access or refresh token; an unknown token has ended already.
 *
 * @param {World} world
 * @param {URLSearchParams} form
 * @param {Headers} headers
 */
export function revoke(world, form, headers) {
  const wanted = form.get('token');
  const {clientId} = clientOf(form, headers);
  if (!isKnownClient(world, clientId)) return oauthRefusal(400, 'invalid_client', 'OAU-146', 'Invalid client application');
  const pair = world.facts.pairs.find((one) => one.access === wanted || one.refresh === wanted);
  if (pair) pair.revokedAt ??= world.now();
  return {status: 200, body: {}};
}

/**
 * The pair that an API request's token belongs to, or why it is not accepted.
 *
 * @param {World} world
 * @param {Headers} headers
 * @returns {{pair: PairFacts} | {refused: import('./errors.js').Refusal}}
 */
export function authenticate({facts, now}, headers) {
  const access = /^Bearer (\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  const refused = (/** @type {string} */ code, /** @type {string} */ message) =>
    ({refused: refusal(401, code, message)});
  if (!access) return refused('OAU-123', 'Access token is missing');
  const pair = facts.pairs.find((one) => one.access === access);
  if (!pair) return refused('OAU-129', 'Access token corrupted');
  if (pair.revokedAt !== undefined || pair.refreshedAt !== undefined) return refused('OAU-123', 'Access token not found');
  if (now() - pair.issuedAt >= pair.expiresIn * 1000) return refused('OAU-128', 'Access token expired');
  return {pair};
}
