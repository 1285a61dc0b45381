/** Charts become live when they are first touched: the code that draws is loaded then, and the numbers of that chart. */
import type { Drawn } from './drawing.ts'

export function startCharts(): void {
  for (const figure of document.querySelectorAll<HTMLElement>('figure[data-chart]')) start(figure)
}

function start(figure: HTMLElement): void {
  let loading: Promise<Drawn> | undefined
  /** Where the code or the numbers do not arrive, the next touch asks again, and the drawing stays what it was. */
  const load = () => {
    loading ??= import('./drawing.ts').then(({ drawLive }) => drawLive(figure))
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }
  for (const drawing of figure.querySelectorAll<HTMLElement>('.drawing')) {
    drawing.tabIndex = 0
    drawing.setAttribute('role', 'group')
    drawing.setAttribute('aria-label', figure.dataset.hint ?? '')
    listen(drawing, load)
  }
  for (const button of figure.querySelectorAll<HTMLButtonElement>('button[data-days]')) {
    button.addEventListener('click', () => {
      load().then(
        (drawn) => drawn.show(button),
        () => {},
      )
    })
  }
}

const FIRST = ['pointerenter', 'pointerdown', 'focus', 'keydown']

/** What was pointed at or pressed before the code has come is answered when it has. */
function listen(drawing: HTMLElement, load: () => Promise<Drawn>): void {
  let last: Event | undefined
  const done = new AbortController()
  const { signal } = done
  for (const name of [...FIRST, 'pointermove', 'pointerleave']) {
    drawing.addEventListener(
      name,
      (event) => {
        // A touch gives the focus too, which asks nothing of its own.
        if (name !== 'focus') last = isGone(event) ? undefined : event
        if (!FIRST.includes(name)) return
        load().then(
          () => {
            if (signal.aborted) return
            done.abort()
            if (last) answer(drawing, last)
          },
          () => {},
        )
      },
      { signal, passive: true },
    )
  }
}

/** A finger that is lifted leaves too, and what it pointed at is still asked for. */
function isGone(event: Event): boolean {
  return event instanceof PointerEvent && event.type === 'pointerleave' && event.pointerType !== 'touch'
}

function answer(drawing: HTMLElement, event: Event): void {
  if (event instanceof KeyboardEvent) drawing.dispatchEvent(new KeyboardEvent('keydown', event))
  if (event instanceof PointerEvent) drawing.dispatchEvent(new PointerEvent('pointermove', event))
}
