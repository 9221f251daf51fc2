// The truth: the calls as RingCentral has reported them to the page, however the page shows them.

/**
 * @typedef {'ringing-caller' | 'ringing-callee' | 'connected' | 'ended' | 'canceled' | 'failed' | 'gone'} ToldPhase
 *
 * @typedef {object} KnownCall A call that the page knows, or one that it was told is none.
 * @property {string | null} id null where RingCentral placed no call.
 * @property {string} to
 * @property {string} documentId The document that placed it.
 * @property {string | null} row The row whose button placed it; null = the panel or a script.
 * @property {{phase: ToldPhase, at: number, isJudged: boolean}[]} told Each phase once, oldest first.
 * @property {number} heardAt When RingCentral was last heard of it.
 * @property {{at: number, isDelivered: boolean, isRefused: boolean} | null} cancel
 */

/** After this time what has happened is on the page, and said. */
export const SETTLED_MS = 300;

const RINGING = ['ringing-caller', 'ringing-callee'];

/** @returns {ToldPhase} */
function phaseOf({callStatus, callerStatus, calleeStatus}) {
  if (callStatus === 'InProgress') return callerStatus === 'InProgress' ? 'ringing-caller' : 'ringing-callee';
  if (callStatus === 'Success') return callerStatus === 'Finished' || calleeStatus === 'Finished' ? 'ended' : 'connected';
  // One side hung up, or the call was canceled: the platform does not tell which.
  return [callerStatus, calleeStatus].includes('Rejected') ? 'canceled' : 'failed';
}

export class Facts {
  /** @type {KnownCall[]} */
  calls = [];
  #read = 0;
  #open = [];

  constructor(platform) { this.platform = platform; }

  get now() { return this.platform.now; }

  /** Reads the answers that came since the last time. `row`: whose control was pressed meanwhile. */
  update(row) {
    const {log} = this.platform;
    for (const entry of log.slice(this.#read)) {
      if (entry.method === 'DELETE') this.noteCancel(this.#callWith(entry.callId));
      this.#open.push(entry);
    }
    this.#read = log.length;
    for (const entry of this.#open.filter(({status}) => status !== null)) this.#take(entry, row);
    this.#open = this.#open.filter(({status}) => status === null);
  }

  #callWith(id) { return this.calls.find((call) => call.id === id); }

  /** The person has asked to cancel this call; after a refusal, once more. */
  noteCancel(call) {
    if (call && (!call.cancel || call.cancel.isRefused)) call.cancel = {at: this.now, isDelivered: false, isRefused: false};
  }

  #take(entry, row) {
    if (entry.method === 'POST') return this.#takePlaced(entry, row);
    const {status, json, answeredAt} = entry;
    const call = this.#callWith(entry.callId);
    if (!call) return;
    if (entry.method === 'DELETE') {
      this.noteCancel(call);
      if (status === 204) call.cancel.isDelivered = true;
      else call.cancel.isRefused = status >= 400;
    } else if (status === 200 && json?.status) {
      this.#tell(call, phaseOf(json.status), answeredAt);
    } else if (status === 404) {
      this.#tell(call, 'gone', answeredAt);
    }
  }

  #takePlaced({status, callId, to, documentId, json, answeredAt}, row) {
    const isPlaced = status === 200 && Boolean(callId);
    const call = {id: isPlaced ? callId : null, to, documentId, row, told: [], heardAt: answeredAt, cancel: null};
    this.calls.push(call);
    this.#tell(call, isPlaced ? phaseOf(json.status) : 'failed', answeredAt);
  }

  #tell(call, phase, at) {
    call.heardAt = at;
    if (call.told.at(-1)?.phase !== phase) call.told.push({phase, at, isJudged: false});
  }

  phase(call) { return call.told.at(-1).phase; }

  isRinging(call) { return call.id !== null && RINGING.includes(this.phase(call)); }

  ringing(to) { return this.calls.filter((call) => call.to === to && this.isRinging(call)); }

  living(to) {
    return this.calls.filter((call) => call.to === to && (this.isRinging(call) || this.phase(call) === 'connected'));
  }

  /** A request that places a call to this number, and is not answered yet. */
  isPlacing(to) { return this.#open.some((entry) => entry.method === 'POST' && entry.to === to); }

  /** Whether the phones really ring now, however they were reported to the page. */
  reallyRings({id}) {
    const status = this.platform.simulator.statusOf(id);
    return status !== null && RINGING.includes(phaseOf(status));
  }

  /** When the page was told that the call is connected. */
  connectedAt(call) { return call.told.find(({phase}) => phase === 'connected')?.at; }
}
