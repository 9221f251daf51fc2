/**
 * An answer of the platform before it is written as JSON.
 *
 * @typedef {object} Answer
 * @property {number} status HTTP status.
 * @property {Record<string, unknown>} body
 * @property {Record<string, string>} [headers]
 */

/**
 * An error in the platform's format.
 *
 * @param {number} status HTTP status.
 * @param {string} errorCode
 * @param {string} message
 * @param {{parameterName?: string, feature?: string}} [details]
 * @returns {Answer}
 */
export function apiError(status, errorCode, message, {parameterName, feature} = {}) {
  const error = {errorCode, message, ...(parameterName ? {parameterName} : {})};
  return {status, body: {...error, errors: [error], ...(feature ? {feature} : {})}};
}

/**
 * An error of the token endpoint, which repeats it in the format of OAuth.
 *
 * @param {number} status HTTP status.
 * @param {string} error `invalid_grant` and so on.
 * @param {string} errorCode
 * @param {string} message
 * @returns {Answer}
 */
export function oauthError(status, error, errorCode, message) {
  const {body} = apiError(status, errorCode, message);
  return {status, body: {error, error_description: message, ...body}};
}

/** @param {Answer} answer */
export const toResponse = ({status, body, headers}) => new Response(JSON.stringify(body), {
  status, headers: {'content-type': 'application/json', ...headers},
});
