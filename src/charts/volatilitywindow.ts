/** Realised volatility over a chosen number of days, of one coin or two. */
import { formatPercent } from '#src/i18n/numbers.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { linesChart } from './lines.ts'
import type { Chart, ChartLook } from './look.ts'
import { percentTick } from './ticks.ts'

export function volatilityWindowChart(
  windows: readonly VolatilityWindow[],
  look: ChartLook,
): Chart | undefined {
  const days = windows[0]?.days ?? 0
  return linesChart(
    {
      lines: windows.map(({ symbol, series }) => ({ name: symbol, points: series })),
      subtitle: (period) => look.words.say('charts:volatility.windowSubtitle', { days, period }),
      unit: 'percent',
      tick: percentTick,
      textOf: (value) => formatPercent(value),
    },
    look,
  )
}
