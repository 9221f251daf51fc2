// node test/peers/examples.list.mjs [options] [field=value,value …]
// Prints how the finder differs from libphonenumber-js on all example numbers, in groups.
//   --by=field,field  what a group has in common: difference (missed, wrong, more), form, situation,
//                     country, page, types, digits
//   --cases=N         how many cases of a group are shown
//   --variants=N      adds so many similar numbers to each example
//   --raw             shows what the table of exceptions allows, too
// SRC=… is another `src` folder to try.
//   node test/peers/examples.list.mjs difference=wrong form=national country=US --cases=10
import {EXCEPTIONS} from './example-exceptions.mjs';
import {exampleCases} from './examples.mjs';
import {holdsFor} from './exceptions.mjs';
import {judge} from './judge.mjs';

const args = process.argv.slice(2);
const raw = args.includes('--raw');
const option = (name, fallback) => args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1] ?? fallback;
const shownCases = Number(option('cases', 4));
const variants = Number(option('variants', 0));
const groupFields = option('by', 'difference,form').split(',');
const wanted = Object.fromEntries(
  args.filter((arg) => !arg.startsWith('--')).map((arg) => {
    const [field, ...value] = arg.split('=');
    const values = value.join('=').split(/,(?! )/);
    return [field, field === 'digits' ? values.map(Number) : values];
  }));
const {difference: wantedDifference = ['missed', 'wrong'], ...wantedCases} = wanted;

const totals = {};
const groups = new Map();
for (const example of exampleCases({variants})) {
  if (!holdsFor(wantedCases, example)) continue;
  const {difference, ours} = judge(example);
  totals[difference] = (totals[difference] ?? 0) + 1;
  if (!wantedDifference.includes(difference)) continue;
  const judged = {...example, difference};
  if (!raw && EXCEPTIONS.some((row) => holdsFor(row, judged))) continue;
  const key = groupFields.map((field) => judged[field]).join(' | ');
  const group = groups.get(key) ?? {count: 0, countries: {}, situations: {}, cases: []};
  group.count++;
  group.countries[example.country] = (group.countries[example.country] ?? 0) + 1;
  group.situations[example.situation] = (group.situations[example.situation] ?? 0) + 1;
  const isShown = group.cases.some(({country, situation}) =>
    country === example.country || situation === example.situation && group.cases.length > 2);
  if (!isShown) group.cases.push({...judged, ours});
  groups.set(key, group);
}

const countsOf = (counts) => Object.entries(counts)
  .sort(([, a], [, b]) => b - a).map(([name, count]) => `${name} ${count}`).join(', ');
for (const [key, {count, countries, situations, cases}] of [...groups].sort(([, a], [, b]) => b.count - a.count)) {
  console.log(`${String(count).padStart(6)} ${key}\n       ${countsOf(situations)}\n       ${countsOf(countries)}`);
  for (const {text, page, e164, ours} of cases.slice(0, shownCases)) {
    console.log(`         ${page}: ${JSON.stringify(text)}: ${e164}, we find ${ours.join(', ') || 'nothing'}`);
  }
}
console.log(Object.entries(totals).map(([name, count]) => `${name} ${count}`).join(', '));
