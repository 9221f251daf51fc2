// `blueimp-md5`, as ringcentral-web-phone uses it: the digest of a text, in hex, for SIP's passwords.
const ROTATIONS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
const ADDED = Array.from({length: 64}, (_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 2 ** 32));
const INITIAL_STATE = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
const BLOCK_BYTES = 64;

/** For each round, how it mixes three words, and which word of the block its step takes. */
const ROUNDS = [
  [(b, c, d) => b & c | ~b & d, (step) => step],
  [(b, c, d) => b & d | c & ~d, (step) => 5 * step + 1],
  [(b, c, d) => b ^ c ^ d, (step) => 3 * step + 5],
  [(b, c, d) => c ^ (b | ~d), (step) => 7 * step],
];

/** The text, a bit, and its length in bits, in whole blocks. */
function paddedBlocks(text) {
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(Math.ceil((bytes.length + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const blocks = new DataView(padded.buffer);
  blocks.setUint32(padded.length - 8, bytes.length * 8, true);
  return blocks;
}

function addBlock(state, blocks, start) {
  let [a, b, c, d] = state;
  for (let step = 0; step < 64; step++) {
    const [mix, wordOf] = ROUNDS[step >> 4];
    const word = blocks.getUint32(start + wordOf(step) % 16 * 4, true);
    const sum = a + mix(b, c, d) + ADDED[step] + word | 0;
    const rotation = ROTATIONS[step >> 4][step % 4];
    [a, b, c, d] = [d, b + (sum << rotation | sum >>> 32 - rotation) | 0, b, c];
  }
  return [a, b, c, d].map((word, index) => word + state[index] | 0);
}

export default function md5(text) {
  const blocks = paddedBlocks(text);
  let state = INITIAL_STATE;
  for (let start = 0; start < blocks.byteLength; start += BLOCK_BYTES) state = addBlock(state, blocks, start);
  const digest = new DataView(new ArrayBuffer(16));
  state.forEach((word, index) => digest.setInt32(index * 4, word, true));
  return Array.from({length: 16}, (_, index) => digest.getUint8(index).toString(16).padStart(2, '0')).join('');
}
