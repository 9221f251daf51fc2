import assert from 'node:assert/strict';
import {test} from 'node:test';
import {
  featuredScenarios, scenarioNamed, scenarioOf, scenarios, scenariosAsMarkdown,
} from '../scenarios.js';

test('the first number is answered, and its call ends normally', () => {
  assert.equal(scenarios[0]?.name, 'answered');
  assert.deepEqual(scenarios[0]?.timeline.at(-1), {at: 22, call: 'Success', caller: 'Finished', callee: 'Finished'});
});

test('numbers are fictional, and no number or name appears twice', () => {
  for (const {number} of scenarios) assert.match(number, /^\+1[2-9]\d\d55501\d\d$/);
  assert.equal(new Set(scenarios.map(({number}) => number)).size, scenarios.length);
  assert.equal(new Set(scenarios.map(({name}) => name)).size, scenarios.length);
});

test('each phase lasts at least four seconds, and a call is over within thirty', () => {
  for (const {name, timeline, post, endless} of scenarios) {
    const times = timeline.map(({at}) => at);
    if (times.length) assert.equal(times[0], 0, name);
    times.slice(1).forEach((at, index) => assert.ok(at - (times[index] ?? 0) >= 4, name));
    const duration = (times.at(-1) ?? 0) + (post?.delay ?? 0);
    if (!endless) assert.ok(duration <= 25, name);
  }
});

test('finds a scenario by number and by name, and answers other numbers', () => {
  assert.equal(scenarioOf('+16505550102').name, 'busy');
  assert.equal(scenarioOf('+442079460000').name, 'answered');
  assert.equal(scenarioNamed('busy').number, '+16505550102');
  assert.throws(() => scenarioNamed('bussy'), /no scenario "bussy"/);
});

test('the table of the docs has a row for each scenario', () => {
  const lines = scenariosAsMarkdown().trim().split('\n');
  assert.equal(lines.length, scenarios.length + 2);
  assert.equal(lines[4], '| `+16505550102` | (650) 555-0102 | busy | The other party is busy. |');
});

test('the table of the README has five of these rows', () => {
  const rows = (/** @type {string} */ markdown) => markdown.trim().split('\n').slice(2);
  const featured = rows(scenariosAsMarkdown(featuredScenarios));
  assert.equal(new Set(featured).size, 5);
  const all = rows(scenariosAsMarkdown());
  for (const row of featured) assert.ok(all.includes(row), row);
});
