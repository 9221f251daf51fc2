import {expect, fixture, html} from '@open-wc/testing';
import {english} from '../../src/i18n/strings.js';
import type {WordTable} from '../../src/i18n/word-table.js';
import {locales, match, pageLanguageOf} from '../../src/i18n/locales/index.js';
import {overrideWords, RcCallStatus, RcClickToCall} from '../../src/index.js';
import {aCall, fakeStore} from '../elements/fake-store.js';
import {part, textOf, until} from '../elements/support.js';

/** Each `{name}` of a sentence, in alphabetical order. */
const placeholders = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();

/** Sentences that a language has in common with English. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  'de-DE': ['select.offline-mark'],
  'es-ES': ['session.extension'],
  'es-419': ['session.extension'],
  'it-IT': ['select.offline-mark'],
  'nl-NL': ['select.offline-mark'],
  'pt-PT': ['select.offline-mark', 'session.extension'],
};

async function load(locale: string): Promise<WordTable> {
  const voice = await pageLanguageOf(locale, new Map());
  if (voice?.words !== locale) throw new Error(`${locale} speaks with other words.`);
  return voice.table;
}

describe('locales', () => {
  const source: WordTable = english;

  it('are the promised ones', () => {
    expect([...locales].sort()).to.deep.equal([
      'ar', 'de-DE', 'en-GB', 'es-419', 'es-ES', 'fi-FI', 'fr-CA', 'fr-FR', 'he', 'it-IT', 'ja-JP', 'ko-KR', 'nl-NL',
      'pt-BR', 'pt-PT', 'zh-CN', 'zh-HK', 'zh-TW',
    ]);
  });

  for (const locale of locales) {
    describe(locale, () => {
      let words: WordTable;
      before(async () => { words = await load(locale); });

      it(locale === 'en-GB' ? 'has only keys of English' : 'has exactly the keys of English', () => {
        if (locale === 'en-GB') expect(source).to.include.all.keys(Object.keys(words));
        else expect(words).to.have.all.keys(Object.keys(source));
      });

      it('has the placeholders of English', () => {
        const differing = Object.entries(words)
          .filter(([key, text]) => String(placeholders(text)) !== String(placeholders(source[key] ?? '')));
        expect(differing).to.deep.equal([]);
      });

      it('has no sentence that is empty, shouts, or has stray spaces or braces', () => {
        for (const [key, text] of Object.entries(words)) {
          expect(text, key).to.match(/\S/);
          expect(text, key).to.equal(text.trim());
          expect(text, key).to.not.match(/[!！¡]|\s{2}/);
          expect(text.replace(/\{\w+\}/g, ''), key).to.not.match(/[{}]/);
        }
      });

      it('translates every sentence', () => {
        const same = Object.keys(words).filter((key) => words[key] === source[key]);
        expect(same).to.deep.equal(SAME[locale] ?? []);
      });

      it('ends sentences where English does', () => {
        const full = (text: string) => /[.。．]$/.test(text);
        // Labels that end with a number or an address have no full stop.
        const differing = Object.entries(words)
          .filter(([, text]) => !text.endsWith('}'))
          .filter(([key, text]) => full(text) !== full(source[key] ?? ''));
        expect(differing).to.deep.equal([]);
      });
    });
  }
});

describe('match', () => {
  for (const [tag, locale] of [
    ['de', 'de-DE'], ['de-AT', 'de-DE'], ['de-CH', 'de-DE'], ['DE-de', 'de-DE'], ['de-Latn-LI', 'de-DE'],
    ['es', 'es-ES'], ['es-ES', 'es-ES'], ['es-MX', 'es-419'], ['es-US', 'es-419'], ['es-AR', 'es-419'],
    ['es-419', 'es-419'],
    ['pt', 'pt-BR'], ['pt-BR', 'pt-BR'], ['pt-PT', 'pt-PT'], ['pt-AO', 'pt-PT'],
    ['fr', 'fr-FR'], ['fr-BE', 'fr-FR'], ['fr-CA', 'fr-CA'],
    ['zh', 'zh-CN'], ['zh-SG', 'zh-CN'], ['zh-Hans-HK', 'zh-CN'], ['zh-Hant', 'zh-TW'], ['zh-TW', 'zh-TW'],
    ['zh-HK', 'zh-HK'], ['zh-MO', 'zh-HK'], ['zh-Hant-HK', 'zh-HK'], ['yue', 'zh-HK'], ['yue-Hant', 'zh-HK'],
    ['it-CH', 'it-IT'], ['nl-BE', 'nl-NL'], ['fi', 'fi-FI'], ['ja', 'ja-JP'], ['ko', 'ko-KR'],
    ['ar', 'ar'], ['ar-EG', 'ar'], ['he-IL', 'he'], ['iw', 'he'],
    ['en-GB', 'en-GB'], ['en-AU', 'en-GB'], ['en-IN', 'en-GB'],
    ['en', null], ['en-US', null], ['en-CA', null], ['en-PH', null],
    ['xx', null], ['sv', null], ['', null], ['not a tag', null],
  ] as const) {
    it(`maps ${tag || 'no tag'} to ${locale ?? 'English'}`, () => expect(match(tag)).to.equal(locale));
  }
});

describe('the language of the page', () => {
  const title = (element: Element): string => element.shadowRoot?.querySelector('a')?.title ?? '';
  const link = (page: Element): RcClickToCall => {
    const found = page.querySelector('rc-click-to-call');
    if (!(found instanceof RcClickToCall)) throw new Error('There is no link.');
    return found;
  };

  it('sets the words of <rc-click-to-call> whenever it changes', async () => {
    const page = await fixture(html`<div lang="de"><rc-click-to-call to="+16505550101">Anna</rc-click-to-call></div>`);
    const element = link(page);
    await until(() => title(element) === 'Öffnet Ihre Telefon-App.', 'the words are German');
    const control = element.shadowRoot?.querySelector('a');
    for (const [lang, words] of [
      ['fi', 'Avaa puhelinsovelluksen.'], ['pt-AO', 'Abre a sua aplicação de telefone.'],
      ['xx', 'Opens your phone app.'],
      ['it', 'Apre la tua app Telefono.'], ['en', 'Opens your phone app.'],
    ] as const) {
      page.setAttribute('lang', lang);
      await until(() => title(element) === words, `the words are those of ${lang}`);
    }
    element.lang = 'nl';
    await until(() => title(element) === 'Opent uw telefoonapp.', 'its own language comes first');
    expect(element.shadowRoot?.querySelector('a')).to.equal(control);
  });

  it('sets the words of <rc-call-status> whenever it changes', async () => {
    const store = fakeStore();
    store.calls.set([aCall('ringing-caller')]);
    const page = await fixture(html`<div lang="es-MX">
      <rc-call-status account=${store.account}></rc-call-status></div>`);
    const element = page.querySelector('rc-call-status');
    if (!(element instanceof RcCallStatus)) throw new Error('There is no status.');
    const legs = (): string => textOf(element.shadowRoot ?? element);
    for (const [lang, leg, wait] of [
      ['es-MX', 'Su teléfono', 'A la espera'], ['de-AT', 'Ihr Telefon', 'Wartet'], ['en', 'Your phone', 'Waiting'],
      ['fr-CA', 'Votre téléphone', 'En attente'],
    ] as const) {
      page.setAttribute('lang', lang);
      await until(() => legs().includes(leg), `the words are those of ${lang}`);
      expect(legs()).to.contain(wait);
      expect(part(element, 'call')).to.contain('Anna');
    }
  });

  it('is overridden at once by single sentences of the page', async () => {
    const page = await fixture(html`<div lang="de"><rc-click-to-call to="+16505550101">Anna</rc-click-to-call>
      <rc-call-status account=${fakeStore().account}></rc-call-status></div>`);
    const element = link(page);
    const status = page.querySelector('rc-call-status') as Element;
    await until(() => title(element) === 'Öffnet Ihre Telefon-App.', 'the words are German');
    const german = await load('de-DE');
    overrideWords('de', {'before.phone': 'Telefon öffnen.'});
    await until(() => title(element) === 'Telefon öffnen.', 'the sentence is the page’s own');
    expect(textOf(status.shadowRoot ?? status)).to.contain(german['status.empty']);
    overrideWords('de-DE', {'before.phone': 'Öffnet das Telefon.'});
    await until(() => title(element) === 'Öffnet das Telefon.', 'a region comes before its language');
    page.setAttribute('lang', 'fi');
    await until(() => title(element) === 'Avaa puhelinsovelluksen.', 'other languages keep theirs');
  });
});
