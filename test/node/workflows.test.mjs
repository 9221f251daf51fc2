// The workflows are valid, run only scripts that exist, and have only the permissions they need.
import assert from 'node:assert/strict';
import {accessSync, constants, readFileSync, readdirSync} from 'node:fs';
import path from 'node:path';
import {describe, test} from 'node:test';
import {parseDocument} from 'yaml';
import {root} from '../../scripts/run.mjs';

const folder = path.join(root, '.github/workflows');
const {scripts, engines} = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
const ignored = readFileSync(path.join(root, '.gitignore'), 'utf8');

/** Permissions of each job beside `contents: read`. */
const JOB_PERMISSIONS = {
  'release.yml': {
    npm: {'contents': 'read', 'id-token': 'write'}, github: {contents: 'write'}, pages: {'pages': 'write', 'id-token': 'write'},
  },
};

function read(name) {
  const document = parseDocument(readFileSync(path.join(folder, name), 'utf8'), {strict: true, uniqueKeys: true});
  assert.deepEqual([...document.errors, ...document.warnings].map(({message}) => message), []);
  return document.toJS();
}

/** Names of npm scripts in a command, such as `npm test` and `npm run build:demo -- …`. */
const scriptsIn = (command) => [...command.matchAll(/\bnpm (?:run ([\w:-]+)|(test)\b)/g)].map(([, script, builtIn]) => script ?? builtIn);

/** Paths of this repository's programs in a command. */
const programsIn = (command) => [...command.matchAll(/(?:^|\s)(?:node )?((?:\.\/)?(?:scripts|\.ci)\/[\w./-]+)/g)].map(([, file]) => file);

const names = readdirSync(folder);

test('one workflow is for tests, one for releases', () => assert.deepEqual(names, ['release.yml', 'test.yml']));

for (const name of names) {
  describe(name, () => {
    const workflow = read(name);
    const jobs = Object.entries(workflow.jobs);
    const steps = jobs.flatMap(([, job]) => job.steps);
    const commands = steps.flatMap(({run}) => run ?? []);

    test('runs scripts that exist', () => {
      for (const script of commands.flatMap(scriptsIn)) assert.ok(script in scripts, `npm run ${script}`);
      for (const file of commands.flatMap(programsIn)) accessSync(path.join(root, file), constants.X_OK);
      assert.ok(commands.some((command) => scriptsIn(command).includes('test') || programsIn(command).includes('.ci/run')));
    });

    test('waits for jobs that exist', () => {
      for (const [job, {needs = []}] of jobs) for (const other of [needs].flat()) assert.ok(workflow.jobs[other], `${job} needs ${other}`);
    });

    test('names the major version of every action', () => {
      for (const {uses} of steps) if (uses) assert.match(uses, /^actions\/[\w-]+@v\d+$/);
    });

    test('has only the permissions that it needs', () => {
      assert.deepEqual(workflow.permissions, {contents: 'read'});
      const granted = Object.fromEntries(jobs.filter(([, job]) => job.permissions).map(([job, {permissions}]) => [job, permissions]));
      assert.deepEqual(granted, JOB_PERMISSIONS[name] ?? {});
    });

    test('stores no credentials in the checkout, and puts no expression into a command', () => {
      for (const {uses, with: settings} of steps) if (uses?.startsWith('actions/checkout')) assert.equal(settings['persist-credentials'], false);
      for (const command of commands) assert.doesNotMatch(command, /\$\{\{/);
      assert.ok(!('pull_request_target' in workflow.on));
    });
  });
}

test('the tests run in the oldest supported Node', () => {
  const {matrix} = read('test.yml').jobs.node.strategy;
  assert.equal(Number(/^>=(\d+)/.exec(engines.node)[1]), Math.min(...matrix.node));
});

describe('a release', () => {
  const {jobs, on} = read('release.yml');
  const order = jobs.build.steps.flatMap(({run}) => run ?? []);

  test('happens for a tag only, and publishes with provenance', () => {
    assert.deepEqual(on, {push: {tags: ['v*']}});
    assert.ok(jobs.npm.steps.some(({run}) => run?.startsWith('npm publish') && run.includes('--provenance')));
  });

  test('is checked and tested before it is packed, and published before it is announced', () => {
    const at = (part) => order.findIndex((command) => command.includes(part));
    assert.ok(at('npm ci') >= 0 && at('release:check') > at('npm ci') && at('npm test') > at('release:check'));
    assert.ok(at('build:demo') > at('npm test') && at('release:notes') > at('build:demo'));
    assert.deepEqual([jobs.npm.needs, jobs.github.needs, jobs.pages.needs], ['build', 'npm', 'npm']);
  });

  test('uploads the folders that the scripts write', () => {
    for (const {uses, with: settings} of jobs.build.steps) {
      if (!uses?.includes('upload')) continue;
      assert.ok(ignored.split('\n').some((line) => line.replace('/', '') === settings.path), settings.path);
      assert.ok(['build-demo', 'release-notes'].some((script) =>
        readFileSync(path.join(root, `scripts/${script}.mjs`), 'utf8').includes(`'${settings.path}'`)), settings.path);
    }
  });
});
