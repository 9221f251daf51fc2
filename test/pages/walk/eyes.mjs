// Runs in the page: tells what a person sees in it, and what a screen reader says.

export function installEyes() {
  const {walk} = globalThis;
  const REGION = '[role=status], [role=alert], [role=log], [aria-live=polite], [aria-live=assertive]';
  const said = [];
  const attachShadow = Element.prototype.attachShadow;
  Element.prototype.attachShadow = function attach(init) {
    const root = attachShadow.call(this, init);
    listen(root);
    return root;
  };
  listen(document);

  const composedParent = (node) => node.assignedSlot ?? node.parentNode ?? node.host ?? null;
  function* ancestors(node) {
    for (let one = node; one; one = composedParent(one)) if (one instanceof Element) yield one;
  }
  const contains = (outer, inner) => {
    for (const one of ancestors(inner)) if (one === outer) return true;
    return false;
  };
  function* elementsIn(root) {
    for (const element of root.querySelectorAll('*')) {
      yield element;
      if (element.shadowRoot) yield* elementsIn(element.shadowRoot);
    }
  }
  const modalDialog = () => [...elementsIn(document)].findLast((one) => one.localName === 'dialog' && one.matches(':modal')) ?? null;

  // ---------------------------------------------------------------- ears

  function listen(root) {
    const options = {subtree: true, childList: true, characterData: true};
    new MutationObserver((records) => hear(records)).observe(root, options);
  }

  function hear(records) {
    const newRegions = regionsAddedBy(records);
    for (const {type, target, addedNodes} of records) {
      const element = target instanceof Element ? target : target.parentElement;
      const region = element?.closest(REGION);
      const text = type === 'characterData' ? target.data : [...addedNodes].map((node) => node.textContent).join(' ');
      if (region && text.trim()) say(text, region, newRegions.has(region));
    }
    for (const region of newRegions) if (region.textContent.trim()) say(region.textContent, region, true);
  }

  function regionsAddedBy(records) {
    const added = records.flatMap(({addedNodes}) => [...addedNodes]).filter((node) => node instanceof Element);
    return new Set(added.flatMap((node) => [node, ...node.querySelectorAll(REGION)]).filter((one) => one.matches(REGION)));
  }

  function say(text, region, isNew) {
    said.push({text: text.replace(/\s+/g, ' ').trim(), at: walk.now(), unheard: isNew ? 'was made with its first sentence' : reasonForSilence(region)});
  }

  /** Why no screen reader says what this region holds; null if one does. */
  function reasonForSilence(region) {
    if (document.hidden) return 'is in a tab behind';
    if (!region.isConnected) return 'is not on the page';
    if (!region.checkVisibility({visibilityProperty: true, contentVisibilityAuto: true})) return 'is not rendered';
    for (const one of ancestors(region)) {
      if (one.inert) return 'is inert';
      if (one.ariaHidden === 'true') return 'is hidden from screen readers';
    }
    const modal = modalDialog();
    if (modal && !contains(modal, region)) return 'lies behind the modal dialog';
    return null;
  }

  // ---------------------------------------------------------------- eyes

  function hitAt(x, y) {
    let hit = document.elementFromPoint(x, y);
    while (hit?.shadowRoot) {
      const inner = hit.shadowRoot.elementFromPoint(x, y);
      if (!inner || inner === hit) break;
      hit = inner;
    }
    return hit;
  }
  const centerOf = ({left, top, width, height}) => ({x: left + width / 2, y: top + height / 2});
  const isInWindow = ({x, y}) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;
  const VISIBLE = {opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true};

  /** Whether the middle of the box shows a part of `container`, and nothing lies over it. */
  function isSeen(element, box, container) {
    if (box.width < 2 || box.height < 2 || !element.checkVisibility(VISIBLE)) return false;
    const point = centerOf(box);
    if (!isInWindow(point)) return false;
    const hit = hitAt(point.x, point.y);
    return hit !== null && contains(container, hit);
  }

  function childrenOf(node) {
    if (node.shadowRoot) return node.shadowRoot.childNodes;
    if (node.localName !== 'slot') return node.childNodes;
    const assigned = node.assignedNodes();
    return assigned.length ? assigned : node.childNodes;
  }

  /** @param {(text: string, parent: Element) => void} visit */
  function eachText(node, visit, visitElement = () => {}) {
    if (node instanceof Element) visitElement(node);
    if (node.nodeType === Node.TEXT_NODE) {
      if (node.data.trim()) visit(node);
    } else if (node.localName !== 'style' && node.localName !== 'select') {
      for (const child of childrenOf(node)) eachText(child, visit, visitElement);
    }
  }

  /** A box of one pixel, as texts for screen readers lie in. */
  const isForEarsOnly = (element) => [...ancestors(element)].slice(0, 3).some((one) => {
    const {width, height} = one.getBoundingClientRect();
    return width > 0 && width <= 1 && height <= 1;
  });

  /** Text that a style draws in front of an element. */
  function drawnText(element) {
    const {content, visibility} = getComputedStyle(element, '::before');
    return visibility === 'visible' ? /^"(.*)"$/.exec(content)?.[1].trim() : '';
  }

  function seenText(container) {
    const words = [];
    const seeDrawn = (element) => {
      const drawn = drawnText(element);
      if (drawn && isSeen(element, element.getBoundingClientRect(), container)) words.push(drawn);
    };
    eachText(container, (text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      const box = range.getClientRects()[0];
      const parent = text.parentElement ?? text.getRootNode().host;
      if (box && !isForEarsOnly(parent) && isSeen(parent, box, container)) words.push(text.data.trim());
    }, seeDrawn);
    return words.join(' ').replace(/\s+/g, ' ');
  }

  const opacityOf = (element) => [...ancestors(element)].reduce((product, one) => product * Number(getComputedStyle(one).opacity), 1);

  function controlOf(element) {
    const box = element.getBoundingClientRect();
    if (!isSeen(element, box, element)) return null;
    const text = [];
    eachText(element, ({data}) => text.push(data.trim()));
    const label = text.join(' ');
    const isOff = element.disabled === true || element.ariaDisabled === 'true' || element.ariaBusy === 'true';
    return {
      ...centerOf(box), tag: element.localName, text: label, name: element.getAttribute('aria-label') ?? label,
      isEnabled: !isOff && opacityOf(element) > 0.9,
      isFocused: element.getRootNode().activeElement === element,
      isPressed: element.ariaPressed === 'true',
    };
  }

  const CONTROLS = 'button, a[href], select, input';
  function controlsOf(container) {
    const found = container.matches(CONTROLS) ? [container] : [];
    for (const one of elementsIn(container.shadowRoot ?? container)) if (one.matches(CONTROLS)) found.push(one);
    return found.map(controlOf).filter(Boolean);
  }

  function containerOf(kind, element) {
    const button = [...ancestors(element)].find(({localName}) => localName === 'rc-click-to-call');
    const inDialog = [...ancestors(element)].some(({localName}) => localName === 'dialog');
    return {
      kind, text: seenText(element), controls: controlsOf(element), inDialog,
      row: button?.dataset.row ?? null, to: button?.getAttribute('to') ?? null,
      hasFocus: hasFocusIn(element),
    };
  }

  function hasFocusIn(container) {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    return active !== null && active !== document.body && contains(container, active);
  }

  function partsOf(element) {
    const parts = [];
    if (element.localName === 'rc-click-to-call') {
      parts.push(['button', element.shadowRoot?.querySelector('[part~=button]') ?? element]);
    } else if (element.localName === 'rc-call-status') {
      parts.push(['panel', element]);
    } else if (element.part?.contains('message')) {
      parts.push(['card', element]);
    } else if (element.part?.contains('call')) {
      parts.push(['entry', element]);
    }
    return parts;
  }

  /** Everything of ours that a person sees now, and what was said since the last look. */
  walk.look = () => {
    const containers = [];
    for (const element of elementsIn(document)) {
      for (const [kind, part] of partsOf(element)) {
        const container = containerOf(kind, part);
        if (container.text || container.controls.length) containers.push(container);
      }
    }
    const select = document.querySelector('rc-number-select')?.shadowRoot?.querySelector('select');
    return {
      containers,
      said: said.splice(0),
      isDialogOpen: modalDialog() !== null,
      phone: select?.getClientRects().length ? select.value : null,
      documentId: walk.documentId,
      isOnline: navigator.onLine,
    };
  };
}
