/** How the sentences of a summary are joined: the same day, later, the other way. Judged by instants alone. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { DAY, dayName, HOUR, instantOf } from '../record/time.ts'
import { type Context, entriesOf } from './checker.ts'

const WEEKLY = /weekReturn|twoWeekReturn|weekChange|weekMean|range|\.week$|streak|last$|first$|gap|breadth/u
/** Of a week, or of its end: no day within it. */
export function isOfWeek({ series }: Pick<PublishedExtreme, 'series'>): boolean {
  return WEEKLY.test(series)
}

/** The first and the last instant at which it may have been. */
export function spanOf({ series, at }: PublishedExtreme): readonly [number, number] {
  const start = instantOf(at)
  if (/^price\.\w+\.(?:high|low)$/u.test(series)) return [start, start + HOUR]
  // A row of open interest is read at 15 to 24 UTC.
  if (series.startsWith('openinterest')) return [start + 15 * HOUR, start + DAY]
  if (/^(?:price|coins|cross)\./u.test(series)) return [start, start + DAY]
  return [start, start]
}

export function isUp({ kind, series, direction }: PublishedExtreme): boolean {
  if (kind === 'longest-run') return /positive|first$/iu.test(series)
  if (kind === 'first-beyond') return direction === 'up'
  return kind === 'high' || kind === 'largest-rise'
}

/** What is wrong with the opening of a sentence, beside the one before it. */
export function openingFaults(context: Context): (string | false)[] {
  const { who } = (context.statement.values ?? {}) as { who?: { opening?: string; day?: number } }
  const [own] = entriesOf(context)
  if (who?.opening === undefined || own === undefined) return []
  const { previous } = context
  const before = previous ? entriesOf({ ...context, statement: previous }) : []
  // Of a price alone its own sign counts, or that it stood still.
  const { change } = (previous?.values ?? {}) as { change?: number }
  const apart = before.length > 0 ? before.every((one) => isUp(one) !== isUp(own)) : apartFrom(change, own)
  const dated = before.filter((one) => !isOfWeek(one))
  const day = dayName(instantOf(own.at))
  // A run is opened by the day on which it began.
  const began = own.from === undefined ? day : dayName(instantOf(own.from))
  const faults = [
    who.day !== undefined && dayName(who.day) !== day && dayName(who.day) !== began && `its day is ${day}`,
  ]
  switch (who.opening) {
    case 'same':
      return [
        ...faults,
        !dated.some((one) => dayName(instantOf(one.at)) === day) &&
          'the sentence before has another day, or none',
      ]
    case 'then':
      return [
        ...faults,
        !(dated.length > 0 && dated.every((one) => spanOf(one)[1] <= spanOf(own)[0])) &&
          'it is not surely later',
      ]
    case 'contrast':
    case 'contrastOn':
      return [...faults, !apart && 'both went the same way']
    default:
      return faults
  }
}

function apartFrom(change: number | undefined, own: PublishedExtreme): boolean {
  return change !== undefined && (Math.abs(change) <= 0.01 || change > 0 !== isUp(own))
}
