/**
 * What a page with a session needs until its buttons can call. Each part would ask for the next one
 * only when it has come, and on a slow line each of these turns takes as long as the first load.
 */
import {callCodePart} from '../elements/click-to-call/call-code-part.js';
import type {AnyPart} from '../loading/lazy-part.js';
import {sdkPart} from '../ringcentral/sdk-part.js';
import {externalPart, pkcePart} from '../store/sign-in/strategy-parts.js';

/** Requests it together with the session. The elements ask again for a part that does not load. */
export function preloadForSessions(): void {
  const sessions = [...document.querySelectorAll('rc-session')];
  const parts = [callCodePart, ...sessions.flatMap(strategyParts)];
  for (const part of parts) part.load().catch(() => undefined);
}

/** The page may still set the properties of another way to sign in, which is then loaded later. */
function strategyParts(session: Element): AnyPart[] {
  if (session.hasAttribute('proxy')) return [externalPart, sdkPart];
  return [session.hasAttribute('client-id') ? pkcePart : externalPart];
}
