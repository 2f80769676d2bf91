/**
 * Results that are not as the ledger says, as a table.
 *
 * @module
 */
import { LEDGER } from "../site/ledger/ledger.ts";
import type { Drift } from "../site/ledger/compare.ts";
import { greatest } from "../lists.ts";
import { printable } from "./print_faults.ts";

/** Rows of the table; what is beyond is counted. */
const MOST = 100;

/** Digits that tell the least drift. */
const DIGITS = 12;

/** A number without the digits that no drift is told by; other words are as they are. */
function rounded(text: string): string {
  const value = Number(text);
  return text === "" || !Number.isFinite(value)
    ? cut(text)
    : String(Number(value.toPrecision(DIGITS)));
}

function cut(words: string): string {
  const text = words.replace(/\s+/g, " ");
  return text.length <= 44 ? text : `${text.slice(0, 43)}…`;
}

/** Old and new of each result, page by page. */
export function driftTable(drift: readonly Drift[]): string {
  const count = drift.length;
  const lines = [`${count} ${count === 1 ? "result is" : "results are"} not as ${LEDGER} says`];
  const rows = drift.slice(0, MOST);
  for (const page of new Set(rows.map(({ file }) => file))) {
    const own = rows.filter(({ file }) => file === page);
    const why = [...new Set(own.map((each) => each.why))].filter((text) => text !== "");
    lines.push("", `${page}${why.length === 0 ? "" : ` (${why.join("; ")})`}`);
    const cells = [
      ["line", "result", "", "ledger", "now", "drift"],
      ...own.map(({ line, of, what, old, now, relative }) => [
        line === 0 ? "" : String(line),
        cut(of),
        cut(what),
        rounded(old),
        rounded(now),
        relative === null ? "" : relative.toExponential(1),
      ]),
    ];
    const widths = cells[0]!.map((_, i) => greatest(cells.map((row) => (row[i] ?? "").length)));
    for (const row of cells) {
      const text = row.map((cell, i) =>
        i === 0 || i > 2 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)
      );
      lines.push(`  ${text.join("  ").trimEnd()}`);
    }
  }
  if (count > MOST) lines.push("", `and ${count - MOST} more`);
  lines.push("", "If it is meant so: heddle build --update-ledger, and commit what it writes");
  return `${lines.map(printable).join("\n")}\n`;
}
