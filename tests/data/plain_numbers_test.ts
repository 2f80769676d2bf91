/** Numbers that are read where their fields are found: the same columns as when each is read as a whole. */
import { assert, assertEquals } from "@std/assert";
import { compareText, sortedOrder } from "../../lib/data/compare_text.ts";
import { ByteDictionary } from "../../lib/data/delimited/byte_dictionary.ts";
import { parseTable, type ParseTableOptions } from "../../lib/data/parse_table.ts";
import { RandomStream } from "../../lib/math/distribution/random.ts";

const ROWS = 1500;

/** Fields of one column each, by row. */
const COLUMNS: Record<string, (r: RandomStream, row: number) => string> = {
  whole: (r) => String(r.integer(1e6)),
  signed: (r) => `${["", "-", "+"][r.integer(3)]}${r.integer(1e4) / 100}`,
  large: (r) => String(r.integer(2 ** 30) * 8),
  digits15: (r) => `${r.integer(1e9)}.${String(r.integer(1e6)).padStart(6, "0")}`,
  digits20: (r) => `0.${String(r.integer(1e9)).padStart(9, "1")}${String(r.integer(1e9))}`,
  exponents: (r, row) =>
    row % 3 === 0 ? `${r.integer(100)}e-${r.integer(20)}` : `${r.integer(99)}.5`,
  missing: (r, row) => row % 97 === 0 ? "NA" : row % 89 === 0 ? "" : `${r.integer(1e3)}.25`,
  oftenMissing: (r, row) => row % 2 === 0 ? "NA" : String(r.integer(50)),
  quoted: (r) => `"${r.integer(1000)}"`,
  blanks: (r, row) => row % 5 === 0 ? ` ${r.integer(9)} ` : String(r.integer(9)),
  zeros: (_, row) => row === 700 ? "007" : String(row),
  late: (_, row) => row === 1400 ? "none" : String(row),
  dates: (_, row) => `2024-01-${1 + row % 28}`,
  versions: (_, row) => `1.${row % 7}.2`,
  words: (r) => `w${r.integer(5)}`,
  points: (_, row) => row % 2 === 0 ? `${row}.` : `.${row}`,
  specials: (_, row) =>
    row % 50 === 0 ? "Inf" : row % 60 === 0 ? "NaN" : row % 70 === 0 ? "0x1F" : "3",
  negativeZero: () => "-0",
};

const VARIANTS: [title: string, delimiter: string, options: ParseTableOptions][] = [
  ["commas", ",", {}],
  ["semicolons and decimal commas", ";", { delimiter: ";", decimal: "," }],
  ["tabs, stripped", "\t", { delimiter: "\t", strip: "all" }],
  ["readr", ",", { guess: "readr" }],
  ["some rows", ",", { mostRows: 1000 }],
];

for (const [title, delimiter, options] of VARIANTS) {
  Deno.test(`plain numbers: ${title}`, () => {
    const r = new RandomStream(7);
    const names = Object.keys(COLUMNS);
    const lines = [names.join(delimiter)];
    for (let row = 0; row < ROWS; row++) {
      const fields = names.map((name) => COLUMNS[name]!(r, row));
      lines.push(
        fields.map((f) => options.decimal === "," ? f.replace(".", ",") : f).join(delimiter),
      );
    }
    const text = lines.join("\n") + "\n";
    const read = parseTable(text, options);
    // a text that is declared missing and nowhere to be found: every column is read as a whole
    const whole = parseTable(text, { ...options, missing: ["-987654"] });
    assertEquals(read.nrow, whole.nrow);
    assertEquals(read.columns.map((c) => c.kind), whole.columns.map((c) => c.kind));
    for (const [j, column] of read.columns.entries()) assertEquals(column, whole.columns[j]);
    assertEquals(read.notes, whole.notes);
    assert(read.column("whole")?.kind === "numeric");
  });
}

Deno.test("many texts are sorted as few are", () => {
  const r = new RandomStream(3);
  const letters = "aAbBzZ09 _-.é";
  for (const alphabet of [letters, letters.slice(0, -1)]) {
    const texts = Array.from(
      { length: 3000 },
      () =>
        Array.from({ length: r.integer(5) }, () => alphabet[r.integer(alphabet.length)]).join(""),
    );
    const sorted = sortedOrder(texts).map((i) => texts[i]!);
    assertEquals(sorted, texts.toSorted(compareText));
  }
});

Deno.test("a dictionary of bytes numbers runs by appearance, however many there are", () => {
  const runs = Array.from({ length: 5000 }, (_, i) => `run ${i * 7919 % 3001}`);
  const bytes = new TextEncoder().encode(runs.join(","));
  const seen = new ByteDictionary(bytes);
  const known = new Map<string, number>();
  let at = 0;
  for (const run of runs) {
    if (!known.has(run)) known.set(run, known.size);
    assertEquals(seen.place(at, at + run.length), known.get(run));
    at += run.length + 1;
  }
  assertEquals(seen.starts.length, 3001);
});

Deno.test("numbers of one to sixteen digits are the nearest doubles, wherever their point stands", () => {
  const r = new RandomStream(9);
  const texts: string[] = [];
  for (let digits = 1; digits <= 16; digits++) {
    for (let point = 0; point <= digits; point++) {
      for (let i = 0; i < 40; i++) {
        const text = Array.from({ length: digits }, (_, k) => 1 + r.integer(k === 0 ? 9 : 8));
        texts.push(`${text.slice(0, point).join("")}.${text.slice(point).join("")}`);
      }
    }
  }
  const column = parseTable(`x\n${texts.join("\n")}\n`).column("x");
  const values = column?.kind === "numeric" ? column.values : new Float64Array(0);
  texts.forEach((text, i) => assertEquals(values[i], Number(text), text));
});
