/** The session of the host page's own SDK. */
import {identityRequest} from '../../ringcentral/identity.js';
import {withoutUndefined} from '../../ringcentral/json.js';
import type {HostPlatform, HostSdk, Transport} from '../../ringcentral/platform.js';
import {hostTransport, platformOf} from '../../ringcentral/transports.js';
import type {ConnectOptions} from '../types.js';
import {withinTime} from '../within-time.js';
import {HOST_TIMEOUT_MS, HostOwnedStrategy} from './host-owned.js';
import {followHostSession} from './host-sdk-events.js';
import {type RestoreResult, type SessionHost, requestHeaders} from './strategy.js';

export class HostSdkStrategy extends HostOwnedStrategy {
  readonly transport: Transport;
  readonly #platform: HostPlatform;
  /** Null where the SDK has no events. */
  readonly #stopFollowing: (() => void) | null;
  #signInCount = 0;
  /** Undefined after a sign-out that the SDK has told of. */
  #signInId: string | undefined = '0';

  constructor(host: SessionHost, sdk: HostSdk, server: string) {
    super(host, server);
    const platform = this.#platform = platformOf(sdk);
    const {accountId, extensionId} = host.options;
    this.#stopFollowing = followHostSession(platform, host, {
      signIn: () => {
        this.#signInId = String(++this.#signInCount);
        this.handleHostSignIn();
      },
      signOut: () => {
        this.#signInId = undefined;
        host.endSession('signed-out');
      },
    });
    this.transport = hostTransport(platform, {
      isLoggedOut: () => this.#isLoggedOut(),
      headers: () => requestHeaders(host.options),
      probeRequest: identityRequest(accountId, extensionId),
    });
  }

  /** If the SDK cannot tell whether a user is signed in, RingCentral's answer does. */
  async restore(): Promise<RestoreResult> {
    const session = withoutUndefined({signInId: this.#signInId});
    return await this.#isLoggedOut().catch(() => false) ? 'signed-out' : session;
  }

  signInId(): string | undefined {
    return this.#signInId;
  }

  isSameSession({sdk}: ConnectOptions): boolean {
    return sdk !== undefined && isSdkOf(this.#platform, sdk, this.isSignedOutHere);
  }

  override handleWake(): void {
    if (!this.#stopFollowing) super.handleWake();
  }

  override dispose(): void {
    this.#stopFollowing?.();
  }

  #isLoggedOut(): Promise<boolean> {
    const askPlatform = async () => await this.#platform.loggedIn?.() === false;
    return withinTime(this.host.environment, HOST_TIMEOUT_MS, askPlatform);
  }
}

/**
 * Whether an SDK has this platform: a component may wrap the same one anew when it is drawn.
 * `isLenient`: an object literal with other functions counts, too.
 */
function isSdkOf(platform: HostPlatform, sdk: HostSdk, isLenient: boolean): boolean {
  try {
    const other = platformOf(sdk);
    if (other === platform) return true;
    if (!isLiteral(platform) || !isLiteral(other)) return false;
    return isLenient || hasSameMembers(platform, other);
  } catch {
    return false;
  }
}

/** Instances of a class have state beside their functions. */
const isLiteral = (platform: HostPlatform): boolean =>
  Object.getPrototypeOf(platform) === Object.prototype;

/** Whether two object literals hold the same functions. */
function hasSameMembers(platform: HostPlatform, other: HostPlatform): boolean {
  const names = Object.keys({...platform, ...other}) as (keyof HostPlatform)[];
  return names.every((name) => platform[name] === other[name]);
}
