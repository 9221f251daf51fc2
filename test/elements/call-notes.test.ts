/** Notes in `<rc-call-status>`: typing, saving, other tabs, and what a re-render leaves alone. */
import {expect, fixture, html} from '@open-wc/testing';
import '../../src/elements/call-status/define.js';
import type {RcCallStatus} from '../../src/elements/call-status/call-status.js';
import {readOutcomes} from '../../src/elements/call-status/outcomes.js';
import {callError} from '../../src/store/call-error.js';
import type {Call, CallNote, Phase} from '../../src/store/types.js';
import {aCall, fakeStore, type FakeStore} from './fake-store.js';
import {TRANSLATIONS, translatePage} from './page-translator.js';
import {byRole, later, nameOf, textOf, until} from './support.js';

const OUTCOMES = 'Reached, Left message';

const talking = (more: Partial<Call> = {}): Call =>
  aCall('connected', {key: 'one', connectedAt: Date.now() - 12_000, ...more});

describe('notes in <rc-call-status>', () => {
  const realHasFocus = document.hasFocus;
  let store: FakeStore;
  let element: RcCallStatus;

  /** The test page may be in the background. */
  const haveFocus = (hasFocus: boolean) => { document.hasFocus = () => hasFocus; };

  beforeEach(() => {
    store = fakeStore();
    haveFocus(true);
  });
  afterEach(() => { document.hasFocus = realHasFocus; });

  async function render(calls: readonly Call[] = [talking()], outcomes = OUTCOMES, lang = 'en'): Promise<void> {
    store.calls.set(calls);
    const parent = await fixture(html`<div lang=${lang}>
      <rc-call-status notes outcomes=${outcomes} account=${store.account}></rc-call-status>
    </div>`);
    element = parent.querySelector('rc-call-status')!;
    await until(() => field(), 'the field is there');
  }

  const inPanel = <T extends HTMLElement>(selector: string): T =>
    element.shadowRoot!.querySelector<T>(selector)!;
  const field = () => inPanel<HTMLTextAreaElement>('[part=note]');
  const select = () => inPanel<HTMLSelectElement>('[part=outcome]');
  const saveButton = () => inPanel<HTMLButtonElement>('[part=save-note]');
  const liveText = () => textOf(inPanel('[role=status]'));
  const noteOf = (key = 'one'): CallNote | undefined => store.notes.get()[key];

  async function type(text: string): Promise<void> {
    field().focus();
    field().value = text;
    field().dispatchEvent(new InputEvent('input', {bubbles: true, composed: true}));
    await element.updateComplete;
  }

  async function choose(value: string): Promise<void> {
    select().value = value;
    select().dispatchEvent(new Event('change', {bubbles: true}));
    await element.updateComplete;
  }

  async function press(key: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', {key, bubbles: true, cancelable: true, composed: true, ...more});
    field().dispatchEvent(event);
    await element.updateComplete;
    return event;
  }

  const changeElsewhere = async (note: CallNote): Promise<void> => {
    store.notes.set({...store.notes.get(), one: note});
    await element.updateComplete;
  };

  it('are not there without the attribute', async () => {
    store.calls.set([talking()]);
    element = await fixture(html`<rc-call-status account=${store.account}></rc-call-status>`);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(field()).to.equal(null);
    element.notes = true;
    await until(() => field(), 'they come with it');
    element.notes = false;
    await element.updateComplete;
    expect(field()).to.equal(null);
  });

  for (const [phase, more, isThere] of [
    ['placing', {id: null}, false],
    ['ringing-caller', {}, false],
    ['ringing-callee', {}, false],
    ['canceling', {}, false],
    ['connected', {connectedAt: 1}, true],
    ['ended', {endedAt: Date.now()}, true],
    ['canceled', {endedAt: Date.now()}, true],
    ['canceled', {endedAt: Date.now(), id: null}, false],
    ['failed', {endedAt: Date.now(), error: callError('no-answer', {leg: 'callee'})}, true],
    ['failed', {endedAt: Date.now(), id: null, error: callError('offline')}, false],
    ['unconfirmed', {endedAt: Date.now(), id: null, error: callError('unconfirmed')}, true],
  ] as [Phase, Partial<Call>, boolean][]) {
    it(`are ${isThere ? '' : 'not '}offered for a call that is ${phase} ${more.id === null ? 'without an id' : ''}`, async () => {
      await render([aCall(phase, {key: 'one', ...more}), talking({key: 'two'})]);
      expect(inPanel('#note-one') !== null).to.equal(isThere);
      await expect(element).to.be.accessible();
    });
  }

  it('have names with the callee, and labels that one can see', async () => {
    await render();
    expect([nameOf(field()), nameOf(select()), nameOf(saveButton())])
      .to.deep.equal(['Note – Anna', 'Outcome – Anna', 'Save note – Anna']);
    expect([...element.shadowRoot!.querySelectorAll('label')].map(textOf)).to.deep.equal(['Note', 'Outcome']);
    expect([textOf(saveButton()), field().maxLength]).to.deep.equal(['Save note', 2_000]);
  });

  it('have the direction of their text, and of the page while empty', async () => {
    await render([talking()], OUTCOMES, 'he');
    await until(() => getComputedStyle(field()).direction === 'rtl', 'the empty field follows the page');
    await type('English');
    expect(getComputedStyle(field()).direction).to.equal('ltr');
  });

  it('go to the store with each letter, and are saved by the button', async () => {
    await render();
    await type('Wants an');
    await type('Wants an offer');
    await choose('Reached');
    expect(noteOf()).to.deep.equal({note: 'Wants an offer', outcome: 'Reached', isSaved: false});
    expect(store.savedKeys).to.deep.equal([]);
    saveButton().click();
    expect(store.savedKeys).to.deep.equal(['one']);
    await until(() => liveText() === 'Saved', 'it is announced');
    expect(textOf(inPanel('.saved'))).to.equal('Saved');
    expect(inPanel('.saved').hidden).to.equal(false);
    await expect(element).to.be.accessible();
    await choose('');
    expect(noteOf()).to.deep.equal({note: 'Wants an offer', isSaved: false});
    expect(inPanel('.saved').hidden).to.equal(true);
  });

  it('are saved by Ctrl or Command with Enter, once', async () => {
    await render();
    await type('a');
    for (const modifier of [{ctrlKey: true}, {metaKey: true}]) {
      expect((await press('Enter', modifier)).defaultPrevented).to.equal(true);
    }
    expect(store.savedKeys).to.deep.equal(['one']);
    await type('ab');
    await press('Enter', {ctrlKey: true, repeat: true});
    await press('Enter', {ctrlKey: true, isComposing: true});
    expect(store.savedKeys).to.deep.equal(['one']);
    await press('Enter', {metaKey: true});
    expect(store.savedKeys).to.deep.equal(['one', 'one']);
  });

  it('leave Enter, held or not, and Escape to the field', async () => {
    await render();
    await type('a');
    for (const [key, repeat] of [['Enter', false], ['Enter', true], ['Escape', false], ['Tab', false]] as const) {
      expect((await press(key, {repeat})).defaultPrevented).to.equal(false);
    }
    expect([field().value, noteOf()!.note, store.savedKeys]).to.deep.equal(['a', 'a', []]);
  });

  it('have nothing to save while empty or saved', async () => {
    await render();
    const press = () => { saveButton().click(); };
    expect(saveButton().ariaDisabled).to.equal('true');
    press();
    await type('  ');
    press();
    expect(store.savedKeys).to.deep.equal([]);
    await type('a');
    expect(saveButton().ariaDisabled).to.equal(null);
    press();
    await element.updateComplete;
    expect(saveButton().ariaDisabled).to.equal('true');
    press();
    expect(store.savedKeys).to.deep.equal(['one']);
  });

  it('save what a dictation has written without an event', async () => {
    await render();
    field().value = 'dictated';
    saveButton().click();
    expect([noteOf()!.note, store.savedKeys]).to.deep.equal(['dictated', ['one']]);
  });

  it('keep the field, its text, its caret and the focus while the call changes', async () => {
    await render([talking({can: ['hang-up', 'hold']})]);
    await type('half a sen');
    const typed = field();
    typed.setSelectionRange(2, 4);
    for (const change of [
      {held: true}, {can: ['hang-up']}, {phase: 'ended', endedAt: Date.now(), can: []},
    ] as Partial<Call>[]) {
      store.change('one', change);
      await element.updateComplete;
    }
    store.calls.set([aCall('ringing-caller'), ...store.calls.get()]);
    await element.updateComplete;
    element.requestUpdate();
    await element.updateComplete;
    expect(field()).to.equal(typed);
    expect(element.shadowRoot!.activeElement).to.equal(typed);
    expect([typed.value, typed.selectionStart, typed.selectionEnd]).to.deep.equal(['half a sen', 2, 4]);
  });

  it('keep the text while the element is moved, and when the page is loaded again', async () => {
    await render();
    await type('typed');
    const target = await fixture(html`<section></section>`);
    target.append(element);
    await element.updateComplete;
    expect(field().value).to.equal('typed');
    element.remove();
    await render(store.calls.get());
    expect(field().value).to.equal('typed');
    expect(getComputedStyle(field()).resize, 'it has its styles').to.equal('vertical');
  });

  it('keep what was typed before the store can take it', async () => {
    store.writeNote = () => {};
    await render();
    await type('early');
    field().blur();
    element.requestUpdate();
    await element.updateComplete;
    expect(field().value).to.equal('early');
    await changeElsewhere({note: 'early', isSaved: false});
    await changeElsewhere({note: 'early and late', isSaved: false});
    expect(field().value).to.equal('early and late');
  });

  it('follow another tab, except while the user types here', async () => {
    await render();
    await changeElsewhere({note: 'from there', outcome: 'Reached', isSaved: false});
    expect([field().value, select().value]).to.deep.equal(['from there', 'Reached']);
    await type('from here');
    await changeElsewhere({note: 'newer there', isSaved: false});
    expect([field().value, select().value]).to.deep.equal(['from here', '']);
    field().blur();
    await element.updateComplete;
    expect(field().value).to.equal('newer there');
    field().focus();
    haveFocus(false);
    await changeElsewhere({note: 'newest there', isSaved: true});
    expect([field().value, inPanel('.saved').hidden]).to.deep.equal(['newest there', false]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(liveText()).to.equal('');
  });

  it('do not disturb a composition', async () => {
    await render();
    field().focus();
    const values: string[] = [];
    const real = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')!;
    field().dispatchEvent(new CompositionEvent('compositionstart', {bubbles: true}));
    await type('にほ');
    haveFocus(false);
    Object.defineProperty(field(), 'value', {
      configurable: true,
      get(this: HTMLTextAreaElement) { return real.get!.call(this) as string; },
      set(value: string) { values.push(value); },
    });
    await changeElsewhere({note: 'other', isSaved: false});
    store.change('one', {phase: 'ended', endedAt: Date.now()});
    await element.updateComplete;
    expect([values, noteOf()!.note]).to.deep.equal([[], 'other']);
    Reflect.deleteProperty(field(), 'value');
    haveFocus(true);
    field().value = '日本';
    field().dispatchEvent(new CompositionEvent('compositionend', {bubbles: true}));
    await element.updateComplete;
    expect([field().value, noteOf()!.note]).to.deep.equal(['日本', '日本']);
  });

  it('say how much room is left near the limit', async () => {
    await render();
    await type('x'.repeat(1_799));
    expect([inPanel('.left').hidden, field().getAttribute('aria-describedby')]).to.deep.equal([true, null]);
    await type('x'.repeat(1_801));
    expect(textOf(inPanel(`#${field().getAttribute('aria-describedby')}`))).to.equal('Characters left: 199');
    expect(inPanel('.left').hidden).to.equal(false);
    await expect(element).to.be.accessible();
  });

  it('have no choice without outcomes, and still show a chosen one that is offered no longer', async () => {
    await render([talking()], '');
    expect(select()).to.equal(null);
    await changeElsewhere({note: '', outcome: 'Old one', isSaved: false});
    expect([select().value, textOf(select().selectedOptions[0]!)]).to.deep.equal(['Old one', 'Old one']);
    element.outcomes = [{value: 'r', label: 'Reached'}, 'Left message'];
    await element.updateComplete;
    expect([...select().options].map(textOf)).to.deep.equal(['No outcome', 'Reached', 'Left message', 'Old one']);
    expect(select().value).to.equal('Old one');
    await choose('r');
    expect(noteOf()!.outcome).to.equal('r');
    expect([...select().options].map(({value}) => value)).to.deep.equal(['', 'r', 'Left message']);
  });

  for (const [given, values] of [
    [' a, b ,,a, c d ', ['a', 'b', 'c d']],
    ['', []], [null, []], [undefined, []], [7, ['7']], [{}, []],
    [['a', ' a', '', null, 3, {value: 'v', label: 'L'}, {value: 'v'}, {label: 'x'}], ['a', '3', 'v']],
  ] as [unknown, string[]][]) {
    it(`read the outcomes ${JSON.stringify(given)}`, () => {
      expect(readOutcomes(given).map(({value}) => value)).to.deep.equal(values);
    });
  }

  it('take outcomes from attribute and property', async () => {
    await render();
    expect(element.outcomes).to.deep.equal(readOutcomes('Reached,Left message'));
    element.setAttribute('outcomes', 'One');
    await element.updateComplete;
    expect([...select().options].map(({value}) => value)).to.deep.equal(['', 'One']);
    element.removeAttribute('outcomes');
    await element.updateComplete;
    expect(select()).to.equal(null);
  });

  it('go with a call that is dismissed, and move the focus on', async () => {
    await render([talking({phase: 'ended', endedAt: Date.now()})]);
    await type('a');
    await later(5_000, () => byRole(element, 'button', 'Dismiss')!.click());
    await until(() => field() === null, 'the call is gone');
    expect(store.calls.get()).to.deep.equal([]);
    await until(() => element.shadowRoot!.activeElement?.matches('.calls'), 'the list has the focus');
  });

  it('stay after each other in the order of Tab', async () => {
    await render([talking({can: ['hang-up']})]);
    const controls = [...element.shadowRoot!.querySelectorAll('button, textarea, select')];
    expect(controls.map(nameOf)).to.deep.equal(
      ['Hang up call to Anna', 'Note – Anna', 'Outcome – Anna', 'Save note – Anna']);
  });

  it('fit a narrow panel, however long an outcome is', async () => {
    store.calls.set([talking()]);
    const outcome = 'Left a message with the assistant of the director';
    const parent = await fixture<HTMLElement>(html`<div style="inline-size: 300px">
      <rc-call-status notes outcomes=${outcome} account=${store.account}></rc-call-status>
    </div>`);
    element = parent.querySelector('rc-call-status')!;
    await until(() => field(), 'the field is there');
    for (const width of [300, 250]) {
      parent.style.inlineSize = `${width}px`;
      expect(parent.scrollWidth, `${width} px`).to.be.at.most(width);
    }
  });

  it('show no markup of a note, an outcome or a name', async () => {
    const markup = '<img src=x onerror=alert(1)>';
    await render([talking({name: markup})], markup);
    await changeElsewhere({note: markup, outcome: `${markup}2`, isSaved: false});
    expect(element.shadowRoot!.querySelector('img')).to.equal(null);
    expect([field().value, select().value]).to.deep.equal([markup, `${markup}2`]);
  });

  for (const [lang, words] of [
    ['de', ['Notiz – Anna', 'Ergebnis – Anna', 'Notiz speichern – Anna']],
    ['he', ['הערה – Anna', 'תוצאה – Anna', 'שמירת ההערה – Anna']],
  ] as const) {
    it(`speak the language of the page: ${lang}`, async () => {
      await render([talking()], OUTCOMES, lang);
      await until(() => nameOf(field()) === words[0], 'the words have come');
      expect([nameOf(field()), nameOf(select()), nameOf(saveButton())]).to.deep.equal(words);
      expect(getComputedStyle(select()).direction).to.equal(lang === 'he' ? 'rtl' : 'ltr');
      await expect(element).to.be.accessible();
    });
  }

  for (const width of [200, 320]) {
    it(`fit into ${width} px`, async () => {
      await render([talking()], 'A very long outcome that no page should offer, Reached');
      element.style.inlineSize = `${width}px`;
      await type('word '.repeat(60));
      saveButton().click();
      await element.updateComplete;
      const {right, left} = inPanel('.call').getBoundingClientRect();
      for (const each of [field(), select(), saveButton(), inPanel('.saved')]) {
        const box = each.getBoundingClientRect();
        expect(box.left).to.be.at.least(left);
        expect(box.right).to.be.at.most(right);
      }
    });
  }

  for (const translation of TRANSLATIONS) {
    it(`follow the words of a page that an extension translates (${translation})`, async () => {
      await render();
      translatePage(translation, element.shadowRoot!);
      await type('a');
      saveButton().click();
      await element.updateComplete;
      expect([inPanel('.saved').hidden, textOf(inPanel('.saved'))]).to.deep.equal([false, '«Saved»']);
      store.change('one', {phase: 'ended', endedAt: Date.now()});
      await choose('Reached');
      expect([field().value, noteOf()!.outcome, inPanel('.saved').hidden])
        .to.deep.equal(['a', 'Reached', true]);
    });
  }
});
