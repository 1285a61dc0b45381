/** Chart.js with the parts that our specs use, on any canvas: no node in here, as the preview's page draws with it too. */
import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  type ChartConfiguration,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js'
import { revive } from './callbacks.ts'
import { framePlugin } from './frame/frame.ts'
import type { PlotSpec } from './spec.ts'
import { FONT_STACK } from './faces.ts'

Chart.register(
  BarController,
  BarElement,
  CategoryScale,
  Filler,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
)

/** Draws a plot at once on a canvas of the spec's size; `interactive` keeps tooltips, for a page. */
export function openChart(canvas: unknown, spec: PlotSpec, interactive = false): Chart {
  const config = revive(spec.config) as ChartConfiguration
  return new Chart(canvas as ConstructorParameters<typeof Chart>[0], {
    ...config,
    options: {
      ...config.options,
      font: { family: FONT_STACK },
      animation: false,
      responsive: false,
      ...(interactive ? {} : { devicePixelRatio: 1, events: [] }),
    },
    plugins: [framePlugin(spec)],
  })
}
