// `npm run release -- 0.2.0` (or patch, minor, major): dates the changelog, sets the version, tests, builds, notes the
// hashes of what was built, commits and tags. It publishes nothing and pushes nothing: pushing the tag does both, by
// .github/workflows/release.yml. `--dry-run` only says what would happen; `--check v0.2.0` is for the workflow.
import {execFileSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {parseArgs} from 'node:util';
import {fileURLToPath} from 'node:url';
import {NOTES, writeNotes} from './release-notes.mjs';
import {root, run} from './run.mjs';

const VERSION = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9a-z-]+(?:\.[0-9a-z-]+)*))?$/i;

/** What stops a release; its message says what to do next. */
class Refusal extends Error {}

function parts(version) {
  const [, ...numbers] = VERSION.exec(version) ?? [];
  if (!numbers.length) throw new Refusal(`"${version}" is no version. Write one such as 0.2.0 or 1.0.0-rc.1, or patch, minor or major.`);
  return {numbers: numbers.slice(0, 3).map(Number), early: numbers[3]?.split('.') ?? null};
}

/** Negative where `a` comes before `b`: as semantic versioning has it, an early version comes before the final one. */
export function compareVersions(a, b) {
  const [left, right] = [parts(a), parts(b)];
  for (const [i, number] of left.numbers.entries()) if (number !== right.numbers[i]) return number - right.numbers[i];
  if (!left.early || !right.early) return Number(Boolean(right.early)) - Number(Boolean(left.early));
  for (let i = 0; i < Math.max(left.early.length, right.early.length); i++) {
    const [one, other] = [left.early[i], right.early[i]];
    if (one === other) continue;
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    const numeric = [one, other].map((part) => /^\d+$/.test(part));
    if (numeric[0] && numeric[1]) return Number(one) - Number(other);
    if (numeric[0] !== numeric[1]) return numeric[0] ? -1 : 1;
    return one < other ? -1 : 1;
  }
  return 0;
}

/**
 * @param {string} current
 * @param {string} wish a version, or `patch`, `minor`, `major`
 */
export function nextVersion(current, wish) {
  const {numbers: [major, minor, patch], early} = parts(current);
  switch (wish) {
    // 1.0.0-rc.1 becomes 1.0.0 by any step that would have led there.
    case 'patch': return early ? `${major}.${minor}.${patch}` : `${major}.${minor}.${patch + 1}`;
    case 'minor': return early && patch === 0 ? `${major}.${minor}.0` : `${major}.${minor + 1}.0`;
    case 'major': return early && patch === 0 && minor === 0 ? `${major}.0.0` : `${major + 1}.0.0`;
    default:
      if (compareVersions(wish, current) < 0) throw new Refusal(`${wish} comes before ${current}, which package.json has. Choose a later version.`);
      return wish;
  }
}

/** `Unreleased` becomes a version with its day. */
export function datedChangelog(text, version, day) {
  const [heading, body] = /^## Unreleased\n([^]*?)(?=^## |$(?![^]))/m.exec(text) ?? [];
  if (!body?.trim()) {
    throw new Refusal('CHANGELOG.md says nothing under "## Unreleased". Write there what is new for those who use the package.');
  }
  return text.replace(heading, () => `## ${version} (${day})\n${body}`);
}

/** package.json or package-lock.json with another version. */
export function withVersion(text, version) {
  const json = JSON.parse(text);
  json.version = version;
  if (json.packages?.['']) json.packages[''].version = version;
  return `${JSON.stringify(json, null, 2)}\n`;
}

/** `owner/name` of a repository on GitHub, by any of its addresses; null for all others. */
export const gitHubName = (address = '') =>
  /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address)?.[1] ?? null;

/** npm states where a package was built only if package.json names that place. */
function withRepository(text, address) {
  const json = JSON.parse(text);
  const name = gitHubName(address);
  if (json.repository || !name) return text;
  const entries = Object.entries(json);
  const after = entries.findIndex(([key]) => key === 'license') + 1;
  entries.splice(after, 0, ['repository', {type: 'git', url: `git+https://github.com/${name}.git`}]);
  return `${JSON.stringify(Object.fromEntries(entries), null, 2)}\n`;
}

/** Documents name files and versions of the package as somebody would install them. */
const withNewNames = (text, name, from, to) => text.replaceAll(`${name}-${from}.tgz`, `${name}-${to}.tgz`)
  .replaceAll(`${name}@${from}`, `${name}@${to}`);

/**
 * @param {string} wish a version, or `patch`, `minor`, `major`
 * @param {{
 *   dryRun?: boolean,
 *   cwd?: string,
 *   run?: (command: string, args: string[]) => Promise<number>,
 *   print?: (text: string) => void,
 *   today?: string,
 * }} [tools] `run`: for what takes long, resolves with the exit code. `today`: 2026-01-31
 * @returns {Promise<string>} the version
 */
export async function release(wish, {
  dryRun = false, cwd = root, run: long = run, print = console.log, today = new Date().toISOString().slice(0, 10),
} = {}) {
  const git = (...args) => execFileSync('git', args, {cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trimEnd();
  const read = (file) => readFileSync(path.join(cwd, file), 'utf8');

  const branch = git('rev-parse', '--abbrev-ref', 'HEAD');
  if (branch !== 'main') throw new Refusal(`A release is made on main, and this is ${branch}. Run: git switch main`);
  const left = git('status', '--porcelain');
  if (left) throw new Refusal(`These files differ from what is committed. Commit them or put them away:\n${left}`);

  const {name, version: current} = JSON.parse(read('package.json'));
  const version = nextVersion(current, wish);
  const tag = `v${version}`;
  if (git('tag', '--list', tag)) throw new Refusal(`There is a tag ${tag} already. Choose a later version.`);

  let origin = '';
  try {
    origin = git('remote', 'get-url', 'origin');
  } catch { /* nowhere to push to yet */ }
  const documents = git('ls-files', 'README.md', 'docs/*.md').split('\n').filter(Boolean);
  const files = {
    'CHANGELOG.md': datedChangelog(read('CHANGELOG.md'), version, today),
    'package.json': withRepository(withVersion(read('package.json'), version), origin),
    'package-lock.json': withVersion(read('package-lock.json'), version),
    ...Object.fromEntries(documents.map((file) => [file, withNewNames(read(file), name, current, version)])),
  };
  const changed = Object.keys(files).filter((file) => files[file] !== read(file));
  if (!JSON.parse(files['package.json']).repository) {
    print('package.json names no repository, and origin is none on GitHub: npm will refuse to state where the package was '
      + 'built. Add "repository" to package.json before you push the tag.');
  }
  if (/not published yet/i.test(files['README.md'] ?? '')) {
    print('README.md says that the package is not published yet: say there how it is installed from npm.');
  }
  const steps = [['npm', 'test'], ['npm', 'run', 'build']];

  if (dryRun) {
    print([
      `${current} → ${version}, dated ${today}. Nothing was written. Without --dry-run:`,
      `  these files change: ${changed.join(', ')}`,
      ...steps.map((step) => `  this has to pass: ${step.join(' ')}`),
      `  the hashes of what was built go into ${NOTES}`,
      `  commit "Release ${version}" and tag ${tag}; nothing is pushed`,
    ].join('\n'));
    return version;
  }

  for (const file of changed) writeFileSync(path.join(cwd, file), files[file]);
  try {
    for (const [command, ...args] of steps) {
      if (await long(command, args) !== 0) throw new Refusal(`"${[command, ...args].join(' ')}" failed, so nothing was released. Repair it and start again.`);
    }
    await writeNotes({cwd, run: long});
  } catch (error) {
    git('checkout', '--', ...changed);
    throw error;
  }
  git('add', '--', ...changed);
  git('commit', '--quiet', '-m', `Release ${version}`);
  git('tag', '--annotate', tag, '-m', `${name} ${version}`);
  print(`${name} ${version} is committed and tagged here, with its hashes in ${NOTES}.
To publish it: git push origin main ${tag}
To take it back: git tag --delete ${tag} && git reset --hard HEAD~1`);
  return version;
}

/**
 * Whether what is about to be published is what the tag says.
 *
 * @param {string} tag
 * @param {{cwd?: string, repository?: string}} [where] `repository`: `owner/name` on GitHub
 */
export function checkTag(tag, {cwd = root, repository = process.env.GITHUB_REPOSITORY} = {}) {
  const read = (file) => readFileSync(path.join(cwd, file), 'utf8');
  const manifest = JSON.parse(read('package.json'));
  if (tag !== `v${manifest.version}`) throw new Refusal(`The tag is ${tag}, but package.json has ${manifest.version}. Make releases by "npm run release".`);
  if (!read('CHANGELOG.md').includes(`\n## ${manifest.version} (`)) {
    throw new Refusal(`CHANGELOG.md has no dated part for ${manifest.version}. Make releases by "npm run release".`);
  }
  const named = gitHubName(manifest.repository?.url);
  if (repository && named?.toLowerCase() !== repository.toLowerCase()) {
    throw new Refusal(`package.json names the repository ${named ?? '(none)'}, but this is ${repository}. npm states where a package was `
      + 'built only if both are the same.');
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const {values, positionals: [wish, ...more]} = parseArgs({
      allowPositionals: true, options: {'dry-run': {type: 'boolean', default: false}, 'check': {type: 'string'}},
    });
    if (values.check !== undefined) checkTag(values.check);
    else if (!wish || more.length) throw new Refusal('Say which version: npm run release -- 0.2.0 (or patch, minor, major). Add --dry-run to see what would happen.');
    else await release(wish, {dryRun: values['dry-run']});
  } catch (error) {
    console.error(error instanceof Refusal || error.code?.startsWith('ERR_PARSE_ARGS') ? error.message : error);
    process.exitCode = 1;
  }
}
