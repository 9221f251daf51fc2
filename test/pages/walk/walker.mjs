// Walks: does each step as the person, the app or the world does it, and asks the judge after it.
import {meaningOf} from './controls.mjs';
import {Facts, SETTLED_MS} from './facts.mjs';
import {Judge} from './judge.mjs';
import {FAULTS} from './faults.mjs';
import {people, phones} from './people.mjs';
import {PushMoves} from './push-moves.mjs';

const MOMENT_MS = 1_000;
/** A press that is already under way does not stop for what has changed so shortly before. */
const UNNOTICED_MS = 250;
const CHANGE_AWAITED_MS = 40_000;
/** Where no element of the page is. */
const EMPTY_PLACE = {x: 480, y: 850};

/** Steps after which a page may have to find out anew how its calls are. */
const DISTURBING = ['push', 'drop', 'ticket-fault', 'network', 'reload', 'clock'];

export class Walker {
  constructor(tabs, platform) {
    this.tabs = tabs;
    this.platform = platform;
  }

  /** @returns {Promise<{rule: string, text: string, step: number} | null>} The judge's first verdict. */
  async walk({seed, page, steps}, isWanted = () => true) {
    this.platform.beginWalk(seed, page);
    this.pushMoves = new PushMoves(this.platform);
    await this.tabs.begin();
    this.judge = new Judge(this.tabs, this.platform, new Facts(this.platform), page);
    for (const [index, step] of [...steps, {do: 'wait', seconds: 1}].entries()) {
      await this.#do(step);
      const found = this.judge.verdicts.splice(0).find(isWanted);
      if (found) return {...found, step: Math.min(index, steps.length - 1)};
    }
    this.platform.releaseAll();
    return null;
  }

  /** Steps of the person, after which the judge looks at what came of them. */
  #gestures = {
    'call': ({row}) => this.#gesture(({containers}) => mainControl(containers, row)),
    'double': ({row}) => this.#gesture(({containers}) => mainControl(containers, row), {count: 2}),
    'press': (step) => this.#gesture(({containers}) => controlNamed(containers, step)),
    'key': ({key}) => this.#pressKey(key),
    'phone': ({index}) => this.#choosePhone(['', ...phones][index]),
    'elsewhere': () => this.#pressElsewhere(),
    'too-late': (step) => this.#pressTooLate(step),
  };

  /** Steps of RingCentral, which the page does not know of at once. */
  #unnoticed = {
    'fault': ({method, kind}) => this.platform.addFault({method, ...FAULTS[kind]}),
    'hang-up': ({by}) => this.platform.simulator.hangUp(undefined, by),
  };

  /** Steps of the browser and of its computer. */
  #events = {
    'wait': ({seconds}) => this.tabs.advance(seconds * 1_000),
    'reload': () => this.tabs.isOnline && this.tabs.reload(),
    'tab': () => this.#otherTab(),
    'network': ({isOnline}) => this.#setOnline(isOnline),
    'clock': ({hours}) => this.#moveClock(hours),
  };

  async #do(step) {
    const gesture = this.#gestures[step.do];
    if (gesture) return gesture(step);
    const unnoticed = this.#unnoticed[step.do] ?? this.pushMoves.moves[step.do];
    if (DISTURBING.includes(step.do)) this.judge.disturbedAt = this.platform.now;
    if (unnoticed) return void unnoticed(step);
    const event = this.#events[step.do];
    await (event ? event(step) : this.#host(step));
    await this.judge.lookAfter(step, step.row === undefined ? null : String(step.row));
  }

  async #setOnline(isOnline) {
    this.platform.setOnline(isOnline);
    await this.tabs.setOnline(isOnline);
    if (!isOnline) this.judge.onlineFrom = Infinity;
    else if (this.judge.onlineFrom === Infinity) this.judge.onlineFrom = this.platform.now;
  }

  async #host(step) {
    const {tabs, judge} = this;
    const commands = {
      'recycle': ['recycle', step.row, people[step.person]],
      'rerender': ['rerenderList'],
      'move': ['moveToEnd', step.row],
      'remove': ['remove', step.row],
      'swap': ['swapBody'],
      'dialog': ['openDialog', people[step.person]],
      'close-dialog': ['closeDialog'],
      'hide': ['hidePanel', step.way],
      'show': ['showPanel'],
      'script-call': ['call', step.row],
      'confirm': ['confirm', step.row, 'always'],
    };
    judge.beforeHost(step);
    await tabs.host(...commands[step.do]);
    await tabs.advance(SETTLED_MS);
  }

  async #otherTab() {
    const {tabs} = this;
    if (tabs.openCount > 1) await tabs.switchTab();
    else if (tabs.isOnline) await tabs.openTab();
  }

  async #moveClock(hours) {
    this.judge.clockChangedAt = this.platform.now;
    this.platform.clockError += hours * 3_600_000;
    await this.tabs.setWall(this.platform.wall);
  }

  /** A moment later the person presses what they see. */
  async #gesture(choose, {count = 1} = {}) {
    const {tabs, judge} = this;
    await tabs.advance(MOMENT_MS);
    const before = await judge.lookAfter({do: 'moment'});
    const chosen = choose(before);
    if (!chosen || meaningOf(chosen.control) === 'link') return;
    await tabs.page.mouse.click(chosen.control.x, chosen.control.y, {count});
    await tabs.settle();
    await judge.afterGesture({...chosen, meaning: meaningOf(chosen.control), count}, before);
  }

  async #pressElsewhere() {
    const {tabs, judge} = this;
    await tabs.advance(MOMENT_MS);
    const before = await judge.lookAfter({do: 'moment'});
    await this.#pressInVain(EMPTY_PLACE, 'nothing', before);
  }

  /** Nothing may come of it. */
  async #pressInVain({x, y}, name, before) {
    const {tabs, judge} = this;
    await tabs.page.mouse.click(x, y);
    await tabs.settle();
    const nothing = {row: null, text: '', to: null};
    await judge.afterGesture({container: nothing, control: {name}, meaning: 'elsewhere', count: 1}, before);
  }

  /** The button becomes another one just before the person presses it. `person`: by the app. */
  async #pressTooLate({row}) {
    const {tabs, judge} = this;
    await tabs.advance(MOMENT_MS);
    let view = await judge.lookAfter({do: 'moment'});
    const aimedAt = mainControl(view.containers, row);
    if (!aimedAt || meaningOf(aimedAt.control) === 'link') return;
    const end = this.platform.now + CHANGE_AWAITED_MS;
    let chosen = aimedAt;
    while (chosen && isSameButton(aimedAt, chosen) && this.platform.now < end) {
      await tabs.advance(UNNOTICED_MS);
      view = await judge.lookAfter({do: 'moment'});
      chosen = mainControl(view.containers, row);
    }
    if (!chosen || isSameButton(aimedAt, chosen)) return;
    await this.#pressInVain(chosen.control, `${chosen.control.name}, ${UNNOTICED_MS} ms ago “${aimedAt.control.name}”`, view);
  }

  async #pressKey(key) {
    const {tabs, judge} = this;
    await tabs.advance(MOMENT_MS);
    const before = await judge.lookAfter({do: 'moment'});
    const chosen = focusedControl(before.containers);
    await tabs.page.keyboard.press(key);
    await tabs.settle();
    if (key === 'Enter' && chosen) return judge.afterGesture({...chosen, meaning: meaningOf(chosen.control), count: 1}, before);
    await judge.afterKey(key, before);
  }

  async #choosePhone(number) {
    const {tabs, judge} = this;
    const isChosen = await tabs.page.evaluate((value) => {
      const select = document.querySelector('rc-number-select')?.shadowRoot?.querySelector('select');
      if (!select || ![...select.options].some((option) => option.value === value)) return false;
      select.value = value;
      select.dispatchEvent(new Event('input', {bubbles: true, composed: true}));
      select.dispatchEvent(new Event('change', {bubbles: true}));
      return true;
    }, number);
    if (!isChosen) return;
    await tabs.settle();
    judge.chosenPhone = number;
    await judge.lookAfter({do: 'phone'});
  }
}

/** A press on either does the same. */
function isSameButton(one, other) {
  return meaningOf(one.control) === meaningOf(other.control) && one.container.to === other.container.to;
}

function mainControl(containers, row) {
  const container = containers.find((one) => one.kind === 'button' && one.row === String(row));
  const control = container?.controls[0];
  return control && {container, control};
}

function controlNamed(containers, {what, nth}) {
  const found = containers.flatMap((container) => {
    if (container.kind === 'panel') return [];
    return container.controls.filter((control) => meaningOf(control) === what).map((control) => ({container, control}));
  });
  return found[nth % found.length];
}

function focusedControl(containers) {
  for (const container of containers.filter(({kind}) => kind !== 'panel')) {
    const control = container.controls.find(({isFocused}) => isFocused);
    if (control) return {container, control};
  }
  return null;
}
