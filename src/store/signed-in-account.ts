/** Everything that belongs to the extension that is signed in: its calls, numbers and choices. */
import {createApi} from '../ringcentral/api.js';
import {asRecord} from '../ringcentral/json.js';
import type {RateLimits} from '../ringcentral/limits.js';
import {Calls} from './calls.js';
import {ChoiceStore} from './choices.js';
import {EMPTY_NUMBER_LIST, freeze, type StoreContext} from './context.js';
import type {Channel} from './environment.js';
import type {ExtensionContext, TabMessage} from './extension-context.js';
import {InboundCalls} from './inbound/inbound-calls.js';
import {extensionKeyPrefix} from './keys.js';
import {NumberLists} from './numbers.js';
import {ExtensionPush} from './push/extension-push.js';
import type {ApiAccess, ApiConnection} from './session/api-connection.js';
import {storedLimits} from './session/extension-storage.js';

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
  readonly #extension: ExtensionContext;
  readonly #onLimitChange: () => void;
  readonly #channel: Channel;
  #isClosed = false;

  constructor(context: StoreContext, connection: ApiConnection, onLimitChange: () => void) {
    const {environment} = context;
    this.connection = connection;
    this.#onLimitChange = onLimitChange;
    const keyPrefix = this.keyPrefix = extensionKeyPrefix(connection.scope);
    const channel = this.#channel =
      environment.channel(keyPrefix, (message) => this.#handleTabMessage(asRecord(message)));
    const extension: ExtensionContext = this.#extension = {
      context, keyPrefix,
      storage: environment.storage(connection.storage),
      clientId: connection.clientId,
      post: (message) => channel.post(message),
    };
    this.limits = storedLimits(environment, extension.storage, keyPrefix, (limits) => {
      extension.post({limits});
      onLimitChange();
    });
    const push = this.#push = new ExtensionPush({environment, keyPrefix});
    const inbound = () => this.inbound;
    this.calls = new Calls({...extension, limits: this.limits, push, inbound});
    this.inbound = new InboundCalls({...extension, push});
    this.choices = new ChoiceStore(extension);
  }

  /** Sends all further requests over this connection. */
  connect(connection: ApiConnection, onSessionOver: () => void): void {
    this.connection = connection;
    const {environment} = this.#extension.context;
    const api = createApi(connection.transport, this.limits, environment);
    const isReconnect = this.numbers !== null;
    this.numbers?.stop();
    this.numbers = new NumberLists({
      ...this.#extension, api, extension: connection, limits: this.limits,
      onComplete: (listKey) => this.choices.check(listKey),
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
    const {context, storage} = this.#extension;
    this.#isClosed = true;
    this.numbers?.stop();
    this.choices.dispose();
    this.#push.dispose();
    void calls.giveUpAndErase().then(() => {
      calls.dispose();
      this.#channel.close();
    });
    for (const storageKey of storage.keys()) {
      const isOwn = storageKey.startsWith(`${this.keyPrefix}/`);
      const name = storageKey.slice(this.keyPrefix.length + 1);
      if (isOwn && ERASED_KEYS.test(name)) storage.delete(storageKey);
    }
    context.fromNumbers.set(EMPTY_NUMBER_LIST);
    context.callerIds.set(EMPTY_NUMBER_LIST);
    context.choices.set(freeze({}));
  }

  dispose(): void {
    this.#isClosed = true;
    this.numbers?.stop();
    this.choices.dispose();
    this.#push.dispose();
    this.calls.dispose();
    this.#channel.close();
  }

  #handleTabMessage(message: TabMessage): void {
    const {call, choices, limits} = message;
    // After the sign-out, another tab may still end a call.
    if (this.#isClosed) return this.calls.adopt({call});
    this.calls.adopt(message);
    this.inbound.adopt(message);
    if (choices) this.choices.adopt(choices);
    if (limits && this.limits.adopt(limits)) {
      this.#onLimitChange();
      this.calls.updatePolling();
    }
  }
}
