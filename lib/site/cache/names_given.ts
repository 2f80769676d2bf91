/**
 * Names that a block gives values to.
 *
 * @module
 */
import { parse } from "../../syntax/parse.ts";
import { targetsOf } from "../../chunk/values/targets.ts";
import type { Block } from "../../weave/page/page.ts";

/** The names that a block gives values to, its option `name` among them. */
export function targetsIn({ code, options }: Block): string[] {
  const own = options["name"]?.value;
  return [
    ...new Set([
      ...parse(code).statements.flatMap(targetsOf),
      ...(typeof own === "string" ? [own] : []),
    ]),
  ];
}
