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
  /** The runs once more, one behind the other: what is compared lies close together. */
  private pool = new Uint8Array(1024);
  private poolStart = new Int32Array(65);
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
    this.keep(place, start, end);
    if (2 * (place + 1) > this.mask) this.grow();
    return place;
  }

  private same(place: number, start: number, end: number): boolean {
    const { bytes, pool, poolStart } = this;
    const from = poolStart[place]!;
    if (poolStart[place + 1]! - from !== end - start) return false;
    for (let i = start, k = from; i < end; i++, k++) if (bytes[i] !== pool[k]) return false;
    return true;
  }

  private keep(place: number, start: number, end: number): void {
    const from = this.poolStart[place]!;
    const behind = from + end - start;
    if (behind > this.pool.length) {
      const pool = new Uint8Array(Math.max(2 * this.pool.length, behind));
      pool.set(this.pool);
      this.pool = pool;
    }
    this.pool.set(this.bytes.subarray(start, end), from);
    this.poolStart[place + 1] = behind;
  }

  private grow(): void {
    this.mask = 4 * this.mask + 3;
    this.slots = new Int32Array(this.mask + 1).fill(-1);
    const hashes = this.hashes;
    this.hashes = new Int32Array(this.mask + 1);
    this.hashes.set(hashes);
    const poolStart = this.poolStart;
    this.poolStart = new Int32Array(this.mask + 2);
    this.poolStart.set(poolStart);
    for (let place = 0; place < this.starts.length; place++) {
      let slot = hashes[place]! & this.mask;
      while (this.slots[slot]! >= 0) slot = (slot + 1) & this.mask;
      this.slots[slot] = place;
    }
  }
}
