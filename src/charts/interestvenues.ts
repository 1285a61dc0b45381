/** Open interest venue by venue, or its changes window by window. */
import { formatAmount, formatPercent } from '#src/i18n/numbers.ts'
import { startOfDay } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { InterestChanges } from '#src/services/openinterest/changes.ts'
import { lowSize, signedLabel, textColumn } from './bars.ts'
import { formatCoinsShort } from './coins.ts'
import { formatDay } from './days.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { listed } from './names.ts'
import { rankingChart } from './ranking.ts'
import { roundedShares } from './shares.ts'
import type { Label } from './spec/label.ts'
import type { Column, Fill, Row } from './spec/rows.ts'

const ID = 'venues'

/** How dollars of open interest become coins, and whose. */
export interface InterestInCoins {
  readonly symbol: string
  readonly perDollar: number
}

interface Part {
  readonly name: string
  readonly value: number
  /** As printed. */
  readonly share: number
  readonly fill: Fill
  readonly weekChange?: number
}

/** `name` is the coin's ticker, or what the total is called. A single venue is no picture. */
export function interestVenuesChart(
  changes: InterestChanges,
  name: string,
  week: Week,
  look: ChartLook,
  coins?: InterestInCoins,
): Chart | undefined {
  const { words } = look
  const print = (usd: number) =>
    coins
      ? `${formatCoinsShort(usd * coins.perDollar, words.locale)} ${coins.symbol}`
      : formatAmount(usd, words.locale)
  // Changes of venues are counted in dollars.
  const parts = partsOf(changes, look).map(({ weekChange, ...part }) => ({
    ...part,
    ...(!coins && weekChange !== undefined && { weekChange }),
  }))
  const [largest] = parts
  if (parts.length < 2 || !largest) return undefined
  const total = changes.total?.value ?? parts.reduce((sum, { value }) => sum + value, 0)
  const day = changes.date === undefined ? week.end : startOfDay(changes.date)
  const hasChanges = parts.some(({ weekChange }) => weekChange !== undefined)
  const named = changes.venues.length
  const facts = {
    name: changes.asset === 'total' ? words.say('charts:ranking.allCoins') : name,
    date: formatDay(day, words),
    venue: largest.name,
    share: formatPercent(largest.share),
    count: named,
    sum: formatPercent(parts.slice(0, named).reduce((sum, { share }) => sum + share, 0)),
    total: print(total),
    list: listed(
      parts.map((part) => `${part.name} ${formatPercent(part.share)}`),
      words,
    ),
  }
  const isOfMany = changes.others !== undefined && named > 1
  const title = words.say(isOfMany ? 'charts:ranking.interestOfMany' : 'charts:ranking.interestTitle', facts)
  const headed = { ...look, title }
  return framed(headed, {
    subtitle: words.say('charts:ranking.interest', facts),
    week,
    ...lowSize(parts.length + 1, look),
    body: {
      type: 'rows',
      id: ID,
      name: words.say('charts:ranking.interestLabel'),
      unit: 'percent',
      ground: 'lines',
      columns: columnsOf(hasChanges, look),
      shares: parts.map(({ share, fill, name: label }) => ({ share, fill, name: label })),
      rows: parts.map((part) => rowOf(part, print, look)),
      total: {
        ...rowOf(
          {
            name: words.say('charts:ranking.sum'),
            value: total,
            share: parts.reduce((sum, { share }) => sum + share, 0),
            fill: 'slate',
            ...(!coins &&
              changes.total?.weekChange !== undefined && { weekChange: changes.total.weekChange }),
          },
          print,
          look,
          true,
        ),
      },
    },
    alt: [words.say('charts:ranking.interestAlt', facts)],
  })
}

/** Largest first, what the others have at the end: hatched, as it is no venue. */
function partsOf({ venues, others }: InterestChanges, { words }: ChartLook): Part[] {
  const shares = roundedShares([...venues, ...(others ? [others] : [])].map(({ share }) => share))
  const parts = venues.map(({ venue, value, weekChange }, index): Part => {
    const depth = venues.length < 2 ? 1 : 1 - (index / (venues.length - 1)) * (1 - LIGHTEST)
    return {
      name: words.find(`glossary:venues.${venue}`) ?? venue,
      value,
      share: shares[index] ?? 0,
      fill: `mix:slate:${depth.toFixed(2)}`,
      ...(weekChange !== undefined && { weekChange }),
    }
  })
  if (!others) return parts
  const { value, weekChange } = others
  const rest = {
    name: words.say('commands:openinterest.others'),
    value,
    share: shares.at(-1) ?? 0,
    fill: 'hatch',
    ...(weekChange !== undefined && { weekChange }),
  }
  return [...parts, rest]
}

/** The share of slate in the smallest venue's colour, which still stands out from the ground. */
const LIGHTEST = 0.64

/** A phone has no room for the dollars. */
function columnsOf(hasChanges: boolean, { words, layout }: ChartLook): Column[] {
  const weekKey = layout === 'phone' ? 'charts:thisWeek' : 'charts:ranking.weekChange'
  return [
    { type: 'name', header: words.say('charts:ranking.venue') },
    textColumn(words.say('charts:ranking.share')),
    ...(layout === 'phone' ? [] : [textColumn(words.say('charts:ranking.amount'))]),
    ...(hasChanges ? ([{ type: 'bar' }, { type: 'value', header: words.say(weekKey) }] as const) : []),
  ]
}

function rowOf(part: Part, print: (usd: number) => string, { layout }: ChartLook, isSum = false): Row {
  const { name, value, share, fill, weekChange } = part
  const shareLabel: Label = {
    text: formatPercent(share),
    strong: true,
    figure: { of: 'last', series: ID, value: share },
  }
  return {
    name: { text: name, strong: fill !== 'hatch' },
    ...(!isSum && { swatch: fill }),
    cells: [shareLabel, ...(layout === 'phone' ? [] : [{ text: print(value), ink: isSum ? 'text' : 'sub' }])],
    value: weekChange ?? null,
    label:
      weekChange === undefined ? { text: '—', ink: 'sub' } : signedLabel(weekChange, ID, { strong: true }),
  }
}

/** Changes in one unit: in coins where that is asked for and any is known, as the total has none; the subtitle names it. */
export function interestChangesChart(
  { changes, date }: InterestChanges,
  name: string,
  unit: 'usd' | 'coin',
  week: Week,
  look: ChartLook,
): Chart | undefined {
  const { words } = look
  const inCoins = unit === 'coin' && changes.some(({ coins }) => typeof coins === 'number')
  const key = inCoins ? 'interestChangeCoins' : 'interestChangeDollars'
  return rankingChart(
    {
      rows: changes.flatMap(({ days, usd, coins }) => {
        const change = inCoins ? coins : usd
        return typeof change === 'number'
          ? [{ name: words.say('charts:ranking.days', { days }), value: change }]
          : []
      }),
      label: words.say('charts:ranking.changeLabel'),
      subtitle: words.say(`charts:ranking.${key}`, {
        name,
        date: date === undefined ? week.end : startOfDay(date),
      }),
      week,
    },
    look,
  )
}
