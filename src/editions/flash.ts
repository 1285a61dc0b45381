/** Making flashes: what settled is frozen with its evidence, deepened within a day, and made again when the record changes. */
import { createHash } from 'node:crypto'
import type { FlashEdition, FlashEvent, RemadeFlash } from '#src/briefing/flash/edition.ts'
import { statedBeside } from '#src/briefing/flash/statements.ts'
import type { History } from '#src/market/history.ts'
import type { Figure } from '#src/market/reading.ts'
import { isoOf } from '#src/market/time.ts'
import { yenAt } from '#src/market/yen.ts'
import type { RankedExtreme } from '#src/services/extremes/extreme.ts'
import { candidateAgain } from '#src/services/flash/again.ts'
import type { FlashCandidate } from '#src/services/flash/candidate.ts'
import { flashPast, reachedOf, valueNow } from '#src/services/flash/past.ts'
import { atOnce, type Steps } from '#src/services/steps.ts'
import { figureChanges } from './changes.ts'
import { symbolsOf } from './earlier.ts'
import { canonical } from './make.ts'

/** Raised whenever a rule changes what a flash says, so that the id changes with it. */
const RULE_VERSION = 1

type Candidate = Omit<FlashCandidate, 'renews'>
type Unnamed = Omit<FlashEdition, 'id' | 'figures' | 'symbols'>

/** The first revision of a flash. Throws RangeError where its value is not on record. */
export function makeFlash(history: History, candidate: Candidate): FlashEdition {
  return named(history, madeOf(history, candidate, 1))
}

/** The next revision: what settled later of the same subject is one more line, and the picture reaches that far. */
export function deepenFlash(history: History, edition: FlashEdition, candidate: Candidate): FlashEdition {
  const past = pastOf(history, candidate)
  return named(history, {
    ...edition,
    revision: edition.revision + 1,
    data: { kind: history.kind, name: history.name, now: history.now },
    updates: [...edition.updates, eventOf(history, candidate)],
    // Another series is another picture.
    ...(past.level.series === pastOf(history, edition).level.series && { points: past.points }),
  })
}

/** What the record makes of a flash now: the same, a corrected revision, or one that says it is withdrawn. */
export function remakeFlash(history: History, edition: FlashEdition): RemadeFlash {
  return atOnce(remakeInSteps(history, edition))
}

/** As `remakeFlash`, one event of it at a time. */
export function* remakeInSteps(history: History, edition: FlashEdition): Steps<RemadeFlash> {
  const { kind, name } = history
  const isOfAnother = edition.data.kind !== kind || edition.data.name !== name
  if (isOfAnother || edition.withdrawn) return { kind: 'same' }
  const revision = edition.revision + 1
  const data = { kind, name, now: history.now }
  const again = yield* candidateAgain(history, edition)
  if (again === 'unknown') return { kind: 'same' }
  if (again === undefined) {
    const value = valueNow(history, edition.extreme)
    const figure = edition.extreme.series
    const change = {
      ...{ figure, unit: edition.extreme.unit, before: edition.extreme.value },
      ...(value !== undefined && { after: value }),
    }
    const withdrawn = value === undefined ? {} : { value }
    const correction = { of: edition.revision, changes: [change] }
    return {
      kind: 'withdrawn',
      edition: named(history, { ...edition, revision, data, withdrawn, correction }),
    }
  }
  const updates: FlashEvent[] = []
  for (const event of edition.updates) {
    const now = yield* candidateAgain(history, { ...edition, ...event })
    if (now !== undefined) updates.push(now === 'unknown' ? event : eventOf(history, now))
  }
  const remade = named(history, { ...madeOf(history, again, revision), updates })
  const changes = figureChanges(edition.figures, remade.figures)
  if (changes.length === 0) return { kind: 'same' }
  const correction = { of: edition.revision, changes }
  const { key, settledAt, extreme, beside, breadth, level } = edition
  const was = { key, settledAt, extreme, beside, ...(breadth && { breadth }), ...(level && { level }) }
  return { kind: 'changed', edition: { ...remade, correction, was } }
}

function madeOf(history: History, candidate: Candidate, revision: number): Unnamed {
  const { subject, topic, asset, side, least, settledAt, confirmed, breadth } = candidate
  const { points } = pastOf(history, candidate)
  const yen = yenAt(history, settledAt)
  return {
    ...eventOf(history, candidate),
    ...{ revision, subject, topic, side, least, points, updates: [] },
    ...(asset !== undefined && { asset }),
    data: { kind: history.kind, name: history.name, now: history.now },
    // Of breadth each coin has a record of its own.
    ...(!breadth && { unbrokenSince: reachedOf(candidate.extreme) }),
    ...(confirmed && { confirmed }),
    ...(yen && { yen }),
  }
}

function eventOf(history: History, candidate: Candidate): FlashEvent {
  const { key, settledAt, extreme, breadth } = candidate
  const beside = statedBeside(extreme, candidate.beside)
  const { level } = pastOf(history, candidate)
  return { key, settledAt, extreme, beside, ...(breadth && { breadth }), level }
}

function pastOf(history: History, { extreme }: Pick<Candidate, 'extreme'>) {
  const past = flashPast(history, extreme)
  if (!past) throw new RangeError(`${extreme.series} has no value at ${isoOf(extreme.at)}`)
  return past
}

function named(history: History, edition: Unnamed): FlashEdition {
  const events = [edition, ...edition.updates]
  const figures = Object.fromEntries(
    events.flatMap(figuresOf).toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)),
  )
  const { key, data, updates, extreme, beside, breadth, level, withdrawn } = edition
  const { kind, name } = data
  const content = canonical({
    flash: key,
    data: { kind, name },
    figures,
    told: { extreme, beside, breadth, level, updates, withdrawn },
    rules: RULE_VERSION,
  })
  const id = createHash('sha256').update(content).digest('hex').slice(0, 12)
  return { ...edition, figures, symbols: symbolsIn(history, events), id }
}

/** Each entry's value and how far back it reaches; of breadth how many coins. Those of updates are named by their time. */
function figuresOf(event: FlashEvent, place: number): (readonly [string, Figure])[] {
  const { extreme, beside, breadth, level } = event
  const end = place === 0 ? '' : ` ${isoOf(event.settledAt)}`
  const figure = (name: string, value: Figure['value'], unit: Figure['unit'], of: RankedExtreme) =>
    [`${name}${end}`, { value, unit, asOf: of.at + of.span, sources: of.evidence.sources }] as const
  if (breadth) {
    return [figure(`breadth.coins.${breadth.of}`, breadth.coins.length, 'count', extreme)]
  }
  const entries = [extreme, ...beside]
  return [
    ...(level ? [figure(level.series, level.value, level.unit, extreme)] : []),
    ...entries.map((one) => figure(one.series, one.value, one.unit, one)),
    ...entries.map((one) => figure(`${one.series}.since`, isoOf(reachedOf(one)), 'date', one)),
  ]
}

function symbolsIn(history: History, events: readonly FlashEvent[]): Record<string, string> {
  const used = new Set(
    events.flatMap(({ extreme, beside, breadth }) => [
      ...[extreme, ...beside].map(({ series }) => series.split('.')[1] ?? ''),
      ...(breadth?.coins ?? []),
    ]),
  )
  return Object.fromEntries(Object.entries(symbolsOf(history)).filter(([id]) => used.has(id)))
}
