/**
 * What a packed package says of itself: `package/package.json` in a `.tgz`.
 *
 * @module
 */

/** Name and version of a package. */
export interface PackedPackage {
  name: string;
  version: string;
}

/** A block of a tar archive. */
const BLOCK = 512;

/** What the archive holds at `package/package.json`; null if the bytes are no such package. */
export async function packedPackage(bytes: Uint8Array): Promise<PackedPackage | null> {
  const archive = await unzipped(bytes);
  if (archive === null) return null;
  const text = fileIn(archive, "package/package.json");
  if (text === null) return null;
  try {
    const { name, version } = JSON.parse(text) as Partial<PackedPackage>;
    return typeof name === "string" && typeof version === "string" ? { name, version } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** The bytes in a gzip; null if they are none, or are cut off. */
async function unzipped(bytes: Uint8Array): Promise<Uint8Array | null> {
  try {
    const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** The text of a file in a tar archive. */
function fileIn(archive: Uint8Array, path: string): string | null {
  const words = (from: number, to: number): string =>
    new TextDecoder().decode(archive.subarray(from, to)).replace(/\0.*$/s, "").trim();
  for (let at = 0; at + BLOCK <= archive.length;) {
    const size = parseInt(words(at + 124, at + 136), 8);
    if (!(size >= 0)) return null;
    const start = at + BLOCK;
    if (words(at, at + 100) === path) return words(start, start + size);
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
  return null;
}
