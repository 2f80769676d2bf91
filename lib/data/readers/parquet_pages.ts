/**
 * The pages of a column in a file of Parquet: unpacked, checked and decoded. A page may announce what
 * it has not, such as a run of a thousand million values; nothing is made before that is known.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { grouped, LIMITS } from "../../limits.ts";
import type { ColumnMetaData, DecodedArray, PageHeader, SchemaElement } from "./parquet_library.ts";

type Library = typeof import("./parquet_library.ts");
type Zlib = typeof import("node:zlib");

/** What pages are made with, and how much may still be unpacked. */
export class ParquetPages {
  #left: number = LIMITS.parquetBytes.most;

  constructor(
    private readonly library: Library,
    private readonly zlib: Zlib,
    private readonly bytes: Uint8Array,
    private readonly what: string,
  ) {}

  /** Says that the file is damaged. */
  damaged(why: string): never {
    return fail("damaged-file", `${this.what} is damaged: ${why}`, {
      hint: "Write it anew: write_parquet(x, file)",
    });
  }

  /** The pages of one column in one group of rows. */
  *of(chunk: ColumnMetaData, element: SchemaElement, rows: number): Generator<ColumnPage> {
    const { library, bytes } = this;
    const optional = element.repetition_type === "OPTIONAL";
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const [first, own] = [chunk.dictionary_page_offset, chunk.data_page_offset].map(Number);
    const reader = { view, offset: first! > 0 && first! < own! ? first! : own! };
    const end = reader.offset + Number(chunk.total_compressed_size);
    if (!(reader.offset >= 4 && end <= bytes.length - 8)) {
      this.damaged("a column is not where it should be");
    }
    let dictionary: DecodedArray | null = null;
    for (let seen = 0; seen < rows;) {
      if (reader.offset >= end) this.damaged(`a column ends after ${seen} of ${rows} values`);
      const header = library.parquetHeader(reader);
      const size = header.compressed_page_size;
      if (!(size >= 0 && reader.offset + size <= end)) this.damaged("a page breaks off");
      const packed = bytes.subarray(reader.offset, reader.offset + size);
      reader.offset += size;
      if (header.type === "DICTIONARY_PAGE") {
        dictionary = this.#dictionary(packed, header, chunk, element);
        continue;
      }
      if (header.type === "INDEX_PAGE") continue;
      const page = this.#dataPage(packed, header, chunk, optional, rows - seen);
      seen += page.count;
      yield { ...decodedPage(library, page, chunk, element, optional), dictionary };
    }
  }

  #dictionary(
    packed: Uint8Array,
    header: PageHeader,
    chunk: ColumnMetaData,
    element: SchemaElement,
  ): DecodedArray {
    const count = header.dictionary_page_header?.num_values ?? -1;
    const page = this.#unpacked(packed, header.uncompressed_page_size, chunk);
    if (!(count >= 0 && count <= page.length * 8)) this.damaged("a dictionary of no such size");
    const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
    return this.library.readPlain({ view, offset: 0 }, chunk.type, count, element.type_length);
  }

  /** A page as one of the first kind: definition levels with their length, then the values. */
  #dataPage(
    packed: Uint8Array,
    header: PageHeader,
    chunk: ColumnMetaData,
    optional: boolean,
    most: number,
  ): RawPage {
    const { data_page_header: one, data_page_header_v2: two } = header;
    const told = one ?? two;
    if (!told) return this.damaged("a page without a head");
    const { num_values: count, encoding } = told;
    if (!(count >= 0 && count <= most)) {
      this.damaged(`a page says that it has ${count} values, where ${most} are left`);
    }
    let bytes: Uint8Array;
    if (two) {
      const levels = two.definition_levels_byte_length;
      if (two.repetition_levels_byte_length !== 0 || !(levels >= 0 && levels <= packed.length)) {
        this.damaged("a page with levels that it cannot have");
      }
      const size = header.uncompressed_page_size - levels;
      const rest = packed.subarray(levels);
      const values = two.is_compressed === false ? rest : this.#unpacked(rest, size, chunk);
      bytes = new Uint8Array((optional ? 4 : 0) + levels + values.length);
      if (optional) new DataView(bytes.buffer).setUint32(0, levels, true);
      bytes.set(packed.subarray(0, levels), optional ? 4 : 0);
      bytes.set(values, (optional ? 4 : 0) + levels);
    } else bytes = this.#unpacked(packed, header.uncompressed_page_size, chunk);
    this.#checkRuns(bytes, encoding, chunk.type === "BOOLEAN", optional, count);
    return { bytes, count, encoding };
  }

  /** Looks at every announced length in a page. */
  #checkRuns(
    bytes: Uint8Array,
    encoding: string,
    truth: boolean,
    optional: boolean,
    count: number,
  ): void {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    if (optional) {
      if (bytes.length < 4) this.damaged("a page without levels");
      const length = view.getUint32(0, true);
      if (length > bytes.length - 4) this.damaged("the levels of a page break off");
      this.#checkHybrid(bytes, 4, 4 + length, 1, count);
      at = 4 + length;
    }
    switch (encoding) {
      case "PLAIN_DICTIONARY":
      case "RLE_DICTIONARY": {
        const width = bytes[at] ?? 0;
        if (width > 32) this.damaged("a page with indices of too many bits");
        if (width > 0) this.#checkHybrid(bytes, at + 1, bytes.length, width, count);
        return;
      }
      case "RLE":
        if (!truth) this.damaged("runs of what is no truth value");
        return this.#checkHybrid(bytes, at + 4, bytes.length, 1, count);
      case "DELTA_BINARY_PACKED":
      case "DELTA_LENGTH_BYTE_ARRAY": {
        const [block, next] = varint(bytes, at);
        const [minis] = varint(bytes, next);
        if (!(block > 0 && block <= 1e6 && minis > 0 && minis <= 4096 && block % minis === 0)) {
          this.damaged("blocks of no such size");
        }
        return;
      }
      case "PLAIN":
      case "BYTE_STREAM_SPLIT":
        return;
      default:
        fail("not-a-table", `${this.what} is written by ${encoding}, which is not read`, {
          hint: "Write it as arrow does by itself: write_parquet(x, file)",
        });
    }
  }

  /** Runs and packed groups: none may be longer than what is left. */
  #checkHybrid(bytes: Uint8Array, from: number, to: number, width: number, count: number): void {
    let at = from;
    for (let seen = 0; seen < count;) {
      if (at >= to) this.damaged("the runs of a page break off");
      const [head, next] = varint(bytes, at);
      const packed = (head & 1) === 1;
      const length = packed ? Math.floor(head / 2) * 8 : Math.floor(head / 2);
      if (length <= 0 || length > count - seen + (packed ? 7 : 0)) {
        this.damaged(`a run of ${length} values, where ${count - seen} are left`);
      }
      seen += length;
      at = next + (packed ? Math.floor(head / 2) * width : (width + 7) >> 3);
    }
  }

  #unpacked(packed: Uint8Array, size: number, { codec }: ColumnMetaData): Uint8Array {
    if (!(size >= 0)) this.damaged("a page of no size");
    this.#left -= size;
    if (this.#left < 0) {
      fail(
        LIMITS.parquetBytes.code,
        `${this.what} unpacks to more than ${grouped(LIMITS.parquetBytes.most)} bytes, ` +
          "which are the most",
        { hint: "Take out columns and rows that the page does not need" },
      );
    }
    if (codec !== "UNCOMPRESSED" && size === 0) return new Uint8Array(0);
    const page = this.#decompressed(packed, size, codec);
    if (page.length !== size) {
      this.damaged(`a page unpacks to ${page.length} bytes, and says that it has ${size}`);
    }
    return page;
  }

  #decompressed(packed: Uint8Array, size: number, codec: string): Uint8Array {
    const options = { maxOutputLength: size + 1 };
    const plain = (made: Uint8Array) => new Uint8Array(made.buffer, made.byteOffset, made.length);
    try {
      switch (codec) {
        case "UNCOMPRESSED":
          return packed.slice();
        case "SNAPPY": {
          // three bytes stand for 64 at the most
          if (size > 64 * (packed.length + 1)) {
            this.damaged("a page says that it is larger than it is");
          }
          const page = new Uint8Array(size);
          this.library.snappyUncompress(packed, page);
          return page;
        }
        case "GZIP":
          return plain(this.zlib.gunzipSync(packed, options));
        case "BROTLI":
          return plain(this.zlib.brotliDecompressSync(packed, options));
        case "ZSTD":
          return plain(this.zlib.zstdDecompressSync(packed, options));
      }
    } catch (error) {
      if (error instanceof RangeError || error instanceof Error && !("diagnostics" in error)) {
        return this.damaged("a page cannot be unpacked");
      }
      throw error;
    }
    return fail("not-a-table", `${this.what} is compressed by ${codec}, which is not read`, {
      hint: 'Write it otherwise: write_parquet(x, file, compression = "snappy")',
    });
  }
}

/** A page before it is decoded. */
interface RawPage {
  bytes: Uint8Array;
  count: number;
  encoding: string;
}

/** A page of a column. */
export interface ColumnPage {
  count: number;
  /** Which of them are there; null if all are. */
  present: ArrayLike<number> | null;
  /** Values that are there; indices into the dictionary if `coded`. */
  values: DecodedArray;
  coded: boolean;
  dictionary: DecodedArray | null;
}

function decodedPage(
  library: Library,
  { bytes, count, encoding }: RawPage,
  chunk: ColumnMetaData,
  element: SchemaElement,
  optional: boolean,
): Omit<ColumnPage, "dictionary"> {
  type Path = Parameters<Library["readDataPage"]>[2]["schemaPath"];
  const leaf = { children: [], count: 1, element, path: [element.name] };
  const root = { children: [leaf], count: 2, element: { name: "root" }, path: [] };
  const head = { num_values: count, encoding } as Parameters<Library["readDataPage"]>[1];
  const decoder = { type: chunk.type, element, schemaPath: [root, leaf] as Path };
  const { definitionLevels, dataPage } = library.readDataPage(
    bytes,
    head,
    decoder as unknown as Parameters<Library["readDataPage"]>[2],
  );
  return {
    count,
    present: optional && definitionLevels && definitionLevels.length > 0 ? definitionLevels : null,
    values: dataPage,
    coded: encoding === "PLAIN_DICTIONARY" || encoding === "RLE_DICTIONARY",
  };
}

/** A number of variable length, and where it ends; infinite where it has no end. */
function varint(bytes: Uint8Array, from: number): [value: number, next: number] {
  let value = 0;
  let at = from;
  for (let factor = 1; factor < 2 ** 40; factor *= 128) {
    const byte = bytes[at++] ?? 255;
    value += (byte & 127) * factor;
    if (byte < 128) return [value, at];
  }
  return [Infinity, at];
}
