// A release changes the right files, makes a commit and a tag, and pushes nothing.
import assert from 'node:assert/strict';
import {execFileSync, spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, describe, test} from 'node:test';
import {problemsOf} from '../../scripts/check-release.mjs';
import {changesOf} from '../../scripts/release-notes.mjs';
import {root} from '../../scripts/run.mjs';

describe('what the changelog says about a version', () => {
  const changelog = '# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2026-02-03\n\n- New $& things\n\n## [0.1.0] - 2026-01-31\n\n### More\n\n- The first\n';
  for (const [version, changes] of [
    ['0.2.0', '- New $& things'], ['0.1.0', '### More\n\n- The first'], ['0.1', ''], ['Unreleased', ''],
  ]) {
    test(version, () => assert.equal(changesOf(changelog, version), changes));
  }
});

describe('a tag is checked before it is published', () => {
  const url = 'git+https://github.com/harbor/calls.git';
  const check = ({tag = 'v0.2.0', version = '0.2.0', repository = {url}, at} = {}) =>
    problemsOf(tag, {version, repository}, '# Changelog\n\n## [0.2.0] - 2026-02-03\n\n- Calls\n', at).join('\n');
  test('right ones pass', () => {
    assert.equal(check(), '');
    assert.equal(check({repository: null}), '');
    for (const address of [url, 'https://github.com/harbor/calls', 'git@github.com:harbor/calls.git']) {
      assert.equal(check({repository: {url: address}, at: 'Harbor/calls'}), '');
    }
  });
  for (const [name, wrong, problem] of [
    ['another version', {tag: 'v0.3.0'}, /^The tag is v0\.3\.0, but package\.json has 0\.2\.0\.$/],
    ['not a version', {tag: 'vv0.2.0', version: 'v0.2.0'}, /"vv0\.2\.0" is not a tag such as v0\.2\.0/],
    ['nothing in the changelog', {tag: 'v0.3.0', version: '0.3.0'}, /^CHANGELOG\.md has no dated part for 0\.3\.0\.$/],
    ['no repository', {repository: null, at: 'harbor/calls'}, /names the repository \(none\), but this is harbor\/calls/],
    ['another repository', {at: 'harbor/other'}, /names the repository harbor\/calls, but this is harbor\/other/],
    ['another host', {repository: {url: 'https://example.com/harbor/calls'}, at: 'harbor/calls'}, /the repository \(none\)/],
  ]) {
    test(`${name} is refused`, () => assert.match(check(wrong), problem));
  }
});

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, {recursive: true, force: true})));

/** A package in a repository of its own, with our settings and pretended tests. */
function project() {
  const cwd = mkdtempSync(path.join(tmpdir(), 'release-'));
  folders.push(cwd);
  const git = (...args) => execFileSync('git', args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();
  const write = (name, text) => {
    mkdirSync(path.dirname(path.join(cwd, name)), {recursive: true});
    writeFileSync(path.join(cwd, name), typeof text === 'string' ? text : `${JSON.stringify(text, null, 2)}\n`);
  };
  const script = (name) => `node ${JSON.stringify(path.join(root, 'scripts', name))}`;
  write('package.json', {
    name: 'calls', version: '0.1.0', files: ['dist'],
    scripts: {
      'test': 'node -e "process.exitCode = Number(fs.existsSync(\'broken\'))"',
      'build': 'node -e "fs.writeFileSync(\'built\', process.env.npm_package_version)"',
      'release:check': script('check-release.mjs'),
      'release:notes': script('release-notes.mjs'),
    },
  });
  write('package-lock.json', {
    name: 'calls', version: '0.1.0', lockfileVersion: 3,
    packages: {'': {name: 'calls', version: '0.1.0'}, 'node_modules/other': {version: '0.1.0'}},
  });
  write('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n\n- Calls $&\n');
  write('README.md', 'npm install ./calls-0.1.0.tgz\n');
  write('.gitignore', 'dist\nnode_modules\n/release\nbroken\nbuilt\n');
  write('dist/cdn/calls.js', 'calls();\n');
  write('dist/cdn/chunks/more.js', 'more();\n');
  write('dist/cdn/calls.js.map', '{}');
  copyFileSync(path.join(root, '.release-it.json'), path.join(cwd, '.release-it.json'));
  symlinkSync(path.join(root, 'node_modules'), path.join(cwd, 'node_modules'));
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'user.name', 'Maintainer');
  git('config', 'user.email', 'maintainer@example.com');
  git('add', '.');
  git('commit', '--quiet', '-m', 'Calls');
  return {
    cwd, git, write,
    read: (name) => readFileSync(path.join(cwd, name), 'utf8'),
    state: () => [git('rev-parse', 'HEAD'), git('status', '--porcelain'), git('tag')],
    release(...args) {
      const bin = path.join(root, 'node_modules/release-it/bin/release-it.js');
      const {GITHUB_REPOSITORY, ...env} = process.env;
      const {status, stdout, stderr} = spawnSync(process.execPath, [bin, ...args], {cwd, env, encoding: 'utf8'});
      return {status, said: stdout + stderr};
    },
  };
}

/** Its rollback outlives release-it by a moment. */
async function eventually(check) {
  for (let tries = 0; tries < 100; tries++) {
    try {
      return check();
    } catch {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
    }
  }
  return check();
}

describe('a release', () => {
  test('tests, builds, commits and tags, and pushes nothing', () => {
    const {cwd, git, read, release} = project();
    const origin = `${cwd}.git`;
    folders.push(origin);
    git('init', '--quiet', '--bare', origin);
    git('remote', 'add', 'origin', origin);
    git('push', '--quiet', 'origin', 'main');
    const pushed = git('ls-remote', 'origin');
    const {status, said} = release('minor');
    assert.equal(status, 0, said);
    assert.match(said, /git push origin main v0\.2\.0/);
    assert.equal(git('log', '-1', '--format=%s'), 'Release 0.2.0');
    assert.equal(git('describe', '--exact-match'), 'v0.2.0');
    assert.equal(git('status', '--porcelain'), '');
    assert.equal(git('ls-remote', 'origin'), pushed);
    assert.deepEqual(git('show', '--name-only', '--format=').split('\n'), ['CHANGELOG.md', 'README.md', 'package-lock.json', 'package.json']);
    assert.equal(JSON.parse(read('package.json')).version, '0.2.0');
    const {version, packages} = JSON.parse(read('package-lock.json'));
    assert.deepEqual([version, packages[''].version, packages['node_modules/other'].version], ['0.2.0', '0.2.0', '0.1.0']);
    assert.match(read('CHANGELOG.md'), /^## \[0\.2\.0\] - \d{4}-\d\d-\d\d\n\n- Calls \$&\n/m);
    assert.equal(read('README.md'), 'npm install ./calls-0.2.0.tgz\n');
    assert.equal(read('built'), '0.2.0');
  });

  test('of the version that package.json has is the first; its notes have the hashes of every file', () => {
    const {cwd, git, read, release} = project();
    const {status, said} = release('0.1.0');
    assert.equal(status, 0, said);
    assert.equal(git('describe', '--exact-match'), 'v0.1.0');
    const notes = read('release/notes.md');
    const hash = (algorithm, encoding, file) => createHash(algorithm).update(readFileSync(path.join(cwd, file))).digest(encoding);
    assert.match(notes, /^# calls 0\.1\.0\n\n- Calls \$&\n/);
    for (const [file, bytes] of [['calls.js', 9], ['chunks/more.js', 8]]) {
      const row = [`\`${file}\``, bytes, `\`sha384-${hash('sha384', 'base64', `dist/cdn/${file}`)}\``, `\`${hash('sha256', 'hex', `dist/cdn/${file}`)}\``];
      assert.ok(notes.includes(`| ${row.join(' | ')} |`), file);
    }
    assert.ok(!notes.includes('.map'));
    assert.ok(notes.includes(`sha512-${hash('sha512', 'base64', 'release/calls-0.1.0.tgz')}`));
    assert.ok(notes.includes(hash('sha256', 'hex', 'release/calls-0.1.0.tgz')));
  });

  test('as a dry run changes nothing', () => {
    const {cwd, state, release} = project();
    const before = state();
    const {status, said} = release('major', '--dry-run');
    assert.equal(status, 0, said);
    assert.match(said, /0\.1\.0\.\.\.1\.0\.0[^]*npm test[^]*npm run build[^]*git commit[^]*git tag/);
    assert.deepEqual(state(), before);
    assert.ok(!existsSync(path.join(cwd, 'release')));
  });

  test('leaves everything as it was where the tests fail', async () => {
    const {write, state, release} = project();
    const before = state();
    write('broken', 'yes');
    assert.notEqual(release('patch').status, 0);
    await eventually(() => assert.deepEqual(state(), before));
  });

  for (const [name, prepare, message] of [
    ['beside changes', ({write}) => write('README.md', 'other'), /Working dir must be clean/],
    ['off main', ({git}) => git('switch', '--quiet', '--create', 'aside'), /Must be on branch main/],
    ['for a tag that is there', ({git}) => git('tag', 'v0.1.1'), /refs\/tags\/v0\.1\.1/],
    ['without news', ({git, write}) => {
      write('CHANGELOG.md', '# Changelog\n\n## [Unreleased]\n\n## [0.1.0] - 2026-01-31\n\n- Calls\n');
      git('commit', '--quiet', '--all', '-m', 'No news');
    }, /no entries under "Unreleased"/],
  ]) {
    test(`is refused ${name}`, () => {
      const sample = project();
      prepare(sample);
      const before = sample.state();
      const {status, said} = sample.release('patch');
      assert.notEqual(status, 0);
      assert.match(said, message);
      assert.deepEqual(sample.state(), before);
    });
  }
});
