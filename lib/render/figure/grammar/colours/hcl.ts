/**
 * Colours of one chroma and luminance (CIE Luv in polar coordinates) at equal steps of hue.
 *
 * @module
 */
const WHITE = { x: 95.047, y: 100, z: 108.883 };
const SUM = WHITE.x + 15 * WHITE.y + 3 * WHITE.z;
const [U0, V0] = [4 * WHITE.x / SUM, 9 * WHITE.y / SUM];

/** A colour as hexadecimal digits; what no screen shows is the nearest that one does. */
export function hcl(hue: number, chroma: number, luminance: number): string {
  if (luminance <= 0) return "#000000";
  const y = WHITE.y *
    (luminance > 7.999592 ? ((luminance + 16) / 116) ** 3 : luminance / 903.3);
  const angle = hue * Math.PI / 180;
  const u = chroma * Math.cos(angle) / (13 * luminance) + U0;
  const v = chroma * Math.sin(angle) / (13 * luminance) + V0;
  const x = 9 * y * u / (4 * v), z = -x / 3 - 5 * y + 3 * y / v;
  const gamma = (t: number): number => t > 0.00304 ? 1.055 * t ** (1 / 2.4) - 0.055 : 12.92 * t;
  const digits = [
    gamma((3.240479 * x - 1.53715 * y - 0.498535 * z) / WHITE.y),
    gamma((-0.969256 * x + 1.875992 * y + 0.041556 * z) / WHITE.y),
    gamma((0.055648 * x - 0.204043 * y + 1.057311 * z) / WHITE.y),
  ].map((t) => {
    const tone = Math.floor(255 * Math.min(1, Math.max(0, t)) + 0.5);
    return tone.toString(16).padStart(2, "0");
  });
  return `#${digits.join("")}`;
}

/** What hues are told. */
export interface Hues {
  from: number;
  to: number;
  chroma: number;
  luminance: number;
  start: number;
  direction: number;
}

/** Colours at n equal steps of hue. */
export function hues(n: number, { from, to, chroma, luminance, start, direction }: Hues): string[] {
  // a whole turn would end where it began
  const last = (to - from) % 360 < 1 ? to - 360 / n : to;
  return Array.from({ length: n }, (_, i) => {
    const hue = n === 1 ? from : from + (last - from) * i / (n - 1);
    return hcl((((hue + start) * direction) % 360 + 360) % 360, chroma, luminance);
  });
}
