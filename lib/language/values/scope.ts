/**
 * Names and what they hold: of the page, of a call of a function, of the columns of a table.
 *
 * @module
 */
export { type Binding, type Dispatch, type Dot, type Frame, Promised, Scope } from "./types.ts";
