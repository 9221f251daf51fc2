import {expect, fixture, html} from '@open-wc/testing';
import {announcementFor} from '../../src/elements/internal/call-announcement.js';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {callStatusWords} from '../../src/i18n/en/call-status.js';
import {callWords} from '../../src/i18n/en/calls.js';
import {createTranslator, fillPlaceholders, overrideWords} from '../../src/i18n/translator.js';
import {match} from '../../src/i18n/locales/index.js';
import {english} from '../../src/i18n/strings.js';
import {describeCall, errorSentence} from '../../src/elements/internal/call-sentences.js';
import {legState} from '../../src/elements/internal/call-legs.js';
import type {LegState} from '../../src/elements/internal/call-legs.js';
import {formatDuration} from '../../src/elements/internal/call-duration.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, ErrorCode, Phase} from '../../src/store/types.js';
import {aCall, fakeStore} from './fake-store.js';
import {textOf} from './support.js';

const callTranslator = createTranslator(callWords, 'en');

/** The types ask for each code. */
const ALL_CODES: Readonly<Record<ErrorCode, true>> = {
  'invalid-number': true, 'emergency-number': true, 'do-not-call': true, 'not-confirmed': true,
  'no-session': true, 'call-in-progress': true, 'rate-limited': true, 'session-expired': true,
  'permission-missing': true, 'feature-unavailable': true, 'to-invalid': true, 'from-invalid': true,
  'caller-id-invalid': true, 'calling-disabled': true, 'destination-blocked': true, 'no-funds': true,
  'no-such-user': true, 'busy': true, 'no-answer': true, 'unreachable': true, 'offline': true,
  'microphone-blocked': true, 'microphone-missing': true, 'too-many-phones': true,
  'timeout': true, 'server-error': true, 'not-now': true, 'unconfirmed': true, 'unknown': true,
};
const CODES = Object.keys(ALL_CODES) as ErrorCode[];

describe('tables of words', () => {
  it('fills in the given placeholders and keeps the others', () => {
    expect(fillPlaceholders('Call {who} at {time}', {who: '{time}'})).to.equal('Call {time} at {time}');
  });

  it('has no empty sentence and no exclamation mark', () => {
    for (const [key, text] of Object.entries(english)) {
      expect(text, key).to.match(/\S/);
      expect(text, key).to.not.contain('!');
    }
  });

  it('has a sentence for each error, which names the leg where it matters', () => {
    for (const code of CODES) {
      for (const leg of ['caller', 'callee', undefined] as const) {
        const sentence = errorSentence(callError(code, {leg}), 'Anna', callTranslator, 0);
        expect(sentence, code).to.match(/^[A-Z].*\.$/);
        expect(sentence, code).to.not.contain('{');
      }
    }
    expect(errorSentence(callError('busy', {leg: 'callee'}), 'Anna', callTranslator, 0)).to.contain('Anna is busy');
    expect(errorSentence(callError('busy', {leg: 'caller'}), 'Anna', callTranslator, 0)).to.contain('Your phone is busy');
  });

  it('counts down to the end of a rate limit', () => {
    expect(errorSentence(callError('rate-limited', {retryAt: 43_000}), 'Anna', callTranslator, 500)).to.contain('43 s');
    expect(errorSentence(callError('rate-limited', {retryAt: 3_600_000}), 'Anna', callTranslator, 500)).to.contain('60 min');
    expect(errorSentence(callError('rate-limited', {retryAt: 86_400_000}), 'Anna', callTranslator, 500)).to.contain('24 h');
    expect(errorSentence(callError('rate-limited', {retryAt: 43_000}), 'Anna', callTranslator, 50_000), 'it is over').to.equal('The call could not be made. Try again.');
  });

  it('finds the closest locale', () => {
    const locales = ['de-DE', 'es-419', 'es-ES', 'pt-BR'];
    for (const [language, locale] of [
      ['de', 'de-DE'], ['de-AT', 'de-DE'], ['ES-es', 'es-ES'], ['pt-BR', 'pt-BR'], ['fi', null],
    ] as const) expect(match(language, locales), language).to.equal(locale);
  });

  it('shows the sentences of overrideWords() at once', async () => {
    const store = fakeStore();
    const element = await fixture<RcCallStatus>(html`<rc-call-status account=${store.account}></rc-call-status>`);
    overrideWords('en', {'status.empty': 'Nothing yet.'});
    await element.updateComplete;
    expect(textOf(element.shadowRoot as ShadowRoot)).to.contain('Nothing yet.');
    overrideWords('en', {'status.empty': callStatusWords['status.empty']});
  });
});

describe('formatDuration', () => {
  for (const [ms, text] of [[0, '00:00'], [12_999, '00:12'], [62_000, '01:02'], [3_723_000, '1:02:03'], [-5, '00:00']] as const) {
    it(`shows ${ms} ms as ${text}`, () => expect(formatDuration(ms)).to.equal(text));
  }
});

describe('sentences about a call', () => {
  const announcement = (phase: Phase, more: Partial<Call> = {}): string =>
    announcementFor(aCall(phase, more), 'en');

  for (const [phase, sentence] of [
    ['placing', 'Calling Anna.'],
    ['ringing-caller', 'Your phone is ringing. Answer it.'],
    ['ringing-callee', 'Ringing Anna.'],
    ['connected', 'Connected to Anna.'],
    ['canceling', 'Canceling.'],
    ['canceled', 'Call to Anna canceled.'],
    ['ended', 'Call to Anna ended.'],
  ] as const) {
    it(`${phase}: "${sentence}"`, () => expect(announcement(phase)).to.equal(sentence));
  }

  it('names all keys to press, where the extension does not say it all', () => {
    const values = {extension: '9988776', tones: ',,9988776#,,654321#'};
    expect(announcement('connected', values)).to.equal('Connected to Anna. Now dial 9988776# 654321#.');
  });

  it('names the extension to dial', () => {
    expect(announcement('connected', {extension: '227'})).to.equal('Connected to Anna. Now dial 227.');
  });

  it('says who hung up, and that a mailbox answered', () => {
    expect(announcement('ended', {endedBy: 'callee'})).to.equal('Call to Anna ended. Anna hung up.');
    expect(announcement('ended', {endedBy: 'caller'})).to.equal('Call to Anna ended. You hung up.');
    expect(announcement('connected', {voicemail: true})).to.equal('Voicemail answered.');
    expect(announcement('failed', {voicemail: true, error: callError('unknown')})).not.to.contain('Voicemail');
  });

  it('says why a call failed', () => {
    expect(announcement('failed', {error: callError('busy', {leg: 'callee'})})).to.equal('Anna is busy. Try again later.');
  });

  it('uses the number where the call has no name', () => {
    const {name: _, ...call} = aCall('ringing-callee');
    expect(describeCall(call, callTranslator).sentence).to.match(/^Ringing \+1 ?650 ?555 ?0101…$/);
  });
});

describe('legState', () => {
  for (const [phase, caller, callee, more] of [
    ['placing', 'waiting', 'waiting', {}],
    ['ringing-caller', 'ringing', 'waiting', {}],
    ['ringing-callee', 'answered', 'ringing', {}],
    ['connected', 'connected', 'connected', {}],
    ['ended', 'ended', 'ended', {}],
    ['canceled', 'canceled', 'canceled', {}],
    ['unconfirmed', 'unknown', 'unknown', {}],
    ['failed', 'answered', 'busy', {callerStatus: 'Success', error: callError('busy', {leg: 'callee'})}],
    ['failed', 'failed', 'waiting', {error: callError('unreachable', {leg: 'caller'})}],
    ['failed', 'waiting', 'waiting', {error: callError('no-funds')}],
  ] as [Phase, LegState, LegState, Partial<Call>][]) {
    it(`${phase}${more.error ? ` (${more.error.code})` : ''}: ${caller}, ${callee}`, () => {
      const call = aCall(phase, more);
      expect(legState(call, 'caller')).to.equal(caller);
      expect(legState(call, 'callee')).to.equal(callee);
    });
  }
});
