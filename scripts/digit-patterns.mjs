// Expressions for sets of digit strings: the union of several, told apart from the rest of what is
// possible with as few digits as it takes, or as one likes to look at. Reads libphonenumber's national
// patterns: digits, \d, classes, groups, |, ?, {n}, {n,m}.

const DIGITS = [...'0123456789'];

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
    while (at < pattern.length && !'|)'.includes(pattern[at])) parts.push(repeated());
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
    const [min, max] = text === '?' ? [0, 1] : [Number(least), Number(comma ? most : least)];
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
    const digits = DIGITS.filter((digit) => expression.test(digit));
    return (from, to) => from.on.push([digits, to]);
  }

  const start = node();
  const end = node();
  end.end = true;
  alternatives()(start, end);
  if (at < pattern.length) throw new Error(`cannot read ${pattern.slice(at)}`);
  return start;
}

/** All nodes that can be reached without a digit. */
function closure(nodes) {
  // A set grows while it is iterated.
  const reached = new Set(nodes);
  for (const node of reached) {
    for (const next of node.free) reached.add(next);
  }
  return reached;
}

// Trees: `{id, end, next: one tree or null a digit}`; equal ones are one object.
const trees = new Map();
function treeWith(end, next) {
  if (!end && next.every((tree) => !tree)) return null;
  const key = `${end}${next.map((tree) => tree?.id ?? '').join()}`;
  if (!trees.has(key)) trees.set(key, {id: trees.size, end, next});
  return trees.get(key);
}

/** The tree of all strings that any of the patterns matches. */
function treeOf(patterns) {
  const ids = new Map();
  const idOf = (node) => {
    if (!ids.has(node)) ids.set(node, ids.size);
    return ids.get(node);
  };
  const seen = new Map();
  const walk = (nodes) => {
    const reached = [...closure(nodes)];
    const key = reached.map(idOf).sort((a, b) => a - b).join();
    if (!seen.has(key)) {
      const edges = reached.flatMap(({on}) => on);
      const next = DIGITS.map((digit) => {
        const targets = edges.filter(([digits]) => digits.includes(digit)).map(([, node]) => node);
        return targets.length ? walk(targets) : null;
      });
      seen.set(key, treeWith(reached.some(({end}) => end), next));
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

/** Strings in both trees. */
const intersection = memoized((tree, other) => {
  if (!tree || !other) return null;
  const next = tree.next.map((branch, digit) => intersection(branch, other.next[digit]));
  return treeWith(tree.end && other.end, next);
});

/** Strings in the first tree only. */
const difference = memoized((tree, other) => {
  if (!tree || !other) return tree;
  const next = tree.next.map((branch, digit) => difference(branch, other.next[digit]));
  return treeWith(tree.end && !other.end, next);
});

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);

/** The share of digit strings that are in a tree, summed over their lengths. */
const shareOf = memoized((tree) =>
  tree ? Number(tree.end) + sum(tree.next.map((next) => shareOf(next))) / 10 : 0);

/** How many digits its strings have, ascending. */
const lengthsOf = memoized((tree) => {
  const found = new Set(tree.end ? [0] : []);
  const branches = new Set(tree.next.filter(Boolean));
  for (const branch of branches) {
    for (const length of lengthsOf(branch)) found.add(length + 1);
  }
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

function digitTimes(from, to = from) {
  if (from < to) return `\\d{${from},${to}}`;
  return from < 3 ? '\\d'.repeat(from) : `\\d{${from}}`;
}

/** `\d{4,6}$`, `\d{4}(?:\d\d)?$` */
function anyOf(lengths) {
  const [least, ...more] = lengths;
  const most = lengths.at(-1);
  if (most - least === more.length) return `${digitTimes(least, most)}$`;
  return `${digitTimes(least)}(?:${more.map((length) => digitTimes(length - least)).join('|')})?$`;
}

/**
 * Tells `wanted` from `possible`: '' where everything possible is wanted, '$' at an end.
 * `depth`: digits to look at; after them, the possible lengths decide (`byLength`) or nothing does.
 * `share`: of possible strings that pass, summed over their lengths.
 */
const tell = memoized((wanted, possible, depth, byLength) => {
  if (!wanted) return null;
  if (wanted === possible) return {text: '', share: shareOf(possible)};
  const lengths = lengthsOf(wanted);
  if (depth === 0 && (!byLength || lengths.join() === lengthsOf(possible).join())) {
    return {text: '', share: shareOf(possible)};
  }
  // Where only the lengths differ, they say it all.
  const onlyLengths = lengthsOf(difference(possible, wanted) ?? {id: 'none', end: false, next: []})
    .every((length) => !lengths.includes(length));
  if (onlyLengths) return {text: anyOf(lengths), share: shareOf(wanted)};
  if (depth === 0) return {text: anyOf(lengths), share: shareOfLengths(possible, lengths)};
  const byText = new Map();
  let share = wanted.end ? 1 : 0;
  wanted.next.forEach((tree, digit) => {
    const told = tell(tree, possible.next[digit], depth - 1, byLength);
    if (!told) return;
    byText.set(told.text, (byText.get(told.text) ?? '') + digit);
    share += told.share / 10;
  });
  const branches = [...byText].map(([text, digits]) => oneOf(digits) + text);
  if (wanted.end) branches.unshift('$');
  return {text: branches.length > 1 ? `(?:${branches.join('|')})` : branches[0], share};
});

/** The share of strings of these lengths that are in a tree. */
function shareOfLengths(tree, lengths) {
  const shareBelow = memoized((branch, length) => {
    if (!branch || length > lengths.at(-1)) return 0;
    const own = Number(branch.end && lengths.includes(length));
    return own + sum(branch.next.map((next) => shareBelow(next, length + 1))) / 10;
  });
  return shareBelow(tree, 0);
}

/**
 * Expressions for the beginning of a string that matches `possible`: which of them match one of the
 * patterns, too? `pattern` needs `^` before it; `share`: of strings that pass. The first is exact,
 * the others look at fewer digits.
 */
export function tellApart(patterns, possible) {
  const all = treeOf([possible]);
  const wanted = intersection(treeOf(patterns), all);
  const found = [];
  for (const depth of [Infinity, 1, 2, 3, 4, 5, 6]) {
    for (const byLength of [true, false]) {
      const told = tell(wanted, all, depth, byLength);
      found.push({pattern: told.text, share: told.share});
    }
  }
  return found;
}
