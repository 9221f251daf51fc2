/** Marks the title of the tab with who calls, and takes exactly the mark away again. */

export class TitleMark {
  /** Empty while there is none. */
  #mark = '';
  /** The title before, and with the mark, as the browser gives it back. */
  #titleBefore = '';
  #markedTitle = '';

  set(who: string): void {
    const mark = `☎ ${who} – `;
    if (mark === this.#mark) return;
    this.remove();
    this.#mark = mark;
    this.#titleBefore = document.querySelector('title')?.textContent ?? '';
    document.title = mark + document.title;
    this.#markedTitle = document.title;
  }

  /** The page may have changed its title meanwhile. */
  remove(): void {
    if (!this.#mark) return;
    const {title} = document;
    const isOurs = title === this.#markedTitle;
    const rest = isOurs ? this.#titleBefore : title.replace(this.#mark, () => '');
    if (isOurs || rest !== title) document.title = rest;
    this.#mark = '';
  }
}
