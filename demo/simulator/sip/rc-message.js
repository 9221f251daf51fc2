/**
 * The platform's own messages about a ringing call: XML in a header or a body.
 *
 * @typedef {Record<string, string>} Attributes
 */

/** The commands of such messages. */
export const RC_COMMANDS = /** @type {const} */ ({
  incomingCall: 6, alreadyProcessed: 7, voicemail: 11, reject: 12, receiveConfirm: 17,
});

/** The content type of a body with such a message. */
export const RC_CONTENT_TYPE = 'x-rc/agent';

const escapeAttribute = (/** @type {string} */ text) =>
  text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** @param {string} name @param {Attributes} attributes */
function element(name, attributes) {
  const pairs = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value)}"`);
  return `<${name}${pairs.join('')}/>`;
}

/** @param {Attributes} header @param {Attributes} body */
export const formatRcMessage = (header, body) =>
  `<Msg>${element('Hdr', header)}${element('Bdy', body)}</Msg>`;

/** The command of a message; 0 where it has none. @param {string} xml */
export const rcCommandOf = (xml) => Number(/<Hdr\b[^>]*\bCmd="(\d+)"/.exec(xml)?.[1] ?? 0);
