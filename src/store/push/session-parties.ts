/**
 * Puts together what notifications and answers say of each party of a session: a notification names
 * only those that have changed, and may come late or twice.
 */
import type {Party, TelephonySession} from '../../ringcentral/telephony-session.js';
import {dropOldest} from '../drop-oldest.js';

interface KnownParty {
  readonly party: Party;
  readonly sequence: number;
}

/** For notifications that come late. */
const KNOWN_SESSIONS_KEPT = 100;

export class SessionParties {
  readonly #known = new Map<string, Map<string, KnownParty>>();

  /** The parties that are known of a session when a request for it is sent. */
  knownOf(sessionId: string): ReadonlyMap<string, KnownParty> {
    return new Map(this.#known.get(sessionId));
  }

  /**
   * The session with all of its parties, as last told; null where everything in it was overtaken by
   * a later notification. `knownBefore`: with the answer to a request, what was known when that was
   * sent, since a notification that came in the meantime may be newer than the answer.
   */
  merge(
    session: TelephonySession, knownBefore?: ReadonlyMap<string, KnownParty>,
  ): TelephonySession | null {
    const known = this.#known.get(session.id) ?? new Map<string, KnownParty>();
    let isNews = false;
    for (const party of session.parties) {
      const before = known.get(party.id);
      if (knownBefore && knownBefore.get(party.id) !== before) continue;
      // An answer is as new as anything that was told before it.
      const sequence = session.sequence ?? before?.sequence ?? -1;
      if (before && sequence < before.sequence) continue;
      isNews = true;
      known.set(party.id, {party: withKnownRole(party, before?.party), sequence});
    }
    this.#remember(session.id, known);
    if (!isNews) return null;
    return {...session, parties: [...known.values()].map(({party}) => party)};
  }

  #remember(sessionId: string, known: Map<string, KnownParty>): void {
    this.#known.set(sessionId, known);
    dropOldest(this.#known, KNOWN_SESSIONS_KEPT);
  }
}

/** Not every notification says which leg of a RingOut a party is. */
function withKnownRole(party: Party, before: Party | undefined): Party {
  if (party.role || !before?.role) return party;
  return {...party, role: before.role};
}
