import {isKnownClient} from './tokens.js';

/**
 * The consent page of Authorization Code with PKCE.
 *
 * @typedef {import('./context.js').SimulatorContext} SimulatorContext
 */

/** @param {string} pattern `*` stands for any text. */
function patternToRegExp(pattern) {
  const escapedPattern = pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escapedPattern.replace(/\*/g, '.*')}$`);
}

function isRegistered(
  /** @type {readonly string[]} */ patterns,
  /** @type {string} */ redirectUri,
) {
  if (!URL.canParse(redirectUri) || new URL(redirectUri).username) return false;
  return patterns.some((pattern) => patternToRegExp(pattern).test(redirectUri));
}

const escapeHtml = (/** @type {string} */ text) =>
  text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

const STYLE = `body{font:1rem/1.5 system-ui,sans-serif;margin:0;display:grid;place-items:center;min-height:100vh;color-scheme:light dark;
background:light-dark(#f4f6f8,#15181b);color:light-dark(#1b1d20,#eceff1)}main{max-width:22rem;padding:2rem}h1{font-size:1.4rem}
form{display:flex;gap:.75rem;margin-top:1.5rem}button{font:inherit;padding:.6rem 1.4rem;border-radius:.5rem;border:1px solid #066fac;cursor:pointer;
background:transparent;color:inherit}button:first-of-type{background:#066fac;color:#fff}`;

/**
 * @param {SimulatorContext} context
 * @param {{status: number, title: string, body: string, formTarget?: string}} content `body`: HTML.
 *   `formTarget`: the origin to which the form's answer redirects, since browsers check redirects
 *   against `form-action`.
 */
export function htmlPage({options, secret}, {status, title, body, formTarget = ''}) {
  const nonce = secret(16);
  const html = `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${STYLE}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}</main></body></html>`;
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; base-uri 'none'; `
    + `frame-ancestors 'none'; form-action 'self' ${formTarget}`.trim();
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': policy,
      'x-frame-options': 'DENY',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      ...(options.coop ? {'cross-origin-opener-policy': 'same-origin'} : {}),
    },
  });
}

/**
 * @param {SimulatorContext} context
 * @param {string} errorCode
 * @param {string} message
 */
const errorPage = (context, errorCode, message) => htmlPage(context, {
  status: 400,
  title: 'Sign-in is not possible',
  body: `<p>${escapeHtml(message)}</p><p>Error code: <code>${errorCode}</code></p>`,
});

/**
 * @param {SimulatorContext} context
 * @param {AuthorizationRequest} request
 */
function consentPage(context, request) {
  const {scopes, user} = context.options;
  const hiddenFields = Object.entries(request)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`);
  return htmlPage(context, {
    status: 200,
    title: 'Sign in to the RingCentral simulator',
    body: `<p>The application <strong>${escapeHtml(request.client_id)}</strong> asks to act for <strong>${escapeHtml(user.name)}</strong>
(extension ${escapeHtml(user.extensionNumber)}): ${escapeHtml(scopes.join(', '))}.</p>
<form method="post">${hiddenFields.join('')}<button name="decision" value="allow">Authorize</button><button name="decision" value="deny">Cancel</button></form>`,
    formTarget: new URL(request.redirect_uri).origin,
  });
}

/**
 * @param {string} uri
 * @param {Record<string, string | null>} params
 */
function redirect(uri, params) {
  const url = new URL(uri);
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) url.searchParams.set(name, value);
  }
  return new Response(null, {
    status: 303,
    headers: {
      'location': url.href, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer',
    },
  });
}

/**
 * The parameters of a request for an authorization code; empty where they were not sent.
 *
 * @typedef {ReturnType<typeof authorizationRequest>} AuthorizationRequest
 * @param {URLSearchParams} params
 */
function authorizationRequest(params) {
  const valueOf = (/** @type {string} */ name) => params.get(name) ?? '';
  return {
    response_type: valueOf('response_type'),
    client_id: valueOf('client_id'),
    redirect_uri: valueOf('redirect_uri'),
    state: valueOf('state'),
    code_challenge: valueOf('code_challenge'),
    code_challenge_method: valueOf('code_challenge_method'),
  };
}

/**
 * Errors that are shown on a page, since redirecting to an unknown address would not be safe.
 *
 * @param {SimulatorContext} context
 * @param {AuthorizationRequest} request
 */
function clientErrorPage(context, {client_id: clientId, redirect_uri: redirectUri}) {
  const {redirectUris} = context.options;
  if (!isKnownClient(context, clientId)) {
    return errorPage(context, 'OAU-146',
      `There is no application with the client ID "${clientId}".`);
  }
  if (redirectUris.length === 0) {
    return errorPage(context, 'OAU-113', 'No redirect URI is registered for this application.');
  }
  if (!isRegistered(redirectUris, redirectUri)) {
    return errorPage(context, 'OAU-109',
      `Redirect URIs do not match. The application sent "${redirectUri}".`);
  }
  return null;
}

/** Errors that the app receives by a redirect. */
function requestError(/** @type {AuthorizationRequest} */ request) {
  if (request.response_type !== 'code') {
    return {
      error: 'unsupported_response_type', error_description: 'Only the code flow is supported',
    };
  }
  if (request.code_challenge && request.code_challenge_method !== 'S256') {
    return {error: 'invalid_request', error_description: 'Only S256 is supported'};
  }
  return null;
}

/**
 * @param {SimulatorContext} context
 * @param {AuthorizationRequest} request
 */
function issueCode({options, facts, now, secret}, request) {
  const code = `U0pD${secret(24)}`;
  facts.codes[code] = {
    clientId: request.client_id,
    redirectUri: request.redirect_uri,
    challenge: request.code_challenge || null,
    user: options.user,
    issuedAt: now(),
    used: false,
  };
  return {code, expires_in: String(options.codeExpiresIn)};
}

/**
 * The consent page, and the redirects of its buttons.
 *
 * @param {SimulatorContext} context
 * @param {URLSearchParams} params
 * @param {string | null} decision `allow`, `deny`, or null before the user has decided.
 */
export function authorize(context, params, decision) {
  const request = authorizationRequest(params);
  const page = clientErrorPage(context, request);
  if (page) return page;

  const redirectBack = (/** @type {Record<string, string>} */ result) =>
    redirect(request.redirect_uri, {...result, state: params.get('state')});
  const error = requestError(request);
  if (error) return redirectBack(error);
  if (decision === 'deny') {
    return redirectBack({
      error: 'access_denied', error_description: 'The user denied access',
    });
  }
  if (decision === 'allow' || context.options.autoConsent) {
    return redirectBack(issueCode(context, request));
  }
  return consentPage(context, request);
}
