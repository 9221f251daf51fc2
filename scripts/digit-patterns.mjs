// Expressions for sets of digit strings: the union of several, told apart from the rest of what is
// possible by as few digits as needed, or by as few as the caller allows.
import {automatonOf, closure, DIGITS} from './digit-automaton.mjs';

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
  return walk(patterns.filter(Boolean).map(automatonOf));
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
