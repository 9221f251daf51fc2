import {scenarios} from '../../demo/simulator/scenarios.js';

/** The fictional number of a scenario. */
export function numberOf(name: string): string {
  const found = scenarios.find((scenario) => scenario.name === name);
  if (!found) throw new Error(`There is no scenario "${name}".`);
  return found.number;
}
