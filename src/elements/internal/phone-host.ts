/** The element around keypad and sound, as far as they have to know it. */
import type {LitElement} from 'lit';
import type {Store} from '../../store/types.js';
import type {ControlledCall} from './controlled-call.js';

type Hooks = 'addController' | 'renderRoot' | 'requestUpdate' | 'updateComplete';

/** An element that shows calls. */
export interface PhoneControlsHost extends Element, Pick<LitElement, Hooks> {}

/** A call with what the user dials once it is connected. */
export interface PhoneCall extends ControlledCall {
  readonly extension?: string;
  readonly tones?: string;
}

export interface PhoneSource {
  readonly store: () => Store | undefined;
  /** BCP 47 tag of the words that are shown. */
  readonly language: () => string;
  /** `error`: undefined = RingCentral has taken the keys. */
  readonly onKeysSent: (call: PhoneCall, error: unknown) => void;
}
