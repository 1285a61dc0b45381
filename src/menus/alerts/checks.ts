/** What speaks against an alert as it was typed, by the market and by those that there are: each with presses that help. */
import type { KnownNow } from '#src/alerts/normalise.ts'
import { movesADay } from '#src/alerts/often.ts'
import { pastOf } from '#src/alerts/past.ts'
import type { Rehearsal } from '#src/alerts/rehearse.ts'
import { type Alert, ALERT_QUOTAS, type Condition } from '#src/chat/alert.ts'
import { describeCondition } from '#src/briefing/alertcondition.ts'
import { describeValue } from '#src/briefing/alertfigures.ts'
import type { AlertDraft } from '#src/bot/alerts/line.ts'
import { printAlertLine, printCondition } from '#src/bot/alerts/print.ts'
import { exactDigits, exactDollars, exactPercent, roundedFraction } from '#src/i18n/exact.ts'
import { DAY } from '#src/market/time.ts'
import { CHANGE_WINDOWS, isThere, printSeries } from '#src/market/watched.ts'
import { INTERVALS_A_YEAR } from '#src/market/perpetual.ts'
import { standingOf } from './known.ts'
import { roundLevels } from '#src/market/roundlevels.ts'
import type { AlertScene } from './scene.ts'

/** One press: another line, or the same in spite of what was said. */
export interface Choice {
  readonly label: string
  readonly line: string
  /** Saved without asking again. */
  readonly isAsTyped?: true
}

export interface Objection {
  readonly text: string
  readonly choices: readonly Choice[]
  /** The alert that is the same. */
  readonly same?: Alert
}

/** Times a day that a change within minutes is asked about, and those that are few enough. */
const [SEVERAL, RARE] = [3, 0.5]
/** Factors of a change that are tried. */
const FACTORS = [1.5, 2, 3, 4, 5, 7, 10, 15]
/** Levels this close (a share) are the same. */
const SAME = 0.001
/** Times the highest of a year that a rate of funding may be. */
const MOST_OF_YEAR = 3

type Leveled = Extract<Condition, { readonly level: number }>

/** The first of what speaks against it; undefined where nothing does. */
export function objectionTo(
  draft: AlertDraft,
  others: readonly Alert[],
  known: KnownNow,
  rehearsal: Rehearsal | undefined,
  scene: AlertScene,
): Objection | undefined {
  return (
    sameAs(draft, others, scene) ??
    emptyList(draft, known, scene) ??
    tooHigh(draft, scene) ??
    passed(draft, known, scene) ??
    tooNear(draft, known, scene) ??
    tooSmall(draft, scene) ??
    tooOften(draft, rehearsal, scene)
  )
}

function sameAs(
  { condition }: AlertDraft,
  others: readonly Alert[],
  { words }: AlertScene,
): Objection | undefined {
  const same = others.find((one) => one.state !== 'ended' && isSame(one.condition, condition))
  if (!same) return undefined
  return { text: words.say('alerts:objections.same', { number: same.number }), choices: [], same }
}

/** Equal, but for numbers that lie within a thousandth of each other. */
export function isSame(one: Condition, other: Condition): boolean {
  const [a, b] = [Object.entries(one), new Map<string, unknown>(Object.entries(other))]
  return (
    a.length === b.size &&
    a.every(([name, value]) => {
      const theirs = b.get(name)
      if (typeof value !== 'number' || typeof theirs !== 'number') return value === theirs
      return Math.abs(value - theirs) <= SAME * Math.max(Math.abs(value), Math.abs(theirs))
    })
  )
}

function emptyList({ condition }: AlertDraft, known: KnownNow, { words }: AlertScene): Objection | undefined {
  const isOfList = 'asset' in condition && condition.asset === 'watchlist'
  return isOfList && known.watchlist.length === 0
    ? { text: words.say('alerts:objections.emptyList'), choices: [] }
    : undefined
}

function tooHigh(draft: AlertDraft, scene: AlertScene): Objection | undefined {
  const { condition } = draft
  if (condition.kind !== 'funding') return undefined
  const { history, words } = scene
  const year = pastOf({ kind: 'funding', asset: condition.asset }, history, history.now - 365 * DAY)
  const points = year?.points ?? []
  const highest = Math.max(...points.map(([, rate]) => Math.abs(rate)))
  const level = Math.abs(condition.level)
  if (!(highest > 0) || level <= MOST_OF_YEAR * highest) return undefined
  const yearly: AlertDraft = {
    ...draft,
    condition: { ...condition, level: condition.level / INTERVALS_A_YEAR },
  }
  const percent = exactPercent(condition.level)
  const own = (condition.level / INTERVALS_A_YEAR) * 100
  return {
    // As far back as the record reaches.
    text: words.say('alerts:objections.high', {
      ...{ percent, times: level / highest, highest },
      days: Math.round((history.now - (points[0]?.[0] ?? history.now)) / DAY),
    }),
    choices: [
      {
        label: words.say('alerts:offers.yearly', { percent, own: exactDigits(Number(own.toPrecision(2))) }),
        line: lineOf(yearly, scene),
      },
      asTyped(draft, scene),
    ],
  }
}

function passed(draft: AlertDraft, known: KnownNow, scene: AlertScene): Objection | undefined {
  const { condition } = draft
  if (!isLeveled(condition) || condition.side === 'either') return undefined
  const value = standingOf(condition, known)
  if (!value?.now) return undefined
  const level = { side: condition.side === 'above' ? 1 : -1, level: condition.level } as const
  if (!isThere(printSeries(value.series), level, value.now.value)) return undefined
  const { words, history } = scene
  const side = condition.side === 'above' ? ('below' as const) : ('above' as const)
  const other: AlertDraft = { ...draft, condition: { ...condition, side } }
  return {
    text: words.say(`alerts:objections.passed.${condition.side}`, {
      what: subjectOf(condition, scene),
      level: levelText(condition, scene),
      value: describeValue(value.series, value.now.value, words),
    }),
    choices: [
      { label: words.say('alerts:offers.wait'), line: lineOf(draft, scene), isAsTyped: true },
      {
        label: words.say('alerts:offers.opposite', {
          condition: describeCondition(other.condition, words, history),
        }),
        line: lineOf(other, scene),
      },
    ],
  }
}

function tooNear(draft: AlertDraft, known: KnownNow, scene: AlertScene): Objection | undefined {
  const { condition } = draft
  if (condition.kind !== 'price' || condition.side === 'either') return undefined
  const value = standingOf(condition, known)?.now?.value
  const usual = known.usualMove(condition.asset)
  if (value === undefined || usual === undefined) return undefined
  const distance = Math.abs(condition.level / value - 1)
  if (distance >= usual) return undefined
  const { words, history } = scene
  const { side } = condition
  return {
    text: words.say('alerts:objections.near', { what: subjectOf(condition, scene), distance }),
    choices: [
      ...roundLevels(value, side, 2).map((level) => ({
        label: exactDollars(level, words.locale),
        line: lineOf({ ...draft, condition: { ...condition, level } }, scene),
      })),
      asTyped(draft, scene),
    ].filter(({ line }) => line !== printCondition(condition, history)),
  }
}

/** A change within minutes that the price makes several times a day. */
function tooSmall(draft: AlertDraft, scene: AlertScene): Objection | undefined {
  const { condition } = draft
  if (condition.kind !== 'change') return undefined
  const { history, words } = scene
  const { asset, side, window } = condition
  const timesADay = (by: number) =>
    movesADay({ asset, side, by, within: CHANGE_WINDOWS[window] }, history) ?? 0
  const times = timesADay(condition.by)
  if (times < SEVERAL) return undefined
  const by = FACTORS.map((factor) => roundedFraction(condition.by * factor, 1)).find(
    (one) => timesADay(one) < RARE,
  )
  const larger = by === undefined ? undefined : { ...draft, condition: { ...condition, by } }
  const coin = history.asset(asset)?.symbol ?? ''
  return {
    text: words.say('alerts:objections.small', { coin, times }),
    choices: [
      ...(larger
        ? [
            {
              label: describeCondition(larger.condition, words, history),
              line: lineOf(larger, scene),
            },
          ]
        : []),
      asTyped(draft, scene),
    ],
  }
}

function tooOften(
  draft: AlertDraft,
  rehearsal: Rehearsal | undefined,
  scene: AlertScene,
): Objection | undefined {
  const { words, isOwn } = scene
  const most = ALERT_QUOTAS[isOwn && !draft.here ? 'member' : 'chat'].messagesPerDay
  if (!rehearsal || rehearsal.count < most * rehearsal.days) return undefined
  return {
    text: words.say('alerts:objections.often', {
      count: rehearsal.count,
      days: rehearsal.days,
      most,
    }),
    choices: [asTyped(draft, scene)],
  }
}

function asTyped(draft: AlertDraft, scene: AlertScene): Choice {
  return { label: scene.words.say('alerts:offers.asTyped'), line: lineOf(draft, scene), isAsTyped: true }
}

function lineOf(draft: AlertDraft, { history, words }: AlertScene): string {
  return printAlertLine(draft, history, words.clock)
}

function isLeveled(condition: Condition): condition is Leveled {
  return 'level' in condition
}

/** What a level is of: `BTC`, `BTC funding`. */
function subjectOf(condition: Leveled, { words, history }: AlertScene): string {
  const symbol = history.asset(condition.asset)?.symbol ?? ''
  if (condition.kind === 'cap' && condition.asset === 'total')
    return words.say('alerts:conditions.extremeOf.cap')
  return words.say(`alerts:subjects.${condition.kind}`, { coin: symbol })
}

function levelText(condition: Leveled, { words }: AlertScene): string {
  const isMoney = condition.kind === 'price' || condition.kind === 'cap'
  return isMoney ? exactDollars(condition.level, words.locale) : `${exactPercent(condition.level)}%`
}
