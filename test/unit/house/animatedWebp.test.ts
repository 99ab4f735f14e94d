import { expect, test } from 'vitest';
import { animatedWebp } from '../../support/animatedWebp';

/** A still picture as a browser writes one, with a color profile before the picture. */
function still(data: string): Buffer {
  const chunk = (name: string, text: string) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(text.length);
    return Buffer.concat([Buffer.from(name), size, Buffer.from(text), Buffer.alloc(text.length % 2)]);
  };
  const body = Buffer.concat([Buffer.from('WEBP'), chunk('ICCP', 'profile'), chunk('VP8L', data)]);
  return Buffer.concat([Buffer.from('RIFF'), Buffer.alloc(4), body]);
}

test('frames stand in their places, for their times, without what the browser adds', () => {
  const frame = { x: 4, y: 2, width: 300, height: 20, duration: 1200 };
  const bytes = animatedWebp(960, 600, [{ ...frame, still: still('odd') }]);
  expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
  expect(bytes.toString('latin1')).not.toContain('profile');
  const at = bytes.indexOf('ANMF') + 8;
  const numbers = [0, 3, 6, 9, 12].map((offset) => bytes.readUIntLE(at + offset, 3));
  expect(numbers).toEqual([frame.x / 2, frame.y / 2, frame.width - 1, frame.height - 1, frame.duration]);
  expect(bytes.toString('latin1', at + 16, at + 20)).toBe('VP8L');
  expect([24, 27].map((offset) => bytes.readUIntLE(offset, 3))).toEqual([959, 599]);
});

test('a frame at an odd place, which the form cannot say, and what is no picture are refused', () => {
  const frame = { x: 1, y: 0, width: 2, height: 2, duration: 60, still: still('ab') };
  expect(() => animatedWebp(10, 10, [frame])).toThrow(RangeError);
  expect(() => animatedWebp(10, 10, [{ ...frame, x: 0, still: Buffer.from('RIFF0000WEBP') }])).toThrow(TypeError);
});
