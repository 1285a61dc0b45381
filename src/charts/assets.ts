/** Crypto beside the other markets: sorted bars of the week's returns, crypto in full colour. */
import type { Words } from '#src/i18n/words.ts'
import type { Reading } from '#src/market/reading.ts'
import type { AssetsReading } from '#src/services/assets.ts'
import type { AssetRow } from '#src/services/assets/row.ts'
import { formatWeek } from './days.ts'
import type { Chart, ChartLook } from './look.ts'
import { nameOfMarket } from './names.ts'
import { agedSubtitle, altOf, pagePlot, panelPlot } from './plot.ts'
import { rowsPlot, type ValueRow } from './rows.ts'
import type { PlotSpec } from './spec.ts'
import { WIDE } from './spec.ts'

export function assets(reading: Reading<AssetsReading>, look: ChartLook): Chart | undefined {
  const { words } = look
  const rows = returnsOf(reading.value.rows, words)
  // What is printed too coarsely to be ranked is drawn, and never called the best or the worst.
  const ranked = rows.filter((row) => !row.coarse)
  const [best, worst] = [ranked[0], ranked.at(-1)]
  if (!best || !worst) return undefined
  const period = formatWeek(reading.week, words)
  const subtitle = agedSubtitle(words.say('charts:assets.subtitle', { period }), reading, look)
  const crypto = rows.find((row) => row.id === 'crypto')
  const alt = altOf(look, [
    words.say('charts:assets.alt', {
      count: rows.length,
      period,
      best: best.name,
      bestReturn: best.value,
      worst: worst.name,
      worstReturn: worst.value,
    }),
    ...(crypto ? [words.say('charts:assets.altCrypto', { name: crypto.name, return: crypto.value })] : []),
  ])
  const spec = pagePlot(look, { ...rowsPlot(rows, words.say('charts:assets.panel'), look), subtitle })
  return { spec, alt, size: WIDE }
}

/** The eight that a small panel holds: crypto first, then the markets that most readers follow. */
export function assetsPanel(reading: Reading<AssetsReading>, look: ChartLook): PlotSpec | undefined {
  const all = returnsOf(reading.value.rows, look.words)
  if (all.length === 0) return undefined
  const kept = new Set([...all].sort((a, b) => priority(a.id) - priority(b.id)).slice(0, PANEL_ROWS))
  const rows = all.filter((row) => kept.has(row))
  const title = look.words.say('charts:assets.panel')
  return panelPlot(look, { ...rowsPlot(rows, title, look, true), title })
}

const PANEL_ROWS = 8
const FAMILIAR = 'crypto bitcoin ethereum nasdaq100 sp500 gold nikkei225 dxy oil tlt'.split(' ')

function priority(id: string): number {
  const place = FAMILIAR.indexOf(id)
  return place < 0 ? FAMILIAR.length : place
}

interface AssetBar extends ValueRow {
  readonly id: string
  readonly coarse: boolean
}

/** Yields and volatility indices are no returns on an asset: they are stated in words, not beside returns. */
function returnsOf(rows: readonly AssetRow[], words: Words): AssetBar[] {
  return rows
    .flatMap((row) => {
      if (row.weekReturn === undefined || row.class === 'rate' || row.class === 'volatility') return []
      const name = row.id === 'crypto' ? words.say('charts:assets.crypto') : nameOfMarket(row.id, words)
      return [
        {
          id: row.id,
          name,
          value: row.weekReturn,
          strong: row.class === 'crypto',
          coarse: row.coarse === true,
        },
      ]
    })
    .sort((a, b) => b.value - a.value)
}
