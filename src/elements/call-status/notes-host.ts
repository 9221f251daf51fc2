import type {LitElement} from 'lit';

/** A panel that shows notes. */
export interface NotesHost
  extends Element, Pick<LitElement, 'addController' | 'renderRoot' | 'requestUpdate'> {
  readonly notes: boolean;
  readonly outcomes: unknown;
}
