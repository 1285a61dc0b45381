/** Winners and losers among the hundred largest, row by row; `map` shows all of them. */
import { formatAmount } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { lowSize, signedLabel } from './bars.ts'
import { formatWeek, isWeek } from './days.ts'
import { framed, weekOf } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { moversMap } from './moversmap.ts'
import { nameOfSector } from './names.ts'
import { agedSubtitle } from './alt.ts'
import type { Column, Row, Rows } from './spec/rows.ts'

const ID = 'movers'

/** `view` is `map`, `universe` (coins that are not the hundred largest), or the rows of the hundred. */
export function movers(reading: Reading<MoversReading>, look: ChartLook, view?: string): Chart | undefined {
  return view === 'map' ? moversMap(reading, look) : moversRows(reading, look, view === 'universe')
}

function moversRows(reading: Reading<MoversReading>, look: ChartLook, isOther: boolean): Chart | undefined {
  const { words } = look
  const { gainers, losers } = reading.value
  const count = gainers.length + losers.length
  if (count === 0) return undefined
  const period = formatWeek(reading.week, words)
  const key = isOther ? 'otherSubtitle' : isWeek(reading.week) ? 'subtitle' : 'windowSubtitle'
  return framed(look, {
    subtitle: agedSubtitle(words.say(`charts:movers.${key}`, { period }), reading, look),
    week: reading.week,
    ...lowSize(count, look),
    body: bodyOf(reading, look, isOther),
    alt: [
      words.say(isOther ? 'charts:movers.otherAlt' : 'charts:movers.alt', { period }),
      endsOf(reading.value, look),
    ],
  })
}

function bodyOf(reading: Reading<MoversReading>, look: ChartLook, isOther: boolean): Rows {
  const { words } = look
  const { gainers, losers, median, all } = reading.value
  const rising = gainers.toSorted((a, b) => b.return - a.return)
  const falling = losers.toSorted((a, b) => b.return - a.return)
  const isBetween = median !== undefined && falling.length > 0
  const medianKey =
    isOther || look.layout === 'phone' ? 'medianOther' : all.length === 100 ? 'median' : 'medianCount'
  return {
    type: 'rows',
    id: ID,
    name: words.say('charts:movers.panel'),
    unit: 'percent',
    ground: 'lines',
    columns: columnsOf(reading, look),
    rows: [...rising, ...falling].map((mover) => rowOf(mover, reading.value, look)),
    ...(isBetween && {
      divider: {
        after: rising.length,
        value: median,
        label: {
          text: words.say(`charts:movers.${medianKey}`, { count: all.length, return: median }),
          figure: { of: 'last', series: ID, value: median },
        },
      },
    }),
  }
}

/** A phone has no room for sector and market cap. */
function columnsOf(reading: Reading<MoversReading>, look: ChartLook): Column[] {
  const { words, layout } = look
  const week = weekOf(reading)
  const isWide = layout !== 'phone'
  const hasSparks = Object.keys(reading.value.closes ?? {}).length > 0
  return [
    { type: 'name', header: words.say('charts:movers.coin') },
    ...(isWide
      ? ([
          { type: 'text', align: 'left', header: words.say('charts:movers.sector') },
          { type: 'text', align: 'right', header: words.say('charts:movers.cap') },
        ] as const)
      : []),
    { type: 'bar' },
    { type: 'value' },
    ...(hasSparks
      ? [
          {
            type: 'spark' as const,
            header: words.say('charts:movers.spark'),
            ...(week && { week: { from: week.start, to: week.end } }),
          },
        ]
      : []),
  ]
}

function rowOf(mover: Mover, { closes }: MoversReading, { words, layout }: ChartLook): Row {
  const { asset, symbol, name, sectors, marketCap } = mover
  const [sector] = sectors
  const spark = closes?.[asset]
  const isWide = layout !== 'phone'
  return {
    name: { text: symbol, strong: true },
    ...(isWide && name !== symbol && { detail: name }),
    ...(isWide && {
      cells: [
        { text: sector === undefined ? '' : nameOfSector(sector, words), ink: 'sub' },
        { text: formatAmount(marketCap, words.locale), ink: 'sub' },
      ],
    }),
    value: mover.return,
    label: signedLabel(mover.return, ID, { strong: true }),
    ...(spark && { spark }),
  }
}

/** The first of each side. The mildest of five losses is no best: where no coin rose, or none fell, that is said. */
function endsOf({ gainers, losers }: MoversReading, { words }: ChartLook): string {
  const best = gainers.toSorted((a, b) => b.return - a.return)[0]
  const worst = losers.toSorted((a, b) => a.return - b.return)[0]
  const values = {
    best: best?.symbol ?? '',
    bestReturn: best?.return ?? 0,
    worst: worst?.symbol ?? '',
    worstReturn: worst?.return ?? 0,
  }
  if (!best) return words.say('charts:movers.endsNoneRose', values)
  return words.say(worst ? 'charts:movers.ends' : 'charts:movers.endsNoneFell', values)
}
