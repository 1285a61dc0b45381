/** The seal, our one mark: 瓦 in white on vermilion, in a square of 100. For charts, pages, icons and avatars. */
import { colorOf, type Look } from './colors.ts'

/** 瓦 in Noto Sans JP, weight 900, as SVG path data in white; `npm run seal` writes it from the font's outline. */
export const SEAL_PATH =
  'M22.53 22.78L76.31 22.78L76.31 31.35L22.53 31.35L22.53 22.78ZM37.23 36.31L60.69 36.31L60.69 44.7L37.23 44.7L37.23 36.31ZM33.13 27.49L42.56 27.49Q42.31 31.78 41.95 36.34Q41.58 40.9 41.18 45.47Q40.78 50.03 40.32 54.38Q39.86 58.73 39.4 62.65Q38.95 66.57 38.52 69.81L28.78 69.81Q29.33 66.44 29.88 62.46Q30.43 58.48 30.92 54.1Q31.41 49.72 31.84 45.19Q32.27 40.66 32.61 36.19Q32.94 31.72 33.13 27.49ZM21 67.85Q25.23 67.49 30.74 67Q36.25 66.51 42.28 65.89Q48.32 65.28 54.26 64.67L54.44 72.88Q48.99 73.61 43.39 74.28Q37.78 74.96 32.54 75.57Q27.31 76.18 22.96 76.73L21 67.85ZM56.58 36.31L65.71 36.31L65.71 65.59Q65.71 67.61 65.92 68.13Q66.14 68.65 66.93 68.65Q67.18 68.65 67.61 68.65Q68.04 68.65 68.5 68.65Q68.96 68.65 69.2 68.65Q69.81 68.65 70.12 67.88Q70.43 67.12 70.58 65.01Q70.73 62.89 70.85 58.91Q71.83 59.71 73.27 60.47Q74.71 61.24 76.27 61.82Q77.84 62.4 79 62.71Q78.63 68.1 77.68 71.28Q76.73 74.47 74.93 75.85Q73.12 77.22 70.12 77.22Q69.63 77.22 68.99 77.22Q68.34 77.22 67.64 77.22Q66.93 77.22 66.29 77.22Q65.65 77.22 65.16 77.22Q61.97 77.22 60.07 76.18Q58.18 75.14 57.38 72.6Q56.58 70.06 56.58 65.59L56.58 36.31ZM40.29 52.24L47.09 47.34Q48.68 48.74 50.4 50.46Q52.11 52.17 53.58 53.92Q55.05 55.67 55.85 57.2L48.56 62.65Q47.83 61.18 46.48 59.34Q45.13 57.5 43.51 55.63Q41.88 53.77 40.29 52.24Z'

/** The square that `SEAL_PATH` lies in, its corners, and the hairline inside (white, centred on `inset`). */
export const SEAL = {
  size: 100,
  radius: 10,
  hairline: { inset: 7.5, width: 2, radius: 4, opacity: 0.35 },
} as const

/** The seal is the same in every skin. */
const ANY: Look = { theme: 'light', colors: 'standard' }

/** By 1.32 around the middle. */
const LARGER = ' transform="translate(50 50) scale(1.32) translate(-50 -50)"'

/** The seal as an SVG file; a small icon has a larger sign in place of the hairline, which would only blur. */
export function sealSvg({ small = false }: { readonly small?: boolean } = {}): string {
  const { size, radius, hairline: line } = SEAL
  const white = colorOf('white', ANY)
  const inner = size - 2 * line.inset
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}">`,
    '  <title>Kawaraban</title>',
    `  <rect width="${size}" height="${size}" rx="${radius}" fill="${colorOf('seal', ANY)}" />`,
    ...(small
      ? []
      : [
          `  <rect x="${line.inset}" y="${line.inset}" width="${inner}" height="${inner}" rx="${line.radius}" fill="none" stroke="${white}" stroke-width="${line.width}" stroke-opacity="${line.opacity}" />`,
        ]),
    `  <path fill="${white}"${small ? LARGER : ''} d="${SEAL_PATH}" />`,
    '</svg>',
    '',
  ].join('\n')
}
