/**
 * Statements in which the language differs from R on purpose, and why.
 *
 * @module
 */

export const EXPLAINED: Readonly<Record<string, Readonly<Record<string, string>>>> = {};
