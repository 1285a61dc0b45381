/** What the looks of both platforms share: passages as elements, and how much of the limits a message uses. */
import { grammarOf } from '#src/i18n/grammar.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { Count } from '#src/platforms/preview/protocol.ts'
import { h } from './dom.ts'
import type { Passage, Span } from './markup.ts'
import type { Say } from './words.ts'

/** One element a passage; consecutive items become one list. */
export function elementsOf(passages: readonly Passage[]): HTMLElement[] {
  const elements: HTMLElement[] = []
  for (const passage of passages) {
    if (passage.kind === 'item') {
      const last = elements.at(-1)
      const list = last instanceof HTMLUListElement ? last : h('ul')
      list.append(h('li', {}, passage.spans.map(spanOf)))
      if (list !== last) elements.push(list)
    } else elements.push(elementOf(passage))
  }
  return elements
}

function elementOf(passage: Exclude<Passage, { kind: 'item' }>): HTMLElement {
  switch (passage.kind) {
    case 'code':
      return h('pre', { tabindex: 0 }, h('code', {}, passage.text))
    case 'quote': {
      const [first, ...rest] = passage.lines.map(({ spans }) => spans.map(spanOf))
      return h(
        'details',
        { class: 'quote' },
        h('summary', {}, first),
        rest.map((spans) => h('p', {}, spans)),
      )
    }
    case 'gap':
      return h('div', { class: 'gap' })
    case 'title':
      return h('h2', {}, passage.spans.map(spanOf))
    case 'heading':
      return h('h3', {}, passage.spans.map(spanOf))
    case 'small':
      return h('p', { class: 'small' }, passage.spans.map(spanOf))
    default:
      return h('p', {}, passage.spans.map(spanOf))
  }
}

function spanOf({ text, bold, italic, struck, address }: Span): Node {
  if (address) return h('span', { class: 'address' }, text)
  if (struck) return h('s', {}, text)
  const slanted = italic ? h('em', {}, text) : document.createTextNode(text)
  return bold ? h('strong', {}, slanted) : slanted
}

/** A line under each message: what it uses, of what it may. */
export function countsOf(counts: readonly Count[], say: Say): HTMLElement | undefined {
  if (counts.length === 0) return undefined
  return h(
    'ul',
    { class: 'counts' },
    counts.map(({ of, used, most }) => {
      const bar = h('i', { 'aria-hidden': 'true' })
      bar.style.width = `${Math.min(100, (used / most) * 100)}%`
      return h(
        'li',
        { class: used > most ? 'count over' : 'count' },
        say('platform.of', {
          name: say(`platform.${of}`),
          used: used.toLocaleString('en-US'),
          most: most.toLocaleString('en-US'),
        }),
        h('span', { class: 'bar' }, bar),
      )
    }),
  )
}

export function clockOf(time: Date, language: Locale, zone: string): string {
  return new Intl.DateTimeFormat(grammarOf(language).browser.tag, {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: zone,
  }).format(time)
}
