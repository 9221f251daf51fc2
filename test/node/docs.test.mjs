// The documents agree with the sources.
import assert from 'node:assert/strict';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {unionOf} from '../../scripts/docs-api.mjs';
import {root, run} from '../../scripts/run.mjs';

const read = (name) => readFileSync(path.join(root, name), 'utf8');
const readme = read('README.md');
const elements = JSON.parse(read('custom-elements.json')).modules
  .flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);

/** A chapter of a document, up to the next one of its level or above. */
function chapter(name, heading) {
  const [marks] = heading.split(' ');
  const lines = read(name).split('\n');
  const start = lines.indexOf(heading);
  assert.notEqual(start, -1, `${name} has no chapter "${heading}".`);
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= marks.length);
  return lines.slice(start, length === -1 ? undefined : start + 1 + length).join('\n');
}

const quoted = (text) => new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code));

test('the generated parts are up to date with the sources', async () => {
  assert.equal(await run(process.execPath, ['scripts/docs.mjs', '--check']), 0);
});

for (const {tagName, attributes, cssParts, cssProperties, cssStates = []} of elements) {
  test(`docs/elements.md names every attribute of <${tagName}>, and no others`, () => {
    const own = chapter('docs/elements.md', `## \`<${tagName}>\``);
    const tables = [...own.matchAll(/^\| attribute \|.*\n\|[-|]+\n((?:\|.*\n)+)/gm)].map(([, rows]) => rows);
    const named = tables.flatMap((rows) => [...rows.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => [...quoted(cell)]));
    assert.deepEqual(named.sort(), attributes.map(({name}) => name).sort());
  });

  test(`the README names every part, property and state of <${tagName}>`, () => {
    const styling = quoted(chapter('README.md', '## Styling'));
    for (const {name} of [...cssParts, ...cssProperties, ...cssStates]) assert.ok(styling.has(name), `"${name}" is not under Styling`);
  });
}

test('the README names every event', () => {
  const events = new Set(elements.flatMap(({events: fired = []}) => fired.map(({name}) => name)));
  const named = quoted(chapter('README.md', '## Events'));
  for (const name of events) assert.ok(named.has(name), name);
});

const documents = [
  'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md',
  ...readdirSync(path.join(root, 'docs')).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
];

/** Anchors of a document's headings, as hosts of Markdown make them. */
const anchors = (text) => new Set([...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
  `#${title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-')}`));

for (const name of documents) {
  test(`links inside ${name} lead somewhere`, () => {
    const text = read(name);
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:srcset|src)="(docs\/[^"]+)"/g)].map(([, link, picture]) => link ?? picture);
    for (const target of targets) {
      if (/^https?:/.test(target)) continue;
      const [file, anchor] = target.split('#');
      const where = file ? path.join(path.dirname(name), file) : name;
      assert.ok(existsSync(path.join(root, where)), `${target}: there is no such file`);
      if (anchor !== undefined) assert.ok(anchors(read(where)).has(`#${anchor}`), `${target}: there is no such heading`);
    }
  });
}

test('the README leads to every document', () => {
  for (const name of documents) if (name !== 'README.md') assert.ok(readme.includes(`](${name}`), name);
});

/** Codes in the first column of the tables in the generated parts of this name, in order. */
const codesIn = (text, part) => [...text.matchAll(new RegExp(`<!-- made: ${part} -->([\\s\\S]*?)<!-- /made -->`, 'g'))]
  .map(([, table]) => [...table.matchAll(/^\| `([\w-]+)` \|/gm)].map(([, code]) => code));

test('docs/troubleshooting.md names every code of a call, and no others', () => {
  const [refused, failed] = codesIn(read('docs/troubleshooting.md'), 'said-errors');
  const types = 'src/store/error-types.ts';
  const whys = unionOf(types, 'Why');
  const without = (codes) => codes.filter((code) => !whys.includes(code)).sort();
  assert.deepEqual(without(refused), unionOf(types, 'Refusal').sort());
  assert.deepEqual(without(failed), unionOf(types, 'Failure').sort());
  assert.deepEqual([...refused, ...failed].filter((code) => whys.includes(code)).sort(), whys.sort());
});

test('docs/troubleshooting.md names every code of a sign-in, and no others', () => {
  const [codes] = codesIn(read('docs/troubleshooting.md'), 'said-sign-in');
  assert.deepEqual(codes.sort(), unionOf('src/ringcentral/sign-in-errors.ts', 'SignInErrorCode').sort());
});

test('docs/troubleshooting.md quotes every message of the console', () => {
  const sources = readdirSync(path.join(root, 'src'), {recursive: true}).filter((file) => /\.[jt]s$/.test(file))
    .map((file) => read(path.join('src', file))).join('\n');
  const [, table] = read('docs/troubleshooting.md').split('## What the console says\n');
  const quotes = [...table.matchAll(/^\| `(.+?)` \|/gm)].map(([, text]) => text).filter((text) => !/digest/.test(text));
  assert.ok(quotes.length > 5);
  for (const quote of quotes) {
    for (const part of quote.split('…')) assert.ok(sources.includes(part), part);
  }
  // The other way round, no message is missing.
  const messages = [...sources.matchAll(/console\.(?:warn|error)\(\s*`?'?((?:<?rc-)[^`'$]{12,})/g)].map(([, start]) => start);
  assert.ok(messages.length > 5);
  for (const start of messages) assert.ok(table.includes(start.split(/[$`]/)[0].trim().slice(0, 40)), start);
});

test('docs/events.md has a chapter for each event, with the detail that the README names', () => {
  const text = read('docs/events.md');
  const events = new Set(elements.flatMap(({events: fired = []}) => fired.map(({name}) => name)).filter((name) => name.startsWith('rc-')));
  for (const name of events) {
    const own = text.split(`## \`${name}\`\n`)[1]?.split('\n## ')[0];
    assert.ok(own, name);
    const [, detail] = new RegExp(`\\| \`${name}\` \\| \`\\{(.+?)\\}\``).exec(readme);
    const members = [...own.matchAll(/^ {2}readonly (\w+): /gm)].map(([, member]) => member);
    assert.deepEqual(detail.split(', ').sort(), members.sort(), name);
    assert.match(own, /```js/, `${name} has no example`);
  }
});

test('docs/elements.md has a generated part for each element', () => {
  const text = read('docs/elements.md');
  for (const {tagName} of elements) assert.ok(text.includes(`<!-- made: element-${tagName.replace('rc-', '')} -->`), tagName);
});
