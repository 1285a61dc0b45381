/** Levels that people name: round ones near a value. */

/** A level nearer than this share of the value would be passed by chance. */
const LEAST = 0.003

/** Round levels on one side of a value, the nearest first: of 91,240 these are 91,000 and 90,000. */
export function roundLevels(value: number, side: 'above' | 'below', count: number): readonly number[] {
  const size = 10 ** Math.floor(Math.log10(value))
  const levels = [size / 100, size / 50, size / 20, size / 10, size / 2].flatMap((step) => {
    const next =
      side === 'above' ? Math.ceil((value * (1 + LEAST)) / step) : Math.floor((value * (1 - LEAST)) / step)
    return next > 0 ? [tidy(next * step)] : []
  })
  const distinct = [...new Set(levels)].toSorted((a, b) => Math.abs(a - value) - Math.abs(b - value))
  // A rounder one that is a little farther away says more.
  const rounder = distinct.toSorted((a, b) => roundness(b) - roundness(a)).slice(0, count + 1)
  return distinct.filter((level) => rounder.includes(level)).slice(0, count)
}

/** The next level of two digits: 2.9T below 2.98T. */
export function nextRound(value: number, side: 'above' | 'below'): number {
  const size = 10 ** Math.floor(Math.log10(value))
  const step = size / 10
  const next =
    side === 'above' ? Math.ceil((value * (1 + LEAST)) / step) : Math.floor((value * (1 - LEAST)) / step)
  return tidy(Math.max(next, 1) * step)
}

/** Without the rest that binary fractions leave. */
function tidy(value: number): number {
  return Number(value.toPrecision(6))
}

/** Zeros at the end: 90,000 has four. */
function roundness(value: number): number {
  const digits = value.toPrecision(6).replace(/e.*$/u, '').replace('.', '').replace(/^0+/u, '')
  return digits.length - digits.replace(/0+$/u, '').length
}
