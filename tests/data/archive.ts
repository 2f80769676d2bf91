/** Archives for tests, with sizes that may be untrue. */

/** A member of an archive. */
export interface Member {
  name: string;
  content: string | Uint8Array;
  /** The size that the archive announces, if not the true one. */
  announced?: number;
}

async function packed(bytes: Uint8Array): Promise<Uint8Array> {
  const stream = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function crc(bytes: Uint8Array): number {
  let sum = ~0;
  for (const byte of bytes) {
    sum ^= byte;
    for (let k = 0; k < 8; k++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return ~sum >>> 0;
}

/** The bytes of a ZIP archive. */
export async function archive(members: readonly Member[]): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  const put = (piece: Uint8Array): void => {
    pieces.push(piece);
    at += piece.length;
  };
  for (const { name, content, announced } of members) {
    const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
    const data = await packed(bytes);
    const label = new TextEncoder().encode(name);
    const size = announced ?? bytes.length;
    const from = at;
    const sum = bytes.length > 1e6 ? 0 : crc(bytes);
    put(
      header(0x04034b50, [[2, 20], [2, 0], [2, 8], [4, 0], [4, sum], [4, data.length], [4, size], [
        2,
        label.length,
      ], [2, 0]]),
    );
    put(label);
    put(data);
    directory.push(
      header(0x02014b50, [
        [2, 20],
        [2, 20],
        [2, 0],
        [2, 8],
        [4, 0],
        [4, sum],
        [4, data.length],
        [4, size],
        [2, label.length],
        [2, 0],
        [2, 0],
        [2, 0],
        [2, 0],
        [4, 0],
        [4, from],
      ]),
      label,
    );
  }
  const start = at;
  for (const piece of directory) put(piece);
  put(
    header(0x06054b50, [[2, 0], [2, 0], [2, members.length], [2, members.length], [4, at - start], [
      4,
      start,
    ], [2, 0]]),
  );
  const whole = new Uint8Array(at);
  let place = 0;
  for (const piece of pieces) {
    whole.set(piece, place);
    place += piece.length;
  }
  return whole;
}

/** Numbers one after another, each with its bytes, little end first. */
function header(
  sign: number,
  fields: readonly (readonly [bytes: number, value: number])[],
): Uint8Array {
  const all = [[4, sign] as const, ...fields];
  const out = new DataView(new ArrayBuffer(all.reduce((sum, [bytes]) => sum + bytes, 0)));
  let at = 0;
  for (const [bytes, value] of all) {
    if (bytes === 2) out.setUint16(at, value, true);
    else out.setUint32(at, value, true);
    at += bytes;
  }
  return new Uint8Array(out.buffer);
}
