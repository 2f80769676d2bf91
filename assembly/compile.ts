/**
 * Compiles the WebAssembly kernels and writes them as base64 into a module of `lib/math`.
 *
 * @module
 */
import asc from "assemblyscript/asc";

const source = new URL("./dense.ts", import.meta.url);
const target = new URL("../lib/math/algebra/dense_wasm.ts", import.meta.url);

/** The compiled kernels. */
export async function compileKernels(): Promise<Uint8Array> {
  const text = await Deno.readTextFile(source);
  let binary: Uint8Array | null = null;
  const messages: string[] = [];
  const { error } = await asc.main(
    [
      "dense.ts",
      "--outFile",
      "dense.wasm",
      "--runtime",
      "stub",
      "--enable",
      "simd",
      "-O3",
      "--noAssert",
    ],
    {
      readFile: (name: string) => name === "dense.ts" ? text : null,
      writeFile: (name: string, data: Uint8Array | string) => {
        if (name === "dense.wasm" && typeof data !== "string") binary = data;
      },
      listFiles: () => [],
      stderr: { write: (chunk: unknown) => (messages.push(String(chunk)), true) },
    },
  );
  if (error || !binary) throw new Error(messages.join("") || String(error));
  return binary;
}

/** The text of the module that holds them. */
export function moduleText(binary: Uint8Array): string {
  const base64 = btoa(Array.from(binary, (b) => String.fromCharCode(b)).join(""));
  const lines = base64.match(/.{1,92}/g) ?? [];
  return `/**
 * The dense kernels of \`assembly/dense.ts\`, compiled (\`deno task kernels\`). Do not edit.
 *
 * @module
 */

/** A WebAssembly module in base64. */
export const DENSE_WASM: string = [
${lines.map((l) => `  "${l}",`).join("\n")}
].join("");
`;
}

if (import.meta.main) {
  const binary = await compileKernels();
  await Deno.writeTextFile(target, moduleText(binary));
  console.log(`${binary.length} bytes`);
}
