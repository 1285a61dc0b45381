/** The week on one page: four panels under one heading. */
import type { Readings } from '#src/services/index.ts'
import { assetsPanel } from './assets.ts'
import { correlationPanel } from './correlation.ts'
import { formatWeek } from './days.ts'
import { fundingPanel } from './funding.ts'
import type { Chart, ChartLook } from './look.ts'
import { marketcapPanel } from './marketcap.ts'
import { moversPanel } from './movers.ts'
import { listed } from './names.ts'
import { openinterestPanel } from './openinterest.ts'
import { altOf, headingOf, skinOf } from './plot.ts'
import { sectorsPanel } from './sectors.ts'
import type { PlotSpec } from './spec.ts'
import { WIDE } from './spec.ts'
import { volatilityPanel } from './volatility.ts'
import { volumePanel } from './volume.ts'

/** Undefined where not one panel has data. */
export function sheet(readings: Partial<Readings>, look: ChartLook): Chart | undefined {
  const { words } = look
  const plots = panelsOf(readings, look)
  const week = Object.values(readings)[0]?.week
  if (plots.length === 0 || !week) return undefined
  const period = formatWeek(week, words)
  const subtitle = words.say('charts:sheet.subtitle', { period })
  const list = plots.map(({ frame }) =>
    [frame.panel?.title, frame.panel?.value?.text].filter(Boolean).join(' '),
  )
  return {
    spec: {
      kind: 'sheet',
      size: WIDE,
      ...skinOf(look),
      heading: headingOf(look, subtitle),
      panels: plots.map((plot, i) => ({ x: i % 2 === 0 ? 40 : 610, y: i < 2 ? 118 : 379, plot })),
    },
    alt: altOf(look, [
      // What the picture is headed by, and what the reader of the text has read.
      words.say('charts:headed', { title: look.title }),
      words.say('charts:sheet.alt', { count: plots.length, period, list: listed(list, words) }),
    ]),
    size: WIDE,
  }
}

/** Market cap, assets, open interest, volatility; a topic without data makes room for the next of the reserve. */
function panelsOf(readings: Partial<Readings>, look: ChartLook): PlotSpec[] {
  const first = [
    readings.marketcap && marketcapPanel(readings.marketcap, look),
    readings.assets && assetsPanel(readings.assets, look),
    (readings.openinterest && openinterestPanel(readings.openinterest, look)) ??
      (readings.funding && fundingPanel(readings.funding, look)),
    readings.volatility && volatilityPanel(readings.volatility, look),
  ]
  const reserve = [
    () => readings.sectors && sectorsPanel(readings.sectors, look),
    () => readings.volume && volumePanel(readings.volume, look),
    () => readings.movers && moversPanel(readings.movers, look),
    () => readings.correlation && correlationPanel(readings.correlation, look),
  ]
  return first.flatMap((panel): PlotSpec[] => {
    let plot = panel
    while (!plot && reserve.length > 0) plot = reserve.shift()?.()
    return plot ? [plot] : []
  })
}
