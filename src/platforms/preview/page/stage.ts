/** A chart's spec drawn live: the same picture as the PNG, whose points answer to the pointer and to arrow keys. */
import { BarElement, type Chart, type ChartType, type TooltipModel } from 'chart.js'
import { openChart } from '#src/charts/chartjs.ts'
import type { Pen } from '#src/charts/frame/pen.ts'
import { drawSheet } from '#src/charts/frame/sheet.ts'
import type { ChartSpec, PlotSpec } from '#src/charts/spec.ts'
import { h } from './dom.ts'

export interface Stage {
  readonly element: HTMLElement
  /** Shows or hides a dataset of a plot. */
  toggle(dataset: number, shown: boolean): void
  close(): void
}

/** `label` names the picture for those who listen. */
export function createStage(spec: ChartSpec, label: string): Stage {
  const { width, height } = spec.size
  const element = h('div', { class: 'stage' })
  element.style.aspectRatio = `${width} / ${height}`
  const live: Live[] = []
  if (spec.kind === 'plot') {
    live.push(openLive(spec, label))
    element.append(...(live[0]?.elements ?? []))
  } else {
    const ground = h('canvas', { width, height, class: 'ground', 'aria-hidden': 'true' })
    const pen = ground.getContext('2d') as unknown as Pen
    drawSheet(pen, spec, (plot, x, y) => {
      const panel = openLive(plot, plot.frame.panel?.title ?? label)
      const place = h('div', { class: 'panel' }, panel.elements)
      place.style.left = `${(x / width) * 100}%`
      place.style.top = `${(y / height) * 100}%`
      place.style.width = `${(plot.size.width / width) * 100}%`
      place.style.height = `${(plot.size.height / height) * 100}%`
      live.push(panel)
      element.append(place)
    })
    element.prepend(ground)
  }
  return {
    element,
    toggle(dataset, shown) {
      live[0]?.chart.setDatasetVisibility(dataset, shown)
      live[0]?.chart.update('none')
    },
    close() {
      for (const { chart } of live) chart.destroy()
    },
  }
}

interface Live {
  readonly chart: Chart
  readonly elements: readonly HTMLElement[]
}

function openLive(spec: PlotSpec, label: string): Live {
  const { width, height } = spec.size
  const canvas = h('canvas', { width, height, tabindex: 0, role: 'img', 'aria-label': label })
  const readout = h('div', { class: 'readout', role: 'status', hidden: true })
  const chart = openChart(canvas, spec, true)
  const count = spec.config.data.labels.length
  Object.assign(chart.options.plugins?.tooltip ?? {}, {
    enabled: false,
    external: ({ tooltip }: { tooltip: TooltipModel<ChartType> }) => showReadout(readout, tooltip, spec),
  })
  chart.update('none')
  let at = count
  canvas.addEventListener('keydown', (event) => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowUp: -1,
      ArrowRight: 1,
      ArrowDown: 1,
    }
    const step = steps[event.key]
    if (event.key === 'Home') at = 0
    else if (event.key === 'End') at = count - 1
    else if (step !== undefined) at = Math.min(count - 1, Math.max(0, at + step))
    else return
    event.preventDefault()
    pointAt(chart, at)
  })
  return { chart, elements: [canvas, readout] }
}

/** As if the pointer stood at a category. */
function pointAt(chart: Chart, index: number): void {
  const shown = chart.data.datasets.flatMap((dataset, datasetIndex) =>
    chart.isDatasetVisible(datasetIndex) && dataset.data[index] !== null ? [{ datasetIndex, index }] : [],
  )
  const first = shown[0] && chart.getDatasetMeta(shown[0].datasetIndex).data[index]
  chart.setActiveElements(shown)
  chart.tooltip?.setActiveElements(shown, { x: first?.x ?? 0, y: first?.y ?? 0 })
  chart.update('none')
}

/** Values beside the point, in the page's own type: readable at every scale. */
function showReadout(readout: HTMLElement, tooltip: TooltipModel<ChartType>, spec: PlotSpec): void {
  const lines = tooltip.body.flatMap(({ lines }) => lines)
  if (tooltip.opacity === 0 || lines.length === 0) {
    readout.hidden = true
    return
  }
  readout.hidden = false
  readout.replaceChildren(
    h('strong', {}, tooltip.title.join(' ')),
    ...lines.map((line, index) => {
      const swatch = h('i', { class: 'swatch', 'aria-hidden': 'true' })
      const color = tooltip.labelColors[index]
      // A bar is told by its fill, a line by its stroke: the fill below it is pale.
      const bar = tooltip.dataPoints[index]?.element instanceof BarElement
      const fill = bar ? color?.backgroundColor : color?.borderColor
      swatch.style.background = typeof fill === 'string' ? fill : 'transparent'
      return h('span', {}, swatch, line)
    }),
  )
  const { width, height } = spec.size
  readout.style.left = `${(tooltip.caretX / width) * 100}%`
  readout.style.top = `${(tooltip.caretY / height) * 100}%`
  readout.classList.toggle('leftward', tooltip.caretX > width / 2)
}
