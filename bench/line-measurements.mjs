// The latest results of the bench of the line, as measurements.mjs describes them.
import {figure, kB, withUnit} from './figures.mjs';
import {read} from './results.mjs';

const KINDS = {own: 'signed in by `client-id`', host: 'signed in by the page’s SDK'};

/** The least counts our bytes: their number stands beside it. */
function ready(line, kind, {ready: time, floor, ratio}, c2d) {
  return {
    label: `Until a button can call over ${line}, ${KINDS[kind]}, compared with the least that the line allows`,
    value: ratio, unit: '×', target: 1.3,
    result: `${withUnit(ratio, '×')}: ${figure(time.median)} ms, ${kB(floor.bytes)}`,
    alternatives: [
      ['the least', withUnit(floor.ms, 'ms')],
      ['ringcentral-c2d until it offers a number', withUnit(c2d.median, 'ms')],
    ],
  };
}

const click = (line, kind, {coldClick, warmClick, roundTripMs}) => ({
  label: `From the click to the request over ${line}, ${KINDS[kind]}, the pointer on the button before`,
  value: warmClick, unit: 'ms', target: roundTripMs,
  alternatives: [['clicked as soon as the button is there', withUnit(coldClick.median, 'ms')]],
});

/** Of the page and line where there are most. */
function waves(pages) {
  const value = Math.max(...pages.map((page) => page.waves));
  return {
    label: 'Waves of scripts until a button can call', value, target: 2, result: `${value}`,
  };
}

export function line() {
  const {lines} = read('line') ?? {};
  if (!lines) return [];
  const pages = Object.entries(lines).flatMap(([name, {c2d, ...kinds}]) =>
    Object.entries(kinds).map(([kind, page]) => ({name, kind, page, c2d})));
  return [
    ...pages.flatMap(({name, kind, page, c2d}) =>
      [ready(name, kind, page, c2d), click(name, kind, page)]),
    waves(pages.map(({page}) => page)),
  ];
}
