/** Data frames of R: files that R 4.2.2 wrote (`rds/make.R`), value by value, and damaged ones. */
import { assert, assertEquals } from "@std/assert";
import { cell, type Table } from "../../lib/data/table.ts";
import { RDS } from "../../lib/data/readers/binary.ts";
import { readBytes, readerOf, READERS } from "../../lib/data/readers/readers.ts";
import { DELIMITED } from "../../lib/data/readers/delimited.ts";
import type { TableFacts } from "../../lib/data/readers/table_reader.ts";
import { type Diagnostic, DiagnosticError } from "../../lib/diagnostic.ts";
import { LIMITS } from "../../lib/limits.ts";

const folder = new URL("rds/", import.meta.url);
const bytesOf = (name: string): Uint8Array => Deno.readFileSync(new URL(`${name}.rds`, folder));
const read = (name: string, facts: TableFacts = {}): Promise<Table> =>
  RDS.read(bytesOf(name), { file: `${name}.rds`, ...facts });

/** The diagnostics of what must fail. */
async function refused(step: () => Promise<Table>): Promise<readonly Diagnostic[]> {
  try {
    await step();
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics;
    throw error;
  }
  throw new Error("a table was read");
}

/** What a file that cannot be read is told as. */
async function fault(bytes: Uint8Array, file = "x.rds"): Promise<string> {
  const diagnostics = await refused(() => readBytes(RDS, bytes, { file }));
  return diagnostics.map((d) => `${d.code}: ${d.message}; ${d.hint}`).join("\n");
}

interface ExpectedColumn {
  kind: string;
  values: (number | string | boolean | null)[];
  levels?: string[];
  ordered?: boolean;
}
interface ExpectedTable {
  rows: number;
  rowNames: string[] | null;
  columns: Record<string, ExpectedColumn>;
}
const EXPECTED: Record<string, ExpectedTable> = JSON.parse(
  Deno.readTextFileSync(new URL("expected.json", folder)),
);

for (const [file, expected] of Object.entries(EXPECTED)) {
  Deno.test(`${file}: every value is R's`, async () => {
    const table = await read(file.replace(/\.rds$/, ""));
    assertEquals(table.nrow, expected.rows);
    assertEquals(table.names, Object.keys(expected.columns));
    assertEquals(table.origin?.rowNames ?? null, expected.rowNames);
    for (const column of table.columns) {
      const own = expected.columns[column.name]!;
      assertEquals(column.kind, own.kind, column.name);
      const values = own.values.map((v) => v === "-Inf" && own.kind === "numeric" ? -Infinity : v);
      assertEquals(values.map((_, i) => cell(column, i)), values, column.name);
      if (column.kind !== "factor") continue;
      assertEquals([column.levels, column.ordered], [own.levels, own.ordered], column.name);
    }
  });
}

Deno.test("what is read as numbers, and what is left out, is told", async () => {
  assertEquals((await read("v3")).notes.map((n) => n.text), [
    "day is read as days since 1 January 1970, as a model in R takes it",
    "when is read as seconds since 1 January 1970, as a model in R takes it",
  ]);
  assertEquals((await read("kept")).notes.map((n) => n.text), [
    "lab has labels of values, which are left out: its numbers are read",
    "gap is read as numbers of hours, as a model in R takes it",
  ]);
});

Deno.test("factors are declared as of any other file", async () => {
  const table = await read("v3", { factors: ["n"], levels: { Trt: ["a", "b", "c"] } });
  const [n, trt] = [table.column("n"), table.column("Trt")];
  assertEquals(n?.kind === "factor" && n.levels, ["-3", "0", "1", "2147483647"]);
  assertEquals(trt?.kind === "factor" && trt.levels, ["a", "b", "c"]);
  const [unknown] = await refused(() => read("v3", { factors: ["trt"] }));
  assertEquals(unknown!.message, "There is no column named trt");
});

Deno.test("what is no data frame is called by its name", async () => {
  const told: Record<string, string> = {
    vector: "a vector of numbers",
    matrix: "a matrix",
    list: "a list",
    lm: 'an object of class "lm"',
    factor: "a factor",
    formula: 'an object of class "formula"',
    null: "NULL",
    environment: "an environment",
    function: "a function",
  };
  for (const [name, what] of Object.entries(told)) {
    const text = await fault(bytesOf(name));
    assert(text.startsWith(`not-a-table: "x.rds" holds ${what}, not a data frame; `), text);
  }
  assert((await fault(bytesOf("list"))).includes("Save one of its tables"));
  assert((await fault(bytesOf("compiled"))).startsWith('not-a-table: "x.rds" holds compiled code'));
});

Deno.test("a column that is none, or that a model would take otherwise, is called by its name", async () => {
  const told: Record<string, string> = {
    list_column: "Column l of x is a list",
    matrix_column: "Column m of x is a matrix",
    complex_column: "Column c of x is complex numbers",
    class_column: 'Column k of x is an object of class "yearmon"',
    contrasts_column: "Column f of x is a factor with contrasts of its own",
    level_na_column: "Column f of x is a factor with a level NA",
    grouped: "x holds a table in groups (grouped_df), which are not known here",
  };
  for (const [name, what] of Object.entries(told)) {
    const text = (await fault(bytesOf(name))).replaceAll('"x.rds"', "x");
    assert(text.includes(what), text);
  }
});

Deno.test("files that R writes in other ways are told by name", async () => {
  const told: Record<string, string> = {
    ascii: "is an object of R as text",
    workspace: "is a workspace of R (save)",
  };
  for (const [name, what] of Object.entries(told)) {
    const text = await fault(bytesOf(name));
    assert(text.startsWith(`not-a-table: "x.rds" ${what}`), text);
  }
});

Deno.test("bzip2 and xz are unpacked, and told where they break off", async () => {
  for (const name of ["xz", "bzip2"]) {
    const whole = bytesOf(name);
    const table = await RDS.read(whole, {});
    assert(table.nrow > 0);
    for (let n = 8; n < whole.length; n += 11) {
      const text = await fault(whole.subarray(0, n));
      assert(/damaged|no object of R/.test(text), `${name} ${n}: ${text}`);
    }
    let seed = 11;
    for (let k = 0; k < 100; k++) {
      const changed = whole.slice();
      seed = (seed * 1103515245 + 12345) % 2147483648;
      changed[seed % changed.length]! ^= 1 << (seed >> 8) % 8;
      try {
        await RDS.read(changed, {});
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
      }
    }
  }
});

Deno.test("a file of another kind is told with the verb that reads it", async () => {
  const csv = new TextEncoder().encode("a,b\n1,2\n");
  assertEquals(
    await fault(csv, "data/x.csv"),
    'not-a-table: "data/x.csv" holds no object of R; read.csv("data/x.csv") reads such files',
  );
  const [other] = await refused(() => readBytes(DELIMITED, bytesOf("v3"), { file: "v3.rds" }));
  assertEquals(other!.hint, 'readRDS("v3.rds") reads such files');
});

Deno.test("each reader is found by its endings, and no ending has two", () => {
  const endings = READERS.flatMap((reader) => reader.endings);
  assertEquals(new Set(endings).size, endings.length);
  for (const reader of READERS) {
    for (const ending of reader.endings) {
      assertEquals(readerOf(`data/a.b.${ending.toUpperCase()}`), reader);
    }
  }
  assertEquals(readerOf("data/rds"), DELIMITED);
});

// ---- damage -------------------------------------------------------------------------------------

Deno.test("a file that breaks off is told with the byte, wherever it does", async () => {
  const whole = bytesOf("plain");
  for (let n = 2; n < whole.length; n++) {
    const text = await fault(whole.slice(0, n));
    assert(/^damaged-file: "x.rds" is damaged at byte \d+: /.test(text), `${n}: ${text}`);
    assert(Number(/byte (\d+)/.exec(text)![1]) <= n, text);
  }
  const packed = bytesOf("v3");
  for (let n = 2; n < packed.length; n++) {
    const text = await fault(packed.slice(0, n));
    assert(/^damaged-file: "x.rds" is damaged: it can be unpacked as far as byte \d+ /.test(text));
  }
  assert((await fault(Uint8Array.of(...whole, 0))).includes(`at byte ${whole.length}: more bytes`));
});

/** Numbers from a seed. */
function* seeded(seed: number): Generator<number, never> {
  for (let state = seed;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield state / 2 ** 32;
  }
}

Deno.test("500 changed files give a table or a diagnostic", async () => {
  const random = seeded(14);
  const below = (n: number): number => Math.floor(random.next().value * n);
  const names = ["plain", "alt", "kept", "subset", "lm", "v3"];
  const sources = await Promise.all(names.map(async (name) => {
    const bytes = bytesOf(name);
    if (name === "plain" || name === "v3") return bytes;
    const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
      .pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }));
  const codes = new Map<string, number>();
  for (let k = 0; k < 500; k++) {
    let bytes = sources[below(sources.length)]!.slice();
    for (let changes = 1 + below(4); changes > 0; changes--) {
      const at = 2 + below(bytes.length - 2);
      const kind = below(4);
      if (kind === 0) bytes[at] = below(256);
      else if (kind === 1) bytes[at]! ^= 1 << below(8);
      else if (kind === 2) bytes = Uint8Array.of(...bytes.slice(0, at), ...bytes.slice(at + 4));
      else bytes.fill(255, at, at + 4);
    }
    let code = "a table";
    try {
      await RDS.read(bytes, {});
    } catch (error) {
      if (!(error instanceof DiagnosticError)) throw error;
      code = error.diagnostics[0]!.code;
    }
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  assert((codes.get("damaged-file") ?? 0) > 150, JSON.stringify([...codes]));
  assert((codes.get("a table") ?? 0) > 20, JSON.stringify([...codes]));
});

Deno.test("what is too much is told before memory is used for it", async () => {
  const header = [0x58, 0x0a, 0, 0, 0, 2, 0, 4, 2, 2, 0, 2, 3, 0];
  const int = (n: number): number[] => [n >>> 24, (n >>> 16) & 255, (n >>> 8) & 255, n & 255];
  // A rule that stands for 2,000,000,000 numbers.
  const symbol = (text: string): number[] => [
    ...int(1),
    ...int(0x40009),
    ...int(text.length),
    ...new TextEncoder().encode(text),
  ];
  const rule = (n: number): number[] => {
    const bytes = new DataView(new ArrayBuffer(24));
    [n, 1, 1].forEach((value, i) => bytes.setFloat64(8 * i, value));
    return [
      ...int(238),
      ...int(2),
      ...symbol("compact_intseq"),
      ...int(254),
      ...int(14),
      ...int(3),
      ...new Uint8Array(bytes.buffer),
      ...int(254),
    ];
  };
  const huge = await fault(Uint8Array.from([...header, ...rule(2e9)]));
  assert(huge.startsWith(`too-large: Elements of a vector in "x.rds": 2,000,000,000, and `), huge);
  // Ten rules of 19,000,000 numbers each: together too many.
  const many = [...header, ...int(19), ...int(10)];
  for (let i = 0; i < 10; i++) many.push(...rule(19_000_000));
  const cells = await fault(Uint8Array.from(many));
  assert(cells.startsWith(`too-large: Elements in "x.rds": 114,000,000, and `), cells);
  // Lists within lists, and more objects than a table has.
  const deep = [...header];
  for (let i = 0; i < 100_000; i++) deep.push(...int(19), ...int(1));
  assert((await fault(Uint8Array.from([...deep, ...int(254)]))).startsWith("too-deep: "));
  const n = LIMITS.fileObjects.most + 1;
  const wide = new Uint8Array(header.length + 8 + 4 * n);
  wide.set([...header, ...int(19), ...int(n)]);
  for (let i = 0; i < n; i++) wide[header.length + 8 + 4 * i + 3] = 254;
  assert((await fault(wide)).startsWith('too-large: Objects in "x.rds": '));
  // A length that the bytes do not bear out.
  const short = await fault(Uint8Array.from([...header, ...int(14), ...int(1e7)]));
  assert(short.includes("at byte 18: 10,000,000 elements are announced, and it breaks off"), short);
});
