/** A day on one page: bitcoin by the hour, and a row for each thing that was unusual, with 30 days and a year behind it. */
import type { Values, Words } from '#src/i18n/words.ts'
import type { DayFact } from '#src/services/daily.ts'
import { altOf, skinOf, sourceOf } from './alt.ts'
import { inkOfSign } from './colors.ts'
import { dailyHero, type DayOfHours } from './daily/hero.ts'
import type { Chart, ChartLook } from './look.ts'
import type { Front, FrontRow } from './spec/front.ts'
import { PORTRAIT, WIDE } from './spec.ts'

export interface DailyPicture extends DayOfHours {
  /** What the day states, with the values of its sentence. */
  readonly rows: readonly (DayFact & { readonly by: 'since' | 'place'; readonly values: Values })[]
  /** The same in words. */
  readonly sentences: readonly string[]
}

/** Undefined of an ordinary day, which has no picture. */
export function dailySheet(day: DailyPicture, look: ChartLook): Chart | undefined {
  const { words, layout = 'wide' } = look
  const [first] = day.rows
  if (!first) return undefined
  const hero = dailyHero(day, look)
  const size = layout === 'phone' ? PORTRAIT : WIDE
  const body: Front = {
    type: 'front',
    masthead: {
      name: words.say('charts:sheet.name'),
      number: words.say('daily:sheet.number'),
      dates: words.say('daily:sheet.dates', { end: day.end }),
    },
    ...(hero && { hero }),
    rows: { caption: words.say('daily:sheet.rows'), rows: day.rows.map((row) => rowOf(row, look)) },
    sectors: [],
    address: '',
  }
  return {
    spec: {
      layout,
      size,
      ...skinOf(look),
      heading: {
        title: titleOf(first, look),
        subtitle: '',
        source: sourceOf(look),
        brand: words.say('charts:brand'),
      },
      body,
    },
    alt: altOf(look, [
      words.say('daily:sheet.alt', {
        title: words.say('daily:title', { date: day.start }),
        list: day.sentences.join(words.grammar.gap),
      }),
    ]),
    size,
  }
}

type DayRow = DailyPicture['rows'][number]

/** What stands first, in short: `BTC −5.4%, the bottom 1% of the past year`. */
function titleOf(row: DayRow, { words }: ChartLook): string {
  const { place, by, values } = row
  const named = { ...values, name: nameOf(row, words), text: figureIn(row, words) }
  if (by === 'since' || !place) return words.say('daily:sheet.titleSince', named)
  return words.say(place.percentile >= 0.5 ? 'daily:sheet.titleTop' : 'daily:sheet.titleBottom', named)
}

/** A move is drawn as bars around zero, a level as a line. */
function rowOf(row: DayRow, { words }: ChartLook): FrontRow {
  const { extreme, spark, year, place, by } = row
  const { series, group, value, weeks } = extreme
  const isBars = isMove(row) || group === 'funding'
  return {
    id: series,
    name: nameOf(row, words),
    value: {
      text: figureIn(row, words),
      ...(isMove(row) && { ink: inkOfSign(value) }),
      ...(!isRun(row) && { figure: { of: 'last' as const, series, value } }),
    },
    change: {
      text:
        by === 'since' || !place
          ? words.say('daily:sheet.weeks', { weeks: Math.floor(weeks) })
          : sideOf(place.percentile, words),
    },
    spark,
    sparkInk: group === 'price' || group === 'coins' ? `coin:${series.split('.')[1]}` : 'slate',
    sparkType: isBars ? 'bars' : 'line',
    ...(year.length > 0 && { strip: { values: year, now: value } }),
  }
}

function nameOf({ extreme, values }: DayRow, words: Words): string {
  const name =
    extreme.group === 'breadth' ? words.say('daily:sheet.breadth') : words.say('daily:sheet.name', values)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function figureIn(row: DayRow, words: Words): string {
  if (isRun(row)) return words.say('daily:sheet.hours', row.values)
  return words.say(isMove(row) ? 'daily:sheet.move' : 'daily:sheet.value', row.values)
}

function isMove({ extreme: { kind } }: DayRow): boolean {
  return kind === 'largest-rise' || kind === 'largest-fall'
}

/** A run is a number of settlements, and its row shows the settlements themselves. */
function isRun({ extreme: { kind } }: DayRow): boolean {
  return kind === 'longest-run'
}

function sideOf(percentile: number, words: Words): string {
  const isTop = percentile >= 0.5
  const share = Math.max(0.01, isTop ? 1 - percentile : percentile)
  return words.say(isTop ? 'daily:sheet.top' : 'daily:sheet.bottom', { share })
}
