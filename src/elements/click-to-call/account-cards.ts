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

  /** The rank of a card for what has just happened. */
  nextRank(): number {
    return ++this.#eventCount;
  }

  add(owner: CardOwner): void {
    this.#owners.add(owner);
  }

  delete(owner: CardOwner): void {
    if (this.#owners.delete(owner)) this.refreshAll();
  }

  /** Whether this owner's card is the one to show. */
  isShown(owner: CardOwner): boolean {
    const owners = [...this.#owners];
    const ranks = owners.map(({rank}) => rank ?? -Infinity);
    return owner.rank !== null && owners[ranks.indexOf(Math.max(...ranks))] === owner;
  }

  /** Another card may have to be shown now. */
  refreshAll(): void {
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
