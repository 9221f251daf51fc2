// Expressions for sets of digit strings: the union of several, told apart from the rest of what is possible with as few
// digits as it takes, or as one likes to look at.
// Knows what libphonenumber's national patterns are made of: digits, \d, classes, groups, |, ?, {n}, {n,m}.

/** An automaton of one expression; its nodes: `{on: [[digits, node]], free: [node], end}`. */
function automaton(pattern) {
  let at = 0;
  const node = () => ({on: [], free: [], end: false});
  const link = (from, to) => from.free.push(to);

  function alternatives() {
    const parts = [sequence()];
    while (pattern[at] === '|') {
      at++;
      parts.push(sequence());
    }
    return (from, to) => parts.forEach((part) => part(from, to));
  }
  function sequence() {
    const parts = [];
    while (at < pattern.length && pattern[at] !== '|' && pattern[at] !== ')') parts.push(repeated());
    return (from, to) => {
      let last = from;
      for (const part of parts) {
        const next = node();
        part(last, next);
        last = next;
      }
      link(last, to);
    };
  }
  function repeated() {
    const atom = single();
    const [text, least, comma, most] = /^(?:\?|\{(\d+)(,?)(\d*)\})/.exec(pattern.slice(at)) ?? [];
    if (text === undefined) return atom;
    at += text.length;
    const min = text === '?' ? 0 : Number(least);
    const max = text === '?' ? 1 : comma ? Number(most) : min;
    return (from, to) => {
      let last = from;
      for (let i = 0; i < max; i++) {
        if (i >= min) link(last, to);
        const next = node();
        atom(last, next);
        last = next;
      }
      link(last, to);
    };
  }
  function single() {
    const rest = pattern.slice(at);
    if (rest.startsWith('(?:')) {
      at += 3;
      const inner = alternatives();
      at++;
      return inner;
    }
    const [text] = /^(?:\d|\\d|\[[\d-]+\])/.exec(rest) ?? [];
    if (!text) throw new Error(`cannot read ${rest}`);
    at += text.length;
    const expression = new RegExp(text);
    const digits = [...'0123456789'].filter((digit) => expression.test(digit));
    return (from, to) => from.on.push([digits, to]);
  }

  const start = node();
  const end = node();
  end.end = true;
  alternatives()(start, end);
  if (at < pattern.length) throw new Error(`cannot read ${pattern.slice(at)}`);
  return start;
}

function closure(nodes) {
  const all = new Set(nodes);
  for (const each of all) for (const next of each.free) all.add(next);
  return all;
}

// Trees: `{id, end, next: one tree or null a digit}`; equal ones are one object.
const trees = new Map();
function treeWith(end, next) {
  if (!end && next.every((tree) => !tree)) return null;
  const key = `${end}${next.map((tree) => tree?.id ?? '').join()}`;
  if (!trees.has(key)) trees.set(key, {id: trees.size, end, next});
  return trees.get(key);
}

/** Of all strings that any of the patterns matches. */
function treeOf(patterns) {
  const ids = new Map();
  const number = (each) => ids.get(each) ?? (ids.set(each, ids.size), ids.get(each));
  const seen = new Map();
  const walk = (nodes) => {
    const all = [...closure(nodes)];
    const key = all.map(number).sort((a, b) => a - b).join();
    if (!seen.has(key)) {
      const next = Array.from({length: 10}, (_, digit) => {
        const to = all.flatMap(({on}) => on.flatMap(([digits, one]) => digits.includes(String(digit)) ? [one] : []));
        return to.length ? walk(to) : null;
      });
      seen.set(key, treeWith(all.some((each) => each.end), next));
    }
    return seen.get(key);
  };
  return walk(patterns.filter(Boolean).map(automaton));
}

const memoized = (fn) => {
  const memo = new Map();
  return (...trees) => {
    const key = trees.map((tree) => tree?.id ?? tree).join();
    if (!memo.has(key)) memo.set(key, fn(...trees));
    return memo.get(key);
  };
};

const intersection = memoized((a, b) =>
  a && b && treeWith(a.end && b.end, a.next.map((tree, digit) => intersection(tree, b.next[digit]))));
const difference = memoized((a, b) =>
  a && (b ? treeWith(a.end && !b.end, a.next.map((tree, digit) => difference(tree, b.next[digit]))) : a));

/** How many strings there are in a tree. */
const count = memoized((tree) => tree ? tree.next.reduce((sum, next) => sum + count(next), tree.end ? 1 : 0) : 0);

/** Of how many digits its strings are, ascending. */
const lengthsOf = memoized((tree) => {
  const found = new Set(tree.end ? [0] : []);
  for (const next of new Set(tree.next)) if (next) for (const length of lengthsOf(next)) found.add(length + 1);
  return [...found].sort((a, b) => a - b);
});

function oneOf(digits) {
  if (digits.length === 10) return '\\d';
  if (digits.length === 1) return digits;
  let text = '';
  for (let i = 0; i < digits.length;) {
    let j = i;
    while (Number(digits[j + 1]) === Number(digits[j]) + 1) j++;
    text += j - i > 1 ? `${digits[i]}-${digits[j]}` : digits.slice(i, j + 1);
    i = j + 1;
  }
  return `[${text}]`;
}

/** `\d{4,6}$`, `\d{4}(?:\d\d)?$` */
function anyOf(lengths) {
  const [least] = lengths;
  const most = lengths[lengths.length - 1];
  const times = (from, to = from) => from < to ? `\\d{${from},${to}}` : from < 3 ? '\\d'.repeat(from) : `\\d{${from}}`;
  if (most - least === lengths.length - 1) return `${times(least, most)}$`;
  return `${times(least)}(?:${lengths.slice(1).map((length) => times(length - least)).join('|')})?$`;
}

/**
 * What tells `wanted` from `possible`: '' where everything possible is wanted, '$' at an end. `depth`: digits to look
 * at; after them, the possible lengths decide (`byLength`) or nothing does. `size`: how many possible strings pass.
 */
const tell = memoized((wanted, possible, depth, byLength) => {
  if (!wanted) return null;
  if (wanted === possible) return {text: '', size: count(possible)};
  const lengths = lengthsOf(wanted);
  if (depth === 0 && (!byLength || lengths.join() === lengthsOf(possible).join())) {
    return {text: '', size: count(possible)};
  }
  // Where only the lengths differ, they say it all.
  const onlyLengths = lengthsOf(difference(possible, wanted) ?? {id: 'none', end: false, next: []})
    .every((length) => !lengths.includes(length));
  if (onlyLengths) return {text: anyOf(lengths), size: count(wanted)};
  if (depth === 0) return {text: anyOf(lengths), size: sizeOf(possible, lengths)};
  const byText = new Map();
  let size = wanted.end ? 1 : 0;
  wanted.next.forEach((tree, digit) => {
    const told = tell(tree, possible.next[digit], depth - 1, byLength);
    if (!told) return;
    byText.set(told.text, (byText.get(told.text) ?? '') + digit);
    size += told.size;
  });
  const branches = [...byText].map(([text, digits]) => oneOf(digits) + text);
  if (wanted.end) branches.unshift('$');
  return {text: branches.length > 1 ? `(?:${branches.join('|')})` : branches[0], size};
});

/** How many strings of these lengths there are in a tree. */
function sizeOf(tree, lengths) {
  const sum = memoized((each, at) => !each || at > lengths[lengths.length - 1] ? 0
    : (each.end && lengths.includes(at) ? 1 : 0) + each.next.reduce((all, next) => all + sum(next, at + 1), 0));
  return sum(tree, 0);
}

/**
 * Expressions for the beginning of a string that matches `possible`: which of them match one of the patterns, too?
 * `pattern` needs `^` before it; `size`: how many strings pass. The first is exact, the others look at fewer digits.
 */
export function tellApart(patterns, possible) {
  const all = treeOf([possible]);
  const wanted = intersection(treeOf(patterns), all);
  const found = [];
  for (const depth of [Infinity, 1, 2, 3, 4, 5, 6]) {
    for (const byLength of [true, false]) {
      const told = tell(wanted, all, depth, byLength);
      found.push({pattern: told.text, size: told.size});
    }
  }
  return found;
}
