/** Our sector indices: sorted bars of the week's returns, with the top 30 among them for comparison. */
import type { Reading } from '#src/market/reading.ts'
import type { SectorsReading } from '#src/services/sectors.ts'
import { formatWeek, isWeek } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { nameOfSector } from './names.ts'
import { agedSubtitle, altOf, pagePlot, panelPlot } from './plot.ts'
import { rowsPlot, type ValueRow } from './rows.ts'
import type { PlotSpec } from './spec.ts'
import { WIDE } from './spec.ts'

export function sectors(reading: Reading<SectorsReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const own = sectorRows(reading.value, look)
  const [best, worst] = [own[0], own.at(-1)]
  if (!best || !worst) return undefined
  const { top30 } = reading.value
  const period = formatWeek(reading.week, words)
  const rows = withTop30(own, top30, look)
  const week = isWeek(reading.week)
  const spec = pagePlot(look, {
    ...rowsPlot(rows, words.say('charts:sectors.panel'), look),
    subtitle: agedSubtitle(
      words.say(week ? 'charts:sectors.subtitle' : 'charts:sectors.windowSubtitle', { period }),
      reading,
      look,
    ),
  })
  const alt = altOf(look, [
    words.say(week ? 'charts:sectors.alt' : 'charts:sectors.windowAlt', {
      count: own.length,
      period,
      best: best.name,
      bestReturn: best.value,
      worst: worst.name,
      worstReturn: worst.value,
    }),
    ...(top30 === undefined ? [] : [words.say('charts:sectors.altTop30', { return: top30 })]),
  ])
  return { spec, alt, size: WIDE }
}

/** The four best and the four worst. */
export function sectorsPanel(reading: Reading<SectorsReading>, look: ChartLook): PlotSpec | undefined {
  const all = sectorRows(reading.value, look)
  if (all.length === 0) return undefined
  const rows = all.length <= 8 ? all : [...all.slice(0, 4), ...all.slice(-4)]
  const title = look.words.say('charts:sectors.panel')
  return panelPlot(look, { ...rowsPlot(rows, title, look, true), title })
}

function sectorRows(reading: SectorsReading, { words }: ChartLook): ValueRow[] {
  return reading.rows
    .map(({ sector, weekReturn, few, members }) => {
      const name = nameOfSector(sector, words)
      // An index of three or four coins is named as one.
      return { name: few ? words.say('charts:sectors.few', { name, members }) : name, value: weekReturn }
    })
    .sort((a, b) => b.value - a.value)
}

/** The index is no sector: its bar is neutral. */
function withTop30(rows: readonly ValueRow[], top30: number | undefined, { words }: ChartLook): ValueRow[] {
  if (top30 === undefined) return [...rows]
  const index: ValueRow = { name: words.say('charts:sectors.top30'), value: top30, tone: 'accent' }
  return [...rows, index].sort((a, b) => b.value - a.value)
}
