/** Pages of observations on their way to the thread: numbers in columns, as ten thousand objects take long to copy. */
import { type Observation, VALUE_COLUMNS } from '#src/market/observation.ts'
import type { KeptPage } from '../record/record.ts'

/** What observations of one series have in common. */
type Head = Pick<Observation, 'table' | 'of' | 'source'>

interface PackedObservations {
  readonly heads: readonly Head[]
  /** The place of each observation's head. */
  readonly headOf: Uint32Array
  readonly times: Float64Array
  /** By the order of VALUE_COLUMNS, ACROSS for each; NaN is missing. */
  readonly values: Float64Array
  /** The words of those that have some, by their place. */
  readonly texts: readonly (readonly [place: number, text: NonNullable<Observation['text']>])[]
}

/** A page of the record, ready to be sent. */
export type PackedPage = Omit<KeptPage, 'observations' | 'beside'> & {
  readonly observations: PackedObservations
  readonly beside?: PackedObservations
}

const ACROSS = 4

/** Throws TypeError where a value is no number. */
export function packPage({ observations, beside, ...page }: KeptPage): PackedPage {
  return {
    ...page,
    observations: packObservations(observations),
    ...(beside && { beside: packObservations(beside) }),
  }
}

export function unpackPage({ observations, beside, ...page }: PackedPage): KeptPage {
  return {
    ...page,
    observations: unpackObservations(observations),
    ...(beside && { beside: unpackObservations(beside) }),
  }
}

function packObservations(observations: readonly Observation[]): PackedObservations {
  const count = observations.length
  const places = new Map<string, number>()
  const heads: Head[] = []
  const [headOf, times] = [new Uint32Array(count), new Float64Array(count)]
  const values = new Float64Array(count * ACROSS).fill(Number.NaN)
  const texts: [number, NonNullable<Observation['text']>][] = []
  observations.forEach((one, at) => {
    const { table, of, source } = one
    const name = JSON.stringify([table, source, of])
    let place = places.get(name)
    if (place === undefined) {
      place = heads.push({ table, of, source }) - 1
      places.set(name, place)
    }
    headOf[at] = place
    times[at] = one.time
    VALUE_COLUMNS[table].forEach((column, index) => {
      const value = one.values[column] ?? Number.NaN
      // A column of numbers would take anything else for missing.
      if (typeof value !== 'number') throw new TypeError(`${column} of ${table} is no number`)
      values[at * ACROSS + index] = value
    })
    if (one.text) texts.push([at, one.text])
  })
  return { heads, headOf, times, values, texts }
}

function unpackObservations(packed: PackedObservations): Observation[] {
  const { heads, headOf, times, values } = packed
  const texts = new Map(packed.texts)
  return Array.from(times, (time, at) => {
    const head = heads[headOf[at] as number] as Head
    const own: Record<string, number> = {}
    VALUE_COLUMNS[head.table].forEach((column, index) => {
      const value = values[at * ACROSS + index] as number
      if (!Number.isNaN(value)) own[column] = value
    })
    const text = texts.get(at)
    return { ...head, time, values: own, ...(text && { text }) }
  })
}
