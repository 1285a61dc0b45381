/** The drawings of a chart made live: the same shapes laid out in the browser, in the reader's own type. */
import { createLive, type Live } from '#src/browser/live.ts'
import { layBare } from '#src/charts/layout/bare.ts'
import { layOut } from '#src/charts/layout/layout.ts'
import { timesOf } from '#src/charts/pointed.ts'
import type { Measure, Scene } from '#src/charts/scene.ts'
import type { ChartSpec } from '#src/charts/spec.ts'
import type { Ink } from '#src/charts/spec/label.ts'
import { inkRules, svgOf, variableOf } from '#src/charts/svg.ts'
import { isHourly } from '#src/charts/times.ts'
import { type Range, rangesOf } from '#src/charts/zoom.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, LOCALES } from '#src/i18n/locale.ts'
import type { ChartData } from '../chartdata.ts'
import { localTime } from './clock.ts'

/*! Includes d3-hierarchy, copyright 2010-2021 Mike Bostock, ISC licence: https://github.com/d3/d3-hierarchy */

export interface Drawn {
  /** Shows the stretch of time that a button names. */
  show(button: HTMLButtonElement): void
}

/** Loads the numbers of a figure and draws it again in place. Rejects where they cannot be had. */
export async function drawLive(figure: HTMLElement): Promise<Drawn> {
  const response = await fetch(figure.dataset.chart ?? '')
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const data = (await response.json()) as ChartData
  const isWhole = 'whole' in figure.dataset
  const lives = new Map<Element, { readonly live: Live; readonly spec: ChartSpec }>()
  for (const element of figure.querySelectorAll<HTMLElement>('.drawing')) {
    const box = element.parentElement
    const spec = box?.classList.contains('phone') ? data.phone : data.wide
    if (!box || !spec) continue
    const onRange = (range: Range | undefined) => press(box, range)
    lives.set(box, { live: createLive(spec, groundOf(element, isWhole), onRange), spec })
  }
  return {
    show(button) {
      const box = button.closest('.wide, .phone')
      const found = box && lives.get(box)
      if (!found) return
      const days = Number(button.dataset.days)
      found.live.setRange(rangesOf(found.spec).find((one) => one.days === days)?.range)
    },
  }
}

/** The button whose stretch is shown is pressed; none after a drag. */
function press(box: Element, range: Range | undefined): void {
  for (const button of box.querySelectorAll<HTMLButtonElement>('button[data-days]')) {
    const isShown =
      range === undefined ? button.dataset.days === '' : button.dataset.from === String(range.from)
    button.setAttribute('aria-pressed', String(isShown))
  }
}

function groundOf(element: HTMLElement, isWhole: boolean): Parameters<typeof createLive>[1] {
  const measure = measureIn(element)
  const before = element.querySelector('svg')
  const alt = before?.getAttribute('aria-label') ?? ''
  const id = `${element.closest('figure')?.dataset.chart?.replace(/\W/g, '') ?? ''}-${element.parentElement?.className}`
  let scene: Scene
  return {
    target: element,
    element,
    draw(spec) {
      scene = (isWhole ? undefined : layBare(spec, measure)) ?? layOut(spec, measure)
      const { markup, inks } = svgOf(scene, { alt, id })
      colour(inks)
      const parsed = new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement
      element.querySelector('svg')?.replaceWith(document.adoptNode(parsed))
      return scene
    },
    colorOf: (ink) => `var(${variableOf(ink)})`,
    noteOf({ time }) {
      const [pane] = scene.panes
      return time !== undefined && pane && isHourly(timesOf(pane)) ? localHour(time) : undefined
    },
  }
}

/** An hour of the axis, which is UTC, in the reader's own zone; undefined where that is the same. */
function localHour(time: number): string | undefined {
  if (new Date(time).getTimezoneOffset() === 0) return undefined
  const locale = LOCALES.find((one) => one === document.documentElement.lang) ?? DEFAULT_LOCALE
  return localTime(time, grammarOf(locale).browser)
}

/** Widths of words in the type of the page. */
function measureIn(element: HTMLElement): Measure {
  const pen = document.createElement('canvas').getContext('2d')
  if (!pen) throw new Error('this browser cannot measure words')
  const { fontFamily } = getComputedStyle(element)
  return (text, size, weight) => {
    pen.font = `${weight} ${size}px ${fontFamily}`
    return pen.measureText(text).width
  }
}

const sheet = new CSSStyleSheet()
const coloured = new Set<Ink>()

/** A part of a chart may need an ink that the whole had no use for. */
function colour(inks: readonly Ink[]): void {
  if (inks.every((ink) => coloured.has(ink))) return
  for (const ink of inks) coloured.add(ink)
  sheet.replaceSync(inkRules([...coloured]))
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
}
