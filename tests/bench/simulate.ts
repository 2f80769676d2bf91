/**
 * Data sets for the benchmarks, from a seed: text files that both sides read.
 *
 * deno run --allow-read --allow-write tests/bench/simulate.ts FOLDER
 *
 * @module
 */
import { RandomStream } from "../../lib/math/distribution/random.ts";

/** Values of a row. */
export type Row = (string | number)[];

/** Writes a CSV file, row by row. */
export function write(path: string, names: string[], rows: Iterable<Row>): void {
  const file = Deno.openSync(path, { write: true, create: true, truncate: true });
  const encoder = new TextEncoder();
  let text = names.join(",") + "\n";
  const flush = (): void => {
    let bytes = encoder.encode(text);
    while (bytes.length > 0) bytes = bytes.subarray(file.writeSync(bytes));
    text = "";
  };
  for (const row of rows) {
    text += row.join(",") + "\n";
    if (text.length > 1 << 20) flush();
  }
  flush();
  file.close();
}

const round = (x: number): number => Math.round(x * 1e4) / 1e4;

/** A split-plot: blocks, each with 4 whole plots (A) of 5 subplots (B). */
function* splitPlot(blocks: number): Generator<Row> {
  const r = new RandomStream(1);
  for (let b = 1; b <= blocks; b++) {
    const block = r.normal();
    for (let a = 1; a <= 4; a++) {
      const whole = 0.7 * r.normal();
      for (let s = 1; s <= 5; s++) {
        yield [
          `b${b}`,
          `a${a}`,
          `s${s}`,
          round(10 + 0.1 * a + 0.05 * s + block + whole + r.normal()),
        ];
      }
    }
  }
}

/** Two crossed factors of q levels; every pair once, or n pairs at random. */
function* crossed(q: number, n: number | null): Generator<Row> {
  const r = new RandomStream(2);
  const left = Array.from({ length: q }, () => r.normal());
  const right = Array.from({ length: q }, () => 0.7 * r.normal());
  const rows = n ?? q * q;
  for (let i = 0; i < rows; i++) {
    const random = n !== null && i >= q;
    const a = random ? r.integer(q) : n !== null ? i : Math.floor(i / q);
    const b = random ? r.integer(q) : i % q;
    const trt = 1 + r.integer(4);
    yield [`a${a}`, `b${b}`, `t${trt}`, round(10 + 0.1 * trt + left[a]! + right[b]! + r.normal())];
  }
}

/** The layout of the faecal dry matter trial with a million rows. */
function* million(): Generator<Row> {
  const r = new RandomStream(3);
  const rooms = Array.from({ length: 3 }, () => 2.5 * r.normal());
  for (let i = 0; i < 1_000_000; i++) {
    const room = i % 3;
    const day = [3, 7, 14][Math.floor(i / 3) % 3]!;
    const trt = "ABCDEF"[Math.floor(i / 9) % 6]!;
    const y = 15 + 0.3 * day + rooms[room]! + 6 * r.normal();
    yield [room + 1, i % 3000 + 1, day, trt, round(y), round(20 + r.normal()), r.integer(100)];
  }
}

/** Writes all of them. */
export function simulateAll(folder: string): void {
  const at = (name: string): string => `${folder}/${name}.csv`;
  write(at("split_plot"), ["block", "A", "B", "y"], splitPlot(5000));
  write(at("crossed_45"), ["a", "b", "trt", "y"], crossed(45, null));
  write(at("crossed_90"), ["a", "b", "trt", "y"], crossed(90, null));
  write(at("crossed_500"), ["a", "b", "trt", "y"], crossed(500, 100_000));
  write(
    at("million"),
    ["Room", "Pen", "Day", "Trt", "F.Dry.matter", "temperature", "score"],
    million(),
  );
}

if (import.meta.main) simulateAll(Deno.args[0] ?? ".");
