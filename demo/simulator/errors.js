/**
 * @typedef {{status: number, body: Record<string, unknown>, headers?: Record<string, string>}} Refusal
 */

/**
 * An error as the platform spells it.
 *
 * @param {number} status
 * @param {string} errorCode
 * @param {string} message
 * @param {{parameterName?: string, feature?: string}} [more]
 * @returns {Refusal}
 */
export function refusal(status, errorCode, message, {parameterName, feature} = {}) {
  const error = {errorCode, message, ...(parameterName ? {parameterName} : {})};
  return {status, body: {...error, errors: [error], ...(feature ? {feature} : {})}};
}

/**
 * The same on the token endpoint, which speaks OAuth as well.
 *
 * @param {number} status
 * @param {string} error `invalid_grant` and so on
 * @param {string} errorCode
 * @param {string} message
 * @returns {Refusal}
 */
export function oauthRefusal(status, error, errorCode, message) {
  const {body} = refusal(status, errorCode, message);
  return {status, body: {error, error_description: message, ...body}};
}

/** @param {Refusal} refused */
export const asResponse = ({status, body, headers}) =>
  new Response(JSON.stringify(body), {status, headers: {'content-type': 'application/json', ...headers}});
