/**
 * Every structure of the residuals on a page: its equation says what each of its letters is, and shell,
 * tests, means, pictures and the auditor take it.
 */
import { assert, assertEquals } from "@std/assert";
import { STRUCTURES } from "../../lib/model/covariance/residual/structures.ts";
import { auditPage } from "../../lib/weave/audit/audit_page.ts";
import { pageResults } from "../cases/run_page.ts";
import { renderText } from "../../lib/render/render.ts";

const DATA = new URL("../oracle/rside/", import.meta.url);
const HEAD = `o <- read.csv("orthodont.csv")
o$agef <- factor(o$agef)
o$Subject <- factor(o$Subject)
f <- read.csv("field.csv")
f$block <- factor(f$block)`;

/** Those of a field by themselves, and whatever a structure can have more. */
const MODELS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(STRUCTURES).map(([word, { places }]) => [
      word,
      word === "id"
        ? "lmer(distance ~ Sex * age, data = o, residual = id)"
        : word === "lin"
        ? "lmer(distance ~ Sex * age, data = o, residual = lin(age | Subject))"
        : places
        ? `lmer(yield ~ trt, data = f, residual = ${word}(col, row))`
        : `lmer(distance ~ Sex * age, data = o, residual = ${word}(agef | Subject))`,
    ]),
  ),
  field: "lmer(yield ~ trt, data = f, residual = ar1(row) * ar1(col))",
  nugget: "lmer(yield ~ trt, data = f, residual = ar1(row, nugget = TRUE) * ar1(col))",
  anisotropic: "lmer(yield ~ trt, data = f, residual = exp(col, row, anisotropic = TRUE))",
  by: "lmer(distance ~ Sex * age, data = o, residual = ar1(agef | Subject, by = Sex))",
  common:
    "lmer(distance ~ Sex * age, data = o, residual = csh(agef | Subject, by = Sex, common = TRUE))",
};

/** Greek letters, ranges and functions of a right side, each with what stands below or above it. */
const LETTERS = new RegExp(
  "\\\\(?:sigma|rho|Delta|nu)(?:\\^2_\\{\\\\text\\{nugget\\}\\}|_(?:[tk](?:\\^2)?|\\{(?:[^{}]|\\{[^{}]*\\})*\\})|" +
    "\\^2)?|[du]_\\{tt'\\}|M_\\\\nu|(?<![a-z\\\\])[rS](?![a-z_])",
  "g",
);

const plain = (symbol: string): string => symbol.replaceAll("t'", "t").replace("_{t}", "_t");

for (const [name, model] of Object.entries(MODELS)) {
  Deno.test(`the structure ${name} is known to equation, shell, tests, means, pictures and auditor`, async () => {
    const block = (text: string): string => "```{r}\n" + text + "\n```\n";
    const asked = [
      "equation(m)",
      "shell(m)",
      'anova(m, ddf = "Kenward-Roger")',
      "VarCorr(m)",
      "correlation_plot(m)",
      model.includes("trt") ? "emmeans(m, ~ trt)" : "emmeans(m, ~ Sex)",
    ];
    const { page, results } = await pageResults(
      ["# M", ...[HEAD, `m <- ${model}`, ...asked].map(block)].join("\n\n"),
      DATA,
    );
    const faults = results.flatMap((r) => r.diagnostics).filter((d) => d.severity === "error");
    assertEquals(faults.map((d) => d.message), []);
    const shown = results[2]!.shown[0]!.value;
    if (shown.kind !== "equation") throw new Error(shown.kind);
    const { lines, where } = shown;
    const line = lines.find((l) => l.startsWith("R") && l.includes("_{tt'}"))!;
    const listed = new Set(where.map((w) => plain(w.symbol)));
    const right = line.slice(line.indexOf("&=") + 2).replaceAll(
      "\\textstyle\\prod_{t \\le k < t'}",
      "",
    );
    const missing = (right.match(LETTERS) ?? []).filter((s) => !listed.has(plain(s)));
    assertEquals(missing, [], `${line}\n${[...listed].join("  ")}`);
    // a correlation along a direction says along which
    const along = where.filter((w) => /^\\rho_\{\\text\{(?:row|col)\}\}$/.test(w.symbol));
    assertEquals(
      along.map((w) => w.meaning),
      name === "field" || name === "nugget"
        ? ["row", "col"].map((axis) => `correlation of residuals one step of ${axis} apart`)
        : [],
    );
    for (const result of results.slice(2)) {
      for (const { value } of result.shown) assert(!/NaN|undefined/.test(renderText(value)));
    }
    // what is a finding of rows taken for units is none where the structure says what they share
    const findings = auditPage(page, results);
    assertEquals(findings.map((d) => d.message), []);
  });
}
