import { assert, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import type { Note } from "../../lib/note.ts";
import { asFactor, dropLevels, interaction, relabel, relevel } from "../../lib/data/factor.ts";
import { readMetadata } from "../../lib/data/metadata.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import { missingRows } from "../../lib/data/rows.ts";
import { columnOf } from "./columns.ts";
import { tableFrom } from "../../lib/data/table_from.ts";
import { Table } from "../../lib/data/table.ts";

const table = tableFrom(
  {
    y: [1, 2, null, 4],
    Trt: ["A", "B", "A", null],
    ok: [true, false, null, true],
    d: [10, 9, 10, 9],
  },
  { factors: ["d"], levels: { Trt: ["B", "A"] } },
);

function codeOf(run: () => unknown): string {
  return assertThrows(run, DiagnosticError).diagnostics[0]!.code;
}

Deno.test("tableFrom types columns and makes factors", () => {
  assertEquals(table.columns.map((c) => c.kind), ["numeric", "factor", "logical", "factor"]);
  assertEquals(table.rows()[2], { y: null, Trt: "A", ok: null, d: "10" });
  const trt = columnOf(table.column("Trt"), "factor");
  const d = columnOf(table.column("d"), "factor");
  assertEquals([trt.levels, [...trt.codes]], [["B", "A"], [1, 0, 1, -1]]);
  assertEquals(d.levels, ["9", "10"]);
  assertEquals(tableFrom({ x: ["a", 1.5, null] }).rows().map((r) => r.x), ["a", "1.5", null]);
});

Deno.test("rows and columns are picked, added and left out", () => {
  const mask = table.filter(Uint8Array.from([1, 0, 0, 1]));
  assertEquals(mask.rows().map((r) => r.y), [1, 4]);
  assertEquals(table.filter(Int32Array.from([3, 3, 0])).rows().map((r) => r.y), [4, 4, 1]);
  assertEquals(table.select(["Trt", "y"]).names, ["Trt", "y"]);
  assertEquals(table.without("y").names, ["Trt", "ok", "d"]);
  const z = { kind: "numeric", name: "y", values: Float64Array.of(0, 0, 0, 0) } as const;
  assertEquals(table.with(z).names, table.names);
  assertEquals(table.with({ ...z, name: "z" }).names.at(-1), "z");
  assertEquals(missingRows(table.require("Trt")), Uint8Array.from([0, 0, 0, 1]));
  const described = table.withMetadata({ labels: { y: "yield" } });
  assertEquals(described.select(["y"]).filter(Int32Array.of(0)).metadata.labels?.y, "yield");
});

Deno.test("what a caller can get wrong is a diagnostic", () => {
  assertEquals(codeOf(() => tableFrom({ a: [1], b: [1, 2] })), "unequal-columns");
  assertEquals(codeOf(() => table.require("Trd")), "unknown-column");
  assertEquals(codeOf(() => tableFrom({ a: [1] }, { factors: ["b"] })), "unknown-column");
  const a = { kind: "numeric", name: "a", values: Float64Array.of(1) } as const;
  assertEquals(codeOf(() => new Table([a, a])), "duplicate-column");
  assertEquals(codeOf(() => table.filter(Uint8Array.of(1))), "bad-rows");
  assertEquals(codeOf(() => table.filter(Int32Array.of(4))), "bad-rows");
  for (const wrong of [null, [1], { a: 1 }, { a: "text" }, { a: null }]) {
    assertEquals(codeOf(() => tableFrom(wrong as never)), "not-columns");
  }
  assertEquals(codeOf(() => parseTable(undefined as never)), "not-text");
  // deno-lint-ignore no-explicit-any
  assertEquals(codeOf(() => tableFrom({ a: [{}] as any })), "bad-value");
});

Deno.test("factors: levels, labels, reference, interaction", () => {
  const notes: Note[] = [];
  const f = asFactor({ kind: "numeric", name: "x", values: Float64Array.of(1, 2, 10, NaN, 2) }, {
    levels: ["10", "2.0"],
    notes,
  });
  assertEquals([f.levels, [...f.codes]], [["10", "2.0"], [-1, 1, 0, -1, 1]]);
  assertEquals(notes.map((n) => n.data), [{ column: "x", values: ["1"], rows: 1 }]);
  const big = asFactor({ kind: "numeric", name: "x", values: Float64Array.of(100000, 0.1) });
  assertEquals(big.levels, ["0.1", "1e+05"]); // as.character(100000) in R
  const g = asFactor(tableFrom({ g: ["c", "a", "b", "a"] }).require("g"));
  assertEquals([g.levels, [...g.codes]], [["a", "b", "c"], [2, 0, 1, 0]]);
  assertEquals(relevel(g, "c"), {
    ...g,
    levels: ["c", "a", "b"],
    codes: Int32Array.of(0, 1, 2, 1),
  });
  assertEquals(relabel(g, ["x", "y", "x"]).levels, ["x", "y"]);
  assertEquals([...relabel(g, ["x", "y", "x"]).codes], [0, 0, 1, 0]);
  assertEquals(dropLevels({ ...g, codes: Int32Array.of(2, -1, 0, 2) }).levels, ["a", "c"]);
  const h = { ...g, name: "h", levels: ["u", "v"], codes: Int32Array.of(0, 1, -1, 1) };
  const both = interaction([g, h]);
  assertEquals(both.levels, ["a.u", "b.u", "c.u", "a.v", "b.v", "c.v"]);
  assertEquals([...both.codes], [2, 3, -1, 3]);
  assertEquals(interaction([g, h], { drop: true, separator: ":" }).levels, ["c:u", "a:v"]);
  assertEquals(codeOf(() => relevel(g, "d")), "unknown-level");
  assertEquals(codeOf(() => relevel({ ...g, ordered: true }, "a")), "ordered-factor");
  assertEquals(codeOf(() => asFactor(g, { labels: ["x"] })), "label-count");
  assertEquals(codeOf(() => asFactor(g, { levels: ["a", "a"] })), "duplicate-level");
});

Deno.test("metadata: what is right is kept, what is wrong has its path", () => {
  const { metadata, faults } = readMetadata({
    factors: ["Day", 7],
    levels: { Day: [0, 7, 14], Trt: "A" },
    labels: { Trt: "diet", y: { no: 1 } },
    units: { y: "%" },
    symbols: { Trt: "D", Room: { effect: "b", count: "r", indx: "k" } },
    delimiter: "tab",
    lables: {},
  });
  assertEquals(metadata, {
    factors: ["Day", "7"],
    levels: { Day: ["0", "7", "14"], Trt: ["A"] },
    labels: { Trt: "diet" },
    units: { y: "%" },
    symbols: { Trt: { effect: "D" }, Room: { effect: "b", count: "r" } },
    delimiter: "\t",
  });
  assertEquals(faults.map((f) => f.path), [["labels", "y"], ["symbols", "Room", "indx"], [
    "lables",
  ]]);
  assert(faults.every((f) => f.diagnostic.hint));
  assertEquals(readMetadata(null), { metadata: {}, faults: [] });
  assertEquals(readMetadata("x").faults.length, 1);
});
