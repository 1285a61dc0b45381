/** What an eye makes of two colours (`#RRGGBB`): contrast, and distance for four kinds of sight. */

/** The dark one of the two text colours on a fill. */
export const INK = '#14171C'
const WHITE = '#FFFFFF'

export const SIGHTS = ['normal', 'protan', 'deutan', 'tritan'] as const
export type Sight = (typeof SIGHTS)[number]

/** White or the dark ink: the one that reads best on a fill. */
export function inkOn(fill: string): string {
  return contrast(INK, fill) >= contrast(WHITE, fill) ? INK : WHITE
}

/** WCAG 2.2 contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/**
 * How far apart two colours look: their distance in OKLab (Ottosson 2020), times 100. For protan, deutan and tritan
 * sight the colours first pass the matrices of Machado, Oliveira and Fernandes 2009 ("A Physiologically-based Model for
 * Simulation of Color Vision Deficiency") at severity 1, full dichromacy.
 */
export function distance(one: string, other: string, sight: Sight): number {
  const [a, b] = [one, other].map((color) => oklab(seenBy(sight, linear(color)))) as [Triple, Triple]
  return 100 * Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])
}

/** `share` (0-1) of `over` mixed into `under`, channel by channel. */
export function mix(under: string, over: string, share: number): string {
  const [a, b] = [channels(under), channels(over)]
  const mixed = a.map((channel, index) => Math.round(channel + ((b[index] ?? 0) - channel) * share))
  const digits = mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')
  return `#${digits.toUpperCase()}`
}

type Triple = readonly [number, number, number]
type Matrix = readonly [Triple, Triple, Triple]

const machado: Readonly<Record<Exclude<Sight, 'normal'>, Matrix>> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}

const toCones: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
]

const toLab: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
]

function seenBy(sight: Sight, rgb: Triple): Triple {
  if (sight === 'normal') return rgb
  const [r, g, b] = times(machado[sight], rgb)
  return [clamp(r), clamp(g), clamp(b)]
}

function oklab(rgb: Triple): Triple {
  const [l, m, s] = times(toCones, rgb)
  return times(toLab, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)])
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const [a, b, c] = matrix.map((row) => row[0] * x + row[1] * y + row[2] * z) as [number, number, number]
  return [a, b, c]
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value))
}

/** Relative luminance (WCAG 2.2), 0 to 1. */
function luminance(color: string): number {
  const [r, g, b] = linear(color)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** The channels in linear light, 0 to 1. */
function linear(color: string): Triple {
  const [r, g, b] = channels(color).map((channel) => {
    const share = channel / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return [r, g, b]
}

/** Red, green and blue, 0 to 255. */
function channels(color: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
}
