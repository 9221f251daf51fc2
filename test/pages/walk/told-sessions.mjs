// What notifications and answers have told of telephony sessions. Independent of how the page reads
// them: only its legs, as last told, and never more than the platform's own status at that time.

const UP = ['Answered', 'Hold', 'VoiceMail'];
const RINGS = ['Setup', 'Proceeding'];

export class ToldSessions {
  /** Parties by the id of the session and their own. @type {Map<string, Map<string, {sequence: number, code: string, role: string}>>} */
  #sessions = new Map();

  /**
   * @param {string} id
   * @param {any[]} parties
   * @param {number} [sequence] An answer has none: it is as new as all that was told before.
   * @returns {'ringing-caller' | 'ringing-callee' | 'connected' | 'over' | null} How far the call is; null where that was not told.
   */
  tell(id, parties, sequence) {
    const known = this.#sessions.get(id) ?? new Map();
    this.#sessions.set(id, known);
    for (const {id: partyId, ringOutRole: role, status: {code}} of parties) {
      const before = known.get(partyId);
      const order = sequence ?? before?.sequence ?? -1;
      if (!before || order >= before.sequence) known.set(partyId, {sequence: order, code, role});
    }
    const codeOf = (wanted) => [...known.values()].find(({role}) => role === wanted)?.code;
    return phaseOf(codeOf('Initiator'), codeOf('Target'));
  }
}

function phaseOf(caller, callee) {
  if (caller === 'Disconnected' || callee === 'Disconnected') return 'over';
  if (UP.includes(caller) && UP.includes(callee)) return 'connected';
  if (UP.includes(caller) && RINGS.includes(callee)) return 'ringing-callee';
  return RINGS.includes(caller) ? 'ringing-caller' : null;
}
