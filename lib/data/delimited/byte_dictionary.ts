/**
 * Distinct runs of bytes, numbered in order of appearance, without making strings.
 *
 * @module
 */

/** An open-addressing hash table over pieces of one byte array. */
export class ByteDictionary {
  /** Where the first run of each number begins and ends. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  private mask = 63;
  private slots = new Int32Array(64).fill(-1);
  private hashes = new Int32Array(64);

  constructor(private readonly bytes: Uint8Array) {}

  /** The number of the run `[start, end)`; a new one gets the next number. */
  place(start: number, end: number): number {
    const { bytes } = this;
    let hash = 0x811c9dc5;
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;
    let slot = hash & this.mask;
    for (;;) {
      const found = this.slots[slot]!;
      if (found < 0) break;
      if (this.hashes[found] === hash && this.same(found, start, end)) return found;
      slot = (slot + 1) & this.mask;
    }
    const place = this.starts.length;
    this.slots[slot] = place;
    this.starts.push(start);
    this.ends.push(end);
    this.hashes[place] = hash;
    if (2 * (place + 1) > this.mask) this.grow();
    return place;
  }

  private same(place: number, start: number, end: number): boolean {
    const from = this.starts[place]!;
    if (this.ends[place]! - from !== end - start) return false;
    for (let i = start, k = from; i < end; i++, k++) {
      if (this.bytes[i] !== this.bytes[k]) return false;
    }
    return true;
  }

  private grow(): void {
    this.mask = 4 * this.mask + 3;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
    const hashes = this.hashes;
    this.hashes = new Int32Array(this.mask + 1);
    this.hashes.set(hashes);
    for (let place = 0; place < this.starts.length; place++) {
      let slot = hashes[place]! & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = place;
    }
  }
}
