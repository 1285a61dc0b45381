/** The numbers of a chart as tables: what those who cannot see it, or want to copy it, read. Pure. */
import { callbacks } from '#src/charts/callbacks.ts'
import type { ChartSpec, Dataset, Matrix, PlotSpec, Treemap } from '#src/charts/spec.ts'
import { formatNumber, formatPercent } from '#src/i18n/numbers.ts'
import type { Say } from './words.ts'

export interface NumbersTable {
  readonly heading?: string
  readonly columns: readonly { readonly title: string; readonly align: 'left' | 'right' }[]
  readonly rows: readonly (readonly string[])[]
}

/** One table a plot; a sheet has one for every panel. The newest of a long series stands first. */
export function numbersOf(spec: ChartSpec, say: Say): readonly NumbersTable[] {
  if (spec.kind === 'plot') return tablesOf(spec, say)
  return spec.panels.flatMap(({ plot }) => tablesOf(plot, say))
}

function tablesOf(plot: PlotSpec, say: Say): NumbersTable[] {
  const heading = plot.frame.panel?.title
  const named = (table: NumbersTable): NumbersTable => (heading === undefined ? table : { ...table, heading })
  const maps = plot.frame.marks.flatMap((mark): NumbersTable[] =>
    mark.type === 'matrix' ? [matrixTable(mark)] : mark.type === 'treemap' ? [treemapTable(mark, say)] : [],
  )
  return [...maps, ...dataTable(plot, say)].map(named)
}

function dataTable({ config, locale }: PlotSpec, say: Say): NumbersTable[] {
  const { labels, datasets } = config.data
  const labelled = datasets.filter(({ label, data }) => label !== '' && data.some((value) => value !== null))
  if (labelled.length === 0) return []
  const rows = labels.flatMap((label, index) => {
    const cells = labelled.map((dataset) => cellOf(dataset, index, locale))
    return cells.some((cell) => cell !== GAP) ? [[label, ...cells]] : []
  })
  const lying = config.options.indexAxis === 'y'
  return [
    {
      columns: [
        { title: say('chart.category'), align: 'left' },
        ...labelled.map(({ label }) => ({ title: label, align: 'right' as const })),
      ],
      rows: lying ? rows : rows.toReversed(),
    },
  ]
}

const GAP = '—'

function cellOf(dataset: Dataset, index: number, locale: PlotSpec['locale']): string {
  const raw = dataset.data[index] ?? null
  if (raw === null) return GAP
  const text = callbacks.tooltip({ dataset: { ...dataset, label: '' }, raw, chart: { options: { locale } } })
  return text.replace(/^[:：]\s*/u, '')
}

function matrixTable({ names, values }: Matrix): NumbersTable {
  return {
    columns: [{ title: '', align: 'left' }, ...names.map((title) => ({ title, align: 'right' as const }))],
    rows: names.map((name, row) => [
      name,
      ...(values[row] ?? []).map((value) => (value === null ? GAP : formatNumber(value, 2))),
    ]),
  }
}

function treemapTable({ tiles }: Treemap, say: Say): NumbersTable {
  return {
    columns: [
      { title: say('chart.category'), align: 'left' },
      { title: say('chart.value'), align: 'right' },
    ],
    rows: tiles.map(({ name, value }) => [name, formatPercent(value, 1, 'always')]),
  }
}
