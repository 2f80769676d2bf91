/**
 * Names of contents: whatever has the same one is the same, byte for byte.
 *
 * @module
 */
import { createHash } from "node:crypto";

/** The digest (SHA-256) of a text or of bytes. */
export function digestOf(content: string | Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}
