/**
 * Statements of base R and dplyr, run by R once (`reference/base.R`) and here: what is printed is
 * the same, character by character, or the statement is refused, or it stands below with a reason.
 */
import { assertEquals } from "@std/assert";
import { renderText } from "../../lib/render/render.ts";
import { page } from "./pages.ts";

const folder = new URL("reference/", import.meta.url);

/** What is printed otherwise than by R, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "1e20 %% 3": "the same value; R warns of digits lost, and none is",
  "sum(1e16, 1, -1e16)": "the sum is 1: R rounds after each argument",
  "mean(c(1e16, 1, -1e16))": "the mean is a third: R adds the mean of what rounding left",
};

interface Statement {
  source: string;
  /** What R prints; null if it refuses. */
  printed: string | null;
  warned: boolean;
}

function trimmed(lines: readonly string[]): string {
  return lines.map((line) => line.trimEnd()).join("\n").trimEnd();
}

function statements(): Statement[] {
  const text = Deno.readTextFileSync(new URL("base.txt", folder));
  return text.split(/^> /m).slice(1).map((part) => {
    const [source = "", ...rest] = part.split("\n").filter((line) => !line.startsWith("## "));
    const refused = rest.includes("# refused");
    return {
      source,
      printed: refused ? null : trimmed(rest.filter((line) => !line.startsWith("# "))),
      warned: rest.includes("# warned"),
    };
  });
}

/** Statements that are refused here although R has a value, each with the code of the fault. */
function refusals(): Map<string, string> {
  const lines = Deno.readTextFileSync(new URL("base_refused.txt", folder)).trimEnd().split("\n");
  return new Map(lines.map((line) => {
    const at = line.indexOf(" ");
    return [line.slice(at).trim(), line.slice(0, at)];
  }));
}

Deno.test("statements of base R print what R prints, or are refused", () => {
  const all = statements();
  const refused = refusals();
  const others: string[] = [];
  for (const { source, printed, warned } of all) {
    const [result] = page(source).blocks;
    const code = result!.diagnostics[0]?.code ?? null;
    if (printed === null) {
      if (code === null) others.push(`R refuses: ${source}`);
      continue;
    }
    if (code !== (refused.get(source) ?? null)) {
      others.push(`${code === null ? "not refused" : `refused (${code})`}: ${source}`);
    }
    if (code !== null) continue;
    const ours = trimmed(result!.shown.map((s) => renderText(s.value)).join("\n").split("\n"));
    const same = ours === printed && (!warned || result!.notes.length > 0);
    if (same !== !Object.hasOwn(OTHERWISE, source)) {
      others.push(`${source}\n${ours}\n--- R${warned ? ", with a warning" : ""}:\n${printed}`);
    }
  }
  assertEquals(others, []);
  for (const source of [...refused.keys(), ...Object.keys(OTHERWISE)]) {
    assertEquals(all.some((s) => s.source === source), true, source);
  }
});
