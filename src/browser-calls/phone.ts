/** The phone of one tab. */
import WebPhone, {type CallSession} from '../vendor/ringcentral-web-phone.js';
import type {SipInfo} from '../ringcentral/sip-provision.js';
import {
  PhoneError, type ChosenDevices, type Line, type LineListener, type Phone, type PhoneListener,
} from '../store/phone-port.js';
import {endOf, registrationProblem} from './call-failure.js';
import {PhoneLine} from './line.js';
import {SipClient} from './sip-client.js';
import {listSoundDevices} from './sound-devices.js';

const UNREGISTER_TIMEOUT_MS = 3000;

class TabPhone implements Phone {
  readonly #listener: PhoneListener;
  readonly #client: SipClient;
  /** By the library's ids of their calls. */
  readonly #lines = new Map<string, PhoneLine>();
  #webPhone: WebPhone | null = null;
  #stunServers: readonly string[] = [];
  #devices: ChosenDevices = {};

  constructor(listener: PhoneListener) {
    this.#listener = listener;
    this.#client = new SipClient({
      onConnection: (isConnected) => {
        listener.onConnection(isConnected);
        for (const line of this.#allLines) line.handleConnection(isConnected);
      },
      onRefused: (error) => listener.onRefused(registrationProblem(error)),
      onTakenElsewhere: (serverId) => {
        this.#allLines.find((line) => line.serverId === serverId)?.handleTakenElsewhere();
      },
      isKnownCall: (callId) => this.#lines.has(callId),
    });
    this.#tellDevices();
  }

  async register(sipInfo: SipInfo, instanceId: string): Promise<void> {
    this.#stunServers = sipInfo.stunServers ?? [];
    this.#webPhone ??= this.#createWebPhone(sipInfo);
    this.#webPhone.sipInfo = sipInfo;
    addEventListener('pagehide', this.#handlePageHide);
    navigator.mediaDevices.addEventListener('devicechange', this.#handleDevices);
    try {
      await this.#client.registration.start(sipInfo, instanceId);
    } catch (error) {
      throw new PhoneError(registrationProblem(error));
    }
  }

  async unregister(): Promise<void> {
    removeEventListener('pagehide', this.#handlePageHide);
    navigator.mediaDevices.removeEventListener('devicechange', this.#handleDevices);
    for (const line of this.#allLines) void line.leave();
    const {registration} = this.#client;
    const timer = setTimeout(() => registration.close(), UNREGISTER_TIMEOUT_MS);
    await this.#client.stop();
    clearTimeout(timer);
  }

  call(to: string, callerId: string | undefined, listener: LineListener): Line {
    const webPhone = this.#webPhone;
    if (!webPhone) throw new PhoneError({code: 'offline'});
    let line!: PhoneLine;
    webPhone.once('outboundCall', (session: CallSession) => {
      line = this.#addLine(session);
      line.listen(listener);
    });
    // The platform wants the digits only.
    webPhone.call(to.replace('+', ''), callerId?.replace('+', ''))
      .catch((error: unknown) => line.finish(endOf(error)));
    return line;
  }

  chooseDevices(devices: ChosenDevices): void {
    this.#devices = devices;
    for (const line of this.#allLines) void line.sound.updateDevices();
  }

  get #allLines(): PhoneLine[] {
    return [...this.#lines.values()];
  }

  #createWebPhone(sipInfo: SipInfo): WebPhone {
    const webPhone = new WebPhone({
      sipInfo,
      sipClient: this.#client,
      webRtcSessionFactory: ({callId}) => {
        const line = this.#lines.get(callId);
        if (!line) throw new PhoneError({code: 'unknown'});
        return line.sound;
      },
    });
    webPhone.on('inboundCall', (session: CallSession) => {
      this.#listener.onInboundLine(this.#addLine(session));
    });
    return webPhone;
  }

  #addLine(session: CallSession): PhoneLine {
    const line = new PhoneLine(session, {
      client: this.#client,
      stunServers: this.#stunServers,
      chosenDevices: () => this.#devices,
      onMicrophone: () => this.#tellDevices(),
      onSound: () => this.#guardPage(),
      onEnd: () => this.#removeLine(session),
    });
    this.#lines.set(session.callId, line);
    return line;
  }

  #removeLine(session: CallSession): void {
    const {callSessions = []} = this.#webPhone ?? {};
    const index = callSessions.indexOf(session);
    if (index >= 0) callSessions.splice(index, 1);
    this.#lines.delete(session.callId);
    this.#guardPage();
  }

  /** Only while there is sound: the listener keeps a page out of the back/forward cache. */
  #guardPage(): void {
    const hasSound = this.#allLines.some((line) => line.hasSound);
    if (hasSound) addEventListener('beforeunload', handleBeforeUnload);
    else removeEventListener('beforeunload', handleBeforeUnload);
  }

  readonly #handlePageHide = (): void => {
    for (const line of this.#allLines) void line.leave();
    this.#client.registration.leave();
  };

  readonly #handleDevices = (): void => {
    this.#tellDevices();
    for (const line of this.#allLines) void line.sound.updateDevices();
  };

  #tellDevices(): void {
    void listSoundDevices().then((devices) => this.#listener.onDevices(devices));
  }
}

/** Leaving the page would end the call. */
function handleBeforeUnload(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

export const createPhone = (listener: PhoneListener): Phone => new TabPhone(listener);
