/**
 * Bytes made shorter by repetition: the format of RFC 1951 with its fixed codes, in the wrapper of RFC
 * 1950. Our own, so that the same picture is the same bytes wherever a page is built.
 *
 * @module
 */

/** Bits one after another, the lowest first. */
class Bits {
  #bytes: Uint8Array;
  #length = 0;
  #held = 0;
  #count = 0;

  constructor(room: number) {
    this.#bytes = new Uint8Array(room);
  }

  add(value: number, bits: number): void {
    this.#held |= value << this.#count;
    this.#count += bits;
    while (this.#count >= 8) {
      this.#push(this.#held & 255);
      this.#held >>>= 8;
      this.#count -= 8;
    }
  }

  /** A code of Huffman's, whose highest bit comes first. */
  code(value: number, bits: number): void {
    let turned = 0;
    for (let i = 0; i < bits; i++) turned |= (value >> i & 1) << bits - 1 - i;
    this.add(turned, bits);
  }

  #push(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const more = new Uint8Array(2 * this.#length + 64);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    this.#bytes[this.#length++] = byte;
  }

  bytes(): Uint8Array {
    if (this.#count > 0) this.#push(this.#held & 255);
    [this.#held, this.#count] = [0, 0];
    return this.#bytes.subarray(0, this.#length);
  }
}

const LENGTHS = [
  3,
  4,
  5,
  6,
  7,
  8,
  9,
  10,
  11,
  13,
  15,
  17,
  19,
  23,
  27,
  31,
  35,
  43,
  51,
  59,
  67,
  83,
  99,
]
  .concat([115, 131, 163, 195, 227, 258]);
const LENGTH_BITS = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5]
  .concat([5, 5, 0]);
const DISTANCES = [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769]
  .concat([1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577]);
const FARTHEST = 32768;
const LONGEST = 258;
/** How many earlier places are tried for each byte. */
const TRIED = 24;

function literal(out: Bits, symbol: number): void {
  if (symbol < 144) out.code(48 + symbol, 8);
  else if (symbol < 256) out.code(400 + symbol - 144, 9);
  else if (symbol < 280) out.code(symbol - 256, 7);
  else out.code(192 + symbol - 280, 8);
}

/** The last of sorted bounds that a value reaches. */
function reached(bounds: readonly number[], value: number): number {
  let k = bounds.length - 1;
  while (bounds[k]! > value) k--;
  return k;
}

function repetition(out: Bits, length: number, distance: number): void {
  const k = reached(LENGTHS, length);
  literal(out, 257 + k);
  out.add(length - LENGTHS[k]!, LENGTH_BITS[k]!);
  const d = reached(DISTANCES, distance);
  out.code(d, 5);
  out.add(distance - DISTANCES[d]!, d < 4 ? 0 : (d >> 1) - 1);
}

/** How many bytes at two places are the same. */
function common(data: Uint8Array, a: number, b: number): number {
  const most = Math.min(LONGEST, data.length - b);
  let n = 0;
  while (n < most && data[a + n] === data[b + n]) n++;
  return n;
}

function adler(data: Uint8Array): number {
  let a = 1, b = 0;
  for (let i = 0; i < data.length; i++) {
    a = (a + data[i]!) % 65521;
    b = (b + a) % 65521;
  }
  return (b * 65536 + a) >>> 0;
}

/** Compressed bytes. */
export function deflated(data: Uint8Array): Uint8Array {
  const out = new Bits(data.length >> 2);
  out.add(0x78, 8);
  out.add(0x01, 8);
  out.add(1, 1);
  out.add(1, 2);
  const first = new Int32Array(32768).fill(-1);
  const before = new Int32Array(FARTHEST).fill(-1);
  const hash = (i: number): number =>
    ((data[i]! << 10) ^ (data[i + 1]! << 5) ^ data[i + 2]!) & 32767;
  const note = (i: number): void => {
    if (i + 2 >= data.length) return;
    const h = hash(i);
    before[i & FARTHEST - 1] = first[h]!;
    first[h] = i;
  };
  for (let i = 0; i < data.length;) {
    let best = 0, from = 0;
    if (i + 2 < data.length) {
      let at = first[hash(i)]!;
      for (let k = 0; k < TRIED && at >= 0 && i - at < FARTHEST; k++) {
        const n = common(data, at, i);
        if (n > best) [best, from] = [n, at];
        if (best === LONGEST) break;
        const next = before[at & FARTHEST - 1]!;
        if (next >= at) break;
        at = next;
      }
    }
    if (best >= 3) {
      repetition(out, best, i - from);
      // within long repetitions few places are worth remembering
      const step = best > 32 ? 8 : 1;
      for (let k = 0; k < best; k += step) note(i + k);
      i += best;
    } else {
      literal(out, data[i]!);
      note(i);
      i++;
    }
  }
  literal(out, 256);
  const body = out.bytes();
  const sum = adler(data);
  const whole = new Uint8Array(body.length + 4);
  whole.set(body);
  new DataView(whole.buffer).setUint32(body.length, sum);
  return whole;
}
