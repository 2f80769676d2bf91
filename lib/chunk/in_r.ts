/**
 * A block's statements as R that runs: what is R stays as it is written, our own words become
 * what R has for them, and what R has nothing for is left as a comment.
 *
 * @module
 */
import { deparse } from "../syntax/deparse.ts";
import type { Argument, CallExpr, Expr } from "../syntax/expr.ts";
import { calleeOf } from "./callee.ts";
import { variableNames } from "./names.ts";

type Translation = (call: CallExpr) => string;

const argumentsOf = (args: readonly Argument[]): string =>
  args.map((a) => (a.name === null ? "" : `${a.name} = `) + (a.value ? deparse(a.value) : ""))
    .join(", ");

const first = (call: CallExpr): string => argumentsOf(call.args.slice(0, 1));

/** `emmeans(m, ~ Trt)`, or the means themselves if they are given. */
const means = (call: CallExpr): string =>
  call.args.length > 1 ? `emmeans(${argumentsOf(call.args)})` : first(call);

const counts: Translation = (call) => {
  const spec = call.args[1]?.value;
  const names = spec ? [...variableNames(spec)].map((n) => JSON.stringify(n)).join(", ") : "";
  return `table(model.frame(${first(call)})[, c(${names})])`;
};

/** Our own words, by what R has for them; null where it has nothing. */
const OURS: Readonly<Record<string, Translation | null>> = {
  se: (call) => `as.data.frame(${means(call)})$SE`,
  ci: (call) => `as.data.frame(${means(call)})[, c("lower.CL", "upper.CL")]`,
  n_reps: counts,
  residuals_plot: (call) => `plot(${first(call)})`,
  means_plot: (call) => call.args.length === 1 ? `plot(${first(call)})` : "",
  pairs_plot: (call) => `plot(${first(call)})`,
  interaction_plot: (call) => `emmip(${argumentsOf(call.args)})`,
  shrinkage_plot: (call) => `lattice::dotplot(ranef(${first(call)}))`,
  profile_plot: (call) => `lattice::xyplot(profile(${first(call)}))`,
  ranova: (call) => `lmerTest::ranova(${first(call)})`,
  compare_ddf: null,
  fisher: null,
  plan: null,
  covariance_plot: null,
  simulate_power: null,
  components_plot: null,
  correlation_plot: null,
  field_plot: null,
  strip_plot: null,
  power_curve: null,
  sample_size: null,
  detectable: null,
  precision: null,
  power: null,
  design: null,
  shell: null,
  ems: null,
  equation: null,
};

/** Statements of a block, as R. Comments and spacing stay where a statement is R already. */
export function statementsInR(source: string, statements: readonly Expr[]): string {
  const lines: string[] = [];
  let at = 0;
  let comment = false;
  // What follows a comment needs a line of its own.
  const between = (text: string) => comment ? text.replace(/^[ \t]*;[ \t]*/, "\n") : text;
  for (const statement of statements) {
    lines.push(between(source.slice(at, statement.start)));
    const text = source.slice(statement.start, statement.end);
    const made = translated(statement, text);
    comment = made !== text && made.startsWith("# ");
    lines.push(made);
    at = statement.end;
  }
  lines.push(between(source.slice(at)));
  return lines.join("").trim();
}

/** One statement: as it stands, translated, or as a comment. */
function translated(statement: Expr, text: string): string {
  const own = ownCalls(statement);
  if (own.length === 0) return text;
  let out = text;
  // From the last to the first, so that places stay true.
  for (const call of own.sort((a, b) => b.start - a.start)) {
    const translate = OURS[calleeOf(call)!.name];
    const inR = translate ? translate(call) : "";
    if (inR === "") return text.replace(/^/gm, "# ");
    const from = call.start - statement.start;
    out = out.slice(0, from) + inR + out.slice(call.end - statement.start);
  }
  return out;
}

/** Outermost calls of our own words. */
function ownCalls(expr: Expr): CallExpr[] {
  if (expr.kind !== "call") return [];
  const name = expr.form === "prefix" ? calleeOf(expr)?.name : undefined;
  if (name !== undefined && Object.hasOwn(OURS, name)) return [expr];
  return expr.args.flatMap((a) => a.value ? ownCalls(a.value) : []);
}
