// The latest results of the bench of the line, as measurements.mjs describes them.
import {figure, kB, withUnit} from './figures.mjs';
import {read} from './results.mjs';

const KINDS = {own: 'signed in by `client-id`', host: 'signed in by the page’s SDK'};

function ready(line, kind, {ready: time, floor, ratio, waves}, c2d) {
  return {
    label: `Until a button can call over ${line}, ${KINDS[kind]}, compared with the least that the line allows`,
    value: ratio, unit: '×', target: 1.3,
    result: `${withUnit(ratio, '×')}: ${figure(time.median)} ms, ${waves} waves of scripts, ${kB(floor.bytes)}`,
    alternatives: [['ringcentral-c2d', `${figure(c2d.median)} ms until it offers a number`]],
  };
}

const click = (line, kind, {coldClick, warmClick, roundTripMs}) => ({
  label: `From the click to the request over ${line}, ${KINDS[kind]}, the pointer on the button before`,
  value: warmClick, unit: 'ms', target: roundTripMs,
  alternatives: [['clicked as soon as the button is there', withUnit(coldClick.median, 'ms')]],
});

export function line() {
  const {lines = {}} = read('line') ?? {};
  return Object.entries(lines).flatMap(([name, {c2d, ...pages}]) =>
    Object.entries(pages).flatMap(([kind, page]) => [ready(name, kind, page, c2d), click(name, kind, page)]));
}
