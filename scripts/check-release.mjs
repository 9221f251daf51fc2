// `npm run release:check -- v0.2.0`: does the tag agree with package.json and CHANGELOG.md? Runs
// before a release is committed, and again in .github/workflows/release.yml before anything is
// published.
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {changesOf} from './release-notes.mjs';

/** `owner/name` of a repository on GitHub, by any of its addresses. */
const gitHubName = (address = '') =>
  /github\.com[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(address)?.[1];

const VERSION_TAG = /^v\d+\.\d+\.\d+(-[\w.-]+)?$/;

/**
 * @param {string} tag
 * @param {object} manifest package.json
 * @param {string} changelog
 * @param {string} [gitHubRepository] `owner/name` of the repository that publishes
 * @returns {string[]} what has to be put right
 */
export function problemsOf(tag, manifest, changelog, gitHubRepository) {
  const {version, repository} = manifest;
  const problems = [];
  if (!VERSION_TAG.test(tag)) problems.push(`"${tag}" is not a tag such as v0.2.0.`);
  if (tag !== `v${version}`) problems.push(`The tag is ${tag}, but package.json has ${version}.`);
  if (!changesOf(changelog, version)) problems.push(`CHANGELOG.md has no dated part for ${version}.`);

  const named = gitHubName(repository?.url) ?? '';
  if (gitHubRepository && named.toLowerCase() !== gitHubRepository.toLowerCase()) {
    problems.push(`package.json names the repository ${named || '(none)'}, but this is `
      + `${gitHubRepository}: npm states where a package was built only if both are the same.`);
  }
  return problems;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
  const changelog = readFileSync('CHANGELOG.md', 'utf8');
  const {GITHUB_REPOSITORY} = process.env;
  const problems = problemsOf(process.argv[2], manifest, changelog, GITHUB_REPOSITORY);
  for (const problem of problems) console.error(problem);
  process.exitCode = problems.length ? 1 : 0;
}
