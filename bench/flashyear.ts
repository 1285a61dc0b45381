/** How many flashes each setting posts in a week of the recorded year: the second table of docs/alerts.md. */
import { decideFlashes, type RareEvent } from '#src/alerts/flash.ts'
import { FLASH_MOST, FLASH_WEEKS, type FlashRule, USUAL_FLASHES } from '#src/chat/flash.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, floorToDay, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { flashCandidates } from '#src/services/flash.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import type { FlashPost } from '#src/store/flashes.ts'
import { benchFolders, median, print } from './print.ts'

/** Each day's candidates, as they settled. */
export function candidatesIn(
  history: History,
  from: Instant,
  to: Instant,
  weeks: number,
): readonly FlashCandidate[] {
  const all: FlashCandidate[] = []
  for (let day = from; day < to; day += DAY)
    all.push(...flashCandidates(history, { from: day, to: day + DAY, weeks }))
  return all
}

/** When one chat posts, decided each half hour; `quiet` as its rule has it. */
export function postedOf(
  candidates: readonly FlashCandidate[],
  rule: FlashRule,
  span: { readonly from: Instant; readonly to: Instant },
): readonly Instant[] {
  const events = candidates
    .filter(({ renews, confirmed }) => !renews && confirmed)
    .map(
      (one): RareEvent => ({
        ...{
          first: one.key,
          subject: one.subject,
          topic: one.topic,
          weeks: one.least,
          salience: one.salience,
        },
        ...{ at: one.settledAt, frozenAt: one.settledAt, isConfirmed: true },
      }),
    )
  const posts: FlashPost[] = []
  const rules = { rule, zone: 'UTC', since: span.from }
  for (let now = span.from; now <= span.to; now += HOUR / 2) {
    const near = events.filter(({ at }) => at <= now && at > now - 1.5 * DAY)
    if (near.length === 0) continue
    const recent = posts.filter(({ at }) => at > now - 8 * DAY)
    for (const { flash, fate } of decideFlashes(rules, near, recent, now + MINUTE)) {
      const subject = near.find(({ first }) => first === flash.first)?.subject ?? ''
      posts.push({ schedule: 's', flash: flash.first, subject, fate, at: now, last: false })
    }
  }
  return posts.filter(({ fate }) => fate === 'posted').map(({ at }) => at)
}

export function weekly(times: readonly Instant[], from: Instant, weeks: number): readonly number[] {
  return Array.from(
    { length: weeks },
    (_, week) => times.filter((at) => at > from + week * 7 * DAY && at <= from + (week + 1) * 7 * DAY).length,
  )
}

async function benchFlashes(): Promise<void> {
  const folder = benchFolders().at(-1) ?? 'data/sample'
  const { plausible: history } = await readDataset(folder)
  const weeks = Math.floor((floorToDay(history.now) - history.from - DAY) / (7 * DAY))
  const span = { from: floorToDay(history.now) - weeks * 7 * DAY, to: floorToDay(history.now) }
  print(`${history.name}: ${weeks} weeks from ${dayOf(span.from)} to ${dayOf(span.to)}`)
  print('| at least | candidates a week | 1 a week | 2 a week | 3 a week | 7 a week |')
  print('|---|---:|---:|---:|---:|---:|')
  const { quiet } = USUAL_FLASHES
  for (const least of FLASH_WEEKS) {
    const candidates = candidatesIn(history, span.from, span.to, least)
    const cells = FLASH_MOST.map((most) => {
      const counts = weekly(
        postedOf(candidates, { weeks: least, most, ...(quiet && { quiet }) }, span),
        span.from,
        weeks,
      )
      const all = counts.reduce((sum, count) => sum + count, 0)
      return `${(all / weeks).toFixed(2)} (${median(counts)}, ${Math.max(...counts)})`
    })
    const own = candidates.filter(({ renews, confirmed }) => !renews && confirmed).length
    print(`| ${least} weeks | ${(own / weeks).toFixed(1)} | ${cells.join(' | ')} |`)
  }
}

if (import.meta.main) await benchFlashes()
