// Pictures of few colors, small enough to be checked in.
import {crc32, deflateSync} from 'node:zlib';
import {PNG} from 'pngjs';

/** Sixteen steps a channel are enough to see a change. */
const STEP = 17;

export function decode(bytes) {
  const png = PNG.sync.read(bytes);
  png.data.forEach((value, index, data) => { data[index] = Math.round(value / STEP) * STEP; });
  return png;
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const size = Buffer.alloc(4);
  size.writeUInt32BE(data.length);
  const check = Buffer.alloc(4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, check]);
}

/** Uses a palette, a third of the size of RGB, for up to 256 colors. Drops alpha. */
export function encode({width, height, data}) {
  const colors = new Map();
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const colour = data.readUIntBE((y * width + x) * 4, 3);
      if (!colors.has(colour)) colors.set(colour, colors.size);
      rows[y * (width + 1) + 1 + x] = colors.get(colour);
    }
  }
  if (colors.size > 256) return PNG.sync.write({width, height, data}, {colorType: 2, deflateLevel: 9});
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  const palette = Buffer.alloc(colors.size * 3);
  for (const [colour, index] of colors) palette.writeUIntBE(colour, index * 3, 3);
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('PLTE', palette),
    chunk('IDAT', deflateSync(rows, {level: 9, memLevel: 9})), chunk('IEND', Buffer.alloc(0)),
  ]);
}
