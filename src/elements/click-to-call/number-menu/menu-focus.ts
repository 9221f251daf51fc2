/** Moves the focus over the items of an open menu, by keys and by typed letters. */
import {TypeAhead} from './type-ahead.js';

export class MenuFocus {
  readonly #typeAhead = new TypeAhead();

  /** `root`: where the menu is drawn, and the focus looked for. */
  constructor(private readonly root: () => ShadowRoot) {}

  get items(): HTMLElement[] {
    return Array.from(this.root().querySelectorAll<HTMLElement>('.item'));
  }

  /** -1 if no item has the focus. */
  get index(): number {
    return this.items.indexOf(this.root().activeElement as HTMLElement);
  }

  /** From the end, if negative. */
  moveTo(index: number, options?: FocusOptions): void {
    const {items} = this;
    const target = items.at(index);
    for (const item of items) item.tabIndex = item === target ? 0 : -1;
    target?.focus(options);
  }

  /** A letter that was typed before the menu was open is not meant. */
  start(): void {
    this.#typeAhead.reset();
  }

  /** Whether the key was for the menu. Links take the space key as buttons do. */
  handleKey(event: KeyboardEvent, locale: string): boolean {
    const {index, items: {length}} = this;
    const target = {
      ArrowDown: (index + 1) % length,
      ArrowUp: Math.max(index, 0) - 1,
      Home: 0,
      End: -1,
    }[event.key] ?? this.#typedIndex(event, locale);
    if (target === undefined) return false;
    if (target !== null) this.moveTo(target);
    return true;
  }

  /** Null if no item starts with the letters; undefined if the key is no letter. */
  #typedIndex(event: KeyboardEvent, locale: string): number | null | undefined {
    const {key, ctrlKey, altKey, metaKey, isComposing} = event;
    const isLetter = [...key].length === 1 && !ctrlKey && !altKey && !metaKey && !isComposing;
    const isActivation = key === ' ' && !this.#typeAhead.isTyping;
    if (!isLetter || isActivation) return undefined;
    const labels = this.items.map((item) => item.querySelector('.item-text')?.textContent ?? '');
    const index = this.#typeAhead.find(key, labels, this.index, locale);
    if (index >= 0) return index;
    return key === ' ' ? undefined : null;
  }
}
