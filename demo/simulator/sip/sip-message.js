/**
 * SIP messages as text: reading them and writing them.
 *
 * @typedef {object} SipMessage
 * @property {string} subject The first line.
 * @property {[name: string, value: string][]} headers
 * @property {string} body
 *
 * @typedef {Record<string, string | undefined>} Headers
 */

const LINE_END = '\r\n';
const HEADERS_END = LINE_END + LINE_END;

/** Headers that an answer repeats from its request. */
const REPEATED = ['via', 'from', 'to', 'call-id', 'cseq'];

const END_OF_TAG = 'simulator';

/** @param {string} text @returns {SipMessage} */
export function parseSipMessage(text) {
  const [head = '', ...rest] = text.split(HEADERS_END);
  const [subject = '', ...lines] = head.split(LINE_END);
  return {
    subject,
    headers: lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    }),
    body: rest.join(HEADERS_END),
  };
}

/** @param {SipMessage} message @param {string} name In any case. */
export function headerOf({headers}, name) {
  const lowerName = name.toLowerCase();
  return headers.find(([one]) => one.toLowerCase() === lowerName)?.[1] ?? '';
}

/** `INVITE` of a request; empty for answers. @param {SipMessage} message */
export const methodOf = ({subject}) => /^([A-Z]+) sip:/.exec(subject)?.[1] ?? '';

/** The status of an answer; 0 for requests. @param {SipMessage} message */
export const statusOf = ({subject}) => Number(/^SIP\/2\.0 (\d{3}) /.exec(subject)?.[1] ?? 0);

/** The number or name in an address. @param {string} address */
export const userOf = (address) => /sips?:([^@;>]+)@/.exec(address)?.[1] ?? '';

/** The value of a parameter of a header, without quotes. @param {string} header @param {string} name */
export const parameterOf = (header, name) =>
  new RegExp(`(?:^|[;, ])${name}="?([^";,>]*)"?`, 'i').exec(header)?.[1] ?? '';

/** @param {string} subject @param {Headers} headers @param {string} [body] */
export function formatSipMessage(subject, headers, body = '') {
  const lines = Object.entries(headers)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${value}`);
  const length = `Content-Length: ${new TextEncoder().encode(body).length}`;
  return [subject, ...lines, length].join(LINE_END) + HEADERS_END + body;
}

/**
 * An answer to a request.
 *
 * @param {SipMessage} request
 * @param {string} status As `180 Ringing`.
 * @param {Headers} [headers]
 * @param {string} [body]
 */
export function formatAnswer(request, status, headers = {}, body = '') {
  const isProvisional = status.startsWith('100');
  const repeated = request.headers.filter(([name]) => REPEATED.includes(name.toLowerCase()))
    .map(([name, value]) => {
      const needsTag = name.toLowerCase() === 'to' && !isProvisional && !/;tag=/.test(value);
      return [name, needsTag ? `${value};tag=${END_OF_TAG}` : value];
    });
  return formatSipMessage(`SIP/2.0 ${status}`, {...Object.fromEntries(repeated), ...headers}, body);
}
