/** Random numbers that come out alike on every machine: one seed, one independent stream a name. */

const SEED = 'kawaraban-1842'

export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Standard normal. */
  normal(): number
  /** Unit variance with heavier tails than the normal, as daily returns have. */
  heavy(): number
}

/** The stream of a name: the same name gives the same numbers whatever else was drawn. Generator: sfc32. */
export function randomStream(name: string): Random {
  const next = sfc32(hash(`${SEED}/${name}`))
  const uniform = () => next() / 4_294_967_296
  const normal = () => {
    // Marsaglia's polar method: no trigonometry, whose last digits differ between platforms.
    for (;;) {
      const u = 2 * uniform() - 1
      const v = 2 * uniform() - 1
      const s = u * u + v * v
      if (s > 0 && s < 1) return u * Math.sqrt((-2 * Math.log(s)) / s)
    }
  }
  // A mixture: one draw in eight comes from a distribution twice as wide; the divisor restores unit variance.
  const heavy = () => (normal() * (uniform() < 0.125 ? 2 : 1)) / Math.sqrt(1.375)
  return { uniform, normal, heavy }
}

function sfc32(seed: number): () => number {
  let a = seed
  let b = seed ^ 0x9e3779b9
  let c = Math.imul(seed, 0x85ebca6b)
  let counter = 1
  const next = () => {
    const sum = (a + b + counter++) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    return sum >>> 0
  }
  for (let i = 0; i < 16; i++) next()
  return next
}

/** FNV-1a. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193)
  return value >>> 0
}
