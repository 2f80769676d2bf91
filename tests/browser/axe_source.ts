/**
 * The text of axe-core, to be run in a page.
 *
 * @module
 */
import axe from "axe-core";

/** Source of the checker. */
export function axeSource(): string {
  return (axe as { source: string }).source;
}
