/**
 * Properties on ten times as many random designs, from other seeds than every day's.
 *
 *     deno run -A tests/long/designs.ts
 *
 * @module
 */
import { TreeCopy } from "./copy.ts";
import type { Outcome } from "./kills.ts";

/** What the list of long checks shows. */
export const name = "random designs";

const FILES = [
  "tests/chunk/fuzz_test.ts",
  "tests/data/compare_text_test.ts",
  "tests/data/parse_table_test.ts",
  "tests/inference/properties_test.ts",
  "tests/math/distribution_property_test.ts",
  "tests/math/double_double_test.ts",
  "tests/math/qr_test.ts",
  "tests/model/lm_properties_test.ts",
  "tests/model/mixed_optimum_test.ts",
  "tests/syntax/fuzz_test.ts",
];

/** Runs the tests that try properties. */
export async function run(): Promise<Outcome> {
  const copy = new TreeCopy();
  try {
    let passed = 0, failed = 0;
    const lines: string[] = [];
    for (const file of FILES) {
      const result = await copy.test([file], { HEDDLE_TESTS: "long" });
      passed += result.passed;
      failed += result.ok ? 0 : Math.max(1, result.failed);
      if (result.ok) continue;
      const [, error = "no error is named"] = result.text.match(/^error: (.*)$/m) ?? [];
      lines.push(`${file}: ${error}\n${result.text.slice(-4000)}`);
    }
    lines.push(
      `${passed} tests of properties in ${FILES.length} files, each on ten times the designs`,
    );
    return { passed, failed, lines };
  } finally {
    copy.end();
  }
}

if (import.meta.main) {
  const { passed, failed, lines } = await run();
  console.log([...lines, `${passed} passed, ${failed} failed`].join("\n"));
  if (failed > 0) Deno.exit(1);
}
