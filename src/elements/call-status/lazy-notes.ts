/** The notes of a panel: the code for their fields loads once there is a call to note. */
import {nothing, type ReactiveController, type TemplateResult} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {Call} from '../../store/types.js';
import {isFinal} from '../internal/call-sentences.js';
import type {StoreController} from '../internal/store-controller.js';
import type {NoteFields} from './note-fields.js';
import type {NotesHost} from './notes-host.js';
import type {PanelRegion} from './panel-region.js';
import type {ShownCalls} from './shown-calls.js';

const fieldsPart = new LazyPart((_query) => import('./note-fields.js'));

export class LazyNotes implements ReactiveController {
  #fields: NoteFields | null = null;
  #isLoading = false;

  constructor(
    private readonly host: NotesHost,
    private readonly store: StoreController,
    private readonly shown: ShownCalls,
    private readonly region: PanelRegion,
  ) {
    host.addController(this);
  }

  hostUpdate(): void {
    const isWanted = this.host.notes && this.shown.calls.some(canBeNoted);
    if (!isWanted || this.#isLoading) return;
    this.#isLoading = true;
    void fieldsPart.whenLoaded().then(({NoteFields}) => {
      this.#fields = new NoteFields(this.host, this.store, this.region);
      this.host.requestUpdate();
    });
  }

  template(call: Call): TemplateResult | typeof nothing {
    const isShown = this.host.notes && canBeNoted(call);
    return isShown && this.#fields ? this.#fields.template(call) : nothing;
  }
}

/** While talking and after, also where the callee was not reached, unless the call never left. */
function canBeNoted({phase, id, connectedAt}: Call): boolean {
  if (phase === 'connected' || connectedAt !== undefined) return true;
  return isFinal(phase) && (id !== null || phase === 'unconfirmed');
}
