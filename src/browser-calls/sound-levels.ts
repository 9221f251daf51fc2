/** How loud a sound is. All calls share one audio context: browsers allow few. */

/** Long enough that nothing falls between two looks at it. */
const SAMPLE_COUNT = 4096;

let context: AudioContext | undefined;
let meterCount = 0;

export class SoundMeter {
  readonly #source: MediaStreamAudioSourceNode;
  readonly #analyser: AnalyserNode;
  readonly #samples = new Float32Array(SAMPLE_COUNT);

  constructor(readonly stream: MediaStream) {
    context ??= new AudioContext();
    if (meterCount++ === 0) void context.resume().catch(() => {});
    this.#analyser = context.createAnalyser();
    this.#analyser.fftSize = SAMPLE_COUNT;
    this.#source = context.createMediaStreamSource(stream);
    this.#source.connect(this.#analyser);
  }

  /** From 0 (silent) to 1. */
  read(): number {
    this.#analyser.getFloatTimeDomainData(this.#samples);
    return Math.min(1, this.#samples.reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0));
  }

  close(): void {
    this.#source.disconnect();
    // Without calls it rests.
    if (--meterCount === 0) void context?.suspend().catch(() => {});
  }
}
