// The judge: looks at the page as a person does, and compares it with the facts.
import {namedIn, nameOf, numberOf} from './people.mjs';
import {SETTLED_MS} from './facts.mjs';
import {judgeEscape, judgeGesture, judgeScriptCall} from './gestures.mjs';
import {judgeLies, judgeTimers} from './lies.mjs';
import {judgeEars, judgeEyes, judgePolling, judgeRinging} from './rules.mjs';
import {judgeSaid, judgeScreen} from './screen-rules.mjs';
import {judgeActs, judgeRefusedActs, judgeTickets} from './session-rules.mjs';

/** Clicks that act on a telephony session. */
const CONTROLLING = ['hang-up', 'hold', 'mute'];

/** Requests that a page may send in a walk: some for each document and gesture, and one a second. */
const REQUESTS_PER_DOCUMENT = 12;
const REQUESTS_PER_GESTURE = 6;
/** Time to notice that a panel was hidden: between two requests for the status, and a bit. */
const NOTICE_MS = 5_500;
/** The rest of a double click, and a bit. */
const SAME_CLICK_MS = 900;

export class Judge {
  /** @type {{rule: string, text: string}[]} */
  verdicts = [];
  chosenPhone = '';
  /** Since when the network is there. */
  onlineFrom = 0;
  /** Clicks on "Hang up", "Hold" and "Mute", oldest first. */
  controlGestures = [];
  /** When a socket was last open while a call went on, and when none was, or push was at fault. */
  socketSeenAt = 0;
  disturbedAt = -Infinity;
  clockChangedAt = -Infinity;
  /** Sentences of screen readers, by document. */
  said = [];
  #documents = new Set();
  #gestures = 0;

  constructor(tabs, platform, facts, page) {
    Object.assign(this, {tabs, platform, facts, page});
  }

  fail(rule, text) { this.verdicts.push({rule, text}); }

  get now() { return this.platform.now; }
  get documentId() { return this.tabs.documentId; }

  async #look(row) {
    this.facts.update(row);
    const view = await this.tabs.look();
    this.view = view;
    this.#documents.add(view.documentId);
    this.#lookAtSockets();
    this.said.push(...view.said.map((one) => ({...one, documentId: view.documentId})));
    return view;
  }

  #lookAtSockets() {
    const {platform, facts, now} = this;
    const isCalling = facts.calls.some((call) => call.id !== null && facts.reality.stateOf(call)?.isOver === false);
    if (platform.sockets.count > 0) this.socketSeenAt = now;
    else if (isCalling) this.disturbedAt = now;
    if (!platform.isPushFaultless || !this.view.isOnline) this.disturbedAt = now;
  }

  /** Whether a page is told all about its calls. */
  get isFollowedByPush() {
    const {options, gateway} = this.platform.simulator;
    return options.sessionIds === 'same' && gateway.sockets().some(({filters}) => filters.some((one) => one.includes('/telephony/sessions')));
  }

  /** The app does something to its elements: what they showed need not be there any more. */
  beforeHost({do: what, row, way}) {
    const all = ['rerender', 'swap', 'dialog', 'close-dialog'].includes(what);
    const one = ['recycle', 'remove'].includes(what);
    for (const call of this.facts.calls) {
      if (all || (one && call.row === String(row)) || (way && call.row === null)) call.owesEyes = call.owesFailure = false;
      // Elements get no event when they are hidden; they look at their next change.
      if (way) call.eyesFrom = this.now + NOTICE_MS;
    }
  }

  /** Looks after a step that was no gesture of the person. `row`: of a script's call. */
  async lookAfter(step, row = null) {
    const requests = this.platform.log.slice(this.#judgedRequests);
    const view = await this.#look(row);
    if (step.do === 'script-call') {
      this.#gestures++;
      judgeScriptCall(this, row, view, requests);
    }
    this.#judgeAll(view);
    return view;
  }

  /** `chosen`: the control that was pressed, as it was seen before. */
  async afterGesture(chosen, before) {
    this.#beginGesture(chosen.count);
    this.#noteControl(chosen);
    const mayClose = !['yes', 'retry'].includes(chosen.meaning);
    this.#closeCards(({row}) => chosen.meaning === 'elsewhere' || (mayClose && row === chosen.container.row));
    const requests = this.platform.log.slice(this.#judgedRequests);
    const view = await this.#look(chosen.container.row);
    await judgeGesture(this, {chosen, before, after: view, requests, lookAgain: () => this.#lookAgain()});
    this.#judgeAll(this.view);
  }

  #noteControl({container, control, meaning, count}) {
    if (!CONTROLLING.includes(meaning)) return;
    // The click was a moment before: the page has settled since, but no time has passed.
    const {now: at, documentId} = this;
    const gesture = {at, documentId, meaning, name: control.name, names: this.subjects(container, control)};
    this.controlGestures.push(...Array.from({length: count}, () => ({...gesture})));
  }

  async afterKey(key, before) {
    if (key !== 'Tab') this.#beginGesture(1);
    if (key === 'Escape') this.#closeCards(() => true);
    const after = await this.#look(null);
    if (key === 'Escape') judgeEscape(this, before, after);
    this.#judgeAll(after);
  }

  /** Whatever the person does may close a card, which need not come back. */
  #beginGesture(count) {
    this.#gestures += count;
    for (const call of this.facts.calls) call.owesEyes = false;
  }

  /** A card that the user has closed need not open again, even if the call fails. */
  #closeCards(isClosed) {
    for (const call of this.facts.calls.filter(isClosed)) call.owesFailure = false;
  }

  /** Something may take a while, but not so long that a person wonders. */
  async #lookAgain() {
    const said = this.view.said;
    await this.tabs.advance(SETTLED_MS);
    const view = await this.#look(null);
    return {...view, said: [...said, ...view.said]};
  }

  #judgedRequests = 0;

  #judgeAll(view) {
    judgeActs(this);
    judgeSaid(this);
    judgeRinging(this, view);
    judgePolling(this);
    judgeEyes(this, view);
    judgeEars(this, view);
    judgeLies(this, view);
    judgeTimers(this, view);
    judgeScreen(this, view);
    judgeRefusedActs(this, view);
    judgeTickets(this);
    this.#judgeRequests();
    for (const problem of this.tabs.problems.splice(0)) this.fail('error', `The script failed: ${problem}`);
    this.#judgedRequests = this.platform.log.length;
  }

  #judgeRequests() {
    const allowed = REQUESTS_PER_DOCUMENT * this.#documents.size + REQUESTS_PER_GESTURE * this.#gestures + this.now / 1_000;
    const {requestCount} = this.platform;
    if (requestCount > allowed) this.fail('storm', `${requestCount} requests left in ${this.now / 1_000} s.`);
  }

  /** The people that a container or its control is about: those it names, else the callee of its button. */
  subjects(container, control = null) {
    const byControl = control ? namedIn(control.name) : [];
    if (byControl.length) return byControl;
    const byText = namedIn(container.text);
    if (byText.length) return byText;
    return container.to ? [nameOf(container.to)] : [];
  }

  /** A button may have changed under the finger: then the click need not count. */
  get hasJustChanged() {
    const {calls, reality} = this.facts;
    return calls.some((call) => call.told.some(({at}) => this.now - at < SAME_CLICK_MS) ||
      (this.platform.hasPush && this.now - reality.changedAt(call) < SAME_CLICK_MS));
  }

  /** Whether the person could be shown this call: its button, or a panel, is in view. */
  canShow(call, {containers}) {
    return containers.some((one) => one.kind === 'panel' || (one.kind === 'button' && one.row === call.row && one.to === call.to));
  }

  /** Whether the open card is about another callee. */
  isReplaced(call, {containers}) {
    return containers.some((one) => one.kind === 'card' && !this.isAbout(one, call));
  }

  isAbout(container, call) {
    return this.subjects(container).some((name) => numberOf(name) === call.to);
  }
}
