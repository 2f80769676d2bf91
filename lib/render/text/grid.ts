/**
 * A reference grid as emmeans prints it: its variables with their values.
 *
 * @module
 */
import { cellsOf } from "../../inference/means/means_cells.ts";
import type { MeansGrid } from "../../inference/means/means_grid.ts";
import { formatNumbers } from "../number/number_format.ts";

/** So many values are listed; of more the first nine and the last. */
const LISTED = 10;

function valuesText(values: readonly (string | number)[]): string {
  const many = values.length > LISTED;
  const numbers = values.every((v) => typeof v === "number");
  const texts = numbers && !many
    ? formatNumbers(values as number[], { digits: 5 })
    : values.map((v) => typeof v === "number" ? formatNumbers([v], { digits: 15 })[0]! : v);
  return (many ? [...texts.slice(0, 9), "...", texts.at(-1)!] : texts).join(", ");
}

/** Lines of a grid. */
export function gridLines(grid: MeansGrid): string[] {
  const cells = cellsOf(grid);
  const variables = cells.variables.length > 0 ? cells.variables : [{ name: "1", values: [1] }];
  return gridText(variables, [...cells.nesting], grid.transform, grid.fit.fixed.nullBasis.length);
}

/** Variables with their values, nests, transformation, and the dimension of what cannot be estimated. */
export function gridText(
  variables: readonly { name: string; values: readonly (string | number)[] }[],
  nesting: readonly (readonly [string, readonly string[]])[],
  transform: string | null,
  lost: number,
): string[] {
  const within = nesting.map(([name, outer]) =>
    `${name} %in% ${outer.length > 1 ? `(${outer.join("*")})` : outer[0]}`
  );
  return [
    "'emmGrid' object with variables:",
    ...variables.map(({ name, values }) => `    ${name} = ${valuesText(values)}`),
    ...(within.length > 0 ? [`Nesting structure:  ${within.join(", ")}`] : []),
    ...(transform === null ? [] : [`Transformation: "${transform}" `]),
    ...(lost > 0 ? [`Some things are non-estimable (null space dim = ${lost})`] : []),
  ];
}
