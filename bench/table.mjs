// The latest results of all benches as one table: the measurement, its result, its target, and
// the same work done by alternatives.
import {isMissing, withUnit} from './figures.mjs';
import {measurements} from './measurements.mjs';
import {read, withVersion} from './results.mjs';

const BENCHES = ['bytes', 'line', 'store', 'idle', 'elements', 'find', 'scan', 'calls', 'inbound'];

const ALTERNATIVES = [
  'Lit', 'GitHub’s relative-time', 'Shoelace', 'Web Awesome', 'Material',
  'libphonenumber-js', 'google-libphonenumber', 'ringcentral-c2d',
];

function verdictOf(value, target) {
  // Less than nothing: the difference is smaller than the noise of the machine.
  if (value < 0) return 'unclear';
  return value <= target ? 'met' : 'missed';
}

/** `{label, result, target, verdict, alternatives}`, all of them texts. */
function asRow({label, value, unit, target, alternatives = [], result = withUnit(value, unit)}) {
  const number = value.median ?? value;
  const measured = alternatives.filter(([, text]) => text);
  return {
    label, result,
    target: isMissing(target) ? '' : [target, unit].filter((part) => !isMissing(part)).join(' '),
    verdict: isMissing(target) ? '' : verdictOf(number, target),
    alternatives: measured.map(([name, text]) => `${name} ${text}`).join(', '),
  };
}

const rows = () => measurements().map(asRow);

const versions = () => `Versions: ${ALTERNATIVES.map(withVersion).join(', ')}.`;

export function asMarkdown() {
  const line = ({label, result, target, verdict, alternatives}) => {
    const shown = verdict === 'missed' ? '**missed**' : verdict;
    return `| ${label} | ${result} | ${target} | ${shown} | ${alternatives} |`;
  };
  return [
    '| measurement | result | target | | alternatives |', '|---|---|---|---|---|',
    ...rows().map(line), '', versions(),
  ].join('\n');
}

export function asText() {
  const all = rows();
  const columns = ['label', 'result', 'target', 'verdict'];
  const widths = columns.map((column) => Math.max(...all.map((one) => one[column].length)));
  const lines = all.map((one) => {
    const cells = columns.map((column, i) => one[column].padEnd(widths[i]));
    return [...cells, one.alternatives].join('  ').trimEnd();
  });
  const judged = all.filter(({verdict}) => verdict);
  const met = judged.filter(({verdict}) => verdict === 'met');
  const hasty = BENCHES.filter((name) => read(name)?.quick);
  return [
    ...lines, '', versions(), `${met.length} of ${judged.length} targets met.`,
    ...(hasty.length ? [`With few rounds (--quick): ${hasty.join(', ')}.`] : []),
  ].join('\n');
}
