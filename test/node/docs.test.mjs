// The documents say what the sources say.
import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {test} from 'node:test';
import {root, run} from '../../scripts/run.mjs';

const read = (name) => readFileSync(path.join(root, name), 'utf8');
const readme = read('README.md');
const elements = JSON.parse(read('custom-elements.json')).modules
  .flatMap(({declarations = []}) => declarations).filter(({tagName}) => tagName);

/** A chapter of the README, up to the next one of its own level or above. */
function chapter(heading) {
  const [marks] = heading.split(' ');
  const lines = readme.split('\n');
  const start = lines.indexOf(heading);
  assert.notEqual(start, -1, `The README has no chapter "${heading}".`);
  const length = lines.slice(start + 1).findIndex((line) => /^#+ /.test(line) && line.indexOf(' ') <= marks.length);
  return lines.slice(start, length === -1 ? undefined : start + 1 + length).join('\n');
}

const quoted = (text) => new Set([...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code));

test('the made parts are what the sources give', async () => {
  assert.equal(await run(process.execPath, ['scripts/docs.mjs', '--check']), 0);
});

for (const {tagName, attributes, cssParts, cssProperties, cssStates = []} of elements) {
  test(`the README names every attribute, part, property and state of <${tagName}>, and no other attribute`, () => {
    const own = chapter(`### \`<${tagName}>\``);
    const named = [...own.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => [...quoted(cell)]);
    assert.deepEqual(named.sort(), attributes.map(({name}) => name).sort());
    const styling = quoted(chapter('## Styling'));
    for (const {name} of [...cssParts, ...cssProperties, ...cssStates]) assert.ok(styling.has(name), `"${name}" is not under Styling`);
  });
}

test('the README names every event', () => {
  const events = new Set(elements.flatMap((element) => element.events.map(({name}) => name)));
  const named = quoted(chapter('## Events'));
  for (const name of events) assert.ok(named.has(name), name);
});

test('links inside the documents lead somewhere', () => {
  for (const name of ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md']) {
    const text = read(name);
    const headings = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
      `#${title.toLowerCase().replace(/[^\w\s-]/g, '').replace(/\s/g, '-')}`));
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)|(?:srcset|src)="(docs\/[^"]+)"/g)].map(([, link, picture]) => link ?? picture);
    for (const target of targets) {
      if (/^https?:/.test(target)) continue;
      assert.ok(target.startsWith('#') ? headings.has(target) : existsSync(path.join(root, target)), `${name}: ${target}`);
    }
  }
});
