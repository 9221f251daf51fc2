import {fork} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {RemoteLines} from './remote-lines.js';

/** Platforms for which the package of the audio has a binary. */
const PLATFORMS = ['darwin-arm64', 'darwin-x64', 'linux-arm64', 'linux-x64', 'win32-x64'];

/** Whether calls have sound here, once all packages are installed. */
export const canHaveAudio = PLATFORMS.includes(`${process.platform}-${process.arch}`);

const PROCESS = fileURLToPath(new URL('audio-process.js', import.meta.url));

/** Starts a process for lines, which is there while one is open. */
function startProcess() {
  const child = fork(PROCESS, {stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: []});
  const lines = new RemoteLines(
    (request) => child.send(request, (error) => { if (error) lines.end(); }),
    () => {
      lines.end();
      child.kill('SIGKILL');
    },
  );
  child.on('message', (/** @type {any} */ message) => lines.receive(message));
  child.once('exit', () => lines.end());
  child.once('error', () => lines.end());
  return lines;
}

/** Far ends in another process, which they share. @returns {import('./audio.js').OpenFarEnd} */
export function createLines() {
  /** @type {RemoteLines | null} */
  let shared = null;
  return (onLost) => {
    if (!shared || shared.isOver) shared = startProcess();
    return shared.open(onLost);
  };
}
