/**
 * The cards of an account's call buttons in this document. One is open at a time: a question first,
 * then the card of the newest event. A call that several buttons show has one card.
 */
import type {Store} from '../../store/types.js';

/** A call button whose card can be shown. */
export interface CardOwner {
  /** The highest comes first; 0 = a call that another button or tab placed; null = no card. */
  readonly rank: number | null;
  /** Renders again: another button's card was opened or closed. */
  refresh(): void;
  /** Another button asks. */
  withdrawQuestion(): void;
  /** The user has closed a newer card, and so has done with older failures. */
  closeNews(): void;
}

class AccountCards {
  /** Cards that the user has closed, by kind and call: no button shows them again. */
  readonly closed = new Set<string>();
  readonly #owners = new Set<CardOwner>();
  #eventCount = 0;
  /** Kept within a task: each owner asks, and each answer takes a look at the page. */
  #shownOwner: CardOwner | null | undefined;

  /** The rank of a card for what has just happened. */
  nextRank(): number {
    return ++this.#eventCount;
  }

  add(owner: CardOwner): void {
    this.#owners.add(owner);
    this.#shownOwner = undefined;
  }

  delete(owner: CardOwner): void {
    if (this.#owners.delete(owner)) this.refreshAll();
  }

  /** Whether this owner's card is the one to show. */
  isShown(owner: CardOwner): boolean {
    if (this.#shownOwner === undefined) {
      this.#shownOwner = this.#findShownOwner();
      queueMicrotask(() => this.#shownOwner = undefined);
    }
    return this.#shownOwner === owner;
  }

  #findShownOwner(): CardOwner | null {
    let shownOwner: CardOwner | null = null;
    let highestRank = -Infinity;
    for (const owner of this.#owners) {
      const {rank} = owner;
      if (rank === null || rank <= highestRank) continue;
      highestRank = rank;
      shownOwner = owner;
    }
    return shownOwner;
  }

  /** Another card may have to be shown now. */
  refreshAll(): void {
    this.#shownOwner = undefined;
    for (const owner of this.#owners) owner.refresh();
  }

  closeOtherNews(owner: CardOwner): void {
    for (const other of this.#owners) if (other !== owner) other.closeNews();
  }

  withdrawOtherQuestions(owner: CardOwner): void {
    for (const other of this.#owners) if (other !== owner) other.withdrawQuestion();
  }
}

const cardsByStore = new WeakMap<Store, AccountCards>();

export function accountCards(store: Store): AccountCards {
  const cards = cardsByStore.get(store) ?? new AccountCards();
  cardsByStore.set(store, cards);
  return cards;
}
