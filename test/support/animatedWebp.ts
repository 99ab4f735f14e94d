/** A part of the picture that changes, and for how long it is shown. */
export interface WebpFrame {
  /** A still picture in WebP, as a browser encodes it. */
  readonly still: Buffer;
  /** Where its upper left corner stands; even numbers. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Milliseconds. */
  readonly duration: number;
}

/**
 * An animated picture of still ones, repeated without end. Each frame is drawn over what the ones before have left.
 * The form is that of "WebP Container Specification" (developers.google.com/speed/webp).
 */
export function animatedWebp(width: number, height: number, frames: readonly WebpFrame[]): Buffer {
  const animates = 0b10;
  const canvas = Buffer.concat([Buffer.from([animates, 0, 0, 0]), uint24(width - 1), uint24(height - 1)]);
  const forever = Buffer.from([0, 0, 0, 0, 0, 0]);
  const body = Buffer.concat([
    Buffer.from('WEBP'),
    chunk('VP8X', canvas),
    chunk('ANIM', forever),
    ...frames.map((frame) => chunk('ANMF', frameData(frame))),
  ]);
  return Buffer.concat([Buffer.from('RIFF'), uint32(body.length), body]);
}

function frameData({ still, x, y, width, height, duration }: WebpFrame): Buffer {
  if (x % 2 !== 0 || y % 2 !== 0) throw new RangeError(`A frame stands at even numbers, not at ${x}, ${y}`);
  const replacesWhatIsThere = 0b10;
  return Buffer.concat([
    ...[x / 2, y / 2, width - 1, height - 1, duration].map(uint24),
    Buffer.from([replacesWhatIsThere]),
    ...imageChunks(still),
  ]);
}

/** The picture itself in a still WebP file, without color profiles and the like. */
function imageChunks(still: Buffer): readonly Buffer[] {
  const found: Buffer[] = [];
  for (let at = 12; at < still.length;) {
    const end = at + 8 + padded(still.readUInt32LE(at + 4));
    if (['VP8L', 'VP8 ', 'ALPH'].includes(still.toString('latin1', at, at + 4))) found.push(still.subarray(at, end));
    at = end;
  }
  if (found.length === 0) throw new TypeError('This is no still picture in WebP');
  return found;
}

function chunk(name: string, data: Buffer): Buffer {
  return Buffer.concat([Buffer.from(name), uint32(data.length), data, Buffer.alloc(padded(data.length) - data.length)]);
}

function padded(length: number): number {
  return length + (length % 2);
}

function uint24(value: number): Buffer {
  const bytes = Buffer.alloc(3);
  bytes.writeUIntLE(value, 0, 3);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
