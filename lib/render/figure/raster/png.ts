/**
 * Pictures of greys as PNG (ISO/IEC 15948): 16 tones, two pixels a byte.
 *
 * @module
 */
import { deflated } from "./deflate.ts";

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function check(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) c = TABLE[(c ^ bytes[i]!) & 255]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}

function chunk(name: string, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(content.length + 12);
  const view = new DataView(out.buffer);
  view.setUint32(0, content.length);
  for (let i = 0; i < 4; i++) out[4 + i] = name.charCodeAt(i);
  out.set(content, 8);
  view.setUint32(content.length + 8, check(out.subarray(4, content.length + 8)));
  return out;
}

/** A picture whose pixels are from 0 (black) to 15 (white), row by row. */
export function greyPng(pixels: Uint8Array, width: number, height: number): Uint8Array {
  const row = (width + 1) >> 1;
  const packed = new Uint8Array((row + 1) * height);
  for (let y = 0; y < height; y++) {
    const from = y * (row + 1) + 1;
    for (let x = 0; x < width; x++) {
      packed[from + (x >> 1)]! |= pixels[y * width + x]! << (x & 1 ? 0 : 4);
    }
  }
  const head = new Uint8Array(13);
  const view = new DataView(head.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  head[8] = 4;
  const parts = [
    Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
    chunk("IHDR", head),
    chunk("IDAT", deflated(packed)),
    chunk("IEND", new Uint8Array(0)),
  ];
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
