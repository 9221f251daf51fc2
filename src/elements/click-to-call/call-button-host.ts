/** The call button as its parts see it. */
import type {ReactiveControllerHost} from 'lit';
import type {CallLinks} from '../../phone/call-links.js';
import type {ActivationGuard} from '../internal/activation-guard.js';
import type {StoreController} from '../internal/store-controller.js';
import type {Destination, LinkScheme} from './destination.js';

/** The element, with the attributes that the page has set. */
export interface CallButtonElement extends HTMLElement, ReactiveControllerHost {
  readonly account: string;
  readonly to: string;
  readonly country: string;
  readonly name: string;
  readonly from: string;
  readonly callerId: string;
  readonly playPrompt: '' | 'true' | 'false';
  readonly confirm: 'auto' | 'always' | 'never';
  readonly sms: boolean;
  readonly link: LinkScheme | 'auto' | 'none';
  readonly disabled: boolean;

  readonly renderRoot: HTMLElement | DocumentFragment;
}

export interface CallButtonHost {
  readonly element: CallButtonElement;
  readonly store: StoreController;
  /** Held while a press could still mean what the button was before. */
  readonly guard: ActivationGuard;

  /** The page's links to several numbers; empty where there is one number at most. */
  readonly links: readonly HTMLAnchorElement[];
  /** A click offers the links to choose from: there is no `to`, which would win. */
  readonly offersMenu: boolean;
  readonly isSessionReady: boolean;
  /** BCP 47 tag of the words to use. */
  readonly voice: string;
  /** The name of the other party, or else the number, as sentences use it. */
  readonly calleeLabel: string;
  /** The number to call as the page wrote it. */
  readonly writtenNumber: string;
  /** The same, and after it the number of the link inside, for where the first cannot be read. */
  readonly writtenNumbers: readonly string[];
  /** The number behind the button, as far as it has been read. */
  readonly destination: Destination;
  /** Country in which a national number is read: ISO 3166-1 alpha-2. */
  readonly dialingCountry: string | undefined;
  /** URIs that call the number; null if there is nothing safe to call. */
  readonly callLinks: Partial<CallLinks> | null;
  /** Where the main link leads; null means that there is none. */
  readonly linkScheme: LinkScheme | null;
  /** The call button, or the main link. */
  readonly mainControl: HTMLElement | null;

  /** Reads number and label anew: before the element renders, and once a number is chosen. */
  update(voice: string): void;
}
