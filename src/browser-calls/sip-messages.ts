/** SIP messages that we read and write beside the library. */
import {
  branch, fakeDomain, fakeEmail, InboundMessage, RcMessage, RequestMessage, uuid,
} from '../vendor/ringcentral-web-phone.js';
import type {SipInfo} from '../ringcentral/sip-provision.js';

type SipMessage = Pick<RequestMessage, 'subject' | 'headers' | 'getHeader'>;

const HEADERS_END = '\r\n\r\n';
/** A header whose value contains what stands between names and values. */
const DIVIDED_HEADER = /^([^:\r\n]+): (.*: .*)$/gm;

/** Null where the text is no SIP message. */
export function parseMessage(text: unknown): InboundMessage | null {
  const message = InboundMessage.fromString(String(text));
  if (!message.getHeader('Call-Id') || !message.getHeader('CSeq')) return null;
  const [head = ''] = String(text).split(HEADERS_END, 1);
  // The library cuts such a value, as that of a caller named "Dr: Who".
  for (const [, name = '', value = ''] of head.matchAll(DIVIDED_HEADER)) {
    // A tag that the library has added stays.
    const [addedTag = ''] = /;tag=.*/.exec(message.headers[name] ?? '') ?? [];
    message.headers[name] = value.includes(';tag=') ? value : value + addedTag;
  }
  return message;
}

/** The status of an answer; 0 for requests. */
export const statusOf = ({subject}: SipMessage): number =>
  Number(/^SIP\/2\.0 (\d{3})/.exec(subject)?.[1] ?? 0);

/** As `INVITE`; of an answer, the one that it answers. */
export const methodOf = (message: SipMessage): string =>
  message.getHeader('CSeq')?.split(' ').at(-1) ?? '';

export const callIdOf = (message: SipMessage): string => message.getHeader('Call-Id') ?? '';

/** The nonce that a registrar wants an answer to. */
export const nonceOf = (message: InboundMessage): string | undefined =>
  /\bnonce="([^"]+)"/.exec(message.getHeader('Www-Authenticate') ?? '')?.[1];

/** Seconds for which a registration lasts; undefined where the answer does not tell. */
export const expiresOf = (message: InboundMessage): number | undefined =>
  Number(/;expires=(\d+)/.exec(message.getHeader('Contact') ?? '')?.[1]) || undefined;

/** RingCentral's own message in a text; null where there is none. */
export function rcMessageIn(text = ''): RcMessage | null {
  try {
    return RcMessage.fromXml(text);
  } catch {
    return null;
  }
}

const newVia = (): string => `SIP/2.0/WSS ${fakeDomain};branch=${branch()}`;

export function registerRequest(
  {domain, username}: SipInfo, instanceId: string, expiresS: number,
): RequestMessage {
  const address = `<sip:${username}@${domain}>`;
  return new RequestMessage(`REGISTER sip:${domain} SIP/2.0`, {
    'Call-Id': uuid(),
    'Contact': `<sip:${fakeEmail};transport=wss>;`
      + `+sip.instance="<urn:uuid:${instanceId}>";expires=${expiresS}`,
    'From': `${address};tag=${uuid()}`,
    'To': address,
    'Via': newVia(),
  });
}

/** Takes an INVITE back that has no final answer. */
export function cancelRequest({subject, headers}: SipMessage): RequestMessage {
  return new RequestMessage(subject.replace('INVITE', 'CANCEL'), {
    ...pick(headers, ['Call-Id', 'From', 'To', 'Via']),
    CSeq: headers['CSeq']?.replace('INVITE', 'CANCEL') ?? '',
  });
}

/** Ends a call that was answered after we had given it up. */
export function endRequests(
  answer: InboundMessage, {domain}: SipInfo,
): [ack: RequestMessage, bye: RequestMessage] {
  const cseq = answer.getHeader('CSeq') ?? '';
  const address = /<(sip:.+?)>/.exec(answer.getHeader('To') ?? '')?.[1] ?? `sip:${domain}`;
  const shared = {
    'Call-Id': callIdOf(answer),
    'From': answer.getHeader('From') ?? '',
    'To': answer.getHeader('To') ?? '',
  };
  return [
    new RequestMessage(`ACK ${address} SIP/2.0`, {
      ...shared, Via: answer.getHeader('Via') ?? '', CSeq: cseq.replace('INVITE', 'ACK'),
    }),
    new RequestMessage(`BYE sip:${domain} SIP/2.0`, {...shared, Via: newVia()}),
  ];
}

function pick(headers: RequestMessage['headers'], names: string[]): RequestMessage['headers'] {
  return Object.fromEntries(names.map((name) => [name, headers[name] ?? '']));
}
