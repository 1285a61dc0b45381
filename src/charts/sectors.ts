/** Our sector indices: bars of their changes from best to worst, the top 30 as a line through them. */
import type { Reading } from '#src/market/reading.ts'
import type { SectorRow, SectorsReading } from '#src/services/sectors.ts'
import { lowSize, signedLabel, textColumn } from './bars.ts'
import { formatWeek, isWeek } from './days.ts'
import { framed } from './framed.ts'
import type { Chart, ChartLook } from './look.ts'
import { nameOfSector } from './names.ts'
import { agedSubtitle } from './alt.ts'
import type { Label } from './spec/label.ts'
import type { Row, Rows } from './spec/rows.ts'

const ID = 'sectors'

/** Undefined where no sector has an index. */
export function sectors(reading: Reading<SectorsReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const { top30 } = reading.value
  const drawn = reading.value.rows.toSorted((a, b) => b.weekReturn - a.weekReturn)
  const [best, worst] = [drawn[0], drawn.at(-1)]
  if (!best || !worst) return undefined
  const period = formatWeek(reading.week, words)
  const week = isWeek(reading.week)
  const key = week ? 'charts:sectors.subtitle' : 'charts:sectors.windowSubtitle'
  return framed(look, {
    subtitle: agedSubtitle(words.say(key, { period }), reading, look),
    week: reading.week,
    ...lowSize(drawn.length, look),
    body: bodyOf(drawn, top30, look),
    alt: [
      words.say(week ? 'charts:sectors.alt' : 'charts:sectors.windowAlt', {
        count: drawn.length,
        period,
        best: toldName(best, look),
        bestReturn: best.weekReturn,
        worst: toldName(worst, look),
        worstReturn: worst.weekReturn,
      }),
      ...(top30 === undefined ? [] : [words.say('charts:sectors.altTop30', { return: top30 })]),
    ],
  })
}

/** An index of three or four coins is named as one. */
function toldName({ sector, few, members }: SectorRow, { words }: ChartLook): string {
  const name = nameOfSector(sector, words)
  return few ? words.say('charts:sectors.few', { name, members }) : name
}

function bodyOf(drawn: readonly SectorRow[], top30: number | undefined, look: ChartLook): Rows {
  const { words } = look
  return {
    type: 'rows',
    id: ID,
    name: words.say('charts:sectors.panel'),
    unit: 'percent',
    columns: [
      { type: 'name' },
      { type: 'value' },
      { type: 'bar' },
      textColumn(words.say(look.layout === 'phone' ? 'charts:sectors.rising' : 'charts:sectors.coins')),
    ],
    rows: drawn.map((row) => rowOf(row, look)),
    ...(top30 !== undefined && { benchmark: { value: top30, label: benchmarkLabel(top30, look) } }),
  }
}

function rowOf({ sector, weekReturn, rising, members }: SectorRow, { words, layout }: ChartLook): Row {
  const rose: Label = {
    text: layout === 'phone' ? `${rising}/${members}` : words.say('charts:sectors.rose', { rising, members }),
    ink: 'sub',
    figure: { of: 'count', series: ID, value: rising },
  }
  return {
    name: { text: nameOfSector(sector, words), strong: true },
    value: weekReturn,
    label: signedLabel(weekReturn, ID, { strong: true }),
    cells: [rose],
  }
}

function benchmarkLabel(value: number, { words }: ChartLook): Label {
  const text = words.say('charts:sectors.benchmark', { return: value })
  return { text, figure: { of: 'last', series: ID, value } }
}
