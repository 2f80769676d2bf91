/**
 * The request that the options of `fit` make.
 *
 * @module
 */
import { type Adjust, ADJUSTMENTS, type Show, type Side } from "../../inference/estimate/view.ts";
import { type Ddf, DDF_METHODS } from "../../inference/df/ddf.ts";
import { WEIGHTS, type Weights } from "../../inference/means/margins.ts";
import { codings, type NamedCoding } from "../../model/fixed/codings.ts";
import { type Arguments, UsageError } from "../arguments.ts";
import { SIDES, words } from "./fit_options.ts";

/** Everything that was asked of one fit. */
export interface FitRequest {
  data: string;
  formula: string;
  factors: string[];
  levels: Record<string, string[]>;
  ordered: string[];
  numeric: string[];
  missing: string[];
  delimiter: string | undefined;
  weights: string | undefined;
  /** One coding for every factor, or codings by factor. */
  coding: NamedCoding | Record<string, NamedCoding> | undefined;
  ml: boolean;
  /** 0: no tests of terms. */
  type: 0 | 1 | 2 | 3;
  test: "F" | "Chisq" | undefined;
  ddf: Ddf | undefined;
  information: "expected" | "observed" | undefined;
  hypotheses: "car" | "sas" | undefined;
  layout: "car" | "stats" | "lmerTest" | undefined;
  summary: boolean;
  varcorr: boolean;
  joint: boolean;
  ranova: boolean;
  compare: readonly string[];
  confint: "wald" | "profile" | "boot" | undefined;
  equation: boolean;
  shell: boolean;
  means: readonly string[];
  trend: string | undefined;
  at: Record<string, (string | number)[]> | undefined;
  average: Weights | undefined;
  scale: "link" | "response" | undefined;
  level: number | undefined;
  pairs: Adjust | undefined;
  contrasts: (string | Record<string, number[]>)[];
  interaction: string[] | undefined;
  adjust: Adjust | undefined;
  ref: string | number | undefined;
  cld: boolean;
  alpha: number | undefined;
  show: Show | undefined;
  side: Side | undefined;
  null: number | undefined;
  delta: number | undefined;
}

/**
 * The request that options make.
 *
 * @throws {UsageError}
 */
export function fitRequest(given: Arguments): FitRequest {
  const required = (name: string, example: string): string => {
    const text = given.text(name);
    if (text !== undefined && text.trim() !== "") return text;
    throw new UsageError(`--${name} is missing: ${example}`);
  };
  const type = given.choice("type", ["1", "2", "3", "none"]);
  const request: FitRequest = {
    data: required("data", "--data FILE"),
    formula: required("formula", '--formula "y ~ A + (1 | Block)"'),
    factors: names(given, "factors"),
    levels: levelsOf(given),
    ordered: names(given, "ordered"),
    numeric: names(given, "numeric"),
    missing: names(given, "missing"),
    delimiter: given.text("delimiter"),
    weights: given.text("weights"),
    coding: codingOf(given),
    ml: given.has("ml"),
    type: type === "none" ? 0 : Number(type ?? 2) as 1 | 2 | 3,
    test: given.choice("test", ["F", "Chisq"]),
    ddf: given.choice("ddf", DDF_METHODS),
    information: given.choice("information", ["expected", "observed"]),
    hypotheses: given.choice("hypotheses", ["car", "sas"]),
    layout: given.choice("layout", ["car", "stats", "lmerTest"]),
    summary: given.has("summary"),
    varcorr: given.has("varcorr"),
    joint: given.has("joint"),
    ranova: given.has("ranova"),
    compare: given.texts("compare"),
    confint: given.choice("confint", ["wald", "profile", "boot"]),
    equation: given.has("equation"),
    shell: given.has("shell"),
    means: given.texts("means"),
    trend: given.text("trend"),
    at: valuesAt(given),
    average: given.choice("average", WEIGHTS),
    scale: given.choice("scale", ["link", "response"]),
    level: given.number("level"),
    pairs: given.choice("pairs", ADJUSTMENTS),
    contrasts: given.texts("contrasts").map(contrastOf),
    interaction: given.has("interaction") ? names(given, "interaction") : undefined,
    adjust: given.choice("adjust", ADJUSTMENTS),
    ref: given.has("ref") ? place(given.text("ref") ?? "") : undefined,
    cld: given.has("cld"),
    alpha: given.number("alpha"),
    show: given.choice("show", ["test", "interval", "both"]),
    side: given.choice("side", SIDES),
    null: given.number("null"),
    delta: given.number("delta"),
  };
  return checked(request, given);
}

/** Options that ask something of means, which must then be there. */
const OF_MEANS = [
  "trend",
  "at",
  "average",
  "scale",
  "pairs",
  "contrasts",
  "interaction",
  "adjust",
  "ref",
  "cld",
  "alpha",
  "show",
  "side",
  "null",
  "delta",
];

function checked(request: FitRequest, given: Arguments): FitRequest {
  const lonely = OF_MEANS.find((name) => given.has(name));
  if (request.means.length === 0 && lonely !== undefined) {
    throw new UsageError(`--${lonely} is of means: say which by --means "~ Trt"`);
  }
  const { level, alpha } = request;
  for (const [name, p] of [["level", level], ["alpha", alpha]] as const) {
    if (p !== undefined && !(p > 0 && p < 1)) {
      throw new UsageError(`--${name} lies between 0 and 1, it cannot be ${p}`);
    }
  }
  if (request.layout === "lmerTest" && request.hypotheses === "car") {
    throw new UsageError("--layout lmerTest goes with --hypotheses sas");
  }
  return request;
}

function names(given: Arguments, option: string): string[] {
  return given.texts(option).flatMap((text) => fields(text, ","));
}

/** `a=L,M,H; b=1,2` by name. */
function byName(given: Arguments, option: string, example: string): [string, string[]][] {
  return given.texts(option).flatMap((text) => fields(text, ";", true)).map((part) => {
    const equals = part.indexOf("=");
    const name = part.slice(0, equals).trim();
    const values = fields(part.slice(equals + 1), ",");
    if (equals < 1 || name === "" || values.length === 0) {
      throw new UsageError(`--${option} is written --${option} "${example}", not "${part}"`);
    }
    return [name, values];
  });
}

function levelsOf(given: Arguments): Record<string, string[]> {
  return Object.fromEntries(byName(given, "levels", "tension=L,M,H"));
}

function valuesAt(given: Arguments): FitRequest["at"] {
  if (!given.has("at")) return undefined;
  return Object.fromEntries(
    byName(given, "at", "x=0,6").map(([name, values]) => [name, values.map(place)]),
  );
}

/** A number where the text is one. */
function place(text: string): string | number {
  const value = Number(text);
  return text.trim() !== "" && Number.isFinite(value) ? value : text;
}

function codingOf(given: Arguments): FitRequest["coding"] {
  const text = given.text("coding");
  if (text === undefined || !text.includes("=")) return given.choice("coding", codings);
  return Object.fromEntries(
    fields(text, ",").flatMap((part) => fields(part, ";")).map((part): [string, NamedCoding] => {
      const [name = "", coding = ""] = part.split("=").map((t) => t.trim());
      const found = codings.find((c) => c === coding);
      if (found && name !== "") return [name, found];
      throw new UsageError(`--coding cannot be "${part}"; choose one of ${words(codings)}`);
    }),
  );
}

/** A family by name, or weight vectors: `A - B = 1,-1,0`, `1,-1,0`, `c(1, -1, 0)`. */
function contrastOf(text: string): string | Record<string, number[]> {
  if (!/[\d.]\s*,|=/.test(text)) return text.trim();
  return Object.fromEntries(
    fields(text, ";", true).map((part): [string, number[]] => {
      const equals = part.lastIndexOf("=");
      const list = part.slice(equals + 1).replace(/^\s*c\s*\(|\)\s*$/g, "");
      const weights = fields(list, ",").map(Number);
      if (weights.length < 2 || weights.some((w) => !Number.isFinite(w))) {
        throw new UsageError(`--contrasts takes a family or weights such as 1,-1,0, not "${part}"`);
      }
      const name = equals < 0 ? `c(${weights.join(", ")})` : part.slice(0, equals).trim();
      return [name, weights];
    }),
  );
}

/** Parts of a text between separators outside quotes; quotes go unless `keep`. */
function fields(text: string, separator: string, keep = false): string[] {
  const parts = text.match(new RegExp(`(?:"[^"]*"|'[^']*'|[^${separator}])+`, "g")) ?? [];
  return parts.map((part) => part.trim())
    .map((part) => keep ? part : part.replace(/^(["'])(.*)\1$/, "$2"))
    .filter((part) => part !== "");
}
