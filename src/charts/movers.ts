/** Winners and losers among the hundred largest: bars, or a treemap of all of them. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { Reading } from '#src/market/reading.ts'
import type { Mover, MoversReading } from '#src/services/movers.ts'
import { hiddenAxis } from './axes.ts'
import { formatWeek, isWeek } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { agedSubtitle, altOf, pagePlot, panelPlot } from './plot.ts'
import { rowsPlot, type ValueRow } from './rows.ts'
import type { PlotSpec } from './spec.ts'
import { SQUARE, WIDE } from './spec.ts'

/** `view` is `map`, `universe` (bars of coins that are not the hundred largest), or bars of the hundred. */
export function movers(reading: Reading<MoversReading>, look: ChartLook, view?: string): Chart | undefined {
  return view === 'map' ? moversMap(reading, look) : moversBars(reading, look, view)
}

export function moversPanel(reading: Reading<MoversReading>, look: ChartLook): PlotSpec | undefined {
  const { gainers, losers } = reading.value
  const rows = rowsOf([...gainers.slice(0, 4), ...losers.slice(0, 4)], look)
  if (rows.length === 0) return undefined
  const title = look.words.say('charts:movers.panel')
  return panelPlot(look, { ...rowsPlot(rows, title, look, true), title })
}

function moversBars(reading: Reading<MoversReading>, look: ChartLook, view?: string): Chart | undefined {
  const { words } = look
  const other = view === 'universe'
  const rows = rowsOf([...reading.value.gainers, ...reading.value.losers], look)
  if (rows.length === 0) return undefined
  const period = formatWeek(reading.week, words)
  const spec = pagePlot(look, {
    ...rowsPlot(rows, words.say('charts:movers.panel'), look),
    subtitle: agedSubtitle(
      words.say(other ? 'charts:movers.otherSubtitle' : 'charts:movers.subtitle', { period }),
      reading,
      look,
    ),
  })
  const alt = altOf(look, [
    words.say(other ? 'charts:movers.otherAlt' : 'charts:movers.alt', { period }),
    endsOf(reading.value, look),
  ])
  return { spec, alt, size: WIDE }
}

/** The first of each side. The mildest of five losses is no best: where no coin rose, or none fell, that is said. */
function endsOf({ gainers, losers }: MoversReading, look: ChartLook): string {
  const { words } = look
  const [best, worst] = [rowsOf(gainers, look)[0], rowsOf(losers, look).at(-1)]
  const values = {
    best: best?.name ?? '',
    bestReturn: best?.value ?? 0,
    worst: worst?.name ?? '',
    worstReturn: worst?.value ?? 0,
  }
  if (!best) return words.say('charts:movers.endsNoneRose', values)
  return words.say(worst ? 'charts:movers.ends' : 'charts:movers.endsNoneFell', values)
}

/** Areas grow with the square root of market cap: with the cap itself, bitcoin alone leaves no tile legible. */
function moversMap(reading: Reading<MoversReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const coins = reading.value.all
    .filter((mover) => mover.marketCap > 0)
    .sort((a, b) => b.marketCap - a.marketCap)
  const byReturn = [...coins].sort((a, b) => b.return - a.return)
  const [best, worst] = [byReturn[0], byReturn.at(-1)]
  if (!best || !worst) return undefined
  const period = formatWeek(reading.week, words)
  const spec = pagePlot(look, {
    type: 'bar',
    labels: [],
    datasets: [],
    scales: { x: hiddenAxis(0, 1), y: hiddenAxis(0, 1) },
    size: SQUARE,
    subtitle: agedSubtitle(
      words.say(isWeek(reading.week) ? 'charts:movers.mapSubtitle' : 'charts:movers.mapOtherSubtitle', {
        period,
      }),
      reading,
      look,
    ),
    marks: [
      {
        type: 'treemap',
        tiles: coins.map((coin) => ({
          name: coin.symbol,
          weight: Math.sqrt(coin.marketCap),
          value: coin.return,
          text: formatPercent(coin.return, 1, 'always'),
        })),
      },
      {
        type: 'legend',
        ramp: 'return',
        steps: LEGEND.map((value) => ({ value, text: formatPercent(value, 0, 'always') })),
      },
    ],
  })
  const alt = altOf(look, [
    words.say(isWeek(reading.week) ? 'charts:movers.mapAlt' : 'charts:movers.mapOtherAlt', {
      count: coins.length,
      period,
      up: coins.filter((coin) => coin.return > 0).length,
      down: coins.filter((coin) => coin.return < 0).length,
      best: best.symbol,
      bestReturn: best.return,
      worst: worst.symbol,
      worstReturn: worst.return,
    }),
  ])
  return { spec, alt, size: SQUARE }
}

const LEGEND = [-0.12, -0.08, -0.04, -0.01, 0.01, 0.04, 0.08, 0.12]

function rowsOf(coins: readonly Mover[], { words }: ChartLook): ValueRow[] {
  return coins
    .map((mover) => {
      const sector = mover.sectors[0]
      const name =
        sector === undefined
          ? mover.symbol
          : words.say('charts:movers.name', { symbol: mover.symbol, sector })
      return { name, value: mover.return }
    })
    .sort((a, b) => b.value - a.value)
}
