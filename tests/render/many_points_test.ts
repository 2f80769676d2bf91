import { assert, assertEquals } from "@std/assert";
import { inflateSync } from "node:zlib";
import { deflated } from "../../lib/render/figure/raster/deflate.ts";
import { manyPoints } from "../../lib/render/figure/raster/many_points.ts";
import { greyPng } from "../../lib/render/figure/raster/png.ts";

/** Numbers from 0 on that look like chance and are always the same. */
function numbers(n: number, most: number): number[] {
  let state = 12345;
  return Array.from({ length: n }, () => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor(state / 2 ** 32 * most);
  });
}

Deno.test("compressed bytes are unpacked as they were", () => {
  const kinds = [
    Uint8Array.of(),
    Uint8Array.of(7),
    new Uint8Array(100_000),
    Uint8Array.from(numbers(5000, 256)),
    Uint8Array.from(numbers(70_000, 2)),
    Uint8Array.from({ length: 90_000 }, (_, i) => (i * i >> 5) % 7 * (i % 3)),
  ];
  for (const bytes of kinds) assertEquals(new Uint8Array(inflateSync(deflated(bytes))), bytes);
});

Deno.test("a PNG has its size and its pixels, two a byte", () => {
  const png = greyPng(Uint8Array.of(15, 0, 8, 1, 2, 3), 3, 2);
  const view = new DataView(png.buffer);
  assertEquals([view.getUint32(16), view.getUint32(20), png[24], png[25]], [3, 2, 4, 0]);
  const length = view.getUint32(33);
  const packed = new Uint8Array(inflateSync(png.subarray(41, 41 + length)));
  assertEquals([...packed], [0, 0xf0, 0x80, 0, 0x12, 0x30]);
});

/** The pixels of the mask of a picture of points. */
function pixelsOf(points: { x: number; y: number }[], kind: "disc" | "ring" = "disc") {
  const [mask, area] = manyPoints(points, {
    kind,
    radius: 4,
    width: 1,
    ink: { className: "s2" },
    opacity: 1,
  });
  const image = mask!.children![0]!.attributes;
  const bytes = Uint8Array.from(
    atob(String(image.href).replace("data:image/png;base64,", "")),
    (c) => c.charCodeAt(0),
  );
  const view = new DataView(bytes.buffer);
  const [columns, rows, length] = [16, 20, 33].map((at) => view.getUint32(at)) as [
    number,
    number,
    number,
  ];
  const packed = inflateSync(bytes.subarray(41, 41 + length));
  const width = (columns + 1) >> 1;
  const at = (x: number, y: number): number => {
    const i = Math.floor((x - Number(image.x)) * columns / Number(image.width));
    const j = Math.floor((y - Number(image.y)) * rows / Number(image.height));
    const byte = packed[j * (width + 1) + 1 + (i >> 1)]!;
    return i & 1 ? byte & 15 : byte >> 4;
  };
  return { at, area: area!, bytes };
}

Deno.test("points are where they were, in the colour of their class, and always the same bytes", () => {
  const { at, area, bytes } = pixelsOf([{ x: 20, y: 30 }, { x: 60, y: 50 }]);
  assertEquals([at(20, 30), at(60, 50), at(40, 40), at(27, 30)], [15, 15, 0, 0]);
  assertEquals(area.attributes.class, "s2");
  const ring = pixelsOf([{ x: 20, y: 30 }], "ring");
  assertEquals(ring.at(20, 30), 0);
  assert(ring.at(24, 30) > 8);
  assertEquals(bytes, pixelsOf([{ x: 20, y: 30 }, { x: 60, y: 50 }]).bytes);
});

Deno.test("a hundred thousand points are drawn in a small picture", () => {
  const x = numbers(100_000, 600), y = numbers(100_001, 300).slice(1);
  const [mask] = manyPoints(x.map((v, i) => ({ x: v, y: y[i]! })), {
    kind: "disc",
    radius: 3,
    width: 1,
    ink: { className: "s1" },
    opacity: 0.3,
  });
  assert(String(mask!.children![0]!.attributes.href).length < 150_000);
});

Deno.test("many triangles and diamonds cover as much as the paths that few of them are", () => {
  for (const kind of ["triangle", "diamond"] as const) {
    const [mask] = manyPoints([{ x: 20.125, y: 20.125 }], {
      kind,
      radius: 8,
      width: 1,
      ink: { className: "s1" },
      opacity: 1,
    });
    const image = mask!.children![0]!.attributes;
    const bytes = Uint8Array.from(
      atob(String(image.href).replace("data:image/png;base64,", "")),
      (c) => c.charCodeAt(0),
    );
    const view = new DataView(bytes.buffer),
      columns = view.getUint32(16),
      rows = view.getUint32(20);
    const packed = inflateSync(bytes.subarray(41, 41 + view.getUint32(33)));
    const width = (columns + 1) >> 1;
    let sum = 0;
    for (let y = 0; y < rows; y++) {
      for (let x = 0; x < width; x++) {
        const byte = packed[y * (width + 1) + 1 + x]!;
        sum += (byte >> 4) + (byte & 15);
      }
    }
    const covered = sum / 15 * (Number(image.width) / columns) ** 2;
    const whole = kind === "triangle" ? 1.12 * 1.95 * 64 : 2 * 1.1 * 1.25 * 64;
    assert(Math.abs(covered / whole - 1) < 0.03, `${kind}: ${covered} of ${whole}`);
  }
});
