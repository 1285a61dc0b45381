/** How far a fresh install has fetched its past: a bar over the conversation, which opens to a line for each kind. */
import type { PagePast } from '#src/platforms/preview/protocol.ts'
import { h } from './dom.ts'

export interface PastPanel {
  /** Stays in its place, empty where there is nothing to show. */
  readonly element: HTMLElement
  show(past: PagePast | undefined): void
}

/** Open where there is room for it, until somebody closes it or nothing is being fetched any more. */
export function createPastPanel(hasRoom: () => boolean): PastPanel {
  const heading = h('strong')
  const count = h('span', { class: 'past-count' })
  const bar = h('progress', { 'aria-hidden': 'true' })
  const items = h('ul')
  const summary = h('summary', {}, heading, count, bar)
  const details = h('details', { class: 'past' }, summary, items)
  const element = h('div', { class: 'past-place' })
  let chosen: boolean | undefined
  summary.addEventListener('click', () => {
    chosen = !details.open
  })
  return {
    element,
    show(past) {
      if (!past) return element.replaceChildren()
      heading.textContent = past.heading
      count.textContent = past.summary
      bar.max = Math.max(past.of, 1)
      bar.value = past.done
      bar.hidden = !past.isFetching
      items.replaceChildren(...past.items.map(({ state, text }) => h('li', { class: state }, text)))
      details.open = chosen ?? (past.isFetching && hasRoom())
      if (!details.isConnected) element.replaceChildren(details)
    },
  }
}
