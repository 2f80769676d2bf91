/**
 * What Arrow writes beside the columns of a file of Parquet: which of them were factors. It is a
 * table in FlatBuffers, of which nothing else is read.
 *
 * @module
 */

/** Factors by the names of their columns, and whether their levels have an order. */
export type ArrowFactors = ReadonlyMap<string, { ordered: boolean }>;

/** Places of fields in the tables, by Arrow's format. */
const MESSAGE = { header: 2 };
const SCHEMA = { fields: 1 };
const FIELD = { name: 0, dictionary: 4 };
const DICTIONARY = { ordered: 2 };

/** The factors that the text of `ARROW:schema` tells of; none where it cannot be read. */
export function arrowFactors(text: string): ArrowFactors {
  const found = new Map<string, { ordered: boolean }>();
  try {
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    const buffer = new Buffer(bytes);
    const start = buffer.view.getUint32(0, true) === 0xffffffff ? 8 : 4;
    const schema = buffer.inner(buffer.inner(start, null), MESSAGE.header);
    const fields = schema === null ? null : buffer.inner(schema, SCHEMA.fields);
    if (fields === null) return found;
    const count = buffer.view.getUint32(fields, true);
    for (let i = 0; i < count; i++) {
      const field = buffer.inner(fields + 4 + 4 * i, null);
      const name = buffer.text(field, FIELD.name);
      const dictionary = buffer.inner(field, FIELD.dictionary);
      if (name === null || dictionary === null) continue;
      found.set(name, { ordered: buffer.flag(dictionary, DICTIONARY.ordered) });
    }
  } catch (error) {
    // Whoever wrote something else there has no factors.
    const strange = error instanceof RangeError || error instanceof DOMException;
    if (!strange) throw error;
  }
  return found;
}

class Buffer {
  readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where a field of a table stands; null if it is not there. */
  #place(table: number, field: number): number | null {
    const own = table - this.view.getInt32(table, true);
    if (4 + 2 * field >= this.view.getUint16(own, true)) return null;
    const offset = this.view.getUint16(own + 4 + 2 * field, true);
    return offset === 0 ? null : table + offset;
  }

  inner(at: number, field: null): number;
  inner(at: number | null, field: number): number | null;
  /** Where something begins that a place, or a field of a table, leads to. */
  inner(at: number | null, field: number | null): number | null {
    const place = field === null || at === null ? at : this.#place(at, field);
    return place === null ? null : place + this.view.getUint32(place, true);
  }

  text(table: number, field: number): string | null {
    const at = this.inner(table, field);
    if (at === null) return null;
    const length = this.view.getUint32(at, true);
    return new TextDecoder().decode(this.bytes.subarray(at + 4, at + 4 + length));
  }

  flag(table: number, field: number): boolean {
    const at = this.#place(table, field);
    return at !== null && this.view.getUint8(at) === 1;
  }
}
