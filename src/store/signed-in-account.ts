/** Everything that belongs to the extension that is signed in: its calls, numbers and choices. */
import {createApi} from '../ringcentral/api.js';
import {asRecord} from '../ringcentral/json.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {Calls} from './calls.js';
import {ChoiceStore} from './choices.js';
import {EMPTY_NUMBER_LIST, freeze, type StoreContext} from './context.js';
import type {Channel, KeyValue} from './environment.js';
import {InboundCalls} from './inbound/inbound-calls.js';
import {extensionKeyPrefix} from './keys.js';
import {NumberLists} from './numbers.js';
import {ExtensionPush} from './push/extension-push.js';
import type {ApiAccess, ApiConnection} from './session/api-connection.js';
import {storedLimits} from './session/extension-storage.js';

/** A message of another tab. Each has one of these. */
interface TabMessage {
  readonly call?: unknown;
  readonly note?: unknown;
  readonly limits?: unknown;
  readonly choices?: unknown;
  /** Epoch ms of a status request. */
  readonly asked?: unknown;
  readonly details?: unknown;
  /** Epoch ms. */
  readonly 'details-refused'?: unknown;
  readonly inbound?: unknown;
  readonly 'inbound-handling'?: unknown;
  readonly phone?: unknown;
}

/** Names below an account's prefix that go with the user; calls and notes erase their own. */
const ERASED_KEYS =
  /^(?:(?:numbers|details|inbound|inbound-handling|(?:push|phone)-refused)\/.*|details-refused|push-ticket|phone-(?:id|asked)|asked)$/;

export class SignedInAccount {
  readonly keyPrefix: string;
  readonly limits: RateLimits;
  readonly calls: Calls;
  readonly inbound: InboundCalls;
  readonly #push: ExtensionPush;
  readonly choices: ChoiceStore;
  connection: ApiConnection;
  /** Null until it is connected. */
  numbers: NumberLists | null = null;
  readonly #context: StoreContext;
  readonly #onLimitChange: () => void;
  readonly #storage: KeyValue;
  readonly #channel: Channel;
  #isClosed = false;

  constructor(context: StoreContext, connection: ApiConnection, onLimitChange: () => void) {
    const {environment} = context;
    this.#context = context;
    this.connection = connection;
    this.#onLimitChange = onLimitChange;
    const keyPrefix = this.keyPrefix = extensionKeyPrefix(connection.scope);
    const storage = this.#storage = environment.storage(connection.storage);
    const channel = this.#channel =
      environment.channel(keyPrefix, (message) => this.#handleTabMessage(message));
    this.limits = storedLimits(environment, storage, keyPrefix, (limits) => {
      channel.post({limits});
      onLimitChange();
    });
    const push = this.#push = new ExtensionPush({environment, keyPrefix});
    this.calls = new Calls({
      context, keyPrefix, storage, limits: this.limits, push,
      clientId: connection.clientId,
      post: (record) => channel.post({call: record}),
      postNote: (record) => channel.post({note: record}),
      postStatusAsked: (requestedAt) => channel.post({asked: requestedAt}),
      postDetails: (message) => channel.post(message),
      postPhone: (message) => channel.post({phone: message}),
      inbound: () => this.inbound,
    });
    this.inbound = new InboundCalls({
      context, keyPrefix, storage, push, post: (message) => channel.post(message),
    });
    const notifyTabs = () => channel.post({choices: true});
    this.choices = new ChoiceStore(context, storage, `${keyPrefix}/choices`, notifyTabs);
  }

  /** Sends all further requests over this connection. */
  connect(connection: ApiConnection, onSessionOver: () => void): void {
    this.connection = connection;
    const api = createApi(connection.transport, this.limits, this.#context.environment);
    const isReconnect = this.numbers !== null;
    this.numbers?.stop();
    this.numbers = new NumberLists({
      context: this.#context, api, keyPrefix: this.keyPrefix, extension: connection,
      limits: this.limits, storage: this.#storage,
      onComplete: (listKey) => this.choices.check(listKey === 'from' ? 'from' : 'callerId'),
    });
    this.#push.connect(null);
    const access: ApiAccess = {api, connection, onSessionOver};
    this.calls.connect(access);
    if (!isReconnect) this.calls.resume();
    this.#push.connect(access);
  }

  /** The session is over for now: nothing more is sent. */
  disconnect(): void {
    this.#push.connect(null);
    this.calls.connect(null);
  }

  handleWake(): void {
    this.calls.handleWake();
    this.#push.handleWake();
    // Another tab may have chosen without a message, where the browser has no BroadcastChannel.
    this.choices.reload();
  }

  /** Sign-out: gives up this user's calls and erases their data (shared computers). */
  close(): void {
    const {calls} = this;
    this.#isClosed = true;
    this.numbers?.stop();
    this.choices.dispose();
    this.#push.dispose();
    void calls.giveUpAndErase().then(() => {
      calls.dispose();
      this.#channel.close();
    });
    for (const storageKey of this.#storage.keys()) {
      const isOwn = storageKey.startsWith(`${this.keyPrefix}/`);
      const name = storageKey.slice(this.keyPrefix.length + 1);
      if (isOwn && ERASED_KEYS.test(name)) this.#storage.delete(storageKey);
    }
    this.#context.fromNumbers.set(EMPTY_NUMBER_LIST);
    this.#context.callerIds.set(EMPTY_NUMBER_LIST);
    this.#context.choices.set(freeze({}));
  }

  dispose(): void {
    this.#isClosed = true;
    this.numbers?.stop();
    this.choices.dispose();
    this.#push.dispose();
    this.calls.dispose();
    this.#channel.close();
  }

  #handleTabMessage(tabMessage: unknown): void {
    if (this.#isClosed) return this.calls.adoptRecord(asRecord(tabMessage).call);
    const {
      call, note, limits, choices, asked, details, inbound, ...rest
    }: TabMessage = asRecord(tabMessage);
    if (call) this.calls.adoptRecord(call);
    if (note) this.calls.notes.adopt(note);
    if (typeof asked === 'number') this.calls.noteStatusAsked(asked);
    if (details) this.calls.adoptDetails(details);
    if (rest['details-refused']) this.calls.adoptDetailsRefusal(rest['details-refused']);
    if (inbound) this.inbound.adopt(inbound);
    if (rest['inbound-handling']) this.inbound.adoptHandling(rest['inbound-handling']);
    this.calls.inBrowser.adopt(rest.phone);
    if (choices) this.choices.reload();
    if (limits && this.limits.adopt(limits)) {
      this.#onLimitChange();
      this.calls.updatePolling();
    }
  }
}
