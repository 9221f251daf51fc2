// How the tables of the benches write numbers.

/** Three digits are as much as a measurement is good for; from a hundred on, whole numbers. */
export function figure(value) {
  const rounded = Math.abs(value) < 100 ? Number(value.toPrecision(3)) : Math.round(value);
  return rounded.toLocaleString('en', {maximumFractionDigits: 6}).replace('-', '−');
}

export const isMissing = (value) => value === undefined || value === null;

/** A number, or a median with the middle half of its rounds. */
export function withUnit(value, unit) {
  if (isMissing(value)) return null;
  if (typeof value !== 'object') return `${figure(value)} ${unit}`;
  return `${figure(value.median)} ${unit} (${figure(value.low)} to ${figure(value.high)})`;
}

export const kB = (bytes) => (isMissing(bytes) ? null : `${(bytes / 1000).toFixed(1)} kB`);
