// Expressions for sets of digit strings: the union of several, cut after some digits, written as short as it goes.
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

/**
 * The smallest tree of what the patterns match: `{end, next: Map(digits → tree)}`, equal trees being one object.
 * After `depth` digits only the lengths count.
 */
function treeOf(patterns, depth) {
  const ids = new Map();
  const number = (each) => ids.get(each) ?? (ids.set(each, ids.size), ids.get(each));
  const seen = new Map();
  const equal = new Map();
  const canonical = (end, next) => {
    const byTree = new Map();
    next.forEach((tree, digit) => tree && byTree.set(tree, (byTree.get(tree) ?? '') + digit));
    if (!end && !byTree.size) return null;
    const key = `${end}${[...byTree].map(([tree, digits]) => `${digits}:${tree.id}`).join()}`;
    const flipped = () => new Map([...byTree].map(([tree, digits]) => [digits, tree]));
    if (!equal.has(key)) equal.set(key, {id: equal.size, end, next: flipped()});
    return equal.get(key);
  };
  const lengths = (nodes, memo) => {
    const all = closure(nodes);
    const key = [...all].map(number).sort((a, b) => a - b).join();
    if (memo.has(key)) return memo.get(key);
    const found = new Set();
    if ([...all].some((each) => each.end)) found.add(0);
    const next = new Set([...all].flatMap((each) => each.on.map(([, to]) => to)));
    if (next.size) for (const length of lengths(next, memo)) found.add(length + 1);
    memo.set(key, found);
    return found;
  };
  const free = (found) => {
    const most = Math.max(...found);
    let tree = null;
    for (let used = most; used >= 0; used--) tree = canonical(found.has(used), Array(10).fill(tree));
    return tree;
  };
  const memo = new Map();
  const walk = (nodes, deep) => {
    const all = closure(nodes);
    if (!all.size) return null;
    const key = `${deep}/${[...all].map(number).sort((a, b) => a - b).join()}`;
    if (seen.has(key)) return seen.get(key);
    let tree;
    if (deep === depth) {
      const found = lengths(all, memo);
      tree = found.size ? free(found) : null;
    } else {
      const next = Array.from({length: 10}, (_, digit) => {
        const to = [...all].flatMap(({on}) =>
          on.flatMap(([digits, one]) => digits.includes(String(digit)) ? [one] : []));
        return to.length ? walk(to, deep + 1) : null;
      });
      tree = canonical([...all].some((each) => each.end), next);
    }
    seen.set(key, tree);
    return tree;
  };
  return walk(patterns.filter(Boolean).map(automaton), 0);
}

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

/** `\d\d\d` → `\d{3}`. */
const counted = (text) => text.replace(/(?:\\d){3,}(?!\?)/g, (run) => `\\d{${run.length / 2}}`);

function write(tree, memo) {
  if (memo.has(tree)) return memo.get(tree);
  const branches = [...tree.next].map(([digits, next]) => oneOf(digits) + write(next, memo));
  let text = branches.length > 1 ? `(?:${branches.join('|')})` : branches[0] ?? '';
  if (tree.end && text) text = /^(?:\(\?:[^()]*\)|\\?.|\[[^\]]*\])$/.test(text) ? `${text}?` : `(?:${text})?`;
  memo.set(tree, text);
  return text;
}

/** How many digit strings there are in a tree. */
function count(tree, memo = new Map()) {
  if (!memo.has(tree)) {
    memo.set(tree, [...tree.next].reduce((sum, [on, next]) => sum + on.length * count(next, memo), tree.end ? 1 : 0));
  }
  return memo.get(tree);
}

/**
 * One expression for everything that the patterns match; after `depth` digits, for everything of the same lengths.
 * `size`: how many strings it matches.
 */
export function unionOf(patterns, depth = Infinity) {
  const tree = treeOf(patterns, depth);
  return tree ? {pattern: counted(write(tree, new Map())), size: count(tree)} : {pattern: '', size: 0};
}
