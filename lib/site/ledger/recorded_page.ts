/**
 * What the ledger keeps of the evaluation of one page beside the values that it shows: the numbers of
 * its models, how each value is called, which values hold rows of data, and what was read.
 *
 * @module
 */
import type { BlockResult } from "../../chunk/page/page_result.ts";
import type { Table } from "../../data/table.ts";
import type { PageValues } from "../../weave/page/values.ts";
import type { Trace } from "../cache/trace.ts";
import { type RecordedModel, recordedModel } from "./recorded_model.ts";
import { Observed } from "./observed.ts";
import { holdsRows } from "./rows_shown.ts";

/** A value as the ledger speaks of it. */
export interface RecordedValue {
  /** The expression that gave it. */
  name: string;
  /** It holds rows of data, or a number for each of them. */
  rows: boolean;
}

/** What is recorded of a page. */
export interface RecordedPage {
  models: RecordedModel[];
  /** By block, the values that it shows. */
  shown: RecordedValue[][];
  /** Digests of the files of data that it read, from the book's root. */
  read: Record<string, string>;
}

/** Longest name of a value. */
const LONGEST = 72;

/** An expression as a name: in one line, and not too long. */
function named(code: string): string {
  const line = code.replace(/^\s*#.*$/gm, "").replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1)}…`;
}

/** What was read of the disk as data. */
function filesIn(trace: Trace): Record<string, string> {
  const files: [string, string][] = [];
  for (const [question, answer] of trace) {
    const path = /^bytes \.\/(.+)$/s.exec(question)?.[1];
    if (path !== undefined && /^[0-9a-f]{64}$/.test(answer)) files.push([path, answer]);
  }
  files.sort(([a], [b]) => a < b ? -1 : 1);
  return Object.fromEntries(files);
}

/**
 * Records a page that was evaluated.
 *
 * @param tables The tables that it, and pages whose values it takes, read from files.
 */
export function recordPage(
  values: PageValues,
  results: readonly BlockResult[],
  tables: readonly Table[],
  trace: Trace,
): RecordedPage {
  const models = results.flatMap((result, block) =>
    result.models.map((model) => recordedModel(model, block))
  );
  const fits = results.flatMap((result) => result.models);
  const observed = new Observed(tables, fits);
  const shown = values.blocks.map((block, index) => {
    const result = results[index];
    const outside = block.computed !== undefined;
    const whole = outside || block.kind === "plot";
    return block.shown.map((item, i): RecordedValue => {
      const span = whole ? undefined : result?.shown[i]?.span;
      const code = span ? block.code.slice(span.start, span.end) : block.code;
      return {
        name: named(code),
        rows: holdsRows(item, { observed, code, outside, named: result?.values ?? {} }),
      };
    });
  });
  return { models, shown, read: filesIn(trace) };
}
