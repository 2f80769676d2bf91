/**
 * What R writes in the place of a call, where R has no such word itself or has it otherwise.
 *
 * @module
 */
import { deparse } from "../../syntax/deparse.ts";
import type { Argument, CallExpr } from "../../syntax/expr.ts";

/** The R of a call: null where R has nothing for it, undefined where R has it as it is written. */
export type InR = (call: CallExpr) => string | null | undefined;

/** R has nothing for it. */
export const NOT_IN_R: InR = () => null;

/** Arguments as R deparses them. */
export const argumentsInR = (args: readonly Argument[]): string =>
  args.map((a) => (a.name === null ? "" : `${a.name} = `) + (a.value ? deparse(a.value) : ""))
    .join(", ");

/** The first argument alone. */
export const firstInR = (call: CallExpr): string => argumentsInR(call.args.slice(0, 1));
