/**
 * The CORS headers of RingCentral, with which a page on another origin may read its answers.
 *
 * @typedef {import('./options.js').Options} Options
 */

/** Request headers that RingCentral's SDK and this project send. */
const ALLOWED_HEADERS = [
  'Authorization', 'Content-Type', 'Accept', 'Accept-Language', 'Client-Id', 'RC-User-Agent',
  'X-User-Agent', 'X-Requested-With', 'Discovery-Tag', 'X-CSRF-Token',
];

/**
 * @param {Request} request
 * @param {Options} options
 * @returns {Record<string, string>}
 */
export function corsHeaders(request, {origins, exposeHeaders}) {
  const origin = request.headers.get('origin');
  const isAllowed = origins === null || origins.includes(origin ?? '');
  if (!origin || !isAllowed) return {vary: 'Origin'};
  const exposed = exposeHeaders.join(', ');
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-credentials': 'true',
    'vary': 'Origin',
    ...(exposed ? {'access-control-expose-headers': exposed} : {}),
  };
}

/**
 * The answer to an OPTIONS request, which a browser sends first.
 *
 * @param {Request} request
 * @param {Options} options
 */
export function preflightResponse(request, options) {
  const allowedHeaders = [...ALLOWED_HEADERS];
  if (options.csrf) allowedHeaders.push(options.csrf.name);
  return new Response(null, {
    status: 204,
    headers: {
      ...corsHeaders(request, options),
      'access-control-allow-methods': 'GET, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers': allowedHeaders.join(', '),
      'access-control-max-age': '600',
    },
  });
}
