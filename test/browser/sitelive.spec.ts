/** What the public site gains where scripts run: charts that answer, links that are copied, a look that is remembered. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { LOCALES } from '#src/i18n/locale.ts'
import { violationsOf } from '../support/axe.ts'
import { describeSite } from '../support/servedsite.ts'
import { HOME } from '../support/writtensite.ts'

const AT_TOKYO = { timezoneId: 'Asia/Tokyo' }
const WITH_CLIPBOARD = { permissions: ['clipboard-read', 'clipboard-write'] }

describeSite('the site with scripts', 1, ({ editions, pathsIn, visit }) => {
  const front = (locale: string) => `/${locale}/${editions()[0]}`

  it.each(
    LOCALES,
  )('draws nothing anew until a chart is touched, then answers in place (%s)', async (locale) => {
    const { page, open, troubles, close } = await visit({ width: 1440, theme: 'light', options: AT_TOKYO })
    const asked = requestsOf(page)
    await open(front(locale))
    await page.waitForLoadState('networkidle')
    expect(asked().filter((path) => /drawing|\.json$/.test(path))).toEqual([])
    const drawing = page.locator('#funding .wide .drawing')
    await drawing.hover({ position: { x: 300, y: 100 } })
    expect(await readout(page, '#funding')).toMatch(locale === 'ja' ? /^2025年\d+月/ : /^\d+ \w{3} 2025/)
    expect(asked().filter((path) => /drawing|\.json$/.test(path))).toHaveLength(2)
    await page.keyboard.press('Tab')
    await drawing.focus()
    await page.keyboard.press('End')
    const last = await readout(page, '#funding')
    expect(last).toMatch(/23/)
    await page.keyboard.press('ArrowLeft')
    expect(await readout(page, '#funding')).toMatch(/22/)
    await page.keyboard.press('Escape')
    expect(await page.locator('#funding .readout:visible').count()).toBe(0)
    // A range is drawn large, and what is pressed says which.
    const before = await drawing.locator('svg').innerHTML()
    await page.locator('#funding .wide [data-days="30"]').click()
    await expect.poll(() => pressed(page, '#funding')).toEqual(['30'])
    expect(await drawing.locator('svg').innerHTML()).not.toBe(before)
    await page.locator('#funding .wide [data-days=""]').click()
    await expect.poll(() => pressed(page, '#funding')).toEqual([''])
    // What has no time is read too.
    await page.locator('#sectors .wide .drawing').focus()
    await page.keyboard.press('ArrowDown')
    expect(await readout(page, '#sectors')).toMatch(/%/)
    expect(await page.locator('#sectors .mark').count()).toBe(1)
    // Hours of the axis are UTC; the reader's own stand below.
    await page.locator('.hero .wide .drawing').focus()
    await page.keyboard.press('End')
    expect(await readout(page, '.hero')).toMatch(/00:00 UTC[\s\S]*(?:09:00 GMT\+9|9:00 JST)/)
    expect(troubles).toEqual([])
    await close()
  })

  it.each([
    390, 820, 1440,
  ])('moves nothing at %s px: not as it loads, not as charts become live', async (width) => {
    for (const locale of LOCALES) {
      const { page, open, troubles, close } = await visit({ width, theme: 'dark' })
      await page.addInitScript(WATCH)
      await open(front(locale))
      await page.waitForLoadState('networkidle')
      const drawings = page.locator('.drawing:visible')
      const sizes = await sizesOf(page)
      expect(sizes.length).toBeGreaterThan(9)
      for (const one of await drawings.all()) {
        await one.scrollIntoViewIfNeeded()
        await one.hover()
      }
      await expect.poll(() => page.locator('.drawing:visible .readout').count()).toBe(sizes.length)
      expect(await sizesOf(page)).toEqual(sizes)
      const seen = (await page.evaluate('seen')) as { shift: number; largest: string; address: string }
      expect(seen.shift).toBe(0)
      // What is largest came with the page itself.
      expect([seen.largest, seen.address]).toEqual([expect.stringMatching(/^(?:H1|LI|SPAN|P)$/), ''])
      expect(troubles).toEqual([])
      await close()
    }
  })

  it.each(LOCALES)('breaks no rule of WCAG while charts are live and open (%s)', async (locale) => {
    for (const width of [390, 1440]) {
      const { page, open, close } = await visit({ width, theme: 'dark' })
      await open(front(locale))
      for (const drawing of await page.locator('.drawing:visible').all()) {
        await drawing.focus()
        await page.keyboard.press('End')
      }
      await page.locator('.code summary').click()
      await expect.poll(() => page.locator('.readout:visible').count()).toBeGreaterThan(9)
      expect(await violationsOf(page)).toEqual([])
      await close()
    }
  })

  it('is read by a finger, which stays', async () => {
    const touch = { hasTouch: true, isMobile: true }
    const { page, open, troubles, close } = await visit({ width: 390, theme: 'light', options: touch })
    await open(front('en'))
    await page.locator('#marketcap .phone .drawing').scrollIntoViewIfNeeded()
    await page.locator('#marketcap .phone .drawing').tap({ position: { x: 150, y: 120 } })
    expect(await readout(page, '#marketcap')).toMatch(/2025[\s\S]*\$[\d.]+T/)
    const box = await page.locator('#marketcap .phone .readout').boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390)
    expect(troubles).toEqual([])
    await close()
  })

  it('copies links and code, and opens the sheet of the system where it has one', async () => {
    const { page, open, troubles, close } = await visit({
      width: 820,
      theme: 'light',
      options: WITH_CLIPBOARD,
    })
    await page.addInitScript('navigator.share = async (data) => { globalThis.shared = data }')
    await open(`${front('en')}?from=elsewhere`)
    const copied = () => page.evaluate(() => navigator.clipboard.readText())
    await page.locator('.share > [data-copy]').click()
    await expect.poll(copied).toBe(`${HOME}${front('en')}`)
    await expect.poll(() => page.locator('.share > [data-copy]').innerText()).toBe('Copied')
    expect(await page.locator('[role=status]').allInnerTexts()).toContain('Copied')
    await page.locator('#funding [data-copy]').click()
    await expect.poll(copied).toBe(`${HOME}${front('en')}#funding`)
    await page.locator('.code summary').click()
    await page.locator('.code [data-copy]').click()
    await expect.poll(copied).toMatch(/^<iframe src="https:\/\/kawaraban\.example\/embed\/en\//)
    await page.locator('[data-share]').click()
    expect(await page.evaluate('shared')).toMatchObject({ url: `${HOME}${front('en')}` })
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('#funding [download]').click(),
    ])
    expect(download.suggestedFilename()).toBe(`${editions()[0]}-funding.png`)
    expect(troubles).toEqual([])
    await close()
  })

  it('keeps the look that was chosen, without a cookie, on every page', async () => {
    const { page, context, open, troubles, close } = await visit({ width: 1440, theme: 'light' })
    await open(front('ja'))
    const down = () =>
      page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink-down'))
    expect(await down()).toBe('#B3261E')
    await page.locator('.display [value=dark]').check()
    await page.locator('.display [value=jp]').check()
    expect(await down()).toBe('#5AA9FF')
    for (const path of [front('en'), '/en/topics/funding', `/embed/en/${editions()[0]}/funding`]) {
      await open(path)
      expect(await page.locator('html').getAttribute('data-colors'), path).toBe('jp')
      expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), path).toBe(
        'rgb(20, 23, 28)',
      )
    }
    await open(front('en'))
    expect(await page.locator('.display [value=jp]').isChecked()).toBe(true)
    await page.locator('.display [value=auto]').check()
    await page.locator('.display [value=standard]').check()
    expect(await page.evaluate(() => ({ ...document.documentElement.dataset }))).not.toHaveProperty('theme')
    expect(await down()).toBe('#B3261E')
    expect(await context.cookies()).toEqual([])
    expect(troubles).toEqual([])
    await close()
  })

  it('opens with a look that it cannot read as if none was chosen', async () => {
    const { page, open, troubles, close } = await visit({ width: 820, theme: 'light' })
    await page.addInitScript("localStorage.setItem('kawaraban.look', '{broken')")
    await open(front('en'))
    expect(await page.locator('.display [value=auto]').isChecked()).toBe(true)
    expect(troubles).toEqual([])
    await close()
  })

  it.each([
    ['en', 'Asia/Tokyo', '24 Nov 2025, 09:00 GMT+9'],
    ['ja', 'Asia/Tokyo', '2025年11月24日 9:00 JST'],
    ['en', 'America/New_York', '23 Nov 2025, 19:00 GMT-5'],
  ])('says in %s when it was published, as a clock in %s shows it', async (locale, timezoneId, text) => {
    const { page, open, close } = await visit({ width: 820, theme: 'light', options: { timezoneId } })
    await open(front(locale))
    const time = page.locator('.made time')
    expect(await time.innerText()).toBe(text)
    expect(await time.getAttribute('title')).toContain('UTC')
    await close()
  })

  it('has no control that does nothing where scripts are off or do not arrive', async () => {
    for (const scripts of ['off', 'lost'] as const) {
      const { page, open, close } = await visit({ width: 1440, theme: 'light', scripts })
      for (const path of [...pathsIn('ja'), ...pathsIn('en')]) {
        await open(path)
        const idle = page.locator(
          'button:not([type=submit]):not(.search button), input:not([type=search]), .live',
        )
        expect(await idle.filter({ visible: true }).count(), path).toBe(0)
      }
      await open(front('en'))
      expect(await page.locator('#funding .permalink').isVisible()).toBe(true)
      expect(await page.locator('.drawing[tabindex]').count()).toBe(0)
      await close()
    }
  })

  it('leaves a chart as it is where its numbers do not arrive, and asks again at the next touch', async () => {
    const { page, open, close } = await visit({ width: 1440, theme: 'light' })
    let asked = 0
    await page.route('**/funding.json', (route) => (asked++ === 0 ? route.abort() : route.continue()))
    await open(front('en'))
    const drawing = page.locator('#funding .wide .drawing')
    const before = await drawing.innerHTML()
    await drawing.hover()
    await expect.poll(() => asked).toBe(1)
    expect(await drawing.innerHTML()).toBe(before)
    await page.locator('h1').hover()
    await drawing.hover({ position: { x: 300, y: 100 } })
    expect(await readout(page, '#funding')).toMatch(/2025/)
    await close()
  })

  it.each(
    LOCALES,
  )('has everything in reach of the keyboard, with a ring where it is (%s)', async (locale) => {
    const { page, open, troubles, close } = await visit({
      width: 1440,
      theme: 'light',
      options: WITH_CLIPBOARD,
    })
    await open(front(locale))
    const all = (await page.evaluate(REACHABLE)) as number
    expect(all).toBeGreaterThan(80)
    const reached = new Set<number>()
    for (let step = 0; step < all + 5; step++) {
      await page.keyboard.press('Tab')
      const { place, ring, isSeen, name } = (await page.evaluate(FOCUSED)) as Focused
      if (place < 0) break
      expect([ring, isSeen], name).toEqual([3, true])
      reached.add(place)
    }
    expect(reached.size).toBe(all)
    expect(troubles).toEqual([])
    await close()
  })

  it('moves nothing by itself where the reader wants no motion', async () => {
    const { page, open, close } = await visit({ width: 820, theme: 'light' })
    await open(front('en'))
    const moving = (await page.evaluate(MOVING)) as string[]
    expect(moving).toEqual([])
    await close()
  })
})

interface Focused {
  /** Among all that can have the focus; -1 where none of them has it. */
  readonly place: number
  readonly ring: number
  readonly isSeen: boolean
  readonly name: string
}

/** What runs in pages is text. A group of radio buttons is one stop. */
const FIND = `const found = [...document.querySelectorAll('a[href], button, summary, input, select, [tabindex="0"]')]
  .filter((one) => one.checkVisibility({ visibilityProperty: true }) && (one.type !== 'radio' || one.checked))`
const REACHABLE = `(() => { ${FIND}; return found.length })()`
const FOCUSED = `(() => { ${FIND}
  const one = document.activeElement
  const { top, bottom, width } = one.getBoundingClientRect()
  return {
    place: found.indexOf(one),
    ring: parseFloat(getComputedStyle(one).outlineWidth),
    isSeen: width > 0 && bottom > 0 && top < innerHeight,
    name: one.outerHTML.slice(0, 120),
  } })()`
const MOVING = `[...document.querySelectorAll('*')].filter((one) => {
  const { animationName, transitionDuration, scrollBehavior } = getComputedStyle(one)
  return animationName !== 'none' || transitionDuration !== '0s' || scrollBehavior === 'smooth'
}).map((one) => one.outerHTML.slice(0, 80))`
/** Sums what moves without the reader's doing, and keeps what was painted largest. */
const WATCH = `globalThis.seen = { shift: 0, largest: '', address: '' }
new PerformanceObserver((list) => {
  for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value
}).observe({ type: 'layout-shift', buffered: true })
new PerformanceObserver((list) => {
  const last = list.getEntries().at(-1)
  seen.largest = last.element?.tagName ?? ''
  seen.address = last.url
}).observe({ type: 'largest-contentful-paint', buffered: true })`

function requestsOf(page: Page): () => string[] {
  const paths: string[] = []
  page.on('request', (request) => paths.push(new URL(request.url()).pathname))
  return () => paths
}

async function readout(page: Page, figure: string): Promise<string> {
  const shown = page.locator(`${figure} .readout:visible`)
  await shown.waitFor()
  return shown.innerText()
}

function pressed(page: Page, figure: string): Promise<(string | null)[]> {
  return page
    .locator(`${figure} .wide [aria-pressed=true]`)
    .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-days')))
}

/** Width and height of each drawing that is shown. */
function sizesOf(page: Page): Promise<string[]> {
  return page.locator('.drawing:visible > svg').evaluateAll((drawings) =>
    drawings.map((one) => {
      const { width, height } = one.getBoundingClientRect()
      return `${Math.round(width)}x${Math.round(height)}`
    }),
  )
}
