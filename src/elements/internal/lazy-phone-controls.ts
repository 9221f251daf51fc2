/** Keypad and sound of calls in the browser: their code loads once there is such a call. */
import {nothing, type TemplateResult} from 'lit';
import {LazyPart} from '../../loading/lazy-part.js';
import type {KeypadSwitch} from './call-controls.js';
import type {ControlledCall} from './controlled-call.js';
import type {PhoneControls} from './phone-controls/phone-controls.js';
import type {PhoneCall, PhoneControlsHost, PhoneSource} from './phone-host.js';

const controlsPart = new LazyPart((_query) => import('./phone-controls/phone-controls.js'));

export class LazyPhoneControls implements KeypadSwitch {
  /** Of the call whose keypad is open. */
  #openKey: string | undefined;
  #controls: PhoneControls | undefined;
  #isLoading = false;

  constructor(private readonly host: PhoneControlsHost, private readonly source: PhoneSource) {}

  isOpen({key}: ControlledCall): boolean {
    return key === this.#openKey;
  }

  toggle(call: ControlledCall): void {
    if (this.isOpen(call)) return this.#close();
    this.#openKey = call.key;
    this.host.requestUpdate();
    void this.#enterKeypad();
  }

  template(call: PhoneCall): TemplateResult | typeof nothing {
    if (!call.can?.includes('keypad')) return nothing;
    this.#load();
    const close = this.isOpen(call) ? () => this.#close() : undefined;
    return this.#controls?.template(call, close) ?? nothing;
  }

  #load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    void controlsPart.whenLoaded().then(({PhoneControls}) => {
      this.#controls = new PhoneControls(this.host, this.source);
      this.host.requestUpdate();
    });
  }

  /** The focus goes back to the button that has opened it. */
  #close(): void {
    this.host.renderRoot.querySelector<HTMLElement>('.keypad[aria-expanded=true]')?.focus();
    this.#openKey = undefined;
    this.host.requestUpdate();
  }

  async #enterKeypad(): Promise<void> {
    await controlsPart.whenLoaded();
    await this.host.updateComplete;
    this.host.renderRoot.querySelector<HTMLElement>('.pad')?.focus();
  }
}
