/** How far a fresh install has fetched its past, as the page shows it while it grows. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { formatPast, pastBlocks, type PastRow } from '#src/briefing/details/backfill.ts'
import { systemClock } from '#src/clock.ts'
import { createWords } from '#src/i18n/words.ts'
import { createLooks } from '#src/platforms/preview/looks.ts'
import { createPosts } from '#src/platforms/preview/posts.ts'
import { type Preview, startPreview } from '#src/platforms/preview/server.ts'
import { NO_BROWSER, openBrowser, openPage } from '../support/chromium.ts'
import { EMPTY_FRONT } from '../support/fronts.ts'

const names = 'marketcap ranks odds funding volume returns volatility sectors openinterest'.split(' ')
const ready = names.map((name): PastRow => ({ name, state: 'ready', done: 10, of: 10 }))
const growing = ready.map((row, index): PastRow => {
  if (index < 2) return { ...row, state: 'fetching', done: 62, of: 100 }
  return index === 4 ? { ...row, state: 'withheld', done: 0, of: 7, why: 'blocked' } : row
})

/** Where the lines have room beside the edition, they are open from the start. */
const WIDE = { viewport: { width: 1680, height: 900 } }

describe.skipIf(NO_BROWSER)(`the past${NO_BROWSER ? ` (skipped: ${NO_BROWSER})` : ''}`, () => {
  let rows: readonly PastRow[] = growing
  let kind: 'live' | 'simulated' = 'live'
  let preview: Preview
  let browser: Browser
  beforeAll(async () => {
    const answer = () => Promise.reject(new Error('nothing is asked here'))
    preview = await startPreview(
      {
        bot: { answer, suggest: async () => [] },
        describe: () => [],
        data: () => ({ kind, name: 'record', now: 0 }),
        past: (language) => formatPast(rows, createWords(language, 'UTC', 0)),
        draw: answer,
        looks: createLooks(),
        posts: createPosts(systemClock),
        front: EMPTY_FRONT,
        log: { info: () => {}, warn: () => {}, error: () => {} },
      },
      { host: '127.0.0.1', port: 0 },
    )
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    await preview?.close()
  })

  it.each([
    'en',
    'ja',
  ] as const)('has a line for each kind, in the words of /status (%s)', async (language) => {
    rows = growing
    kind = 'live'
    const { page, troubles, close } = await openPage(browser, preview.address, { language }, WIDE)
    await page.waitForSelector('.past[open]')
    const [block] = pastBlocks(growing, createWords(language, 'UTC', 0))
    if (block?.kind !== 'bullets') throw new Error('nothing is told')
    expect(await page.locator('.past li').allInnerTexts()).toEqual(block.items)
    expect(await page.locator('.past strong').innerText()).toBe(block.heading)
    expect(await page.locator('.past progress').evaluate((bar) => (bar as HTMLProgressElement).value)).toBe(
      184,
    )
    // Another language is in effect at once, and what was closed stays closed.
    await page.locator('.past summary').click()
    await page.locator('button.menu').click()
    await page.getByRole('button', { name: language === 'ja' ? 'English' : '日本語' }).click()
    await page.keyboard.press('Escape')
    const [other] = pastBlocks(growing, createWords(language === 'ja' ? 'en' : 'ja', 'UTC', 0))
    const heading = other?.kind === 'bullets' ? other.heading : ''
    await expect.poll(() => page.locator('.past strong').innerText()).toBe(heading)
    expect(await page.locator('.past[open]').count()).toBe(0)
    expect(troubles).toEqual([])
    await close()
  })

  it('grows while the page is open, is closed once sources refuse the rest, and is gone at the end', async () => {
    rows = growing
    kind = 'live'
    const { page, troubles, close } = await openPage(browser, preview.address, { language: 'en' }, WIDE)
    await page.waitForSelector('.past[open]')
    const renew = async () => {
      const answered = page.waitForResponse('**/past?*')
      await page.clock.runFor(20_000)
      await answered
    }
    await page.clock.install()
    await page.reload()
    await page.waitForSelector('.past[open]')
    rows = growing.map((row) => (row.name === 'ranks' ? { ...row, done: 80 } : row))
    await renew()
    await expect.poll(() => page.locator('.past').innerText()).toContain('Ranks: being fetched (80 of 100)')
    rows = ready.map(
      (row) => growing.find(({ name, state }) => name === row.name && state === 'withheld') ?? row,
    )
    await renew()
    await expect.poll(() => page.locator('.past[open]').count()).toBe(0)
    expect(await page.locator('.past summary').innerText()).toContain('8 of 9 kinds ready')
    rows = ready
    await renew()
    await expect.poll(() => page.locator('.past').count()).toBe(0)
    expect(troubles).toEqual([])
    await close()
  })

  it('is a line on a phone until it is opened, wide enough for nothing to be cut off', async () => {
    rows = growing
    kind = 'live'
    const { page, troubles, close } = await openPage(
      browser,
      preview.address,
      { language: 'ja' },
      { viewport: { width: 390, height: 844 } },
    )
    await page.waitForSelector('.past')
    expect(await page.locator('.past[open]').count()).toBe(0)
    await page.locator('.past summary').click()
    expect(await page.locator('.past li').count()).toBe(4)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    const past = (await page.locator('.past').boundingBox()) ?? { width: 0, height: 0 }
    expect(past.height).toBeLessThanOrEqual(844 * 0.4 + 1)
    expect(await page.locator('#box').isVisible()).toBe(true)
    expect(troubles).toEqual([])
    await close()
  })

  it('is not asked for where the data are a sample', async () => {
    rows = growing
    kind = 'simulated'
    const { page, close } = await openPage(browser, preview.address, { language: 'en' }, WIDE)
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await page.reload()
    await page.waitForSelector('#box')
    await page.waitForLoadState('load')
    expect(asked).not.toContain('/past')
    expect(await page.locator('.past').count()).toBe(0)
    await close()
  })
})
