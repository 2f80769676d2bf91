/**
 * Files of Parquet. They were written by arrow-rs (parquet-wasm 0.7.1, apache-arrow 21) from the
 * values below: each kind of compression, pages of the second version in groups of three rows, and
 * differences without a dictionary.
 */
import { assert, assertEquals } from "@std/assert";
import type { Column } from "../../lib/data/column.ts";
import { PARQUET } from "../../lib/data/readers/binary.ts";
import { cell, type Table } from "../../lib/data/table.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";

function bytesOf(name: string): Uint8Array<ArrayBuffer> {
  return Deno.readFileSync(new URL(`parquet/${name}.parquet`, import.meta.url));
}

const read = (name: string): Promise<Table> => PARQUET.read(bytesOf(name), { file: name });

function cells(table: Table, name: string): unknown[] {
  const column = table.columns.find((each) => each.name === name) as Column;
  return Array.from({ length: table.nrow }, (_, i) => cell(column, i));
}

const DAY = (text: string): number => Date.parse(text) / 86_400_000;

const VALUES: Readonly<Record<string, unknown[]>> = {
  i: [1, 2, null, 4, -5, 6, 2147483647],
  l: [1, 2, null, 9007199254740992, -5, 6, 7],
  d: [1.5, null, null, Infinity, -0.1, 1e300, 2],
  s: ["a", "b", null, "é", "", "a", "long text"],
  b: [true, false, null, true, true, false, true],
  day: [DAY("2024-02-29"), null, -1, DAY("2000-01-01"), 10958, 10959, 10960],
  t: [0, null, 1700000000.123, 0.003, 0.004, 0.005, 0.006],
  f: ["z", "m", null, "a", "z", "a", "m"],
  o: ["lo", "hi", "lo", "hi", "lo", "hi", null],
  u: [0, 1, 4294967295, 3, null, 5, 6],
  k: [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5],
};

for (const name of ["snappy", "gzip", "zstd", "brotli", "v2"]) {
  Deno.test(`${name}: every kind of column, with what is missing`, async () => {
    const table = await read(name);
    assertEquals(table.names, Object.keys(VALUES));
    for (const [column, values] of Object.entries(VALUES)) {
      assertEquals(cells(table, column), values, column);
    }
    const factors = table.columns.flatMap((each) =>
      each.kind === "factor" ? [{ levels: each.levels, ordered: each.ordered }] : []
    );
    assertEquals(factors, [
      { levels: ["z", "m", "a"], ordered: false },
      { levels: ["lo", "hi"], ordered: true },
    ]);
    const whole = table.columns.filter((each) => each.kind === "numeric" && each.integer === true);
    assertEquals(whole.map((each) => each.name), ["i"]);
  });
}

Deno.test("numbers written by their differences", async () => {
  const table = await read("delta");
  for (const column of ["i", "l", "d"]) assertEquals(cells(table, column), VALUES[column]);
});

async function fault(bytes: Uint8Array): Promise<string> {
  try {
    await PARQUET.read(bytes, { file: "x.parquet" });
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    const [told] = error.diagnostics;
    if (told?.hint === undefined) throw new Error(`${told?.message} has no hint`);
    return `${told.code}: ${told.message}`;
  }
  return "";
}

Deno.test("what is not read says how it can be", async () => {
  const said = async (name: string): Promise<string> => await fault(bytesOf(name));
  assertEquals(
    await said("lz4"),
    'not-a-table: "x.parquet" is compressed by LZ4_RAW, which is not read',
  );
  assertEquals(
    await said("nested"),
    'not-a-column: Column y of "x.parquet" holds lists or columns of its own',
  );
  assertEquals(
    await said("delta_text"),
    'not-a-table: "x.parquet" is written by DELTA_BYTE_ARRAY, which is not read',
  );
  const text = new TextEncoder().encode("a,b\n1,2\n");
  assertEquals(await fault(text), 'not-a-table: "x.parquet" is no file of Parquet');
  assertEquals(
    await fault(new TextEncoder().encode("PARE....")),
    'not-a-table: "x.parquet" is encrypted',
  );
  assertEquals(
    await fault(new TextEncoder().encode("ARROW1\0\0")),
    'not-a-table: "x.parquet" is a file of Feather (Arrow)',
  );
  assertEquals(await fault(new Uint8Array(0)), 'not-a-table: "x.parquet" is no file of Parquet');
});

Deno.test("a file that breaks off anywhere is damaged", async () => {
  const whole = bytesOf("snappy");
  for (let n = 4; n < whole.length; n += 61) {
    assert((await fault(whole.subarray(0, n))).startsWith("damaged-file"), `${n}`);
  }
});

/** Draws that are the same every time. */
function draws(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
}

Deno.test("whatever a file announces, what is read is no more than its bytes can hold", async () => {
  const draw = draws(7);
  let most = 0;
  for (const name of ["snappy", "v2", "zstd", "delta"]) {
    const whole = bytesOf(name);
    for (let i = 0; i < 1500; i++) {
      const bytes = whole.slice();
      for (let k = 0; k < 1 + i % 4; k++) {
        bytes[Math.floor(draw() * bytes.length)] = Math.floor(draw() * 256);
      }
      const table = await PARQUET.read(bytes, { file: name }).catch((error: unknown) => {
        if (error instanceof DiagnosticError) return null;
        throw error;
      });
      most = Math.max(most, (table?.nrow ?? 0) * (table?.names.length ?? 0));
    }
  }
  assertEquals(most, 7 * 11);
});

/** A number of variable length. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let left = value;
  while (left >= 128) {
    bytes.push(128 + left % 128);
    left = Math.floor(left / 128);
  }
  return [...bytes, left];
}

/** A file of one column of whole numbers, whose only page is what is given. */
function oneColumn(head: number[], page: number[], rows: number, codec = 0): Uint8Array {
  const zigzag = (n: number): number[] => varint(2 * n);
  const size = head.length + page.length;
  // Thrift's compact protocol: a byte for each field, its step and its type.
  const schema = [0x48, 4, ...[..."root"].map((c) => c.charCodeAt(0)), 0x15, ...zigzag(1), 0];
  const leaf = [0x15, ...zigzag(1), 0x25, ...zigzag(1), 0x18, 1, 0x79, 0];
  const chunk = [
    0x26,
    ...zigzag(4),
    0x1c,
    0x15,
    ...zigzag(1),
    0x19,
    0x15,
    ...zigzag(0),
    0x19,
    0x18,
    1,
    0x79,
    0x15,
    ...zigzag(codec),
    0x16,
    ...zigzag(rows),
    0x16,
    ...zigzag(size),
    0x16,
    ...zigzag(size),
    0x26,
    ...zigzag(4),
    0,
    0,
  ];
  const footer = [
    0x15,
    ...zigzag(1),
    0x19,
    0x2c,
    ...schema,
    ...leaf,
    0x16,
    ...zigzag(rows),
    0x19,
    0x1c,
    0x19,
    0x1c,
    ...chunk,
    0x16,
    ...zigzag(size),
    0x16,
    ...zigzag(rows),
    0,
    0,
  ];
  const length = [...new Uint8Array(Uint32Array.of(footer.length).buffer)];
  const mark = [..."PAR1"].map((c) => c.charCodeAt(0));
  return Uint8Array.from([...mark, ...head, ...page, ...footer, ...length, ...mark]);
}

/** The head of a page of the first kind. */
function pageHead(unpacked: number, packed: number, values: number, encoding = 0): number[] {
  const zigzag = (n: number): number[] => varint(2 * n);
  return [
    0x15,
    ...zigzag(0),
    0x15,
    ...zigzag(unpacked),
    0x15,
    ...zigzag(packed),
    0x2c,
    0x15,
    ...zigzag(values),
    0x15,
    ...zigzag(encoding),
    0x15,
    ...zigzag(3),
    0x15,
    ...zigzag(3),
    0,
    0,
  ];
}

const LEVELS = (head: number): number[] => {
  const run = [...varint(head), 1];
  return [run.length, 0, 0, 0, ...run];
};

Deno.test("a file made by hand is read", async () => {
  const page = [...LEVELS(2 << 1), 1, 0, 0, 0, 2, 0, 0, 0];
  const table = await PARQUET.read(oneColumn(pageHead(page.length, page.length, 2), page, 2), {});
  assertEquals(cells(table, "y"), [1, 2]);
});

Deno.test("claims of two thousand million values or bytes use neither time nor memory", async () => {
  const most = 2 ** 30;
  const own = [...LEVELS(2 << 1), 1, 0, 0, 0, 2, 0, 0, 0];
  const run = [...LEVELS(most * 2), 1, 0, 0, 0];
  const claims: [bytes: Uint8Array, why: RegExp][] = [
    [oneColumn(pageHead(own.length, own.length, most), own, most), /too-large: Rows of/],
    [
      oneColumn(pageHead(own.length, own.length, most), own, 2),
      /says that it has 1073741824 values/,
    ],
    [oneColumn(pageHead(run.length, run.length, 2), run, 2), /a run of 1073741824 values/],
    [oneColumn(pageHead(most, own.length, 2), own, 2, 1), /unpacks to more than 300,000,000 bytes/],
    [oneColumn(pageHead(2e8, own.length, 2), own, 2, 1), /says that it is larger than it is/],
    [oneColumn(pageHead(own.length, most, 2), own, 2), /a page breaks off/],
    [oneColumn(pageHead(own.length, own.length, 2), own, 9e6), /ends after 2 of 9000000 values/],
  ];
  for (const [bytes, why] of claims) assert(why.test(await fault(bytes)), await fault(bytes));
});
