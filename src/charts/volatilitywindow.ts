/** Realised volatility over a chosen number of days, of one coin or two. */
import { formatPercent } from '#src/i18n/numbers.ts'
import { DAY } from '#src/market/time.ts'
import type { Week } from '#src/market/week.ts'
import type { VolatilityWindow } from '#src/services/volatility/volatilitywindow.ts'
import { daysOf, formatDays } from './days.ts'
import { drawable, linesChart } from './lines.ts'
import type { Chart, ChartLook } from './look.ts'
import { percentTick } from './ticks.ts'

/** Undefined where no coin has two values; `week` is shaded where it is reported. */
export function volatilityWindowChart(
  windows: readonly VolatilityWindow[],
  look: ChartLook,
  week?: Week,
): Chart | undefined {
  const lines = drawable(
    windows.map(({ asset, symbol, series }) => ({ id: asset, name: symbol, points: series })),
  )
  const period = formatDays(daysOf(lines.map(({ points }) => points)), look.words)
  const days = windows[0]?.days ?? 0
  return linesChart(
    {
      lines,
      subtitle: look.words.say('charts:volatility.windowSubtitle', { days, period }),
      unit: 'percent',
      axis: { format: percentTick, zero: 'always' },
      textOf: (value) => formatPercent(value),
      figureOf: ({ id }, value) => ({ of: 'last', series: id, value }),
      step: DAY,
      ...(week && { week }),
    },
    look,
  )
}
