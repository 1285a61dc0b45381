/** Words of a page that must not be torn apart at the end of a line. */
import { html } from 'hono/html'
import type { Markup } from './frame.ts'

/** Japanese dates and amounts; where a language has spaces, lines break at those. */
const WHOLE =
  /\d+月\d+(?:日|～\d+日|〜\d+日)|\d+年\d+月(?:\d+日)?|[+−]?\d[\d,.]*(?:[万億兆]\d*[\d,.]*)*(?:ドル|%|％|ポイント|週間|週|日間|日|時間|時台|時|銘柄|件|倍|位)/gu

/** A text whose dates and amounts stay whole. */
export function unbroken(text: string): Markup {
  const parts: (string | Markup)[] = []
  let from = 0
  for (const { 0: whole, index } of text.matchAll(WHOLE)) {
    parts.push(text.slice(from, index), html`<span class="whole">${whole}</span>`)
    from = index + whole.length
  }
  return html`${[...parts, text.slice(from)]}`
}

/** A headline: each of its clauses keeps to itself where there is room. */
export function clauses(headline: string): Markup {
  const [first = '', ...others] = headline.split('　')
  if (others.length === 0) return unbroken(headline)
  return html`<span class="clause">${unbroken(first)}</span>${others.map((one) => html`　<span class="clause">${unbroken(one)}</span>`)}`
}
