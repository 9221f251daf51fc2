import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  featuredScenarios, scenarioNamed, scenarioOf, scenarios, scenariosAsMarkdown,
} from '../scenarios.js';

test('the first number answers and ends normally', () => {
  assert.equal(scenarios[0]?.name, 'answered');
  assert.deepEqual(scenarios[0]?.timeline.at(-1), {at: 22, call: 'Success', caller: 'Finished', callee: 'Finished'});
});

test('numbers are fictional, and each appears once, as do names', () => {
  for (const {number} of scenarios) assert.match(number, /^\+1[2-9]\d\d55501\d\d$/);
  assert.equal(new Set(scenarios.map(({number}) => number)).size, scenarios.length);
  assert.equal(new Set(scenarios.map(({name}) => name)).size, scenarios.length);
});

test('each phase lasts at least four seconds, and a call is over within thirty', () => {
  for (const {name, timeline, post, endless} of scenarios) {
    timeline.forEach(({at}, n) => assert.ok(n === 0 ? at === 0 : at - (timeline[n - 1]?.at ?? 0) >= 4, name));
    if (!endless) assert.ok((timeline.at(-1)?.at ?? 0) + (post?.delay ?? 0) <= 25, name);
  }
});

test('a scenario is found by number and by name; other numbers are answered', () => {
  assert.equal(scenarioOf('+16505550102').name, 'busy');
  assert.equal(scenarioOf('+442079460000').name, 'answered');
  assert.equal(scenarioNamed('busy').number, '+16505550102');
  assert.throws(() => scenarioNamed('bussy'), /no scenario "bussy"/);
});

test('the docs table has a row for each', () => {
  const lines = scenariosAsMarkdown().trim().split('\n');
  assert.equal(lines.length, scenarios.length + 2);
  assert.equal(lines[4], '| `+16505550102` | (650) 555-0102 | busy | The other party is busy. |');
});

test('the README has five of the rows', () => {
  const rows = (/** @type {string} */ markdown) => markdown.trim().split('\n').slice(2);
  const featured = rows(scenariosAsMarkdown(featuredScenarios));
  assert.equal(new Set(featured).size, 5);
  const all = rows(scenariosAsMarkdown());
  for (const row of featured) assert.ok(all.includes(row), row);
});
