import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { type CaseFacts, readCases } from "../oracle/read_case.ts";
import { rightTables } from "../cli/right_tables.ts";
import { settled } from "../render/ties.ts";
import { page } from "./pages.ts";

interface Printed {
  printed?: string[];
}

/** What of a case in tests/oracle/public is used here. */
interface Case extends CaseFacts {
  anova?: Record<string, { printed?: string[] } | string[] | undefined>;
  emmeans?: {
    spec: string;
    options: { at?: Record<string, number | number[]>; weights?: string } | null;
    df_method: string | null;
    printed?: string[];
    pairs_printed?: string[];
    response_printed?: string[];
    dunnett?: Printed;
    cld?: Printed;
  }[];
  fit: { summary_printed?: string[]; varcorr_printed?: string[] };
  joint_tests?: Printed;
  joint_tests_printed?: string[];
  ranova?: Printed;
}

const CASES = readCases<Case>();

const vector = (texts: readonly string[]) => `c(${texts.map((t) => JSON.stringify(t)).join(", ")})`;

/** Tables in which R's figures are not right: see `tests/cli/expected/`. */
const RIGHT = rightTables();

/** The analysis as its author would write it in R. */
function analysis(c: Case): string[] {
  const lines = [`dat <- read.csv("public/${c.data}")`];
  for (const [name, levels] of Object.entries(c.factors)) {
    const ordered = c.ordered_factors?.includes(name) ? ", ordered = TRUE" : "";
    lines.push(`dat$${name} <- factor(dat$${name}, levels = ${vector(levels)}${ordered})`);
  }
  const reml = c.kind === "lmer" && c.reml === false ? ", REML = FALSE" : "";
  const weights = c.weights ? `, weights = ${c.weights}` : "";
  lines.push(`m <- ${c.kind}(${c.formula}, data = dat${reml}${weights})`);
  return lines;
}

/** What R printed for an expression; the table's name is that of `tests/render/ties.ts`. */
interface Expression {
  source: string;
  printed: string[];
  table: string;
}

/** Expressions with what must be printed for them. */
function expressions(c: Case): Expression[] {
  const out: Expression[] = [];
  const add = (source: string, printed: unknown, name: string) => {
    if (!Array.isArray(printed)) return;
    const table = `${c.id} ${name}`;
    out.push({ source, printed: RIGHT.get(table) ?? printed as string[], table });
  };
  const table = (name: string) => {
    const found = c.anova?.[name];
    return Array.isArray(found) ? found : found?.printed;
  };
  if (c.kind === "lm") {
    add("anova(m)", table("type1_printed"), "type1");
    add("Anova(m, type = 2)", table("type2_printed"), "type2");
  } else {
    add('Anova(m, type = 2, test.statistic = "F")', table("car_II_KR"), "car_II_KR");
    add("Anova(m)", table("car_II_chisq"), "car_II_chisq");
    add("anova(m)", table("lmerTest_III_Satterthwaite"), "lmerTest_III_Satterthwaite");
    add("anova(m, type = 1)", table("lmerTest_I_Satterthwaite"), "lmerTest_I_Satterthwaite");
    add('anova(m, type = 2, ddf = "Kenward-Roger")', table("lmerTest_II_KR"), "lmerTest_II_KR");
  }
  add("summary(m)", c.fit.summary_printed, "summary");
  add("joint_tests(m)", c.joint_tests_printed ?? c.joint_tests?.printed, "joint tests");
  if (c.kind === "lmer") {
    add("VarCorr(m)", c.fit.varcorr_printed, "VarCorr");
    add("ranova(m)", c.ranova?.printed, "ranova");
    add(
      'Anova(m, type = 3, test.statistic = "F")',
      table("car_III_KR_default_contrasts"),
      "car_III_KR_default_contrasts",
    );
  }
  for (const means of c.emmeans ?? []) {
    const { at, weights } = means.options ?? {};
    const values = Object.entries(at ?? {}).map(([k, v]) => `${k} = c(${[v].flat().join(", ")})`);
    const options = [
      "m",
      means.spec.replace("~", "~ "),
      ...(values.length > 0 ? [`at = list(${values.join(", ")})`] : []),
      ...(weights ? [`weights = "${weights}"`] : []),
      ...(means.df_method ? [`lmer.df = "${means.df_method}"`] : []),
    ];
    const source = `emmeans(${options.join(", ")})`;
    const plain = [
      means.spec,
      ...Object.entries(at ?? {}).map(([k, v]) => `${k}=${[v].flat().join(",")}`),
      ...(weights ? [weights] : []),
      ...(means.df_method ? [means.df_method] : []),
    ].join(" ");
    add(source, means.printed, `${plain} means`);
    add(`pairs(${source})`, means.pairs_printed, `${plain} pairs`);
    add(`contrast(${source}, "trt.vs.ctrl1")`, means.dunnett?.printed, `${plain} dunnett`);
    add(`cld(${source}, Letters = letters)`, means.cld?.printed, `${plain} letters`);
    const back = source.replace(/\)$/, ', type = "response")');
    add(back, means.response_printed, `${plain} response`);
  }
  return out;
}

/** Text without the lines that R wrote to standard error, and without blanks at the ends of lines. */
function output(text: string): string {
  return text.split("\n").map((l) => l.trimEnd())
    .filter((l) => l !== "" && !/^NOTE: (Results|A nesting)|%in%/.test(l)).join("\n");
}

Deno.test("analyses as they are written in R print what R prints", () => {
  let compared = 0;
  const different: string[] = [];
  for (const c of CASES) {
    const wanted = expressions(c);
    const result = page([...analysis(c), ...wanted.map((w) => w.source)].join("\n")).blocks[0]!;
    const byPlace = new Map(result.shown.map((s) => [s.span.start, renderText(s.value)]));
    let at = analysis(c).join("\n").length + 1;
    for (const { source, printed, table } of wanted) {
      const text = byPlace.get(at);
      at += source.length + 1;
      compared++;
      const ours = output(text ?? "");
      const theirs = settled(table, ours, output(printed.join("\n")));
      if (ours !== theirs) {
        const own = ours.split("\n"), other = theirs.split("\n");
        const i = Math.max(other.findIndex((l, k) => l !== own[k]), 0);
        const faults = result.diagnostics.map((d) => d.message).join("; ");
        different.push(`${c.id}: ${source}\n  R    ${other[i]}\n  here ${own[i] ?? faults}`);
      }
    }
  }
  assert(compared > 450, `${compared}`);
  assertEquals(different, [], different.join("\n"));
});
