/**
 * Verbs of contrasts: `contrast pairs`.
 *
 * @module
 */
import { COLUMN_ARGUMENTS, PAIRS_OF_COLUMNS } from "../../bridge/pairs_of_columns.ts";
import { bindContrasts } from "../../../inference/contrast/bind_contrasts.ts";
import { contrast, type ContrastOptions, pairs } from "../../../inference/contrast/contrast.ts";
import type { ContrastTable } from "../../../inference/contrast/contrast_table.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import type { Call } from "../../evaluation/call.ts";
import type { Supplied } from "../../evaluation/signature.ts";
import { list, type ListValue, type Value } from "../../values/value.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { defaulted } from "./defaults.ts";
import { givenFamily } from "./given_family.ts";
import { meansArgument } from "./made_means.ts";
import { contrastOptions, methodOf } from "./means_arguments.ts";

const verb = verbOf("emmeans");

const SHARED =
  "infer?, adjust?, level?, type?, side?, delta?, null?, df?, include?, exclude?, scale?, " +
  "offset?, name?, ratios?, parens?, enhance.levels?, options?";

/** What contrasts are made of: means, or contrasts again. */
function contrasted(call: Call, name: string): MeansGrid | ContrastTable {
  const value = call.value(name);
  return value.kind === "contrasts" ? value.table : meansArgument(call, name).grid;
}

/** Arguments that a family of the page's own is given as they stand. */
const OF_FAMILIES = "ref reverse max.degree include exclude wts".split(" ");

function makeContrasts(given: Call): Value {
  const call = defaulted(given, "contrast");
  const grid = contrasted(call, "object");
  const others = OF_FAMILIES.flatMap((name): Supplied[] => {
    const given = call.supplied(name);
    return given ? [{ ...given, name }] : [];
  });
  const family = call.has("method") ? givenFamily(call, "method", [...others, ...call.rest]) : null;
  if (!family) { for (const arg of call.rest) call.refuse(arg); }
  const method = family ?? (call.has("method") ? methodOf(call, "method") : "eff");
  const where = call.has("method") ? "method" : "object";
  return simpleContrasts(
    call,
    grid,
    (options) => call.at(where, () => contrast(grid, method, options)),
  );
}

function makePairs(call: Call): Value {
  const grid = contrasted(call, "x");
  return simpleContrasts(
    call,
    grid,
    (options) => call.at("x", () => pairs(grid, options)),
  );
}

function factorsOf(call: Call, value: Value): string[] {
  if (value.kind !== "character") return call.wrong("simple", "names of factors", value);
  return value.values.map((name) => name ?? "NA");
}

/** One table; with `simple = "each"` a list of one for each factor. */
function simpleContrasts(
  call: Call,
  grid: MeansGrid | ContrastTable,
  make: (options: ContrastOptions) => ContrastTable,
): Value {
  const several = call.optional("simple");
  const asked = several?.kind === "list"
    ? several.items.map((item) => factorsOf(call, item.value))
    : null;
  const options = contrastOptions(call, asked !== null);
  const combine = call.flag("combine", false);
  const each = String(options.simple) === "each" && grid.kind === "means";
  const factors = asked ?? (each ? [...grid.factors, ...grid.by].map((f) => [f]) : []);
  if (factors.length < 2) {
    const [only] = factors;
    return { kind: "contrasts", table: make(only ? { ...options, simple: only } : options) };
  }
  const tables = factors.map((simple) => make({ ...options, simple }));
  if (combine) {
    return { kind: "contrasts", table: bindContrasts(tables, { adjust: options.adjust }) };
  }
  const items = tables.map((table, i): ListValue["items"][number] => ({
    name: `simple contrasts for ${factors[i]!.join(", ")}`,
    value: { kind: "contrasts", table },
  }));
  return list(items, "emm_list");
}

/** Differences of means, or a picture of a table. */
function pairsOf(given: Call): Value {
  const call = defaulted(given, "contrast");
  const x = call.value("x");
  if (x.kind === "frame" || x.kind === "matrix" || x.kind === "formula") {
    // what only differences of means take changes no picture
    for (const { name } of call.verb.parameters) {
      const own = name === "x" || COLUMN_ARGUMENTS.some((c) => c === name)
        ? null
        : call.supplied(name);
      if (own) call.refuse({ ...own, name });
    }
    return PAIRS_OF_COLUMNS.now()(call);
  }
  for (const name of COLUMN_ARGUMENTS) {
    const own = call.supplied(name);
    if (own) call.refuse({ ...own, name });
  }
  return makePairs(call);
}

/** Verbs of contrasts. */
export const CONTRASTING: readonly Verb[] = [
  verb(
    "contrast",
    `object, method?, interaction?, by?, simple?, combine?, ref?, reverse?, max.degree?, wts?, ${SHARED}, ...`,
    "contrasts of means",
    makeContrasts,
  ),
  verb(
    "pairs",
    `x, reverse?, by?, simple?, combine?, ${SHARED}, ` +
      COLUMN_ARGUMENTS.map((n) => `${n}?`).join(", "),
    "all differences of means; of a table, every variable against every other as a picture",
    pairsOf,
  ),
];
