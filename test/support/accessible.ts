/** What a page must be for those who read it by ear, by keyboard or with weak eyes: rules of WCAG 2.2 AA, found by looking. */
import type { Page } from 'playwright-core'
import { contrast } from '#src/charts/sight.ts'

/** What is wrong with the page that is shown, in words; empty where nothing is. */
export async function faultsOf(page: Page): Promise<string[]> {
  const { faults, texts } = (await page.evaluate(LOOK)) as Seen
  const pale = texts.flatMap(({ text, ink, ground, isLarge }) => {
    const [one, other] = [hexOf(ink), hexOf(ground)]
    const found = contrast(one, other)
    // 1.4.3: 4.5 to 1, of large letters 3 to 1.
    return found >= (isLarge ? 3 : 4.5)
      ? []
      : [`contrast ${found.toFixed(1)} of "${text}" (${one} on ${other})`]
  })
  return [...new Set([...faults, ...pale])]
}

interface Seen {
  readonly faults: readonly string[]
  /** Colours as `rgb(1, 2, 3)`. */
  readonly texts: readonly {
    readonly text: string
    readonly ink: string
    readonly ground: string
    readonly isLarge: boolean
  }[]
}

function hexOf(color: string): string {
  const [red = 0, green = 0, blue = 0] = [...color.matchAll(/[\d.]+/g)].map(([number]) => Number(number))
  return `#${[red, green, blue].map((one) => Math.round(one).toString(16).padStart(2, '0')).join('')}`.toUpperCase()
}

/** Runs in the page, which is why it is text. */
const LOOK = `(() => {
  const faults = []
  const all = (selector) => [...document.querySelectorAll(selector)]
  const isSeen = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0
  const nameOf = (element) => element.getAttribute('aria-label') ?? element.textContent.trim()
  const brief = (element) => element.tagName.toLowerCase() + ' "' + nameOf(element).slice(0, 40) + '"'
  if (!document.documentElement.lang) faults.push('no language')
  if (!document.title) faults.push('no title')
  for (const [selector, many] of [['h1', 1], ['main', 1]])
    if (all(selector).length !== many) faults.push(all(selector).length + ' ' + selector)
  let level = 0
  for (const heading of all('h1, h2, h3, h4')) {
    const own = Number(heading.tagName[1])
    if (own > level + 1) faults.push('heading skips a level: ' + brief(heading))
    if (nameOf(heading) === '') faults.push('empty heading')
    level = own
  }
  for (const element of all('a, button, summary')) if (nameOf(element) === '') faults.push('no name: ' + element.outerHTML.slice(0, 80))
  for (const image of all('img')) if (!image.hasAttribute('alt') || !image.width || !image.height) faults.push('image without alt or size: ' + image.src)
  for (const drawing of all('svg')) if (!drawing.getAttribute('aria-label') && drawing.getAttribute('aria-hidden') !== 'true') faults.push('drawing without a name')
  for (const cell of all('th')) if (!cell.scope) faults.push('header cell without scope: ' + brief(cell))
  for (const list of all('ul, ol')) for (const child of list.children) if (child.tagName !== 'LI') faults.push('in a list: ' + brief(child))
  const ids = all('[id]').map(({ id }) => id)
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) faults.push('twice: #' + id)
  for (const link of all('a[href^="#"]')) if (!document.getElementById(decodeURIComponent(link.hash.slice(1)))) faults.push('leads nowhere: ' + link.hash)
  const ways = all('nav').map((one) => one.getAttribute('aria-label') ?? '')
  for (const way of ways) if (way === '' || ways.indexOf(way) !== ways.lastIndexOf(way)) faults.push('navigation without a name of its own: ' + way)
  // 2.5.8: 24 px, but for links within a sentence and what is out of sight until it has the focus.
  for (const target of all('a, button, summary')) {
    if (!isSeen(target) || target.matches('.skip') || (target.closest('p, li') && getComputedStyle(target).display === 'inline')) continue
    const { width, height } = target.getBoundingClientRect()
    if (width < 23.9 || height < 23.9) faults.push('small target: ' + brief(target) + ' ' + Math.round(width) + 'x' + Math.round(height))
  }
  const groundOf = (element) => {
    for (let one = element; one; one = one.parentElement) {
      const { backgroundColor } = getComputedStyle(one)
      if (backgroundColor !== 'rgba(0, 0, 0, 0)') return backgroundColor
    }
    return 'rgb(255, 255, 255)'
  }
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (node.data.trim() === '' || !isSeen(element) || element.closest('svg, script, style')) continue
    const { color, fontSize, fontWeight } = getComputedStyle(element)
    const size = parseFloat(fontSize)
    texts.push({ text: node.data.trim().slice(0, 30), ink: color, ground: groundOf(element), isLarge: size >= 24 || (size >= 18.66 && Number(fontWeight) >= 700) })
    if (size < 12) faults.push('letters of ' + size + ' px: ' + node.data.trim().slice(0, 30))
  }
  return { faults, texts }
})()`
