import {expect} from '@open-wc/testing';
import {readE164, type DialableNumber} from '../../src/phone/dialable-number.js';
import {callLinks, type CallLinks, type ShortNumber} from '../../src/phone/call-links.js';

describe('callLinks', () => {
  const cases: [string | DialableNumber | ShortNumber, Partial<CallLinks> | null][] = [
    ['+16505550100', {
      rcmobile: 'rcmobile://call?number=16505550100',
      rcapp: 'rcapp://r/call?number=16505550100',
      tel: 'tel:+16505550100',
      sms: 'sms:+16505550100',
      rcmobileSms: 'rcmobile://sms?number=16505550100',
    }],
    [{e164: '+16505550100', extension: '101'}, {
      rcmobile: 'rcmobile://call?number=16505550100,,101',
      rcapp: 'rcapp://r/call?number=16505550100,,101',
      tel: 'tel:+16505550100;ext=101',
      sms: 'sms:+16505550100',
      rcmobileSms: 'rcmobile://sms?number=16505550100',
    }],
    ['tel:+442079460000;ext=007', {
      rcmobile: 'rcmobile://call?number=442079460000,,007',
      rcapp: 'rcapp://r/call?number=442079460000,,007',
      tel: 'tel:+442079460000;ext=007',
      sms: 'sms:+442079460000',
      rcmobileSms: 'rcmobile://sms?number=442079460000',
    }],
    [{e164: '+16505550100', extension: '9988776', tones: ',,9988776#,,*654321#'}, {
      rcmobile: 'rcmobile://call?number=16505550100,,9988776%23,,*654321%23',
      rcapp: 'rcapp://r/call?number=16505550100,,9988776%23,,*654321%23',
      tel: 'tel:+16505550100,,9988776%23,,*654321%23',
      sms: 'sms:+16505550100',
      rcmobileSms: 'rcmobile://sms?number=16505550100',
    }],
    [{kind: 'emergency', digits: '911'}, {tel: 'tel:911'}],
    [{kind: 'service', digits: '116117'}, {tel: 'tel:116117'}],
    [{kind: 'extension', digits: '101'}, {
      rcmobile: 'rcmobile://call?number=101', rcapp: 'rcapp://r/call?number=101', tel: 'tel:101',
    }],
    [{kind: 'ambiguous', digits: '491713920000'}, {tel: 'tel:491713920000'}],
    [{kind: 'ambiguous', digits: '+390669812345'}, {tel: 'tel:+390669812345'}],
    ['', null],
    ['16505550100', null],
    ['(650) 555-0100', null],
    ['+0123456789', null],
    ['+1650', null],
    ['+1650555010012345', null],
    ['+16505550100\n;ext=1', null],
    ['javascript:alert(1)', null],
    ['tel:+16505550100;ext=1"', null],
    [{e164: 'javascript:alert(1)'}, null],
    [{e164: '+16505550100', extension: '1&x=javascript:'}, null],
    [{e164: '+16505550100', extension: ''}, null],
    [{e164: '+16505550100', tones: ',,1&x=javascript:'}, null],
    [{kind: 'ambiguous', digits: '49171392000012345678901'}, null],
    [{kind: 'emergency', digits: '491713920000'}, null],
    [{kind: 'emergency', digits: '911;x'}, null],
    [{kind: 'extension', digits: ''}, null],
  ];
  for (const [number, expected] of cases) {
    it(`returns ${expected ? 'the links' : 'null'} for ${JSON.stringify(number)}`, () => {
      expect(callLinks(number)).to.deep.equal(expected);
    });
  }

  it('returns null for values that are not a number and never throws', () => {
    const values: unknown[] = [undefined, null, 42, {}, [], {e164: 42}, {kind: 'star-code', digits: '67'}];
    for (const value of values) {
      expect(callLinks(value as string)).to.equal(null);
    }
  });
});

describe('readE164', () => {
  const cases: [string, ReturnType<typeof readE164>][] = [
    ['+16505550100', {e164: '+16505550100'}],
    [' +16505550100\n', {e164: '+16505550100'}],
    ['tel:+16505550100', {e164: '+16505550100'}],
    ['TEL:+16505550100;EXT=9', {e164: '+16505550100', extension: '9'}],
    ['+16505550100;ext=9', {e164: '+16505550100', extension: '9'}],
    ['+1 650 555 0100', null],
    ['tel:16505550100', null],
    ['+16505550100x9', null],
    ['911', null],
  ];
  for (const [text, expected] of cases) {
    it(`${expected ? 'reads' : 'refuses'} ${JSON.stringify(text)}`, () => {
      expect(readE164(text)).to.deep.equal(expected);
    });
  }
});
