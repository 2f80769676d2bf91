import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { type Diagnostic, DiagnosticError } from "../../lib/diagnostic.ts";
import { columnOf } from "./columns.ts";
import { parseTable, type ParseTableOptions } from "../../lib/data/parse_table.ts";
import { runs } from "../runs.ts";

function faultsOf(
  text: string | Uint8Array,
  options: ParseTableOptions = {},
): readonly Diagnostic[] {
  return assertThrows(() => parseTable(text, options), DiagnosticError).diagnostics;
}

Deno.test("quotes, doubled quotes, line ends in fields, CRLF, a byte order mark, empty lines", () => {
  const text = '\ufeffa,"b c"\r\n1,"x ""q"" \r\ny, z"\r\n\r\n-2.5e-1,""\r\n';
  const table = parseTable(text);
  assertEquals(table.names, ["a", "b c"]);
  assertEquals(table.rows(), [{ a: 1, "b c": 'x "q" \r\ny, z' }, { a: -0.25, "b c": null }]);
  assertEquals(parseTable(new TextEncoder().encode(text)).rows(), table.rows());
});

Deno.test("types: numbers, logical, text; empty cells and NA are missing", () => {
  const table = parseTable(
    "n,l,t,e,m\n 1 ,T,a b,,NA\n.5,FALSE,NA,,\n1e3,NA,3,NA,\n+7,TRUE,Inf,,\n",
  );
  assertEquals(table.columns.map((c) => c.kind), [
    "numeric",
    "logical",
    "text",
    "logical",
    "logical",
  ]);
  assertEquals(table.rows()[1], { n: 0.5, l: false, t: null, e: null, m: null });
  assertEquals(table.rows()[0]!.t, "a b");
  assertEquals(parseTable("x\nInf\n-Inf\n1\n").column("x")?.kind, "numeric");
  assertEquals(parseTable("x\n0x1F\n").rows(), [{ x: 31 }]);
});

Deno.test("numbers are the nearest doubles", () => {
  const values = [0.1, 1 / 3, 5e-324, 1.7976931348623157e308, 123456789012345680000, 2 ** 53 + 2];
  const text = `x\n${values.join("\n")}\n9007199254740993\n`;
  const column = columnOf(parseTable(text).column("x"), "numeric");
  assertEquals([...column.values], [...values, Number("9007199254740993")]);
  fc.assert(
    fc.property(
      fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1 }),
      (v) => {
        const read = columnOf(parseTable(`x\n${v.join("\n")}\n`).column("x"), "numeric");
        assertEquals([...read.values], v.map((x) => x === 0 ? Number(String(x)) : x));
      },
    ),
    runs(300, 11),
  );
});

Deno.test("long decimals are the nearest doubles too", () => {
  const texts: string[] = [];
  let state = 12345;
  const random = () => (state = (state * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let i = 0; i < 20000; i++) {
    const digits = Array.from({ length: 14 + i % 18 }, () => Math.floor(10 * random())).join("");
    const point = Math.floor(random() * digits.length);
    texts.push(
      `${random() < 0.5 ? "-" : ""}${Number(digits.slice(0, point) || "0") % 97}.${digits}`,
    );
  }
  // Halfway between two doubles, and just beside it.
  const half = "1.00000000000000011102230246251565404236316680908203125";
  texts.push(half, `${half}1`, "9007199254740993.0", "0.1000000000000000055511151231257827");
  const column = columnOf(parseTable(`x\n${texts.join("\n")}\n`).column("x"), "numeric");
  texts.forEach((text, i) => assertEquals(column.values[i], Number(text), text));
});

Deno.test("values with leading zeros stay text, with a note, unless declared numeric", () => {
  const table = parseTable("id,y\n01,0\n02,0.5\n10,-0.5\n");
  assertEquals(table.columns.map((c) => c.kind), ["text", "numeric"]);
  assertEquals(table.notes.map((n) => n.code), ["leading-zero"]);
  assertEquals(table.notes[0]!.data, { column: "id", example: "01" });
  const declared = parseTable("id\n01\n02\n", { numeric: ["id"] });
  assertEquals(declared.rows(), [{ id: 1 }, { id: 2 }]);
});

Deno.test("declared factors, levels, order, missing texts, delimiter", () => {
  const table = parseTable("g;h;o;y\n10;b;M;1\n9;a;L;-\n10;;X;2\n", {
    delimiter: ";",
    factors: ["g", "h"],
    levels: { o: ["L", "M", "H"] },
    ordered: ["o"],
    missing: ["-"],
  });
  const [g, h, o] = ["g", "h", "o"].map((n) => columnOf(table.column(n), "factor"));
  if (!g || !h || !o) throw new Error();
  assertEquals(g.levels, ["9", "10"]);
  assertEquals([...g.codes], [1, 0, 1]);
  assertEquals(h.levels, ["a", "b"]);
  assertEquals([...h.codes], [1, 0, -1]);
  assertEquals([o.levels, o.ordered, [...o.codes]], [["L", "M", "H"], true, [1, 0, -1]]);
  assertEquals(table.column("y")?.kind, "numeric");
  assertEquals(table.notes.map((n) => n.code), ["value-not-a-level"]);
});

Deno.test("text levels sort as in R's UTF-8 locales, numbers by size", () => {
  const table = parseTable("f\nb\nB\na\nA\né\nz10\nz9\n_x\n", { factors: ["f"] });
  const f = columnOf(table.column("f"), "factor");
  // sort(c("b","B","a","A","é","z10","z9","_x")) in en_US.UTF-8
  assertEquals(f.levels, ["_x", "a", "A", "b", "B", "é", "z10", "z9"]);
});

/** [text, code, line, column]. */
const FAULTS: [string, string, number, number][] = [
  ["a,b\n1,2\n3\n", "ragged-row", 3, 2],
  ["a,b\n1,2,3\n4,5\n", "ragged-row", 2, 1],
  ['a,b\n1,"2\n3,4\n', "unclosed-quote", 2, 3],
  ['a,b\n1,"2"x\n', "bad-quote", 2, 6],
  ["", "empty-table", 1, 1],
];

Deno.test("faults have their line and column", () => {
  for (const [text, code, line, column] of FAULTS) {
    const [fault, more] = faultsOf(text);
    assertEquals(
      [fault!.code, fault!.line, fault!.column, more],
      [code, line, column, undefined],
      text,
    );
    assert(fault!.hint && fault!.excerpt !== undefined);
  }
  const many = faultsOf("a,b\n1\n2\n3\n4\n5\n");
  assertEquals(many.map((d) => d.code), ["ragged-row", "ragged-row", "ragged-row"]);
  assertEquals(many[2]!.message.includes("and 2 more like it"), true);
  const [number] = faultsOf("x,é\n1,2\n1,zwölf\n", { numeric: ["é"] });
  assertEquals([number!.code, number!.line, number!.column, number!.endColumn], [
    "not-a-number",
    3,
    3,
    8,
  ]);
  assertEquals(faultsOf("a\n1\n", { factors: ["b"] })[0]!.code, "unknown-column");
  assertEquals(faultsOf("a\n1\n", { delimiter: "ab" })[0]!.code, "bad-delimiter");
});

Deno.test("bytes that are no UTF-8 are a fault at their place", () => {
  const latin1 = Uint8Array.from([97, 44, 98, 10, 49, 44, 228, 10]);
  const [fault] = faultsOf(latin1);
  assertEquals([fault!.code, fault!.line, fault!.column], ["not-utf8", 2, 3]);
  assertEquals(faultsOf(Uint8Array.from([0xff, 0xfe, 97, 0]))[0]!.code, "not-utf8");
  assertEquals(parseTable("a\n\ufffd\n").rows(), [{ a: "\ufffd" }]);
});

Deno.test("a column of many different texts", () => {
  const texts = Array.from({ length: 5000 }, (_, i) => `t${(i * 7919) % 5000}`);
  const column = columnOf(parseTable(`x\n${texts.join("\n")}\n`).column("x"), "text");
  assertEquals(column.dictionary.length, 5000);
  assertEquals(Array.from(column.codes, (c) => column.dictionary[c]), texts);
});

Deno.test("any text gives a table or diagnostics", () => {
  const words = fc.array(
    fc.constantFrom("a", "1", ",", "\n", '"', '""', "\r\n", " ", ";", "NA", "é"),
  );
  fc.assert(
    fc.property(words.map((w) => w.join("")), (text) => {
      try {
        parseTable(text);
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        assert(error.diagnostics.length > 0);
        for (const d of error.diagnostics) assert(d.line! >= 1 && d.column! >= 1, text);
      }
    }),
    runs(2000, 5),
  );
});

/** Ways in which the verbs of a page read. */
const WAYS: readonly ParseTableOptions[] = [
  { naming: "r", quotesWithin: true },
  { naming: "r", quotesWithin: true, strip: "unquoted", fill: true, comment: "#" },
  { delimiter: "", quotes: "\"'", comment: "#", header: "shorter", naming: "r" },
  { delimiter: ";", decimal: ",", quotesWithin: true, keepEmptyLines: true, fill: true },
  { naming: "placed", guess: "readr", strip: "all", shortHeader: false, blanksAreEmpty: true },
  { naming: "placed", guess: "readr", header: false, prefix: "X", mostRows: 2, skip: 1 },
  { quotes: "", header: false, rowNames: 1 },
  { encoding: "latin1", rowNames: null, naStrings: ["", "."] },
  { encoding: "utf-16", classes: ["numeric", null, "factor", "skip", "logical"] },
];

Deno.test("any bytes, read in any way, give a table or diagnostics at a place", () => {
  const pieces = fc.constantFrom(
    ...["a", "1", "-2.5", "NA", " ", "\t", ",", ";", "#", '"', "'", '""', "\\", "\n", "\r"],
    ...["\r\n", "é", "\ufeff", "\0", "T", "01", "1e", "0x", "sep=;", "PK\x03\x04"],
  );
  const text = fc.array(pieces, { maxLength: 40 }).map((w) => new TextEncoder().encode(w.join("")));
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(fc.oneof(text, bytes), fc.constantFrom(...WAYS), (content, way) => {
      try {
        const { columns, nrow } = parseTable(content, way);
        for (const c of columns) {
          assertEquals(c.kind === "numeric" ? c.values.length : nrow, nrow);
          if (c.kind !== "text") continue;
          assert(c.codes.every((code) => code >= -1 && code < c.dictionary.length));
        }
      } catch (error) {
        if (!(error instanceof DiagnosticError)) throw error;
        for (const d of error.diagnostics) {
          assert(d.line === undefined || (d.line >= 1 && d.column! >= 1), d.message);
          assert(d.hint, d.message);
        }
      }
    }),
    runs(4000, 11),
  );
});

Deno.test("what is no table is told by name, with a way out", () => {
  const begins: [string, string][] = [
    ["\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel workbook"],
    ["PK\x03\x04……xl/workbook.xml", "Excel workbook (.xlsx)"],
    ["PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.spreadsheet", ".ods"],
    ["PK\x03\x04word/document.xml", ".docx"],
    ["PK\x03\x04data.csv", "ZIP archive"],
    ["\x1f\x8b\x08", "gzip"],
    ["RDX3\nX", ".RData"],
    ["%PDF-1.7", "PDF"],
    ["<!DOCTYPE html><p>", "page of the web"],
    ["<html>", "page of the web"],
    ["SQLite format 3\0", "SQLite"],
  ];
  for (const [text, word] of begins) {
    const [fault] = faultsOf(Uint8Array.from(text, (c) => c.charCodeAt(0) % 256));
    assertEquals(fault!.code, "not-a-table", word);
    assert(fault!.message.includes(word) && fault!.hint, fault!.message);
  }
});

Deno.test("encodings: those that are asked for, those that are found", () => {
  const latin = Uint8Array.from("a,b\né,1\n", (c) => c.charCodeAt(0));
  assertEquals(parseTable(latin, { encoding: "latin1" }).rows(), [{ a: "é", b: 1 }]);
  assertEquals(parseTable(latin, { encoding: "windows-1252" }).rows(), [{ a: "é", b: 1 }]);
  assertEquals(faultsOf(latin, { encoding: "UTF-8" })[0]!.code, "not-utf8");
  assertEquals(faultsOf(latin.slice(1), { encoding: "utf-16le" })[0]!.code, "not-in-encoding");
  assertEquals(faultsOf(latin, { encoding: "EBCDIC" })[0]!.code, "unknown-encoding");
  const wide = (text: string, little: boolean) =>
    Uint8Array.from([...text].flatMap((c) => {
      const [high, low] = [c.charCodeAt(0) >> 8, c.charCodeAt(0) & 255];
      return little ? [low, high] : [high, low];
    }));
  for (const little of [true, false]) {
    const name = little ? "UTF-16LE" : "UTF-16BE";
    for (const text of ["\ufeffa,b\né,1\n", "a,b\né,1\n"]) {
      const [fault] = faultsOf(wide(text, little));
      assertEquals([fault!.code, fault!.hint!.includes(name)], ["not-utf8", true], fault!.hint);
      assertEquals(parseTable(wide(text, little), { encoding: name }).rows(), [{ a: "é", b: 1 }]);
    }
  }
  assertEquals(faultsOf("a\0,b\n1,2\n3,4\n5,6\n")[0]!.code, "nul-byte");
});

Deno.test("what was quoted is read back", () => {
  const cell = fc.string({ unit: "grapheme", maxLength: 6 }).filter((t) =>
    t.trim() !== "" && t !== "NA" && !/^(T|F|true|false|True|False|TRUE|FALSE)$/.test(t)
  );
  fc.assert(
    fc.property(fc.array(cell, { minLength: 1, maxLength: 8 }), (cells) => {
      const csv = ["x,k", ...cells.map((c) => `"${c.replaceAll('"', '""')}",z`), '"text!",z'].join(
        "\n",
      );
      const column = parseTable(csv).rows().slice(0, -1).map((r) => r.x);
      assertEquals(column, cells);
    }),
    runs(500, 3),
  );
});

Deno.test("bytes anywhere in a buffer, and every end of line, give the same table", () => {
  const lines = ["a,b", "1,É", "-2.5,x", '12345678901234567,"y"', "07e1,z", "NA,É"];
  const expected = parseTable(lines.join("\n")).rows();
  for (const end of ["\n", "\r\n", "\r"]) {
    for (const last of ["", end, end + end]) {
      const bytes = new TextEncoder().encode(lines.join(end) + last);
      for (let before = 0; before < 5; before++) {
        const buffer = new Uint8Array(before + bytes.length + 3);
        buffer.set(bytes, before);
        const read = parseTable(buffer.subarray(before, before + bytes.length));
        assertEquals(read.rows(), expected);
      }
    }
  }
});

Deno.test("a byte 0 is found wherever it stands", () => {
  for (let at = 0; at < 9; at++) {
    const bytes = new TextEncoder().encode("x\n1234567\n");
    bytes[at] = 0;
    assertEquals(faultsOf(bytes)[0]!.code, "nul-byte");
  }
});

Deno.test("many texts, with and without letters beyond ASCII", () => {
  const texts = Array.from({ length: 30000 }, (_, i) => i % 7000 === 0 ? `é${i}` : `text ${i}`);
  const column = columnOf(parseTable(`x\n${texts.join("\n")}\n`).column("x"), "text");
  assertEquals(column.dictionary, texts);
  const foreign = new TextEncoder().encode(`x\n${texts.join("\n")}\n`);
  const place = foreign.lastIndexOf(0xc3);
  foreign[place] = 0x41;
  const [fault] = faultsOf(foreign);
  assertEquals([fault!.code, fault!.line], ["not-utf8", 28002]);
});
