/** A chart opened large: read by pointer, finger and keys, in parts, copied, linked to, saved, and as tables. */
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { askOn } from '../support/chromium.ts'
import { describeInBrowser } from '../support/servedbrowser.ts'

describeInBrowser('a chart opened large', ({ visit }) => {
  it('answers to the pointer and to arrow keys, with its series and numbers', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    await open(page, '/funding btc')
    await pointAt(page, 0.4)
    expect(await readout(page)).toMatch(/2025[\s\S]*BTC price \(dollars\): \$[\s\S]*Binance[^:]*: .*%/)
    await page.keyboard.press('End')
    expect(await readout(page)).toMatch(/^23 Nov 2025/)
    await page.keyboard.press('ArrowLeft')
    expect(await readout(page)).toMatch(/^22 Nov 2025/)
    await page.keyboard.press('Home')
    expect(await readout(page)).toMatch(/^28 May 2025/)
    const series = page.locator('.series input')
    expect(await series.count()).toBe(3)
    await series.first().uncheck()
    await pointAt(page, 0.45)
    expect(await readout(page)).not.toMatch(/BTC price/)
    await series.first().check()
    await pointAt(page, 0.5)
    expect(await readout(page)).toMatch(/BTC price/)
    await page.getByRole('button', { name: 'Numbers' }).click()
    expect(await page.locator('.explorer-numbers tbody tr').count()).toBe(180)
    expect(await page.locator('.explorer-numbers').innerText()).toMatch(/23 Nov 2025\s+\$[\d,]+/)
    await page.getByRole('button', { name: 'Close the chart' }).click()
    expect(await page.locator('.explorer').count()).toBe(0)
    expect(troubles).toEqual([])
    await close()
  })

  it('is one picture for every kind of chart, with numbers', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    for (const question of [
      '/movers view:map',
      '/correlation view:map',
      '/correlation',
      '/brief compact',
      '/chart',
    ]) {
      await open(page, question)
      expect(await page.locator('.stage canvas[tabindex]').count(), question).toBe(1)
      await page.getByRole('button', { name: 'Numbers' }).click()
      expect(await page.locator('.explorer-numbers tbody tr').count(), question).toBeGreaterThan(2)
      await page.keyboard.press('Escape')
      await page.waitForSelector('.explorer', { state: 'detached' })
    }
    expect(troubles).toEqual([])
    await close()
  })

  it('is read by a finger, which stays, within a narrow picture', async () => {
    for (const language of ['ja', 'en'] as const) {
      const { page, troubles, close } = await visit(
        { language },
        { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      )
      await open(page, '/funding btc')
      for (const share of [0.1, 0.45, 0.55, 0.7]) {
        const box = await stageBox(page)
        await page.touchscreen.tap(box.x + box.width * share, box.y + box.height * 0.5)
        expect(await readout(page)).toMatch(/2025[\s\S]*Binance/)
        const shown = await page.locator('.readout').boundingBox()
        expect(shown?.x ?? -1, `${share}`).toBeGreaterThanOrEqual(0)
        expect((shown?.x ?? 0) + (shown?.width ?? 0), `${share}`).toBeLessThanOrEqual(390)
      }
      // No button's word is broken, and nothing scrolls sideways.
      for (const control of await page.locator('.explorer .control').all()) {
        expect((await control.boundingBox())?.height).toBeLessThan(48)
      }
      const wide = await page
        .locator('.explorer')
        .evaluate((element) => element.scrollWidth - element.clientWidth)
      expect(wide).toBe(0)
      expect(troubles).toEqual([])
      await close()
    }
  })

  it('draws a part large by its buttons, by a drag and by the wheel, and all of it again', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    await open(page, '/openinterest')
    const whole = await picture(page)
    await choose(page, '30 d')
    expect(await pressed(page)).toEqual(['30 d'])
    const month = await picture(page)
    expect(month).not.toBe(whole)
    await page.locator('.stage canvas[tabindex]').focus()
    await page.keyboard.press('Home')
    expect(await readout(page)).toMatch(/Oct 2025/)
    await choose(page, 'All')
    expect(await pressed(page)).toEqual(['All'])
    expect(await picture(page)).toBe(whole)
    const box = await stageBox(page)
    const y = box.y + box.height * 0.5
    await page.mouse.move(box.x + box.width * 0.3, y)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.5, y, { steps: 4 })
    await page.mouse.up()
    expect(await pressed(page)).toEqual([])
    expect(await picture(page)).not.toBe(whole)
    await choose(page, 'All')
    // A click is no drag.
    await page.mouse.click(box.x + box.width * 0.4, y)
    expect(await pressed(page)).toEqual(['All'])
    // A headless browser keeps the wheel with the control key for itself.
    const now = await stageBox(page)
    const [clientX, clientY] = [now.x + now.width * 0.4, now.y + now.height * 0.35]
    const wheel = { ctrlKey: true, deltaY: -120, clientX, clientY, bubbles: true, cancelable: true }
    await page.locator('.stage canvas[tabindex]').dispatchEvent('wheel', wheel)
    await expect.poll(() => pressed(page)).toEqual([])
    expect(troubles).toEqual([])
    await close()
  })

  it('is copied as a picture, linked to with its part, and saved as a file', async () => {
    const { page, troubles, close } = await visit(
      { language: 'en' },
      { permissions: ['clipboard-read', 'clipboard-write'], acceptDownloads: true },
    )
    await open(page, '/openinterest')
    await choose(page, '90 d')
    const part = await picture(page)
    await page.getByRole('button', { name: 'Copy picture' }).click()
    await expect.poll(() => page.locator('.explorer-said').innerText()).toMatch(/\S/)
    const types = await page.evaluate(async () =>
      (await navigator.clipboard.read()).flatMap((item) => [...item.types]),
    )
    expect(types).toEqual(['image/png'])
    await page.getByRole('button', { name: 'Copy link' }).click()
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('#chart=')
    const link = await page.evaluate(() => navigator.clipboard.readText())
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'CSV' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^[\w-]+\.csv$/)
    const lines = (await readFile(await download.path(), 'utf8')).split('\r\n')
    expect(lines[0]).toContain('In dollars')
    expect(lines[1]).toMatch(/^2025-11-2\dT00:00:00\.000Z,\d+/)
    expect(lines.length).toBeGreaterThan(180)
    const other = await page.context().newPage()
    await other.goto(link)
    await other.waitForSelector('.stage canvas')
    expect(await pressed(other)).toEqual(['90 d'])
    expect(await picture(other)).toBe(part)
    expect(troubles).toEqual([])
    await close()
  })
})

async function open(page: Page, question: string): Promise<void> {
  await askOn(page, question)
  await page.locator('.picture').last().click()
  await page.waitForSelector('.stage canvas')
}

async function stageBox(page: Page) {
  const box = await page.locator('.stage canvas[tabindex]').boundingBox()
  if (!box) throw new Error('the picture is not shown')
  return box
}

async function pointAt(page: Page, share: number): Promise<void> {
  const box = await stageBox(page)
  await page.mouse.move(box.x + box.width * share, box.y + box.height * 0.5)
}

async function readout(page: Page): Promise<string> {
  await page.waitForSelector('.readout:not([hidden])')
  return page.locator('.readout').innerText()
}

/** Presses a button of a range; the answer behind the dialog has buttons of days too. */
function choose(page: Page, name: string): Promise<void> {
  return page.locator('.explorer .ranges').getByRole('button', { name, exact: true }).click()
}

/** Ranges that are shown as chosen. */
function pressed(page: Page): Promise<string[]> {
  return page.locator('.explorer .ranges [aria-pressed=true]').allInnerTexts()
}

function picture(page: Page): Promise<string> {
  return page
    .locator('.stage canvas[tabindex]')
    .evaluate((canvas) => (canvas as unknown as { toDataURL(): string }).toDataURL())
}
