/** The fields for note and outcome of each call in a panel. */
import {html, nothing, type ReactiveController, type TemplateResult} from 'lit';
import {callNoteWords} from '../../i18n/en/call-notes.js';
import {createTranslator, type Translator} from '../../i18n/translator.js';
import {NOTE_MAX_LENGTH} from '../../store/note-limit.js';
import type {Call, CallNote, Store} from '../../store/types.js';
import {announceSentence} from '../internal/announcer.js';
import {calleeLabel} from '../internal/call-sentences.js';
import type {StoreController} from '../internal/store-controller.js';
import {addStyle} from '../internal/window-styles.js';
import {noteFieldsStyles} from './note-fields.styles.js';
import type {NotesHost} from './notes-host.js';
import {type CallOutcome, readOutcomes} from './outcomes.js';
import type {PanelRegion} from './panel-region.js';

type Field = HTMLTextAreaElement | HTMLSelectElement;
type Notes = Readonly<Record<string, CallNote>>;

/** From this many characters on, the user sees how many are left. */
const COUNTED_LENGTH = NOTE_MAX_LENGTH - 200;

const NO_NOTES: Notes = {};

export class NoteFields implements ReactiveController {
  /** Fields whose edit the store has not taken yet, with the note as it was before. */
  readonly #edited = new Map<Field, CallNote | undefined>();
  readonly #composing = new WeakSet<Field>();
  /** Keys of calls whose notes the user saves at the moment. */
  readonly #saving = new Set<string>();
  readonly #prepared = new Set<string>();

  constructor(
    private readonly host: NotesHost,
    private readonly store: StoreController,
    private readonly region: PanelRegion,
  ) {
    host.addController(this);
  }

  hostConnected(): void {
    addStyle(this.host.renderRoot as ShadowRoot, noteFieldsStyles);
  }

  /** The template leaves the values alone: only here they follow the store. */
  hostUpdated(): void {
    for (const field of this.host.renderRoot.querySelectorAll<Field>('[data-note]')) {
      this.#follow(field);
    }
    this.#announceSaved();
  }

  template(call: Call): TemplateResult {
    const {key} = call;
    this.#prepare(key);
    const t = this.#translator;
    const who = calleeLabel(call);
    const {note = '', isSaved = false} = this.#notes[key] ?? {};
    const isCounted = note.length >= COUNTED_LENGTH;
    const left = t('note.left', {count: NOTE_MAX_LENGTH - note.length});
    return html`<div class="notes">
      <label for="note-${key}" .textContent=${t('note.label')}></label>
      <textarea part="note" id="note-${key}" data-note=${key} rows="2" autocomplete="off"
        dir=${note ? 'auto' : nothing} maxlength=${NOTE_MAX_LENGTH}
        aria-label="${t('note.label')} – ${who}"
        aria-describedby=${isCounted ? `left-${key}` : nothing}
        @input=${this.#handleInput}
        @keydown=${(event: KeyboardEvent) => this.#handleKey(event, call)}
        @compositionstart=${this.#handleComposition}
        @compositionend=${this.#handleComposition}
        @blur=${this.#handleBlur}></textarea>
      <p class="left" id="left-${key}" ?hidden=${!isCounted} .textContent=${left}></p>
      <div class="note-row">${this.#outcomeTemplate(call, t)}<span class="save"><span class="saved"
        ?hidden=${!isSaved} .textContent=${t('note.saved')}></span><button type="button"
        part="save-note" class="action save-note" aria-label="${t('note.save')} – ${who}"
        aria-disabled=${isSaveable(this.#notes[key]) ? nothing : true}
        aria-keyshortcuts="Control+Enter Meta+Enter" @click=${() => this.#save(call)}
        ><span .textContent=${t('note.save')}></span></button></span></div>
    </div>`;
  }

  #outcomeTemplate(
    call: Call, t: Translator<typeof callNoteWords>,
  ): TemplateResult | typeof nothing {
    const {key} = call;
    const options = this.#optionsFor(key);
    if (options.length === 0) return nothing;
    return html`<span class="outcome"><label for="outcome-${key}" .textContent=${t('note.outcome')}
      ></label><select part="outcome" id="outcome-${key}" data-note=${key}
      aria-label="${t('note.outcome')} – ${calleeLabel(call)}" @change=${this.#handleInput}
      @blur=${this.#handleBlur}>
      <option value="" .textContent=${t('note.no-outcome')}></option>
      ${options.map(({value, label}) =>
        html`<option .value=${value} dir="auto" .textContent=${label}></option>`)}
    </select></span>`;
  }

  /** An outcome that the page offers no longer is still shown where it was chosen. */
  #optionsFor(callKey: string): readonly CallOutcome[] {
    const offered = readOutcomes(this.host.outcomes);
    const chosen = this.#notes[callKey]?.outcome;
    const isMissing = chosen !== undefined && !offered.some(({value}) => value === chosen);
    return isMissing ? [...offered, {value: chosen, label: chosen}] : offered;
  }

  get #translator(): Translator<typeof callNoteWords> {
    return createTranslator(callNoteWords, this.region.voice);
  }

  get #notes(): Notes {
    return this.store.value?.notes.get() ?? NO_NOTES;
  }

  /** Loads what keeps notes, so that the first letter is kept at once. */
  #prepare(callKey: string): void {
    if (this.#prepared.has(callKey)) return;
    this.#prepared.add(callKey);
    this.store.value?.writeNote(callKey, {});
  }

  /** Shows what the store has, such as an edit of another tab, unless the user is busy there. */
  #follow(field: Field): void {
    const note = this.#notes[field.dataset.note!];
    const value = isText(field) ? note?.note ?? '' : note?.outcome ?? '';
    const isTaken = value === field.value || note !== this.#edited.get(field);
    if (isTaken) this.#edited.delete(field);
    const isBusy = this.#edited.has(field) || this.#composing.has(field) || this.#hasFocus(field);
    if (!isBusy && field.value !== value) field.value = value;
  }

  #hasFocus(field: Field): boolean {
    const {activeElement} = this.host.renderRoot as ShadowRoot;
    return activeElement === field && field.ownerDocument.hasFocus();
  }

  readonly #handleInput = ({currentTarget}: Event): void => {
    this.#write(currentTarget as Field);
  };

  #write(field: Field): void {
    const store = this.store.value;
    const callKey = field.dataset.note!;
    this.#edited.set(field, this.#notes[callKey]);
    const change = isText(field) ? {note: field.value} : {outcome: field.value || null};
    store?.writeNote(callKey, change);
    this.host.requestUpdate();
  }

  readonly #handleComposition = ({type, currentTarget}: Event): void => {
    const field = currentTarget as Field;
    if (type === 'compositionstart') this.#composing.add(field);
    else this.#composing.delete(field);
    this.#write(field);
  };

  /** The field shows now what another tab has written meanwhile. */
  readonly #handleBlur = ({currentTarget}: Event): void => {
    const field = currentTarget as Field;
    this.#composing.delete(field);
    this.#follow(field);
  };

  #handleKey(event: KeyboardEvent, call: Call): void {
    const isShortcut = event.key === 'Enter' && (event.ctrlKey || event.metaKey);
    if (!isShortcut || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat) this.#save(call);
  }

  #save({key}: Call): void {
    const store = this.store.value;
    if (!store) return;
    // Dictation and extensions may change a field without an event.
    const field = this.host.renderRoot.querySelector<HTMLTextAreaElement>(`#note-${key}`);
    if (field && field.value !== (this.#notes[key]?.note ?? '')) this.#write(field);
    if (this.#edited.size === 0 && !isSaveable(this.#notes[key])) return;
    this.#saving.add(key);
    store.saveNote(key);
    this.host.requestUpdate();
  }

  /** Once, and only for the user who saves here. */
  #announceSaved(): void {
    const store: Store | undefined = this.store.value;
    for (const key of this.#saving) {
      if (!this.#notes[key]?.isSaved) continue;
      this.#saving.delete(key);
      if (store) announceSentence(store, this.#translator('note.saved'));
    }
  }
}

const isText = (field: Field): boolean => field.localName === 'textarea';

/** There is something to save. */
const isSaveable = (note: CallNote | undefined): boolean =>
  note !== undefined && !note.isSaved && (note.note.trim() !== '' || note.outcome !== undefined);
