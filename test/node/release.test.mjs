// A release changes versions and changelog, makes a commit and a tag, and pushes nothing.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {changesOf} from '../../scripts/release-notes.mjs';
import {checkTag, compareVersions, datedChangelog, gitHubName, nextVersion, release, withVersion} from '../../scripts/release.mjs';

describe('versions', () => {
  for (const [current, bump, expected] of [
    ['0.1.0', 'patch', '0.1.1'], ['0.1.9', 'minor', '0.2.0'], ['0.9.3', 'major', '1.0.0'],
    ['1.0.0-rc.1', 'patch', '1.0.0'], ['1.0.0-rc.1', 'minor', '1.0.0'], ['1.0.0-rc.1', 'major', '1.0.0'],
    ['1.2.3-rc.1', 'minor', '1.3.0'], ['1.2.0-rc.1', 'major', '2.0.0'],
    ['0.1.0', '0.1.0', '0.1.0'], ['0.1.0', '2.0.0-beta.2', '2.0.0-beta.2'],
  ]) {
    test(`${current}, ${bump}: ${expected}`, () => assert.equal(nextVersion(current, bump), expected));
  }
  for (const bump of ['0.0.9', '0.1.0-rc.1']) {
    test(`${bump} after 0.1.0 is refused`, () => assert.throws(() => nextVersion('0.1.0', bump), /comes before 0\.1\.0/));
  }
  for (const bump of ['v1.0.0', '1.0', 'huge', '', '1.0.0; ls']) {
    test(`"${bump}" is refused`, () => assert.throws(() => nextVersion('0.1.0', bump), /is no version/));
  }
  test('are compared by the rules of semantic versioning', () => {
    const order = ['1.0.0-alpha', '1.0.0-alpha.1', '1.0.0-alpha.beta', '1.0.0-beta', '1.0.0-beta.2', '1.0.0-beta.11', '1.0.0-rc.1', '1.0.0', '1.0.1', '1.10.0', '2.0.0'];
    assert.deepEqual([...order].reverse().sort(compareVersions), order);
  });
});

describe('the changelog', () => {
  const text = '# Changelog\n\nNewest first.\n\n## Unreleased\n\n- New $& things\n\n## 0.1.0 (2026-01-31)\n\n- The first\n';
  const dated = datedChangelog(text, '0.2.0', '2026-02-03');
  test('gets a version and a date, and is otherwise unchanged', () => assert.equal(dated, text.replace('## Unreleased', '## 0.2.0 (2026-02-03)')));
  test('gets them also where no older version follows', () => {
    assert.equal(datedChangelog('# Changelog\n\n## Unreleased\n\n- One\n', '0.1.0', '2026-02-03'), '# Changelog\n\n## 0.1.0 (2026-02-03)\n\n- One\n');
  });
  test('is refused without entries under Unreleased', () => {
    for (const empty of ['# Changelog\n', '# Changelog\n\n## Unreleased\n', '## Unreleased\n\n## 0.1.0 (2026-01-31)\n\n- One\n']) {
      assert.throws(() => datedChangelog(empty, '0.2.0', '2026-02-03'), /says nothing under/);
    }
  });
  test('has the changes of each version', () => {
    assert.equal(changesOf(dated, '0.2.0'), '- New $& things');
    assert.equal(changesOf(dated, '0.1.0'), '- The first');
    assert.equal(changesOf(dated, '0.1'), '');
  });
});

test('a lockfile has its version in two places', () => {
  const lock = JSON.parse(withVersion('{"version": "0.1.0", "packages": {"": {"version": "0.1.0"}, "node_modules/a": {"version": "0.1.0"}}}', '0.2.0'));
  assert.deepEqual(lock, {version: '0.2.0', packages: {'': {version: '0.2.0'}, 'node_modules/a': {version: '0.1.0'}}});
});

for (const [address, name] of [
  ['https://github.com/harbor/calls.git', 'harbor/calls'], ['git@github.com:harbor/calls.git', 'harbor/calls'],
  ['git+https://github.com/harbor/calls', 'harbor/calls'], ['https://example.com/harbor/calls.git', null], ['/srv/git/calls', null], [undefined, null],
]) {
  test(`the repository of ${address} is ${name ?? 'not on GitHub'}`, () => assert.equal(gitHubName(address), name));
}

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

/** A package in a repository of its own, with fake commands for its tests and its build. */
function project({origin = 'https://github.com/harbor/calls.git', failing = ''} = {}) {
  const cwd = mkdtempSync(path.join(tmpdir(), 'release-'));
  folders.push(cwd);
  const git = (...args) => execFileSync('git', args, {cwd, encoding: 'utf8'}).trim();
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(cwd, name)), {recursive: true});
    writeFileSync(path.join(cwd, name), typeof text === 'string' ? text : `${JSON.stringify(text, null, 2)}\n`);
  };
  write('package.json', {name: 'calls', version: '0.1.0', license: 'MIT', type: 'module', files: ['dist'], scripts: {}});
  write('package-lock.json', {name: 'calls', version: '0.1.0', lockfileVersion: 3, packages: {'': {name: 'calls', version: '0.1.0'}}});
  write('CHANGELOG.md', '# Changelog\n\n## Unreleased\n\n- Calls\n');
  write('README.md', 'npm install ./calls-0.1.0.tgz\n');
  write('docs/use.md', 'https://cdn.example/calls@0.1.0/a.js\n');
  write('.gitignore', 'dist\n/release\n');
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.com');
  if (origin) git('remote', 'add', 'origin', origin);
  git('add', '.');
  git('commit', '--quiet', '-m', 'Calls');

  const commands = [];
  const output = [];
  return {
    cwd, git, write, commands, output,
    read: (name) => readFileSync(path.join(cwd, name), 'utf8'),
    release: (bump, options) => release(bump, {
      cwd, today: '2026-02-03', print: (text) => output.push(text), ...options,
      run: async (command, args) => {
        const line = [command, ...args].join(' ');
        commands.push(line);
        if (line === failing) return 1;
        if (line === 'npm run build') {
          write('dist/cdn/calls.js', 'calls();\n');
          write('dist/cdn/chunks/more.js', 'more();\n');
          write('dist/cdn/calls.js.map', '{}');
        }
        if (args[0] === 'pack') execFileSync(command, args, {cwd});
        return 0;
      },
    }),
  };
}

describe('a release', () => {
  test('tests, builds, commits and tags, and pushes nothing', async () => {
    const {cwd, git, commands, output, read, release: make} = project();
    assert.equal(await make('minor'), '0.2.0');
    assert.deepEqual(commands.map((line) => line.split(' --')[0]), ['npm test', 'npm run build', 'npm pack']);
    assert.equal(git('log', '-1', '--format=%s'), 'Release 0.2.0');
    assert.equal(git('describe', '--exact-match'), 'v0.2.0');
    assert.equal(git('status', '--porcelain'), '');
    assert.deepEqual(git('show', '--name-only', '--format=').split('\n'), ['CHANGELOG.md', 'README.md', 'docs/use.md', 'package-lock.json', 'package.json']);
    const {version, repository} = JSON.parse(read('package.json'));
    assert.deepEqual([version, repository.url], ['0.2.0', 'git+https://github.com/harbor/calls.git']);
    assert.match(read('CHANGELOG.md'), /^## 0\.2\.0 \(2026-02-03\)$/m);
    assert.match(read('README.md') + read('docs/use.md'), /calls-0\.2\.0\.tgz\n.*calls@0\.2\.0\//);
    assert.match(output.at(-1), /git push origin main v0\.2\.0/);
    assert.doesNotThrow(() => checkTag('v0.2.0', {cwd, repository: 'Harbor/calls'}));
  });

  test('writes notes with the changes, and the hashes of the package and of every file for script tags', async () => {
    const {cwd, read, release: make} = project();
    await make('0.1.0');
    const notes = read('release/notes.md');
    const hash = (algorithm, encoding, file) => createHash(algorithm).update(readFileSync(path.join(cwd, file))).digest(encoding);
    assert.match(notes, /^# calls 0\.1\.0\n\n- Calls\n/);
    for (const [file, bytes] of [['calls.js', 9], ['chunks/more.js', 8]]) {
      const row = [`\`${file}\``, bytes, `\`sha384-${hash('sha384', 'base64', `dist/cdn/${file}`)}\``, `\`${hash('sha256', 'hex', `dist/cdn/${file}`)}\``];
      assert.ok(notes.includes(`| ${row.join(' | ')} |`), file);
    }
    assert.ok(!notes.includes('.map'));
    assert.ok(notes.includes(`sha512-${hash('sha512', 'base64', 'release/calls-0.1.0.tgz')}`));
    assert.ok(notes.includes(hash('sha256', 'hex', 'release/calls-0.1.0.tgz')));
  });

  test('only reports its steps as a dry run', async () => {
    const {cwd, git, commands, output, release: make} = project();
    const before = git('rev-parse', 'HEAD');
    assert.equal(await make('major', {dryRun: true}), '1.0.0');
    assert.equal(git('rev-parse', 'HEAD'), before);
    assert.equal(git('status', '--porcelain') + git('tag'), '');
    assert.ok(!existsSync(path.join(cwd, 'release')));
    assert.deepEqual(commands, []);
    assert.match(output.join('\n'), /0\.1\.0 → 1\.0\.0.*Nothing was written[^]*CHANGELOG\.md, package\.json, package-lock\.json, README\.md, docs\/use\.md[^]*tag v1\.0\.0/);
  });

  for (const failing of ['npm test', 'npm run build']) {
    test(`leaves everything as it was when ${failing} fails`, async () => {
      const {git, release: make} = project({failing});
      const before = git('rev-parse', 'HEAD');
      await assert.rejects(make('patch'), new RegExp(`"${failing}" failed, so nothing was released`));
      assert.equal(git('rev-parse', 'HEAD'), before);
      assert.equal(git('status', '--porcelain') + git('tag'), '');
    });
  }

  test('is refused with uncommitted changes, off main, and for a tag that exists', async () => {
    const {git, write, commands, release: make} = project();
    write('new.txt', 'new');
    await assert.rejects(make('patch'), /Commit them or put them away:\n.*new\.txt/);
    git('add', '.');
    git('commit', '--quiet', '-m', 'New');
    git('switch', '--quiet', '--create', 'aside');
    await assert.rejects(make('patch'), /made on main, and this is aside/);
    git('switch', '--quiet', 'main');
    git('tag', 'v0.1.1');
    await assert.rejects(make('patch'), /There is a tag v0\.1\.1 already/);
    assert.deepEqual(commands, []);
  });

  test('is made without a repository on GitHub, and says what is missing', async () => {
    const {cwd, output, release: make} = project({origin: ''});
    await make('patch');
    assert.match(output[0], /names no repository/);
    assert.throws(() => checkTag('v0.1.1', {cwd, repository: 'harbor/calls'}), /names the repository \(none\), but this is harbor\/calls/);
  });
});

test('a tag with another version than the package is refused', async () => {
  const {cwd, release: make} = project();
  assert.throws(() => checkTag('v0.2.0', {cwd}), /but package\.json has 0\.1\.0/);
  assert.throws(() => checkTag('v0.1.0', {cwd}), /no dated part for 0\.1\.0/);
  await make('patch');
  assert.doesNotThrow(() => checkTag('v0.1.1', {cwd, repository: ''}));
});
