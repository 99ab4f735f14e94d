// What the cameras of `npm run pictures` run within a page of the browser: so it is not checked with the rest, which
// knows no browser.

/**
 * Encodes pictures that follow one another in WebP: each the part that differs from the one before. Quality 1 is
 * lossless (seen: Chromium's encoder).
 * @param {{ pngs: readonly string[], colors?: number }} order pictures in base64; at most so many colors are kept
 * @returns {Promise<{ base64: string, x: number, y: number, width: number, height: number }[]>}
 */
export async function encodeDifferences({ pngs, colors }) {
  /** A picture in its most frequent colors that differ at all: letters keep their form, and the file is half as large. */
  const withFewColors = (image, most) => {
    const pixels = new Uint32Array(image.data.buffer);
    const counts = new Map();
    for (const color of pixels) counts.set(color, (counts.get(color) ?? 0) + 1);
    const channels = (color) => [color & 255, (color >> 8) & 255, (color >> 16) & 255];
    const distance = (a, b) => channels(a).reduce((sum, value, n) => sum + (value - channels(b)[n]) ** 2, 0);
    const kept = [];
    for (const [color] of [...counts].sort(([, a], [, b]) => b - a)) {
      if (kept.length < most && kept.every((other) => distance(color, other) > (800 / most) ** 2)) kept.push(color);
    }
    const nearest = new Map();
    for (const color of counts.keys()) {
      nearest.set(
        color,
        kept.reduce((best, other) => (distance(color, other) < distance(color, best) ? other : best)),
      );
    }
    for (let at = 0; at < pixels.length; at++) pixels[at] = nearest.get(pixels[at]);
    return image;
  };
  const parts = [];
  let before;
  for (const png of pngs) {
    const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
    const { width, height } = bitmap;
    const canvas = new OffscreenCanvas(width, height);
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    const now = new Uint32Array(context.getImageData(0, 0, width, height).data.buffer);
    let [left, top, right, bottom] = [0, 0, width, height];
    if (before !== undefined) {
      [left, top, right, bottom] = [width, height, 0, 0];
      for (let at = 0; at < now.length; at++) {
        if (before[at] === now[at]) continue;
        const [x, y] = [at % width, Math.floor(at / width)];
        [left, right] = [Math.min(left, x), Math.max(right, x + 1)];
        [top, bottom] = [Math.min(top, y), Math.max(bottom, y + 1)];
      }
      // Nothing differs: a small part stands for it.
      if (right === 0) [left, top, right, bottom] = [0, 0, 2, 2];
      // Frames of a film stand at even numbers.
      [left, top] = [left - (left % 2), top - (top % 2)];
    }
    before = now;
    if (colors !== undefined)
      context.putImageData(withFewColors(context.getImageData(0, 0, width, height), colors), 0, 0);
    const part = new OffscreenCanvas(right - left, bottom - top);
    part.getContext('2d').drawImage(canvas, -left, -top);
    const bytes = new Uint8Array(await (await part.convertToBlob({ type: 'image/webp', quality: 1 })).arrayBuffer());
    const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    parts.push({ base64, x: left, y: top, width: right - left, height: bottom - top });
  }
  return parts;
}

/**
 * Decodes an animated picture to its end.
 * @param {string} base64
 * @returns {Promise<number>} how many frames it has
 */
export async function countFrames(base64) {
  const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const decoder = new ImageDecoder({ data, type: 'image/webp' });
  await decoder.tracks.ready;
  const { frameCount } = decoder.tracks.selectedTrack;
  for (let frameIndex = 0; frameIndex < frameCount; frameIndex++) (await decoder.decode({ frameIndex })).image.close();
  return frameCount;
}

/**
 * Shows where the mouse is: a browser without a screen draws no pointer.
 * @returns {void}
 */
export function showPointer() {
  const name = 'http://www.w3.org/2000/svg';
  const picture = document.createElementNS(name, 'svg');
  const arrow = document.createElementNS(name, 'path');
  arrow.setAttribute('d', 'M1 1 L1 17 L5 13.5 L7.6 19.5 L10.4 18.3 L7.8 12.5 L13 12 Z');
  arrow.setAttribute('fill', '#fff');
  arrow.setAttribute('stroke', '#000');
  picture.append(arrow);
  Object.assign(picture.style, {
    ...{ position: 'fixed', width: '15px', height: '21px', zIndex: '2147483647', pointerEvents: 'none' },
  });
  document.body.append(picture);
  window.addEventListener(
    'mousemove',
    ({ clientX, clientY }) => Object.assign(picture.style, { left: `${clientX}px`, top: `${clientY}px` }),
    { capture: true },
  );
}
