import { assert, assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { type CaseFacts, readCases } from "../oracle/read_case.ts";
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

/** pbkrtest passes over prior weights, so that R's Kenward-Roger results are those of another fit. */
const UNWEIGHTED = new Set(["sleepstudy_weights"]);

/** emmeans drops other functions of a confounded row than are dependent: see the conventions. */
const CONFOUNDED = new Set([
  "fecal_missingcell joint_tests(m)",
  "npk_confounded joint_tests(m)",
  "warp_missingcell joint_tests(m)",
]);

/**
 * Sums of squares of 321.75 and 168.35, a variance of 168.75, and a difference of 4.71715: which way the last digit goes
 * depends on rounding errors in the last bit.
 */
const TIES: Readonly<Record<string, [R: RegExp, here: string]>> = {
  oats_fixedblock: [/ 321\.7 /, " 321.8 "],
  oats_linear: [/ 168\.[478] /, " 168.3 "],
  // Rounding errors of an estimate that is 0.
  ergostool_fixed: [/Subject2 -[0-9.e-]+ /, "Subject2 0 "],
  oats_splitplot: [/ 321\.8 /, " 321.7 "],
  splitsplit_sim_unbal: [/ -4\.7172 /, " -4.7171 "],
};

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

/** Expressions with what R printed for them. */
function expressions(c: Case): { source: string; printed: string[]; kr: boolean }[] {
  const out: { source: string; printed: string[]; kr: boolean }[] = [];
  const add = (source: string, printed: unknown) => {
    if (Array.isArray(printed)) {
      out.push({ source, printed: printed as string[], kr: /"F"|kenward|joint/i.test(source) });
    }
  };
  const table = (name: string) => {
    const found = c.anova?.[name];
    return Array.isArray(found) ? found : found?.printed;
  };
  if (c.kind === "lm") {
    add("anova(m)", table("type1_printed"));
    add("Anova(m, type = 2)", table("type2_printed"));
  } else {
    add('Anova(m, type = 2, test.statistic = "F")', table("car_II_KR"));
    add("Anova(m)", table("car_II_chisq"));
    add("anova(m)", table("lmerTest_III_Satterthwaite"));
    add("anova(m, type = 1)", table("lmerTest_I_Satterthwaite"));
    add('anova(m, type = 2, ddf = "Kenward-Roger")', table("lmerTest_II_KR"));
  }
  add("summary(m)", c.fit.summary_printed);
  add("joint_tests(m)", c.joint_tests_printed ?? c.joint_tests?.printed);
  if (c.kind === "lmer") {
    add("VarCorr(m)", c.fit.varcorr_printed);
    add("ranova(m)", c.ranova?.printed);
    add('Anova(m, type = 3, test.statistic = "F")', table("car_III_KR_default_contrasts"));
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
    add(source, means.printed);
    add(`pairs(${source})`, means.pairs_printed);
    add(`contrast(${source}, "trt.vs.ctrl1")`, means.dunnett?.printed);
    add(`cld(${source})`, means.cld?.printed);
    const back = source.replace(/\)$/, ', type = "response")');
    add(back, means.response_printed);
  }
  return out;
}

/** Lines without those that R wrote to standard error, blanks narrowed. */
function lines(text: string): string[] {
  return text.split("\n").map((l) => l.replace(/[ \t]+/g, " ").trim())
    .filter((l) => l !== "" && !/^NOTE: (Results|A nesting)|%in%/.test(l));
}

/** Whether texts differ in a last digit that could go either way. */
function isTie(id: string, ours: readonly string[], theirs: readonly string[]): boolean {
  const tie = TIES[id];
  return tie !== undefined &&
    theirs.map((l) => l.replace(tie[0], tie[1])).join("\n") ===
      ours.map((l) => l.replace(tie[0], tie[1])).join("\n");
}

Deno.test("analyses as they are written in R print what R prints", () => {
  let compared = 0;
  const different: string[] = [];
  for (const c of CASES) {
    const wanted = expressions(c);
    const result = page([...analysis(c), ...wanted.map((w) => w.source)].join("\n")).blocks[0]!;
    const byPlace = new Map(result.shown.map((s) => [s.span.start, renderText(s.value)]));
    let at = analysis(c).join("\n").length + 1;
    for (const { source, printed, kr } of wanted) {
      const text = byPlace.get(at);
      at += source.length + 1;
      if ((UNWEIGHTED.has(c.id) && kr) || CONFOUNDED.has(`${c.id} ${source}`)) continue;
      compared++;
      const [ours, theirs] = [lines(text ?? ""), lines(printed.join("\n"))];
      if (ours.join("\n") !== theirs.join("\n") && !isTie(c.id, ours, theirs)) {
        const i = theirs.findIndex((l, k) => l !== ours[k]);
        const faults = result.diagnostics.map((d) => d.message).join("; ");
        different.push(`${c.id}: ${source}\n  R    ${theirs[i]}\n  here ${ours[i] ?? faults}`);
      }
    }
  }
  assert(compared > 450, `${compared}`);
  assertEquals(different, [], different.join("\n"));
});
