/**
 * Whether two cells files say the same but for rounding. An engine sums rows in an order of its own, so
 * that a sum of the same rows differs in its last digits from one time to the next; a file that differs
 * in nothing else stays, and so does all that was built from it.
 *
 * @module
 */
import { type CellsFile, parseCells } from "../../data/cells/cells_reader.ts";
import type { CellMoments } from "../../data/cells/cell_moments.ts";
import { cell } from "../../data/table.ts";
import { DiagnosticError } from "../../diagnostic.ts";

/** How far sums of squares may lie apart by their order alone, relative to themselves; means less. */
const SQUARES = 1e-12;
const MEANS = 1e-13;

/** Lines of the head that say what was asked, and of which rows. */
const ASKED = ["by", "origin", "from", "rows", "min", "statement"];

/**
 * Whether a file says the same as a text that would take its place.
 *
 * @param before Bytes of the file; what is no cells file is never the same.
 */
export async function saysTheSame(before: Uint8Array, text: string): Promise<boolean> {
  try {
    const own = await parseCells(before, {});
    const other = await parseCells(new TextEncoder().encode(text), {});
    return isAskedAlike(own, other) && areNear(own.cells, other.cells);
  } catch (error) {
    if (error instanceof DiagnosticError) return false;
    throw error;
  }
}

function isAskedAlike(a: CellsFile, b: CellsFile): boolean {
  return a.table.names.join("\n") === b.table.names.join("\n") &&
    ASKED.every((line) =>
      (a.head.get(line) ?? []).join("\n") === (b.head.get(line) ?? []).join("\n")
    );
}

function areNear(a: CellMoments, b: CellMoments): boolean {
  const cells = Array.from(a.n, (_, c) => c);
  if (a.n.length !== b.n.length || cells.some((c) => a.n[c] !== b.n[c])) return false;
  const levels = a.by.every((column, k) =>
    cells.every((c) => cell(column, c) === cell(b.by[k]!, c))
  );
  return levels &&
    a.numbers.every((own, j) => {
      const other = b.numbers[j]!;
      return cells.every((c) => {
        if (own.n[c] !== other.n[c]) return false;
        if (own.n[c] === 0) return true;
        const spread = Math.sqrt(own.ss[c]! / own.n[c]!);
        const size = MEANS * (Math.abs(own.mean[c]!) + spread);
        return near(own.mean[c]!, other.mean[c]!, size) &&
          near(own.ss[c]!, other.ss[c]!, SQUARES * own.ss[c]!) &&
          (!own.average || near(own.average[c]!, other.average?.[c] ?? NaN, size));
      });
    }) &&
    a.products.every((own, j) => {
      const [x, y] = [own.x, own.y].map((name) => a.numbers.find((each) => each.name === name)!);
      return cells.every((c) => {
        const size = Math.sqrt(x!.ss[c]! * y!.ss[c]!);
        const [cp, other] = [own.cp[c]!, b.products[j]!.cp[c]!];
        return Number.isNaN(cp) ? Number.isNaN(other) : near(cp, other, SQUARES * size);
      });
    }) &&
    (!a.weights ||
      cells.every((c) =>
        near(a.weights!.sum[c]!, b.weights!.sum[c]!, SQUARES * a.weights!.sum[c]!) &&
        near(
          a.weights!.log[c]!,
          b.weights!.log[c]!,
          SQUARES * (a.n[c]! + Math.abs(a.weights!.log[c]!)),
        )
      ));
}

function near(a: number, b: number, most: number): boolean {
  return Math.abs(a - b) <= most;
}
