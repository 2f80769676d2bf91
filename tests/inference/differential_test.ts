import "../chunk/words.ts";
import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DiagnosticError, fail, positionAt, type Span } from "../../lib/diagnostic.ts";
import { parseTable } from "../../lib/data/parse_table.ts";
import type { PageBlock, Place } from "../../lib/chunk/page/block.ts";
import type { PageEnvironment } from "../../lib/chunk/page/environment.ts";
import { evaluateBlock } from "../../lib/chunk/page/page.ts";
import { compareNamed } from "../../lib/inference/test/comparison.ts";
import { lmer } from "../../lib/model/mixed/lmer.ts";
import { Scope } from "../../lib/chunk/values/scope.ts";
import { renderText } from "../../lib/render/render.ts";

/** Analyses and what R printed for them: reference/differential.R made the file. */
interface Case {
  id: [string];
  csv: [string];
  shown: { source: [string]; printed: string[] }[];
}

const CASES: readonly Case[] = JSON.parse(
  Deno.readTextFileSync(new URL("reference/differential.json", import.meta.url)),
);

function environment(csv: string): PageEnvironment {
  return {
    readTable: (_path, options) => parseTable(csv, options),
    scopeOf: (page) => fail("unknown-page", `There is no page ${page}`),
  };
}

function block(source: string): PageBlock {
  const place = (span: Span): Place => {
    const start = positionAt(source, span.start);
    const end = positionAt(source, span.end);
    return {
      file: "page.md",
      line: start.line,
      column: start.column,
      endLine: end.line,
      endColumn: end.column,
      excerpt: source,
    };
  };
  return { kind: "model", source, options: {}, place, placeInFile: place };
}

/** Lines without trailing blanks, empty lines and what R writes to standard error. */
function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trimEnd()).filter((line) =>
    line !== "" &&
    !/^NOTE: (Results|A nesting)|^ {4}.* %in% |^Note: adjust|is not appropriate for/.test(line)
  );
}

Deno.test("sundry analyses print what R prints, character by character", () => {
  let compared = 0;
  const different: string[] = [];
  for (const { id: [id], csv: [csv], shown } of CASES) {
    const scope = new Scope();
    for (const { source: [source], printed } of shown) {
      const result = evaluateBlock(block(source), environment(csv), scope);
      const ours = lines(result.shown.map((s) => renderText(s.value)).join("\n"));
      const theirs = lines(printed.join("\n"));
      if (theirs.length > 0) compared++;
      if (ours.join("\n") === theirs.join("\n")) continue;
      const at = theirs.findIndex((line, k) => line !== ours[k]);
      const faults = result.diagnostics.map((d) => d.message).join("; ");
      different.push(
        `${id}: ${source}\n  R    ${theirs[at] ?? ""}\n  here ${ours[at] ?? faults}`,
      );
    }
  }
  assert(compared > 800, `${compared}`);
  assertEquals(different, [], different.join("\n"));
});

Deno.test("restricted likelihoods are compared where that is asked, and the fixed effects agree", () => {
  const csv = Deno.readTextFileSync(new URL("../oracle/public/sleepstudy.csv", import.meta.url));
  const data = parseTable(csv, { factors: ["Subject"] });
  const m1 = lmer("Reaction ~ Days + (1 | Subject)", data);
  const m2 = lmer("Reaction ~ Days + (Days | Subject)", data);
  // R 4.2.2, lme4 1.1-31: anova(m1, m2, refit = FALSE)
  const [, second] = compareNamed([m1, m2], ["m1", "m2"], { refit: false }).rows;
  assertAlmostEquals(second!.statistic!, 42.837, 5e-4);
  assertAlmostEquals(second!.pValue!, 4.99e-10, 5e-13);
  const m3 = lmer("Reaction ~ 1 + (Days | Subject)", data);
  assertThrows(
    () => compareNamed([m1, m3], ["m1", "m3"], { refit: false }),
    DiagnosticError,
    "do not compare",
  );
});
