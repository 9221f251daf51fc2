/** The call button as its parts see it that load later: the call controller and the tooltip. */
import type {ReactiveControllerHost} from 'lit';
import type {CallLinks} from '../../phone/call-links.js';
import type {ActivationGuard} from '../internal/activation-guard.js';
import type {Destination, LinkScheme} from './destination.js';

export interface CallButtonHost extends HTMLElement, ReactiveControllerHost {
  readonly account: string;
  readonly name: string;
  readonly from: string;
  readonly callerId: string;
  readonly playPrompt: '' | 'true' | 'false';
  readonly confirm: 'auto' | 'always' | 'never';
  readonly disabled: boolean;

  /** BCP 47 tag of the words to use. */
  readonly voice: string;
  /** The name of the other party, or else the number, as sentences use it. */
  readonly calleeLabel: string;
  /** The number to call as the page wrote it. */
  readonly writtenNumber: string;
  readonly destination: Destination;
  /** Country in which a national number is read: ISO 3166-1 alpha-2. */
  readonly dialingCountry: string | undefined;
  /** URIs that call the number; null if there is nothing safe to call. */
  readonly callLinks: Partial<CallLinks> | null;
  /** Where the main link leads; null means that there is none. */
  readonly linkScheme: LinkScheme | null;

  readonly activationGuard: ActivationGuard;
  readonly renderRoot: HTMLElement | DocumentFragment;
  /** The call button, or the main link. */
  readonly mainControl: HTMLElement | null;
}
