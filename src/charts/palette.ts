/** Picks at most 256 colours for a picture: exactly where it has no more, else greedily by what is worst served. */

export interface Palette {
  /** RGB, one entry each, as 0xBBGGRR (the low three bytes of a little-endian RGBA pixel). */
  readonly colors: Uint32Array
  /** One palette index a pixel. */
  readonly indices: Uint8Array
}

/** Above this many colours a picture is no flat chart, and a palette would show. */
const MOST_COLORS = 20_000
const SLOTS = 32_768

/**
 * Undefined above 20,000 colours. Pixels are opaque RGBA. `indices` is written upon and returned where it is large
 * enough, so that picture after picture can use one buffer.
 */
export function paletteOf(pixels: Uint32Array, reuse?: Uint8Array): Palette | undefined {
  const counted = count(pixels)
  if (!counted) return undefined
  const { keys, counts, used, runs } = counted
  const found = Uint32Array.from(used, (slot) => keys[slot] as number)
  const weights = Float64Array.from(used, (slot) => Math.sqrt(counts[slot] as number))
  const { chosen, nearest } = found.length <= 256 ? exact(found) : greedy(found, weights)
  const indexAt = new Uint8Array(SLOTS)
  for (const [i, slot] of used.entries()) indexAt[slot] = nearest[i] as number
  const indices =
    reuse && reuse.length >= pixels.length ? reuse.subarray(0, pixels.length) : new Uint8Array(pixels.length)
  let start = 0
  for (let run = 0; run < runs; run++) {
    const end = ends[run] as number
    const index = indexAt[slots[run] as number] as number
    // A call costs as much as a dozen pixels.
    if (end - start > 12) indices.fill(index, start, end)
    else for (let i = start; i < end; i++) indices[i] = index
    start = end
  }
  return { colors: chosen, indices }
}

// A chart is runs of one colour: where each ends, and where its colour is. Charts come one after another on a thread.
let ends = new Uint32Array(0)
let slots = new Uint16Array(0)

interface Counted {
  readonly keys: Uint32Array
  readonly counts: Uint32Array
  readonly used: readonly number[]
  /** How many there are in `ends` and `slots`. */
  readonly runs: number
}

/** An open hash of the colours; keys are stored with the top byte set, so that 0 means an empty slot. */
function count(pixels: Uint32Array): Counted | undefined {
  if (ends.length < pixels.length) {
    ends = new Uint32Array(pixels.length)
    slots = new Uint16Array(pixels.length)
  }
  const keys = new Uint32Array(SLOTS)
  const counts = new Uint32Array(SLOTS)
  const used: number[] = []
  let runs = 0
  for (let start = 0; start < pixels.length; ) {
    const pixel = pixels[start] as number
    let end = start + 1
    while (end < pixels.length && pixels[end] === pixel) end++
    const slot = slotOf(keys, pixel & 0xffffff)
    if (keys[slot] === 0) {
      if (used.length === MOST_COLORS) return undefined
      keys[slot] = (pixel | MARK) >>> 0
      used.push(slot)
    }
    counts[slot] = (counts[slot] as number) + end - start
    ends[runs] = end
    slots[runs] = slot
    runs += 1
    start = end
  }
  return { keys, counts, used, runs }
}

const MARK = 0xff000000

/** Where a colour is, or would be. */
function slotOf(keys: Uint32Array, color: number): number {
  const key = (color | MARK) >>> 0
  // Fibonacci hashing: neighbouring shades spread over the table.
  let slot = Math.imul(color, 0x9e3779b1) >>> 17
  while (keys[slot] !== 0 && keys[slot] !== key) slot = (slot + 1) & (SLOTS - 1)
  return slot
}

function exact(found: Uint32Array): { chosen: Uint32Array; nearest: Uint8Array } {
  return { chosen: found.map((color) => color & 0xffffff), nearest: Uint8Array.from(found, (_, i) => i) }
}

/** More than any two colours lie apart. */
const FARTHEST = 0x7fffffff

/**
 * Takes the commonest colour, then again and again the one whose error times the root of its count is largest. The
 * root keeps rare but distinct colours, such as those of a thin line, which plain counts would sacrifice.
 */
function greedy(found: Uint32Array, weights: Float64Array): { chosen: Uint32Array; nearest: Uint8Array } {
  const n = found.length
  const errors = new Int32Array(n).fill(FARTHEST)
  const badness = new Float64Array(n)
  const nearest = new Uint8Array(n)
  const chosen = new Uint32Array(256)
  let next = weights.indexOf(weights.reduce((most, weight) => Math.max(most, weight), 0))
  for (let k = 0; k < 256; k++) {
    const color = (found[next] as number) & 0xffffff
    chosen[k] = color
    const [r, g, b] = [color & 0xff, (color >> 8) & 0xff, color >> 16]
    let worst = -1
    for (let i = 0; i < n; i++) {
      const other = found[i] as number
      const dr = (other & 0xff) - r
      const dg = ((other >> 8) & 0xff) - g
      const db = ((other >> 16) & 0xff) - b
      const distance = 2 * dr * dr + 4 * dg * dg + 3 * db * db
      if (distance < (errors[i] as number)) {
        errors[i] = distance
        nearest[i] = k
        badness[i] = distance * (weights[i] as number)
      }
      if ((badness[i] as number) > worst) {
        worst = badness[i] as number
        next = i
      }
    }
  }
  return { chosen, nearest }
}
