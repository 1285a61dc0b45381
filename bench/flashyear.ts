/** How many flashes each setting posts in a week of the recorded year: the second table of docs/alerts.md. */
import { decideFlashes, type RareEvent } from '#src/alerts/flash.ts'
import { FLASH_MOST, FLASH_WEEKS, type FlashRule, USUAL_FLASHES } from '#src/chat/flash.ts'
import type { History } from '#src/market/history.ts'
import { DAY, dayOf, HOUR, type Instant, MINUTE } from '#src/market/time.ts'
import { flashCandidates } from '#src/services/flash.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'
import { readDataset } from '#src/sources/dataset/read.ts'
import type { FlashPost } from '#src/store/flashport.ts'
import { weeksOf } from './alertyear.ts'
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

export interface FlashRow {
  readonly least: number
  /** A week: what could be posted, and what is at each most. */
  readonly candidates: number
  readonly posted: readonly { readonly mean: number; readonly median: number; readonly most: number }[]
}

/** For a chat with the usual quiet hours, in UTC. */
export function flashRowOf(history: History, least: FlashRule['weeks']): FlashRow {
  const { weeks, ...span } = weeksOf(history)
  const candidates = candidatesIn(history, span.from, span.to, least)
  const { quiet } = USUAL_FLASHES
  return {
    least,
    candidates: candidates.filter(({ renews, confirmed }) => !renews && confirmed).length / weeks,
    posted: FLASH_MOST.map((most) => {
      const times = postedOf(candidates, { weeks: least, most, ...(quiet && { quiet }) }, span)
      const counts = weekly(times, span.from, weeks)
      const mean = counts.reduce((sum, count) => sum + count, 0) / weeks
      return { mean, median: median(counts), most: Math.max(...counts) }
    }),
  }
}

export function flashTableOf(rows: readonly FlashRow[]): readonly string[] {
  return [
    `| at least | could be | ${FLASH_MOST.map((most) => `at most ${most}`).join(' | ')} |`,
    '|---|---:|---:|---:|---:|---:|',
    ...rows.map(({ least, candidates, posted }) => {
      const cells = posted.map(({ mean, median: middle, most }) => `${mean.toFixed(2)} (${middle}, ${most})`)
      return `| ${least} weeks | ${candidates.toFixed(1)} | ${cells.join(' | ')} |`
    }),
  ]
}

async function benchFlashes(): Promise<void> {
  const { plausible: history } = await readDataset(benchFolders().at(-1) ?? 'data/sample')
  const { weeks, from, to } = weeksOf(history)
  print(`${history.name}: ${weeks} weeks from ${dayOf(from)} to ${dayOf(to)}`)
  for (const line of flashTableOf(FLASH_WEEKS.map((least) => flashRowOf(history, least)))) print(line)
}

if (import.meta.main) await benchFlashes()
