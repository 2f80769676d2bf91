/**
 * Statements of base R and dplyr as R runs them (`tests/chunk/reference/base.txt`): each in a session
 * of its own prints what R prints, is refused where R refuses, and has a remark where R warns.
 */
import { assertEquals } from "@std/assert";
import { session, tidy } from "./compare.ts";

/** What differs from R on purpose, and why. */
const OTHERWISE: Readonly<Record<string, string>> = {
  "data.frame(a = 1:3)$zz": "a column that there is not is a fault, with the nearest that there is",
  "pt(2, 10, lower.tail = NA)": "a tail that is missing is a fault; R takes it for TRUE",
  "1e20 %% 3": "the same value; R warns of digits lost, and none is",
  "sum(1e16, 1, -1e16)": "the sum is 1: R rounds after each argument",
  "mean(c(1e16, 1, -1e16))": "the mean is a third: R adds the mean of what rounding left",
};

interface Statement {
  source: string;
  printed: string;
  refused: boolean;
  warned: boolean;
}

function statements(): Statement[] {
  const text = Deno.readTextFileSync(new URL("../chunk/reference/base.txt", import.meta.url));
  return text.split(/^> /m).slice(1).map((part) => {
    const [source = "", ...rest] = part.split("\n").filter((line) => !line.startsWith("## "));
    return {
      source,
      printed: tidy(rest.filter((line) => !line.startsWith("# ")).join("\n")),
      refused: rest.includes("# refused"),
      warned: rest.includes("# warned"),
    };
  });
}

/** Verbs of dplyr that the language does not have yet. */
const AWAITED =
  /^(mutate|transmute|filter|summari[sz]e|arrange|bind_rows|bind_cols|n_distinct|count|distinct|slice|case_when|if_else|coalesce|group_by|across|lag|lead|left_join)\(\) is not part of/;

Deno.test("statements of base R print what R prints, or are refused as by R", () => {
  const others: string[] = [];
  const all = statements();
  for (const { source, printed, refused, warned } of all) {
    const run = session(100);
    const made = run(source);
    if (made.fault !== null && AWAITED.test(made.fault)) continue;
    const same = refused
      ? made.fault !== null
      : made.fault === null && made.out === printed && (!warned || made.remarked);
    if (same !== !Object.hasOwn(OTHERWISE, source)) {
      others.push(`${source}\n${made.fault ?? made.out}\n--- R:\n${refused ? "(fails)" : printed}`);
    }
  }
  assertEquals(others, []);
  for (const source of Object.keys(OTHERWISE)) {
    assertEquals(all.some((s) => s.source === source), true, source);
  }
});
