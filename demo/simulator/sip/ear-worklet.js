// Hands the samples that it hears to the page, as many at a time as a frame of a call has.
const FRAME_SAMPLES = 480;

class Ear extends AudioWorkletProcessor {
  /** @type {number[]} */ #samples = [];

  /** @param {Float32Array[][]} inputs */
  process([[samples] = []]) {
    if (samples) this.#samples.push(...samples);
    while (this.#samples.length >= FRAME_SAMPLES) {
      this.port.postMessage(this.#samples.splice(0, FRAME_SAMPLES));
    }
    return true;
  }
}

registerProcessor('ear', Ear);
