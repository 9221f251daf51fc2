// Random values from a seed: the same ones in the same order for the same seed.
import {randomFrom} from '../../test/support/seeded-random.mjs';

export class RandomValues {
  #next;

  constructor(seed) {
    this.#next = randomFrom(seed);
  }

  /** A whole number from `from` to `to`, both included. */
  int = (from, to) => from + Math.floor(this.#next() * (to - from + 1));

  pick = (list) => list[this.int(0, list.length - 1)];

  /** True in this share of the cases. */
  chance = (share) => this.#next() < share;

  digits = (count) => Array.from({length: count}, () => this.int(0, 9)).join('');

  nonZero = (count) => this.int(1, 9) + this.digits(count - 1);

  hex = (count) => Array.from({length: count}, () => '0123456789abcdef'[this.int(0, 15)]).join('');
}
