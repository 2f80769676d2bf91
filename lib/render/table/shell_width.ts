/**
 * How much room an ANOVA shell asks for.
 *
 * @module
 */
import type { AnovaShell } from "../../design/structure/anova_shell.ts";
import { greatest } from "../../lists.ts";

/** Rems of a letter in a shell; and of its squares, arrows and tests with all gaps. */
const LETTER = 0.52, BESIDES = 19;

/** Width of a shell in rems, when nothing in it is broken. */
export function shellRems({ rows }: AnovaShell): number {
  const widest = (texts: readonly string[]): number =>
    LETTER * greatest([0, ...texts.map(setLength)]);
  return BESIDES + widest(rows.map((r) => r.source)) + widest(rows.map((r) => r.symbolic)) +
    widest(rows.map((r) => String(r.df))) + widest(rows.map((r) => r.expectedMeanSquare));
}

/** Letters of a text as it is set, with blanks about its signs. */
function setLength(text: string): number {
  return text.replace(/\s+/g, "").replace(/[-+:]/g, " $& ").length;
}
