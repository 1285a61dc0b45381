/** oEmbed 1.0 (oembed.com): how another site shows a chart, by the address of the chart or of its edition. */
import { LOCALES } from '#src/i18n/locale.ts'
import { oembedPath } from './addresses.ts'

/** An answer of type `rich`, with what the standard asks of it. */
export interface Oembed {
  readonly version: '1.0'
  readonly type: 'rich'
  readonly title: string
  readonly provider_name: string
  /** The list of the site in the page's language. */
  readonly provider_url: string
  readonly html: string
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly thumbnail_url?: string
  readonly thumbnail_width?: number
  readonly thumbnail_height?: number
}

/** `/ja/2025-11-17`, a file of it, and `/embed/ja/2025-11-17/funding`. */
const EDITION =
  /^\/(?<locale>[a-z]+)\/(?<edition>\d{4}-\d{2}-\d{2})(?:\/(?<chart>[a-z]+)\.(?:png|svg|csv))?\/?$/u
const EMBED = /^\/embed\/(?<locale>[a-z]+)\/(?<edition>\d{4}-\d{2}-\d{2})\/(?<chart>[a-z]+)\/?$/u

/**
 * Where the answer for an address may lie on the site, from the root, the likeliest first; none where the address is of nothing to
 * embed. A part of an edition that has no chart of its own is shown by the sheet.
 */
export function oembedFilesFor(address: string): readonly string[] {
  if (!URL.canParse(address)) return []
  const { pathname, hash } = new URL(address)
  const { locale, edition, chart } = (EMBED.exec(pathname) ?? EDITION.exec(pathname))?.groups ?? {}
  const known = LOCALES.find((one) => one === locale)
  if (known === undefined || edition === undefined) return []
  const named = /^#[a-z]+$/u.test(hash) ? [hash.slice(1)] : []
  const charts = chart === undefined ? [...named, 'sheet'] : [chart]
  return charts.map((one) => oembedPath(known, { edition }, one))
}

/** Whether the address is of the site that the answer is from. */
export function isOf({ provider_url: home }: Oembed, address: string): boolean {
  return new URL(home).host === new URL(address).host
}

/** The same frame within so many pixels; its shape stays. */
export function fitted(answer: Oembed, most: { readonly width?: number; readonly height?: number }): Oembed {
  const scale = Math.min(
    1,
    (most.width ?? answer.width) / answer.width,
    (most.height ?? answer.height) / answer.height,
  )
  const [width = 1, height = 1] = [answer.width, answer.height].map((one) =>
    Math.max(1, Math.floor(one * scale)),
  )
  const frame = answer.html.replace(/width="\d+" height="\d+"/u, `width="${width}" height="${height}"`)
  // A thumbnail has to fit as well: it is left out where it does not.
  const { thumbnail_url, thumbnail_width, thumbnail_height, ...others } = answer
  const fits =
    (most.width ?? Infinity) >= (thumbnail_width ?? 0) && (most.height ?? Infinity) >= (thumbnail_height ?? 0)
  return {
    ...others,
    ...(fits && thumbnail_url !== undefined && { thumbnail_url }),
    ...(fits && thumbnail_width !== undefined && { thumbnail_width }),
    ...(fits && thumbnail_height !== undefined && { thumbnail_height }),
    ...{ html: frame, width, height },
  }
}
