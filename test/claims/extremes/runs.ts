/** Runs recomputed: of settlements of one sign, and of losing or winning weeks. */
import type { PublishedExtreme } from '../product/briefing.ts'
import { countedPrints, earlierAsLong, type Run, runsOf } from '../recompute/funding.ts'
import { ranking } from '../recompute/markets.ts'
import { weekStreak } from '../recompute/price.ts'
import type { MarketRecord } from '../record/record.ts'
import { DAY, dayName, instantOf, mondaysBetween, WEEK, type Week, weekTo } from '../record/time.ts'

export function checkRun(record: MarketRecord, entry: PublishedExtreme, week: Week): string[] {
  const [group, asset = '', venue = ''] = entry.series.split('.')
  const faults =
    group === 'cross'
      ? checkPlaces(record, entry, venue, week)
      : group === 'funding'
        ? checkFunding(record, entry, `${asset} ${venue}`, week)
        : group === 'price'
          ? checkStreak(record, entry, asset, week)
          : ['the checker knows no such run']
  return faults.map((fault) => `${entry.series} ${entry.kind} ${entry.at}: ${fault}`)
}

function checkFunding(record: MarketRecord, entry: PublishedExtreme, key: string, week: Week): string[] {
  const prints = record.funding.get(key)
  if (prints === undefined || entry.from === undefined) return ['no such settlements']
  const runs = runsOf(countedPrints(prints), week.end)
  const run = runs.find((one) => one.from === instantOf(entry.from as string))
  if (run === undefined) return [`no run begins on ${entry.from}`]
  const faults: string[] = []
  if (run.to !== instantOf(entry.at))
    faults.push(`ends ${entry.at}, recomputed ${new Date(run.to).toISOString()}`)
  if (run.to <= week.start) faults.push('lies before the week')
  if (run.prints !== entry.prints) faults.push(`${entry.prints} settlements, recomputed ${run.prints}`)
  if (run.hours !== entry.hours) faults.push(`${entry.hours} hours, recomputed ${run.hours}`)
  return [...faults, ...checkEarlier(entry, earlierAsLong(runs, run), run, runs[0]?.from ?? 0)]
}

function checkEarlier(entry: PublishedExtreme, earlier: Run | undefined, run: Run, first: number): string[] {
  const faults: string[] = []
  const since = entry.since === null ? undefined : instantOf(entry.since)
  if (since !== earlier?.to) {
    faults.push(
      `since ${entry.since}, recomputed ${earlier ? new Date(earlier.to).toISOString() : 'a record'}`,
    )
  }
  if (earlier && entry.equal !== (earlier.prints === run.prints)) faults.push(`equal is ${entry.equal}`)
  if (entry.guard === undefined && since === undefined && run.to - first < 180 * DAY) {
    faults.push('a record of under 180 days is told')
  }
  const weeks = (run.to - (since ?? instantOf(entry.recordStart))) / WEEK
  if (Math.abs(entry.weeks - weeks) > 0.05 && entry.weeks !== Math.floor(weeks)) {
    faults.push(`${entry.weeks} weeks, recomputed ${weeks.toFixed(2)}`)
  }
  return faults
}

function checkStreak(record: MarketRecord, entry: PublishedExtreme, asset: string, week: Week): string[] {
  const streak = weekStreak(record, asset, week.end)
  if (streak === undefined) return ['no streak']
  const faults =
    Math.abs(streak) === Math.abs(entry.value) ? [] : [`${entry.value} weeks in a row, recomputed ${streak}`]
  const first = record.daily.get(asset)?.[0]?.at ?? week.end
  const earlier = mondaysBetween(first + WEEK, week.end - Math.abs(streak) * WEEK)
    .reverse()
    .find((monday) => {
      const there = weekStreak(record, asset, monday) ?? 0
      return Math.sign(there) === Math.sign(streak) && Math.abs(there) >= Math.abs(streak)
    })
  const since = entry.since === null ? undefined : instantOf(entry.since)
  if (since !== earlier) {
    faults.push(`since ${entry.since}, recomputed ${earlier === undefined ? 'a record' : dayName(earlier)}`)
  }
  return faults
}

/** Weeks in a row in which crypto came last or first. */
function checkPlaces(record: MarketRecord, entry: PublishedExtreme, place: string, week: Week): string[] {
  const first = record.total[0]?.at ?? week.end
  const weeks = mondaysBetween(first, week.end).map((end) => {
    const places = ranking(record, weekTo(dayName(end)))
    return { end, there: places?.at(place === 'last' ? -1 : 0)?.asset === 'crypto' }
  })
  let run = 0
  const lengths = weeks.map(({ end, there }) => {
    run = there ? run + 1 : 0
    return { end, run }
  })
  const faults = entry.value === run ? [] : [`${entry.value} weeks ${place}, recomputed ${run}`]
  const earlier = lengths.findLast((one) => one.end <= week.end - run * WEEK && one.run >= run)
  const since = entry.since === null ? undefined : instantOf(entry.since)
  if (since !== earlier?.end) {
    faults.push(`since ${entry.since}, recomputed ${earlier ? dayName(earlier.end) : 'a record'}`)
  }
  return faults
}
