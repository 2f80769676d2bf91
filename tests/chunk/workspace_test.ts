/** Workspaces of R with changed bytes are values or told, and never a fault of the program. */
import "./words.ts";
import { assertEquals } from "@std/assert";
import { foreignIn, fromR } from "../../lib/chunk/bridge/from_r.ts";
import { WORKSPACE } from "../../lib/data/readers/workspace.ts";
import { DiagnosticError } from "../../lib/diagnostic.ts";
import { CONSOLE } from "../../lib/language/print/cells.ts";
import { printed } from "../../lib/language/print/print.ts";

const packed = Deno.readFileSync(new URL("sourced/all.RData", import.meta.url));
const whole = new Uint8Array(
  await new Response(
    new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")),
  ).arrayBuffer(),
);

async function tried(bytes: Uint8Array): Promise<string> {
  try {
    for (const { object } of await WORKSPACE.decode(bytes, "x.RData")) {
      if (foreignIn(object) === null) printed(fromR(object, "x.RData"), CONSOLE, () => null);
    }
    return "read";
  } catch (error) {
    if (error instanceof DiagnosticError) return error.diagnostics[0]!.code;
    throw error;
  }
}

Deno.test("a workspace with changed bytes is read or told", async () => {
  let seed = 5;
  const codes = new Set<string>();
  for (let k = 0; k < 1500; k++) {
    const changed = whole.slice();
    for (let i = 0; i < 2; i++) {
      seed = (seed * 1103515245 + 12345) % 2147483648;
      changed[seed % changed.length] = (seed >> 8) & 255;
    }
    codes.add(await tried(changed));
  }
  assertEquals(codes.has("read") && codes.has("damaged-file"), true);
});

Deno.test("a workspace that breaks off is told", async () => {
  for (let n = 7; n < whole.length; n += 13) {
    assertEquals(await tried(whole.subarray(0, n)), "damaged-file", `${n}`);
  }
});
