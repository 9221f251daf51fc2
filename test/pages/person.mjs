// A person in front of a page: the text that they see, the sentences that they hear, their time.

/** Runs in the page before anything else: a clock that a test sets forward, and ears. */
export function installPerson() {
  // Time does not go back when the page is loaded again.
  let ahead = Number(globalThis.name) || 0;
  const realNow = Date.now.bind(Date);
  const realUptime = performance.now.bind(performance);
  const realTimeout = globalThis.setTimeout.bind(globalThis);
  const realClear = globalThis.clearTimeout.bind(globalThis);
  Date.now = () => realNow() + ahead;
  performance.now = () => realUptime() + ahead;

  const timers = new Map();
  let lastTimer = 0;
  globalThis.setTimeout = (callback, ms, ...args) => {
    const id = ++lastTimer;
    const run = () => { if (timers.delete(id)) callback(...args); };
    const delay = Math.max(0, Number(ms) || 0);
    timers.set(id, {dueAt: performance.now() + delay, run, real: realTimeout(run, delay)});
    return id;
  };
  globalThis.clearTimeout = (id) => {
    realClear(timers.get(id)?.real);
    timers.delete(id);
  };
  /** All timers that are due by then run, in their order. */
  globalThis.passTime = (ms) => {
    ahead += ms;
    globalThis.name = ahead;
    const due = [...timers.values()].filter(({dueAt}) => dueAt <= performance.now());
    for (const {run} of due.sort((a, b) => a.dueAt - b.dueAt)) realTimeout(run);
  };

  /** The sentences that live regions have said, where they could be heard. */
  const heard = globalThis.heard = [];
  const isAudible = (region) => {
    if (!region.checkVisibility({visibilityProperty: true})) return false;
    const modals = [...document.querySelectorAll('dialog:modal')];
    let node = region;
    while (node && node !== modals.at(-1)) {
      if (node.inert || node.ariaHidden === 'true') return false;
      node = node.assignedSlot ?? node.parentElement ?? node.getRootNode().host;
    }
    return modals.length === 0 || Boolean(node);
  };
  const listen = (root) => new MutationObserver((records) => {
    const regions = new Set(records.map(({target}) => (target.closest ? target : target.parentElement)?.closest('[role=status], [role=alert], [aria-live]')));
    for (const region of regions) {
      const text = region?.textContent.trim();
      if (text && isAudible(region)) heard.push(text);
    }
  }).observe(root, {subtree: true, childList: true, characterData: true});
  listen(document);
  const {attachShadow} = Element.prototype;
  Element.prototype.attachShadow = function attach(options) {
    const root = attachShadow.call(this, options);
    listen(root);
    return root;
  };
}

/** Runs in the page: the text that can be seen below a node, through shadow roots and slots. */
export function readVisibleText(selector) {
  const isDrawn = (element) => {
    if (element instanceof HTMLSlotElement || getComputedStyle(element).display === 'contents') return true;
    return element.checkVisibility({opacityProperty: true, visibilityProperty: true});
  };
  const childrenOf = (element) => {
    const assigned = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
    return element.shadowRoot?.childNodes ?? (assigned.length ? assigned : element.childNodes);
  };
  const textOf = (node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      const range = document.createRange();
      range.selectNodeContents(node);
      const {width, height} = range.getBoundingClientRect();
      return width > 1 && height > 1 ? node.nodeValue : '';
    }
    if (!(node instanceof Element) || node.matches('script, style, [role=status]')) return '';
    if (!isDrawn(node)) return '';
    const children = childrenOf(node);
    const isBlock = !getComputedStyle(node).display.startsWith('inline');
    return [...children].map(textOf).join('') + (isBlock ? ' ' : '');
  };
  return [...document.querySelectorAll(selector)].map(textOf).join(' ').replace(/\s+/g, ' ').trim();
}

/** Runs in the page: whether the button's card, where it has one, is in front of everything. */
export function isCardInFront() {
  for (const button of document.querySelectorAll('rc-click-to-call')) {
    const card = button.shadowRoot?.querySelector('[part~=message]');
    if (!card) continue;
    const {left, top, width, height} = card.getBoundingClientRect();
    if (document.elementFromPoint(left + width / 2, top + height / 2) !== button) return false;
  }
  return true;
}
