/** Redeems the code of a sign-in for tokens, and revokes tokens that come after a sign-out. */
import {withoutUndefined} from '../../ringcentral/json.js';
import type {SignInErrorCode} from '../../ringcentral/sign-in-errors.js';
import {codeInDescription, refusalOf, signInErrorCode} from '../../ringcentral/sign-in-refusal.js';
import {loadSdkNow, type SdkLoader} from './sign-in-attempt.js';
import type {StoredTokens} from './stored-tokens.js';
import type {TokenStore} from './tokens.js';

/** Null = signed in; a problem keeps older tokens; `canceled` = the user has signed out meanwhile. */
type RedeemResult = SignInErrorCode | 'canceled' | null;

export class CodeRedeemer {
  readonly #tokens: TokenStore;
  readonly #loadSdk: SdkLoader;
  #cancelCount = 0;

  constructor(tokens: TokenStore, loadSdk: SdkLoader) {
    this.#tokens = tokens;
    this.#loadSdk = loadSdk;
  }

  /** Codes that are being redeemed begin no session. */
  cancel(): void {
    this.#cancelCount++;
  }

  /** Redeems the answer's code, at most once. `redirectUri`: the one that the sign-in named. */
  async redeem(
    answer: URLSearchParams, verifier: string, redirectUri: string,
  ): Promise<RedeemResult> {
    const tokens = this.#tokens;
    const loadSdk = this.#loadSdk;
    const cancelCount = this.#cancelCount;
    const isCanceled = (): boolean => this.#cancelCount !== cancelCount;
    const code = answer.get('code');
    if (!code) return answerProblem(answer);
    const sdk = await loadSdk().catch(() => null);
    if (isCanceled()) return 'canceled';
    if (!sdk) return 'sdk-load';
    try {
      await tokens.lock.run(async () => {
        if (isCanceled()) return;
        await sdk.redeem(code, verifier, redirectUri);
        // Within the lock: after it, the tokens may be those of the next sign-in.
        if (isCanceled()) void revokeTokens(tokens.erase(), loadSdk);
      });
      return isCanceled() ? 'canceled' : null;
    } catch (error) {
      if (isCanceled()) return 'canceled';
      const {response} = error as {response?: Response | null};
      return response ? signInErrorCode(await refusalOf(response)) : 'offline';
    }
  }
}

/** Resolves when the platform has revoked erased tokens, or cannot. */
export async function revokeTokens(
  erased: StoredTokens | null, loadSdk: SdkLoader,
): Promise<void> {
  if (!erased) return;
  try {
    const sdk = await loadSdkNow(loadSdk);
    await sdk.revoke(erased.refresh_token ?? erased.access_token);
  } catch {
    // They are erased here, and expire within a week.
  }
}

/** The reason that an answer without a code gives. */
function answerProblem(answer: URLSearchParams): SignInErrorCode {
  const error = answer.get('error') ?? undefined;
  const code = codeInDescription(answer.get('error_description'));
  return signInErrorCode(withoutUndefined({error, code}));
}
