/**
 * Verbs of reference grids: `ref_grid add_grouping`, and means under lsmeans's names.
 *
 * @module
 */
import { fail } from "../../../diagnostic.ts";
import { nestingNote } from "../../../inference/estimate/remarks.ts";
import {
  cellsOf,
  groupedCells,
  permutedCells,
  referenceMeans,
  rescaled,
} from "../../../inference/means/means_cells.ts";
import { combinedCells, dividedCells } from "../../../inference/means/combined_cells.ts";
import type { MeansGrid } from "../../../inference/means/means_grid.ts";
import { regrid } from "../../../inference/means/regrid.ts";
import { deparse } from "../../../syntax/deparse.ts";
import type { Call } from "../../evaluation/call.ts";
import { type Verb, verbOf } from "../../evaluation/verb.ts";
import { boundEstimates, isEstimates } from "../../values/estimates.ts";
import { isVector, list, type MeansValue, type Value } from "../../values/value.ts";
import { textsOf } from "../../values/vector.ts";
import { isResponses, responsesGrid } from "./responses.ts";
import { emmList, refuseFor } from "./views.ts";
import { meansArgument } from "./made_means.ts";
import { MEANS } from "./means.ts";
import { meansOptions } from "./means_arguments.ts";

const verb = verbOf("emmeans");

function referenceGridOf(call: Call): Value {
  const object = call.value("object");
  if (isResponses(object)) {
    refuseFor(
      call,
      ["component", "data", "regrid", "transform"],
      "several responses",
      "Leave it out",
    );
    const grid = call.at(
      "object",
      () => responsesGrid(call, object, (fit) => meansOptions(call, fit)),
    );
    return { kind: "means", grid, gridded: true };
  }
  const model = call.fit("object");
  const data = call.quoted("data");
  if (data && deparse(data) !== model.dataName) {
    fail("wrong-argument", "A grid stands on the data of its model", {
      span: call.spanOf("data"),
      hint: "Leave data out, or give values with at = list(…)",
    });
  }
  const grid = call.at("object", () => referenceMeans(model.fit, meansOptions(call, model.fit)));
  const { nesting } = cellsOf(grid);
  if (nesting.size > 0) {
    const { code, text, data } = nestingNote(nesting);
    call.note(code, text, data);
  }
  const scale = ["regrid", "transform"].find((name) => call.has(name));
  const made = scale === undefined || call.value(scale).kind === "null"
    ? grid
    : call.at(scale, () => regrid(grid, call.text(scale)));
  return { kind: "means", grid: made, gridded: true };
}

function grouping(call: Call): Value {
  const value = meansArgument(call, "object");
  const given = call.value("newlevs");
  if (!isVector(given)) return call.wrong("newlevs", "the group of each level", given);
  const groups = textsOf(given).map((t) => t ?? "NA");
  const levels = given.kind === "factor"
    ? given.column.levels
    : [...new Set(groups)].sort((a, b) => a.localeCompare(b));
  const grid = call.at(
    "newlevs",
    () => groupedCells(value.grid, call.text("newname"), call.text("refname"), groups, levels),
  );
  return regridded(value, grid);
}

function permuted(call: Call): Value {
  const value = meansArgument(call, "object");
  // each level's new place
  const places = [...call.numbers("pos")].map((v) => v - 1);
  const order = places.map((_, i) => places.indexOf(i));
  const grid = call.at("pos", () => permutedCells(value.grid, call.text("fac"), order));
  return { kind: "means", grid };
}

/** A table on other cells; one that was a reference grid still is. */
const regridded = (value: MeansValue, grid: MeansGrid): MeansValue =>
  value.gridded ? { kind: "means", grid, gridded: true } : { kind: "means", grid };

function combinedFactors(call: Call): Value {
  const value = meansArgument(call, "object");
  const factors = call.texts("facs");
  const name = call.text("newname", factors.join("."));
  const occurring = call.flag("drop", false);
  return regridded(
    value,
    call.at("facs", () => combinedCells(value.grid, factors, name, occurring)),
  );
}

function dividedFactor(call: Call): Value {
  const value = meansArgument(call, "object");
  const given = call.value("newfacs");
  if (given.kind !== "list") return call.wrong("newfacs", "a list of levels by factor", given);
  const parts = given.items.map(({ name, value: own }) => {
    if (name === null || !isVector(own)) {
      return call.wrong("newfacs", "a list of levels by factor", given);
    }
    return { name, values: own.kind === "numeric" ? [...own.values] : textsOf(own).map((t) => t!) };
  });
  return {
    kind: "means",
    grid: call.at("newfacs", () => dividedCells(value.grid, call.text("fac"), parts)),
  };
}

/** A table as a list of one, or a list of tables as one table. */
function asList(call: Call): Value {
  const value = call.value("object");
  if (emmList(value)) return value;
  if (!isEstimates(value)) return call.wrong("object", "means or contrasts", value);
  return list([{ name: null, value }], "emm_list");
}

function asGrid(call: Call): Value {
  const value = call.value("object");
  if (isEstimates(value)) return value;
  const items = value.kind === "list" ? value.items : [];
  const tables = items.flatMap(({ value: own }) => isEstimates(own) ? [own] : []);
  if (tables.length === 0 || tables.length < items.length) {
    return call.wrong("object", "a list of means or contrasts", value);
  }
  if (tables.length === 1) return tables[0]!;
  const span = call.spanOf("object");
  return boundEstimates(tables.map((own) => ({ value: own, span })));
}

/** What a verb gives, its means named as lsmeans names them. */
function asLsmeans(value: Value): Value {
  if (value.kind === "means") {
    const { transformation } = value.grid;
    const name = "lsmean";
    const grid = rescaled(value.grid, {
      estimateName: name,
      transformation: transformation ? { ...transformation, estimateName: name } : undefined,
    });
    return { ...value, grid };
  }
  const both = emmList(value);
  return both
    ? {
      ...both,
      items: both.items.map(({ name, value: inner }) => ({
        name: name === "emmeans" ? "lsmeans" : name,
        value: asLsmeans(inner),
      })),
    }
    : value;
}

const EMMEANS = MEANS.find((v) => v.name === "emmeans")!;
const EMTRENDS = MEANS.find((v) => v.name === "emtrends")!;

/** Verbs of reference grids. */
export const GRIDS: readonly Verb[] = [
  verb(
    "ref_grid",
    "object, at?, cov.reduce?, cov.keep?, type?, level?, regrid?, transform?, nesting?, offset?, " +
      "component?, data?, lmer.df?, mode?",
    "the combinations of predictors that means are averages over",
    referenceGridOf,
  ),
  verb(
    "add_grouping",
    "object, newname, refname, newlevs",
    "means whose factor is nested in groups of its levels",
    grouping,
  ),
  verb(
    "permute_levels",
    "object, fac, pos",
    "means with the levels of a factor in another order",
    permuted,
  ),
  verb(
    "comb_facs",
    "object, facs, newname?, drop?",
    "means with the combinations of some factors as one",
    combinedFactors,
  ),
  verb(
    "split_fac",
    "object, fac, newfacs",
    "means with one factor as several, whose combinations its levels are",
    dividedFactor,
  ),
  verb("as.emm_list", "object", "means as a list of tables", asList),
  verb("as.emmGrid", "object", "a list of means as one table", asGrid),
  {
    ...EMMEANS,
    name: "lsmeans",
    doc: "estimated marginal means under their older name",
    run: (call) => asLsmeans(EMMEANS.run(call)),
  },
  { ...EMTRENDS, name: "lstrends", doc: "emtrends() under its older name" },
];
