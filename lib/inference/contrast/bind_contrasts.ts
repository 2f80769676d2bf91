/**
 * Several tables of contrasts as one family.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import type { Adjust } from "../estimate/view.ts";
import type { ContrastTable } from "./contrast_table.ts";
import { Contrasts } from "./viewed_contrasts.ts";
import { CombinedFunctions } from "./weights.ts";

/** Stands for the group of contrasts that have none of that name. */
const NONE = ".";

/**
 * Contrasts of one fit together, adjusted as one family whatever groups they stood in (emmeans's
 * `rbind`); Bonferroni's adjustment is valid for any set and is the default.
 *
 * @throws DiagnosticError `no-model`, `unlike-contrasts`
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { bindContrasts, emmeans, lm, pairs, tableFrom } from "@heddle/heddle";
 *
 * const data = tableFrom({ y: [1, 2, 4, 5, 9, 8], a: [..."AABBCC"], b: [..."xyxyxy"] });
 * const fit = lm("y ~ a + b", data);
 * const all = bindContrasts([pairs(emmeans(fit, "~ a")), pairs(emmeans(fit, "~ b"))]);
 * assertEquals(all.rows.length, 4);
 * assertEquals(all.adjust, "bonferroni");
 * ```
 */
export function bindContrasts(
  tables: readonly ContrastTable[],
  options: { adjust?: Adjust | undefined } = {},
): ContrastTable {
  const whole = tables.map((table) =>
    table instanceof Contrasts
      ? table
      : fail("no-model", "Contrasts are put together with the model they come from", {
        hint: "Hand over the results of pairs() or contrast()",
      })
  );
  const first = whole[0] ??
    fail("no-model", "There are no contrasts to put together", { hint: "Hand over some" });
  const { fit, df, transformation } = first.parts;
  for (const { parts } of whole) {
    if (
      parts.fit !== fit || parts.df !== df || parts.transformation?.name !== transformation?.name
    ) {
      fail("unlike-contrasts", "Contrasts of different models are no family", {
        hint: "Put together what comes from one model with one df method",
      });
    }
  }
  return oneFamily(whole, {
    adjust: options.adjust ?? "bonferroni",
    averagedPartly: true,
  });
}

/**
 * Some of the contrasts of a table, as one family: what was adjusted for all of them is adjusted for
 * these.
 *
 * @param places among the rows
 * @throws DiagnosticError `no-model`
 */
export function someContrasts(table: ContrastTable, places: ArrayLike<number>): ContrastTable {
  if (!(table instanceof Contrasts)) {
    return fail("no-model", "Contrasts are picked with the model they come from", {
      hint: "Hand over the result of pairs() or contrast()",
    });
  }
  const { view } = table;
  return oneFamily([table], { adjust: view.adjust, averagedPartly: false }, places);
}

/**
 * The contrasts of all groups as one family. Contrasts are made within their groups, so that no other
 * groups can be made of them.
 *
 * @param by the table's own groups, or none
 * @throws DiagnosticError `no-model`, `unlike-contrasts`
 */
export function groupedContrasts(table: ContrastTable, by: readonly string[]): ContrastTable {
  if (by.length === table.by.length && by.every((name) => table.by.includes(name))) return table;
  if (by.length === 0) return someContrasts(table, table.rows.map((_, i) => i));
  return fail("unlike-contrasts", `These contrasts do not stand in groups of ${by.join(", ")}`, {
    hint: 'Group the means: pairs(emmeans(m, ~ A * B), by = "B")',
  });
}

/** Groups of contrasts, or some of their contrasts, as one group without a name. */
function oneFamily(
  tables: readonly Contrasts[],
  how: { adjust: Adjust; averagedPartly: boolean },
  places?: ArrayLike<number>,
): Contrasts {
  const [first] = tables;
  const by = [...new Set(tables.flatMap((table) => table.parts.by))];
  const groups = tables.flatMap(({ parts }) => parts.groups);
  const labels = [...new Set(groups.flatMap((g) => Object.keys(g.parts?.[0] ?? { contrast: "" })))];
  const columns = places ? [...labels, ...by] : [...by, ...labels];
  const all = groups.flatMap((group) =>
    group.names.map((name, i) => {
      const own: Record<string, string | number> = {
        ...group.by,
        ...(group.parts ? group.parts[i]! : { contrast: name }),
      };
      return {
        name,
        parts: Object.fromEntries(columns.map((c) => [c, String(own[c] ?? NONE)])),
        linear: group.functions.row(i),
        known: group.known[i]!,
      };
    })
  );
  const picked = places ? Array.from(places, (i) => all[i]!) : all;
  return new Contrasts({
    ...first!.parts,
    method: "rbind",
    by: [],
    groups: [{
      by: null,
      names: picked.map((c) => c.name),
      parts: columns.length > 1 ? picked.map((c) => c.parts) : null,
      functions: CombinedFunctions.of(picked.map((c) => c.linear)),
      known: picked.map((c) => c.known),
      familySize: picked.length,
    }],
    type: "contrast",
    averagedOver: [...new Set(tables.flatMap(({ parts }) => parts.averagedOver))],
    averagedPartly: how.averagedPartly,
  }, { ...first!.view, adjust: how.adjust });
}
