/**
 * Objects that R wrote: one by `saveRDS()`, or several with their names by `save()`.
 *
 * @module
 */
import { fail } from "../../diagnostic.ts";
import { keepWithin, LIMITS } from "../../limits.ts";
import type { Decoder } from "./decoder.ts";
import type { RObject } from "./r_format.ts";
import { readBindings, readObject } from "./r_object.ts";
import { unpacked } from "./unpacked.ts";

/** An object and its name. */
export interface RBinding {
  readonly name: string;
  readonly object: RObject;
}

const startsWith = (bytes: Uint8Array, text: string): boolean =>
  [...text].every((c, i) => bytes[i] === c.charCodeAt(0));

async function whole(bytes: Uint8Array, what: string): Promise<Uint8Array> {
  keepWithin(LIMITS.fileBytes, bytes.length, `Bytes of ${what}`, {
    hint: "Take out what the page does not need",
  });
  return await unpacked(bytes, what);
}

/** Reads what `save()` wrote. */
export const WORKSPACE: Decoder<RBinding[]> = {
  name: "a workspace of R",
  async decode(bytes, file) {
    const what = `"${file}"`;
    const all = await whole(bytes, what);
    if (startsWith(all, "RDX2\nX\n") || startsWith(all, "RDX3\nX\n")) {
      return readBindings(all.subarray(5), what).map(([name, object]) => ({ name, object }));
    }
    if (startsWith(all, "RDA") || startsWith(all, "RDB")) {
      return fail("not-a-table", `${what} is a workspace of R as text or of one machine`, {
        hint: "Save it in R without more: save(x, file = …)",
      });
    }
    return fail("not-a-table", `${what} is no workspace of R`, {
      hint: startsWith(all, "X\n")
        ? `x <- readRDS("${file}") reads a single object`
        : "Workspaces are what save() writes in R; read.csv() reads text",
    });
  },
};

/** Reads what `saveRDS()` wrote, whatever it is. */
export const R_OBJECT: Decoder<RObject> = {
  name: "an object of R",
  async decode(bytes, file) {
    const what = `"${file}"`;
    const all = await whole(bytes, what);
    if (startsWith(all, "X\n")) return readObject(all, what);
    return fail("not-a-table", `${what} holds no object of R`, {
      hint: /^RDX/.test(String.fromCharCode(...all.subarray(0, 3)))
        ? `load("${file}") reads a workspace`
        : "Objects are what saveRDS() writes in R; read.csv() reads text",
    });
  },
};
