// The backend for <rc-session proxy="/rc-api">. It signs users in at RingCentral and keeps their
// tokens, so pages hold none. Needs Node 20 or later and no packages. Environment variables:
//
//   RC_CLIENT_ID, RC_CLIENT_SECRET   of a server-side web app (Authorization Code) with only the
//                                    permissions RingOut and Read Accounts
//   RC_REDIRECT_URI                  as registered: https://www.example.com/rc-api/signed-in
//   RC_SERVER                        default: https://platform.ringcentral.com
//   PORT                             default: 8080. Loopback only, so put a web server in front
//   RC_TOKEN_ENDPOINT                1 = pages may get access tokens, see "A token for the page"
import {randomBytes, timingSafeEqual} from 'node:crypto';
import {createServer} from 'node:http';

const {
  RC_CLIENT_ID, RC_CLIENT_SECRET, RC_REDIRECT_URI, RC_SERVER = 'https://platform.ringcentral.com', RC_TOKEN_ENDPOINT,
  PORT = '8080',
} = process.env;
if (!RC_CLIENT_ID || !RC_CLIENT_SECRET || !/^https?:.+\/signed-in$/.test(RC_REDIRECT_URI ?? '')) {
  console.error('Set RC_CLIENT_ID, RC_CLIENT_SECRET and RC_REDIRECT_URI, an address that ends in /signed-in.');
  process.exit(1);
}
const {origin, pathname} = new URL(RC_REDIRECT_URI);
const base = pathname.slice(0, -'/signed-in'.length);

/** Every request that the elements send. The backend refuses all others. */
const EXTENSION = '/restapi/v1.0/account/~/extension/~';
const ONE_CALL = /^\/ring-out\/(?!\.)(?:[\w.~-]|%3D)+$/;
const ALLOWED = [
  ['GET', /^$/],
  ['GET', /^\/(?:forwarding-number|phone-number|caller-id)$/],
  ['POST', /^\/ring-out$/],
  ['GET', ONE_CALL],
  ['DELETE', ONE_CALL],
];
const isAllowed = (method, path) => path.startsWith(EXTENSION) &&
  ALLOWED.some(([allowed, rest]) => method === allowed && rest.test(path.slice(EXTENSION.length)));

/** Headers of RingCentral's response that the page receives, besides status and body. */
const PASSED_ON = /^(?:content-type|retry-after|x-rate-limit-.+|rcrequestid)$/;

const LARGEST_BODY = 10_000;
const MINUTE = 60_000;

/**
 * Sessions by the id in the user's cookie. Several processes need a shared store instead, with its
 * lock around `renew`.
 */
const sessions = new Map();
const SESSION = '__Host-rc-session', CSRF = '__Host-rc-csrf', STATE = '__Host-rc-state';

const secret = () => randomBytes(32).toString('base64url');
/** A cookie that lasts until the browser closes. Without a value, it deletes the cookie. */
const cookie = (name, value = '') =>
  `${name}=${value}; Path=/; Secure; HttpOnly; SameSite=Lax${value ? '' : '; Max-Age=0'}`;
const cookiesOf = ({headers}) => Object.fromEntries((headers.cookie ?? '').split('; ').map((pair) => pair.split('=')));

function isSame(one, other) {
  if (!one || !other) return false;
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

// ——— RingCentral ———

const oauth = (what, fields) => fetch(`${RC_SERVER}/restapi/oauth/${what}`, {
  method: 'POST', redirect: 'error', signal: AbortSignal.timeout(20_000), body: new URLSearchParams(fields),
  headers: {
    accept: 'application/json',
    authorization: `Basic ${Buffer.from(`${RC_CLIENT_ID}:${RC_CLIENT_SECRET}`).toString('base64')}`,
  },
});

function keep(session, tokens) {
  session.access = tokens.access_token;
  session.refresh = tokens.refresh_token;
  session.until = Date.now() + tokens.expires_in * 1000 - MINUTE;
  session.ends = Date.now() + tokens.refresh_token_expires_in * 1000;
}

/** A valid access token; undefined if the session has ended. Throws if it cannot be renewed now. */
async function accessOf(session) {
  // A refresh token works once, so concurrent requests wait for a single renewal.
  if (session.until <= Date.now()) {
    await (session.renewing ??= renew(session).finally(() => { delete session.renewing; }));
  }
  return session.access;
}

async function renew(session) {
  if (session.pause > Date.now()) throw new Error('RingCentral asked for a pause');
  const answer = await oauth('token', {grant_type: 'refresh_token', refresh_token: session.refresh});
  if (answer.ok) return keep(session, await answer.json());
  // Another request during the penalty extends it.
  if (answer.status === 429) session.pause = Date.now() + (Number(answer.headers.get('retry-after')) || 60) * 1000;
  if (![400, 401, 403].includes(answer.status)) throw new Error(`RingCentral answered the refresh with ${answer.status}`);
  Object.assign(session, {access: undefined, ends: 0});
}

async function end(session) {
  sessions.forEach((one, id) => { if (one === session) sessions.delete(id); });
  await session.renewing?.catch(() => {}); // so that the new tokens are revoked
  if (session.access) await oauth('revoke', {token: session.refresh}).catch(() => {});
}

// ——— Routes ———

/** Redirects to RingCentral's sign-in page. `?to=/contacts` is the page to return to. */
function signIn(response, query) {
  const state = secret();
  const asked = new URLSearchParams({response_type: 'code', client_id: RC_CLIENT_ID, redirect_uri: RC_REDIRECT_URI, state});
  const kept = `${state}.${encodeURIComponent(query.get('to') ?? '/')}`;
  leave(response, `${RC_SERVER}/restapi/oauth/authorize?${asked}`, [`${cookie(STATE, kept)}; Max-Age=600`]);
}

/** RingCentral redirects the user here, with a code that is useless without the client secret. */
async function signedIn(response, query, cookies) {
  const [state = '', to = ''] = (cookies[STATE] ?? '').split(/\.(.*)/).map(decodeURIComponent);
  if (!isSame(query.get('state'), state)) {
    return say(response, 400, {message: 'This sign-in did not begin in this browser, or took too long. Sign in again.'});
  }
  // Stay on this site, whatever `to` says, and escape characters that a header cannot contain.
  const path = to.startsWith('/') ? to.replace(/[^!-~]+/g, encodeURIComponent) : '/';
  const back = (...more) => leave(response, origin + path, [cookie(STATE), ...more]);
  const code = query.get('code');
  if (!code) return back(); // the user declined
  const answer = await oauth('token', {grant_type: 'authorization_code', code, redirect_uri: RC_REDIRECT_URI});
  if (!answer.ok) {
    const {errorCode} = await answer.json().catch(() => ({}));
    console.error(`RingCentral refused the sign-in: ${answer.status} ${errorCode ?? ''}`);
    return say(response, 502, {message: 'RingCentral did not accept the sign-in. Try again, or tell your administrator.'});
  }
  const session = {}, id = secret(), before = sessions.get(cookies[SESSION]);
  keep(session, await answer.json());
  for (const [old, {ends}] of sessions) if (ends < Date.now()) sessions.delete(old);
  sessions.set(id, session);
  if (before) await end(before);
  back(cookie(SESSION, id));
}

/** Forwards an allowed request on behalf of the signed-in user. Never sends a request twice. */
async function forward(request, response, path, query, session) {
  let token;
  try {
    token = await accessOf(session);
  } catch {
    return say(response, 503, {message: 'RingCentral cannot renew the session just now. Try again in a moment.'});
  }
  if (!token) return say(response, 401, {message: 'Sign in again.'}, {'set-cookie': cookie(SESSION)});

  const {method, headers} = request;
  const body = method === 'POST' ? await bodyOf(request) : undefined;
  const url = new URL(RC_SERVER + path);
  for (const name of ['page', 'perPage']) if (query.has(name)) url.searchParams.set(name, query.get(name));
  let answer, text;
  try {
    answer = await fetch(url, {
      method, body, redirect: 'manual', signal: AbortSignal.timeout(25_000),
      headers: {
        authorization: `Bearer ${token}`, accept: 'application/json',
        ...(headers['accept-language'] && {'accept-language': headers['accept-language']}),
        ...(body && {'content-type': 'application/json'}),
      },
    });
    text = await answer.text();
  } catch {
    return say(response, 502, {message: 'RingCentral did not answer.'});
  }
  // After a 401 the page asks again. Expire the token, so that its next request renews it.
  if (answer.status === 401 && session.access === token) session.until = 0;
  response.writeHead(answer.status, Object.fromEntries([...answer.headers].filter(([name]) => PASSED_ON.test(name))));
  response.end(text);
}

async function route(request, response) {
  const [path, search = ''] = request.url.split('?');
  if (!path.startsWith(`${base}/`)) return say(response, 404, {message: 'There is nothing here.'});
  const asked = path.slice(base.length), query = new URLSearchParams(search);
  const cookies = cookiesOf(request);
  const known = sessions.get(cookies[SESSION]);
  const session = known?.access && known.ends > Date.now() ? known : null;

  switch (`${request.method} ${asked}`) {
    case 'GET /sign-in': return signIn(response, query);
    case 'GET /signed-in': return signedIn(response, query, cookies);
    case 'GET /session': {
      const csrfToken = cookies[CSRF] || secret();
      return say(response, 200, {signedIn: !!session, csrfToken}, {'set-cookie': cookie(CSRF, csrfToken)});
    }
  }
  const isToken = RC_TOKEN_ENDPOINT === '1' && request.method === 'POST' && asked === '/token';
  const isSignOut = request.method === 'POST' && asked === '/sign-out';
  if (!isToken && !isSignOut && !isAllowed(request.method, asked)) {
    return say(response, 403, {message: 'This backend does not pass that on.'});
  }
  if (!session) return say(response, 401, {message: 'Nobody is signed in.'});
  if (!isSame(request.headers['x-csrf-token'], cookies[CSRF])) {
    return say(response, 403, {message: 'The header X-CSRF-Token is missing or wrong.'});
  }
  if (isSignOut) {
    await end(session);
    return response.writeHead(204, {'set-cookie': cookie(SESSION)}).end();
  }
  if (isToken) {
    const accessToken = await accessOf(session);
    return accessToken ? say(response, 200, {accessToken}) : say(response, 401, {message: 'Sign in again.'});
  }
  return forward(request, response, asked, query, session);
}

async function bodyOf(request) {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > LARGEST_BODY) throw new Error('The body is too large.');
  }
  return text;
}

function say(response, status, body, headers = {}) {
  response.writeHead(status, {'content-type': 'application/json', ...headers}).end(JSON.stringify(body));
}

function leave(response, location, cookies) {
  response.writeHead(303, {location, 'set-cookie': cookies, 'referrer-policy': 'no-referrer'}).end();
}

createServer((request, response) => {
  response.setHeader('cache-control', 'no-store');
  response.setHeader('x-content-type-options', 'nosniff');
  route(request, response).catch((error) => {
    console.error(error.message);
    if (response.headersSent) response.destroy();
    else say(response, 502, {message: 'That did not work. Try again in a moment.'});
  });
}).listen(Number(PORT), '127.0.0.1', function listening() {
  console.log(`${base} is served on port ${this.address().port}.`);
});
