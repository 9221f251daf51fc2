// Reads libphonenumber's national patterns as automata: digits, \d, classes, groups, |, ?, {n}, {n,m}.

export const DIGITS = [...'0123456789'];

const createNode = () => ({on: [], free: [], end: false});
const link = (from, to) => from.free.push(to);

/** Each method reads a part of the pattern, and returns how to put it between two nodes. */
class PatternReader {
  #pattern;
  #at = 0;

  constructor(pattern) {
    this.#pattern = pattern;
  }

  read() {
    const start = createNode();
    const end = createNode();
    end.end = true;
    this.#alternatives()(start, end);
    if (this.#at < this.#pattern.length) throw new Error(`cannot read ${this.#rest}`);
    return start;
  }

  get #rest() { return this.#pattern.slice(this.#at); }

  #alternatives() {
    const parts = [this.#sequence()];
    while (this.#pattern[this.#at] === '|') {
      this.#at++;
      parts.push(this.#sequence());
    }
    return (from, to) => parts.forEach((part) => part(from, to));
  }

  #sequence() {
    const parts = [];
    while (this.#at < this.#pattern.length && !'|)'.includes(this.#pattern[this.#at])) parts.push(this.#repeated());
    return (from, to) => {
      let last = from;
      for (const part of parts) {
        const next = createNode();
        part(last, next);
        last = next;
      }
      link(last, to);
    };
  }

  #repeated() {
    const atom = this.#single();
    const [text, least, comma, most] = /^(?:\?|\{(\d+)(,?)(\d*)\})/.exec(this.#rest) ?? [];
    if (text === undefined) return atom;
    this.#at += text.length;
    const [min, max] = text === '?' ? [0, 1] : [Number(least), Number(comma ? most : least)];
    return (from, to) => {
      let last = from;
      for (let i = 0; i < max; i++) {
        if (i >= min) link(last, to);
        const next = createNode();
        atom(last, next);
        last = next;
      }
      link(last, to);
    };
  }

  #single() {
    if (this.#rest.startsWith('(?:')) {
      this.#at += 3;
      const inner = this.#alternatives();
      this.#at++;
      return inner;
    }
    const [text] = /^(?:\d|\\d|\[[\d-]+\])/.exec(this.#rest) ?? [];
    if (!text) throw new Error(`cannot read ${this.#rest}`);
    this.#at += text.length;
    const expression = new RegExp(text);
    const digits = DIGITS.filter((digit) => expression.test(digit));
    return (from, to) => from.on.push([digits, to]);
  }
}

/** The first node of an expression's automaton; nodes: `{on: [[digits, node]], free: [node], end}`. */
export const automatonOf = (pattern) => new PatternReader(pattern).read();

/** All nodes that can be reached without a digit. */
export function closure(nodes) {
  // A set grows while it is iterated.
  const reached = new Set(nodes);
  for (const node of reached) {
    for (const next of node.free) reached.add(next);
  }
  return reached;
}
