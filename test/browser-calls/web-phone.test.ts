// RingCentral's library, as it is bundled: what is left of it works, and what is cut is gone.
import {expect} from '@open-wc/testing';
import WebPhone, {
  EventEmitter, generateAuthorization, InboundMessage, type RequestMessage, type ResponseMessage,
  type SipClient,
} from '../../src/vendor/ringcentral-web-phone.js';

const SIP_INFO = {
  authorizationId: '802398804016', domain: 'sip.example.com', username: '16505550100*101', password: 'sécret',
};

class RecordingClient extends EventEmitter implements SipClient {
  readonly sent: string[] = [];

  async start() {}

  async request(message: RequestMessage | ResponseMessage) {
    this.sent.push(message.subject);
    return InboundMessage.fromString('SIP/2.0 200 OK\r\nCall-Id: 1\r\n\r\n');
  }

  async reply(message: RequestMessage | ResponseMessage) {
    this.sent.push(message.subject);
  }

  async dispose() {}
}

const INVITE = [
  'INVITE sip:802398804016@sip.example.com SIP/2.0', 'Via: SIP/2.0/WSS 1.2.3.4;branch=z9hG4bK1',
  'From: <sip:+16505550199@sip.example.com>;tag=1', 'To: <sip:16505550100*101@sip.example.com>',
  'Call-Id: call-1', 'CSeq: 1 INVITE', 'Alert-Info: Auto Answer', 'Call-Info: <>;Answer-After=0',
  'P-rc: <Msg><Hdr SID="9" Req="{1}" From="#1@sip.example.com:6666" To="16505550100*101" Cmd="6"/><Bdy Cln="8"/></Msg>',
].join('\r\n');

/** The library answers by a timer of 0 ms, which it starts only when its own messages are sent. */
const timersOf = async (turns: number) => {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setTimeout(resolve));
};

describe('the bundle of ringcentral-web-phone', () => {
  it('takes an INVITE, says that it rings, and never answers by itself', async () => {
    const sipClient = new RecordingClient();
    const opened: string[] = [];
    const phone = new WebPhone({
      sipInfo: SIP_INFO, sipClient,
      webRtcSessionFactory: ({callId}) => {
        opened.push(callId);
        throw new Error('The user has not answered.');
      },
    });
    phone.on('inboundCall', () => sipClient.sent.push('rings'));
    sipClient.emit('inboundMessage', InboundMessage.fromString(`${INVITE}\r\n\r\n`));
    await timersOf(3);
    expect(sipClient.sent).to.deep.equal([
      'rings', 'SIP/2.0 100 Trying', 'SIP/2.0 180 Ringing', 'MESSAGE sip:#1@sip.example.com:6666 SIP/2.0',
    ]);
    expect(opened).to.deep.equal([]);
  });

  it('signs with the digest of name, realm, password, nonce, method and address', () => {
    // printf '%s' 'NAME:REALM:PASSWORD' | md5sum, then of 'REGISTER:sip:REALM', then of 'FIRST:NONCE:SECOND'.
    expect(generateAuthorization(SIP_INFO, 'abc', 'REGISTER')).to.equal([
      'Digest algorithm="MD5"', 'username="802398804016"', 'realm="sip.example.com"', 'nonce="abc"',
      'uri="sip:sip.example.com"', 'response="9f2eede21d6b6e577815864e478874ed"',
    ].join(', '));
  });

  for (const name of ['RTCPeerConnection', 'WebSocket', 'getUserMedia', 'DOMParser', 'setSinkId']) {
    it(`does not name ${name}: that is ours`, async () => {
      const code = await (await fetch('/src/vendor/ringcentral-web-phone.js')).text();
      expect(code).to.include('INVITE sip:').and.not.include(name);
    });
  }
});
