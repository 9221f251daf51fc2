// node test/peers/peer-inputs.list.mjs [--raw]
// Prints where our answers differ from those of other projects' tests. `--raw` shows what the table
// of exceptions allows, too; SRC=… is another `src` folder to try.
import {reasonOf} from './peer-input-exceptions.mjs';
import {answerTo, peerInputs} from './peer-inputs.mjs';

const raw = process.argv.includes('--raw');
let same = 0;
for (const input of peerInputs) {
  const {project, via, country, text, answer} = input;
  const ours = answerTo(input);
  if (ours === answer) {
    same++;
    continue;
  }
  const reason = reasonOf(input, ours);
  if (reason && !reason.isFault && !raw) continue;
  console.log(`${project} ${via} ${country} ${JSON.stringify(text)}: ${ours}\n      theirs: ${answer}${reason ? ` (${reason.why})` : ''}`);
}
console.log(`${same} of ${peerInputs.length} the same`);
