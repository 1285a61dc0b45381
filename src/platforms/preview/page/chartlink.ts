/** A link that opens a chart again: its picture's address and the part of its time, after the page's own address. */
import type { Range } from '#src/charts/zoom.ts'

export interface OpenedChart {
  /** `/image/` and the picture's name, without ending. */
  readonly address: string
  /** File name without ending. */
  readonly name: string
  /** Empty where only the link is known. */
  readonly alt: string
  readonly range?: Range | undefined
}

/** `page` is the page's own address. */
export function linkTo({ address, name, range }: OpenedChart, page: string): string {
  const parts = new URLSearchParams({ chart: address.replace('/image/', ''), name })
  if (range) {
    parts.set('from', String(Math.round(range.from)))
    parts.set('to', String(Math.round(range.to)))
  }
  return `${page}#${parts}`
}

/** Undefined where the fragment names no chart, or names one as no page of ours would. */
export function chartOfLink(hash: string): OpenedChart | undefined {
  const parts = new URLSearchParams(hash.replace(/^#/, ''))
  const [chart, name] = [parts.get('chart') ?? '', parts.get('name') ?? 'chart']
  if (!/^[0-9a-f]{32}$/.test(chart) || !/^[\w-]{1,40}$/.test(name)) return undefined
  const [from, to] = [Number(parts.get('from')), Number(parts.get('to'))]
  const range =
    parts.has('from') && Number.isFinite(from) && Number.isFinite(to) && from < to ? { from, to } : undefined
  return { address: `/image/${chart}`, name, alt: '', ...(range && { range }) }
}
