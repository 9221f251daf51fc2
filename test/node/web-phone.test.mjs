// In the bundle of ringcentral-web-phone, scripts/shims/ stands in for a parser, a digest and a table:
// here each is held against the original.
import assert from 'node:assert/strict';
import {createRequire} from 'node:module';
import test, {describe} from 'node:test';
import commands from 'ringcentral-web-phone/rc-message/call-control-commands';
import RcMessage from 'ringcentral-web-phone/rc-message/rc-message';
import originalCodes from 'ringcentral-web-phone/sip-message/response-codes';
import md5 from '../../scripts/shims/md5.js';
import * as shim from '../../scripts/shims/rc-message-xml.js';
import ownCodes from '../../scripts/shims/sip-response-codes.js';
import {randomFrom} from '../support/seeded-random.mjs';

const {resolve} = createRequire(import.meta.url);
const requireInLibrary = createRequire(resolve('ringcentral-web-phone'));
const original = requireInLibrary('fast-xml-parser');
const originalMd5 = requireInLibrary('blueimp-md5');

/** As `RcMessage.fromXml` reads a message: attributes of header and body, undefined without any. */
function read({XMLParser}, xml) {
  try {
    const {Msg: {Hdr, Bdy}} = new XMLParser(RcMessage.xmlOptions).parse(xml);
    return {headers: Hdr.$, body: Bdy.$};
  } catch {
    return 'throws';
  }
}

/** As `RcMessage.toXml` writes one. */
const write = ({XMLBuilder}, headers, body) =>
  new XMLBuilder(RcMessage.xmlOptions).build({Msg: {Hdr: {$: headers}, Bdy: {$: body}}});

function assertReadAlike(xml) {
  const expected = read(original, xml);
  assert.deepEqual(read(shim, xml), expected, xml);
  return expected;
}

const HEADERS = {
  SID: '35486476192', Req: '{F9C2B5F0-59A5-4C3A-9D61-0D4C37D4B3A5}',
  From: '#996096@sip.ringcentral.com:6666', To: '17203861294*115',
};
const CLIENT = {Cln: '802398804016'};

/** What stands in the body of each message, by its name in the library. */
const BODIES = {
  ChangeMessage: {...CLIENT, Id: '1', Cnt: '2'},
  ServerFreeResources: {...CLIENT},
  NewMsg: {...CLIENT, Nw: '3', Sv: '0'},
  ReLogin: {...CLIENT, Rsn: 'Password changed'},
  ChangePhones: {},
  IncomingCall: {
    SrvLvl: '-149699523', SrvLvlExt: '406', Phn: '+16505550100', Nm: 'WIRELESS CALLER', ToPhn: '+16505550199',
    ToNm: 'Anna "Annie" O\'Neill & Sons <Sales>', RecUrl: '', QNm: 'Vertrieb – Süd',
  },
  AlreadyProcessed: {...CLIENT, Sts: '0'},
  ClientMinimize: {...CLIENT},
  SessionClose: {...CLIENT, Rsn: '6'},
  ClientForward: {...CLIENT, FwdDly: '0', Phn: '+16505550142', PhnTp: '3'},
  ClientVoicemail: CLIENT,
  ClientReject: CLIENT,
  ClientStartReply: CLIENT,
  ClientReply: {...CLIENT, RepTp: '1', Bdy: 'In 5 < 10 minutes,\n"promised" & kept', Dir: '0', Vl: '5', Units: '0'},
  ClientNotProcessed: CLIENT,
  ClientClosed: CLIENT,
  ClientReceiveConfirm: CLIENT,
};

describe('each message is read and written as by the original', () => {
  for (const [name, command] of Object.entries(commands)) {
    test(name, () => {
      const [headers, body] = [{...HEADERS, Cmd: String(command)}, BODIES[name]];
      const xml = write(original, headers, body);
      assert.equal(write(shim, headers, body), xml);
      const expected = {headers, body: name === 'ChangePhones' ? undefined : body};
      assert.deepEqual(assertReadAlike(xml), expected);
      // In the header of an INVITE, and as a body that the platform breaks into lines.
      assertReadAlike(`<Msg>\r\n  ${xml.slice('<Msg>'.length).replaceAll(' ', '\r\n    ')}\r\n`);
    });
  }
});

describe('unusual texts are read as by the original', () => {
  const whole = {headers: {a: '1'}, body: {b: '2'}};
  for (const [title, xml, expected] of [
    ['single quotes', "<Msg><Hdr a='1'/><Bdy b='2'/></Msg>", whole],
    ['the other quote inside', `<Msg><Hdr a='say "1"'/><Bdy b="it's"/></Msg>`, {headers: {a: 'say "1"'}, body: {b: "it's"}}],
    ['end tags', '<Msg><Hdr a="1"></Hdr><Bdy b="2"></Bdy></Msg>', whole],
    ['the body first', '<Msg><Bdy b="2"/><Hdr a="1"/></Msg>', whole],
    ['text in the body', '<Msg><Hdr a="1"/><Bdy b="2">text</Bdy></Msg>', whole],
    ['a declaration', '<?xml version="1.0" encoding="utf-8"?><Msg><Hdr a="1"/><Bdy b="2"/></Msg>', whole],
    ['attributes of the whole', '<Msg a="3"><Hdr a="1"/><Bdy b="2"/></Msg>', whole],
    ['another element', '<Msg><Hdr a="1"/><Ext a="3"/><Bdy b="2"/></Msg>', whole],
    ['white space', ' <Msg >\n\t<Hdr\n a\t=  "1"\n/> <Bdy  b = "2"  ></Bdy>\r\n</Msg>\r\n', whole],
    ['white space around a value', '<Msg><Hdr a=" 1\t"/><Bdy b="\r\n2"/></Msg>', whole],
    ['a value of two lines', '<Msg><Hdr a="1"/><Bdy b="2\r\n3\r4"/></Msg>', {headers: {a: '1'}, body: {b: '2\n3\n4'}}],
    ['none between attributes', '<Msg><Hdr a="1"c="3"/><Bdy b="2"/></Msg>', {headers: {a: '1', c: '3'}, body: {b: '2'}}],
    ['an empty value', '<Msg><Hdr a=""/><Bdy b="2"/></Msg>', {headers: {a: ''}, body: {b: '2'}}],
    ['names without a value', '<Msg><Hdr x a="1" y/><Bdy b="2" z></Bdy></Msg>', whole],
    ['a value without quotes', '<Msg><Hdr x=3 a="1"/><Bdy b="2"/></Msg>', whole],
    ['a name twice', '<Msg><Hdr a="3" a="1"/><Bdy b="2"/></Msg>', whole],
    ['unusual names', '<Msg><Hdr a.b-c:d_1="1" ä="2"/><Bdy 9="3"/></Msg>', {headers: {'a.b-c:d_1': '1', 'ä': '2'}, body: {9: '3'}}],
    ['elements in a value', '<Msg><Hdr a="<Bdy b=\'3\'/>"/><Bdy b="2"/></Msg>', {headers: {a: "<Bdy b='3'/>"}, body: {b: '2'}}],
    ['attributes in a value', '<Msg><Hdr a="c=\'3\' >"/><Bdy b="2"/></Msg>', {headers: {a: "c='3' >"}, body: {b: '2'}}],
    ['entities', '<Msg><Hdr a="&lt;&gt;&amp;&quot;&apos;"/><Bdy b="2"/></Msg>', {headers: {a: '<>&"\''}, body: {b: '2'}}],
    ['entities once only', '<Msg><Hdr a="&amp;lt;"/><Bdy b="&amp;amp;"/></Msg>', {headers: {a: '&lt;'}, body: {b: '&amp;'}}],
    ['other entities', '<Msg><Hdr a="&#38;&#x26;&nbsp;"/><Bdy b="&LT;&;&"/></Msg>', {headers: {a: '&#38;&#x26;&nbsp;'}, body: {b: '&LT;&;&'}}],
    ['no attributes', '<Msg><Hdr/><Bdy></Bdy></Msg>', {headers: undefined, body: undefined}],
    ['no header', '<Msg><Bdy b="2"/></Msg>', 'throws'],
    ['no body', '<Msg><Hdr a="1"/></Msg>', 'throws'],
    ['no message', 'Not found', 'throws'],
    ['nothing', '', 'throws'],
    ['the end is missing', '<Msg><Hdr a="1"/><Bdy b="2', 'throws'],
  ]) {
    test(title, () => assert.deepEqual(assertReadAlike(xml), expected));
  }
});

describe('at random, read and written as by the original', () => {
  const VALUES = [
    'a', 'Z', '7', '-', '.', ' ', '\t', '\n', '=', '/', '>', '<', '&', ';', '#', '&amp;', '&lt;', '&#39;', '&x;', "'",
    '"', 'ü', '日', '📞', 'Hdr', '<Bdy', 'Msg', '//', '--',
  ];
  const NAMES = ['a', 'Z', '7', '-', '.', ':', '_', 'ö', '日'];
  const SPACES = ['', ' ', '\n', '\t', '\r\n', '  '];
  const SEEDS = 2_000;
  const integer = (random, end) => Math.floor(random() * end);
  const pick = (random, list) => list[integer(random, list.length)];
  const textOf = (random, pieces) =>
    Array.from({length: integer(random, 6)}, () => pick(random, pieces)).join('');
  const attributesOf = (random) => Object.fromEntries(
    Array.from({length: integer(random, 5)}, () => [`n${textOf(random, NAMES)}`, textOf(random, VALUES)]),
  );

  function elementOf(random, name) {
    const space = () => pick(random, SPACES);
    const attributes = Object.entries(attributesOf(random)).map(([attribute, value]) => {
      const quote = pick(random, ['"', "'"]);
      return `${attribute}${space()}=${space()}${quote}${value.replaceAll(quote, '&quot;')}${quote}${space()}`;
    });
    const end = pick(random, ['/>', `></${name}>`]);
    return `<${[name, ...attributes].join(' ')}${end}${space()}`;
  }

  test('read', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = randomFrom(seed);
      assertReadAlike(`<Msg>${elementOf(random, 'Hdr')}${elementOf(random, 'Bdy')}</Msg>`);
    }
  });
  test('written, and read again', () => {
    for (let seed = 1; seed <= SEEDS; seed++) {
      const random = randomFrom(seed);
      const [headers, body] = [attributesOf(random), attributesOf(random)];
      const xml = write(original, headers, body);
      assert.equal(write(shim, headers, body), xml, `seed ${seed}`);
      assertReadAlike(xml);
    }
  });
});

test('a missing, an empty and a numeric value are written as by the original', () => {
  const [headers, body] = [{SID: undefined, Req: '', Cmd: 17}, undefined];
  const xml = '<Msg><Hdr SID="undefined" Req="" Cmd="17"/><Bdy/></Msg>';
  assert.equal(write(original, headers, body), xml);
  assert.equal(write(shim, headers, body), xml);
});

test('a value "true" stays, which the original writes as a name alone, and loses as it reads', () => {
  const xml = write(shim, {a: 'true'}, {});
  assert.deepEqual(read(original, xml).headers, {a: 'true'});
  assert.equal(read(original, write(original, {a: 'true'}, {})).headers, undefined);
});

test('the digest of texts of each length, in signs of one to four bytes, is that of the original', () => {
  const SIGNS = ['a', '7', ':', '\x7F', 'é', '€', '📞'];
  const random = randomFrom(1);
  for (let length = 0; length < 400; length++) {
    const text = Array.from({length}, () => SIGNS[Math.floor(random() * SIGNS.length)]).join('');
    assert.equal(md5(text), originalMd5(text), text);
  }
});

test('each answer of a phone has the words of the original', () => {
  for (const [code, words] of Object.entries(ownCodes)) assert.equal(words, originalCodes[code], code);
});
