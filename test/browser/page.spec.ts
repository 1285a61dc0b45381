/** The page as people use it: by keyboard, on a phone, in three views, with charts that answer, against hostile input. */
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { askOn, picturesLoaded } from '../support/chromium.ts'
import { describeInBrowser } from '../support/servedbrowser.ts'

describeInBrowser('the page', ({ visit }) => {
  it('speaks the browser’s language and takes its zone, and keeps what is chosen instead', async () => {
    const { page, troubles, close } = await visit(
      {},
      { locale: 'ja-JP', timezoneId: 'Asia/Tokyo', colorScheme: 'light' },
    )
    expect(await page.locator('html').getAttribute('lang')).toBe('ja')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
    expect(await page.locator('#zone').inputValue()).toBe('Asia/Tokyo')
    await page.locator('.menu').click()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('button', { name: 'Dark' }).click()
    await page.locator('#colors').selectOption('cvd')
    await page.locator('#zone').selectOption('America/New_York')
    await page.reload()
    await page.waitForSelector('#box')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark')
    expect(await page.locator('#colors').inputValue()).toBe('cvd')
    expect(await page.locator('#zone').inputValue()).toBe('America/New_York')
    const [request] = await Promise.all([page.waitForRequest('**/ask'), askOn(page, '/funding')])
    expect(request.postDataJSON()).toMatchObject({
      language: 'en',
      theme: 'dark',
      colors: 'cvd',
      zone: 'America/New_York',
    })
    expect(troubles).toEqual([])
    await close()
  })

  it('says on every width that its data are a sample', async () => {
    for (const width of [390, 1280]) {
      const { page, close } = await visit({ language: 'en' }, { viewport: { width, height: 844 } })
      expect(await page.locator('.badge').innerText()).toBe('Sample data')
      await askOn(page, '/funding')
      expect(await page.locator('.message').last().innerText()).toMatch(/sample data \(simulated\)/i)
      await close()
    }
  })

  it('can be used by the keyboard alone', async () => {
    const { page, troubles, close } = await visit({ language: 'en' })
    const box = page.locator('#box')
    // Past the edition, straight into the box.
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await box.evaluate((element) => element === document.activeElement)).toBe(true)
    await page.keyboard.type('/fun')
    await page.waitForSelector('[role=option]')
    expect(await box.getAttribute('aria-expanded')).toBe('true')
    expect(await box.getAttribute('aria-activedescendant')).toBe('offer-0')
    await page.keyboard.press('Enter')
    expect(await box.inputValue()).toBe('/funding ')
    await page.keyboard.type('eth')
    await page.waitForSelector('[role=option]')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await box.inputValue()).toMatch(/^\/funding \S+ $/)
    await page.keyboard.type('30')
    await page.keyboard.press('Tab')
    expect(await box.inputValue()).toMatch(/30d $/)
    await page.keyboard.press('Escape')
    await page.keyboard.press('Enter')
    await page.waitForSelector('.message[data-view]')
    await picturesLoaded(page)
    expect(await page.locator('.sheet h2').last().innerText()).toMatch(/^ETH/)
    // What was asked comes back, and the draft after it.
    await page.keyboard.type('draft')
    await page.keyboard.press('ArrowUp')
    expect(await box.inputValue()).toMatch(/^\/funding/)
    await page.keyboard.press('ArrowDown')
    expect(await box.inputValue()).toBe('draft')
    // A chart opens, is walked through and closed, and the focus is where it was.
    await page.locator('.picture').last().focus()
    await page.keyboard.press('Enter')
    await page.waitForSelector('.stage canvas')
    await page.keyboard.press('End')
    await page.keyboard.press('ArrowLeft')
    expect(await page.locator('.readout').innerText()).toMatch(/Nov 2025[\s\S]*Binance/)
    await page.keyboard.press('Escape')
    await page.waitForSelector('.explorer', { state: 'detached' })
    expect(
      await page
        .locator('.picture')
        .last()
        .evaluate((element) => element === document.activeElement),
    ).toBe(true)
    // More shows all of it in its place; a toggle there redraws it, and keeps the focus.
    await page.locator('.control', { hasText: 'More' }).last().click()
    await page.waitForSelector('.control:has-text("Less")')
    await page.locator('.control', { hasText: '7 days' }).last().focus()
    const count = await page.locator('.message').count()
    await Promise.all([page.waitForResponse('**/ask'), page.keyboard.press('Enter')])
    await page.waitForSelector('.control[aria-pressed=true]:has-text("7 days")')
    expect(await page.locator('.message').count()).toBe(count)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('7 days')
    expect(troubles).toEqual([])
    await close()
  })

  it('posts the weekly recap with one button, and shows it as both platforms would', async () => {
    const { page, troubles, close } = await visit({ language: 'ja' })
    await page.locator('.menu').click()
    await page.locator('.primary').click()
    await page.waitForSelector('.message[data-view=native]')
    await picturesLoaded(page)
    expect(await page.locator('.sheet .picture').count()).toBe(1)
    // The sheet bears the headline; who does not see it hears it.
    expect(await page.locator('.sheet h2').innerText()).toMatch(/BTC/)
    await page.getByRole('button', { name: 'Discord' }).click()
    await page.waitForSelector('.discord-message')
    expect(await page.locator('.discord .picture').count()).toBe(1)
    expect(await page.locator('.discord').innerText()).toMatch(/BTC .+ドル/)
    await page.getByRole('button', { name: 'Telegram' }).click()
    await page.waitForSelector('.telegram-message')
    expect(await page.locator('.telegram .picture').count()).toBe(1)
    expect(await page.locator('.telegram').innerText()).toMatch(/BTC .+ドル/)
    expect(await page.locator('.count.over').count()).toBe(0)
    expect(await page.locator('.counts').count()).toBeGreaterThan(0)
    // Buttons work in every view: the first shows all of it, in place of what is shown.
    await page.locator('.telegram .control').first().click()
    await page.locator('.telegram .control', { hasText: '短く' }).first().waitFor()
    expect(await page.locator('.message[data-view]').count()).toBe(1)
    expect(troubles).toEqual([])
    await close()
  })

  it('fits a phone in every view, with the menu as a drawer', async () => {
    for (const language of ['ja', 'en'] as const) {
      const { page, troubles, close } = await visit(
        { language },
        { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
      )
      await fits(page)
      await page.locator('.menu').tap()
      await page.locator('.side-close').waitFor()
      await fits(page)
      await page.locator('.primary').tap()
      await page.waitForSelector('.message[data-view]')
      await askOn(page, '/openinterest view:venues')
      await askOn(page, '/correlation view:map')
      for (const view of ['Discord', 'Telegram']) {
        await page.getByRole('button', { name: view }).tap()
        await page.waitForSelector(`.message[data-view=${view.toLowerCase()}]`)
        await picturesLoaded(page)
        await fits(page)
      }
      await page.locator('.picture').last().tap()
      await page.waitForSelector('.stage canvas')
      await fits(page)
      expect(troubles).toEqual([])
      await close()
    }
  })

  it('does without motion where the reader wants none', async () => {
    const { page, close } = await visit({ language: 'en' }, { reducedMotion: 'reduce' })
    await askOn(page, '/funding')
    const seconds = await page
      .locator('.message')
      .last()
      .evaluate((element) => Number.parseFloat(getComputedStyle(element).animationDuration))
    expect(seconds).toBeLessThan(0.001)
    await close()
  })

  it('has a name for everything that can be used', async () => {
    const { page, close } = await visit({ language: 'ja' })
    await askOn(page, '/funding')
    for (const view of ['標準', 'Discord', 'Telegram']) {
      await page.getByRole('button', { name: view }).first().click()
      const nameless = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            'button, a, input, select, [role=log], [role=group], canvas, img:not(.seal)',
          ),
        ]
          .filter((element) => {
            const own = element.getAttribute('aria-label') ?? element.textContent ?? ''
            const label = (element as HTMLInputElement).labels?.[0]?.textContent ?? ''
            const alt = element.querySelector('img')?.alt ?? element.getAttribute('alt') ?? ''
            return `${own}${label}${alt}`.trim() === ''
          })
          .map((element) => element.outerHTML.slice(0, 120)),
      )
      expect(nameless, view).toEqual([])
    }
    await close()
  })

  it('shows hostile input as text, and has a sentence for it', async () => {
    for (const language of ['ja', 'en'] as const) {
      const { page, troubles, close } = await visit({ language })
      for (const text of HOSTILE) {
        await askOn(page, text)
        const answer = page.locator('.message').last()
        expect(await answer.innerText(), text.slice(0, 60)).toMatch(/\S{3}/)
        expect(await answer.innerText()).not.toMatch(/\.ts:\d+|at \w+ \(/)
        await fits(page)
      }
      await page.getByRole('button', { name: 'Discord' }).click()
      await page.getByRole('button', { name: 'Telegram' }).click()
      expect(await page.evaluate(() => 'hacked' in window)).toBe(false)
      expect(await page.locator('.messages script, .messages iframe, .messages [onerror]').count()).toBe(0)
      expect(troubles).toEqual([])
      await close()
    }
  })

  it('says what is wrong when the server is gone, and asks again when it is back', async () => {
    const { page, close } = await visit({ language: 'en' })
    await page.route('**/ask', (route) => route.abort())
    await askOn(page, '/funding')
    expect(await page.locator('.failure').innerText()).toContain('npm start')
    await page.unroute('**/ask')
    await page.getByRole('button', { name: 'Ask again' }).click()
    await page.waitForSelector('.message[data-view]')
    expect(await page.locator('.failure').count()).toBe(0)
    await close()
  })
})

/** Nothing is wider than the window. */
async function fits(page: Page): Promise<void> {
  const [wide, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, innerWidth] as const,
  )
  expect(wide).toBeLessThanOrEqual(window)
}

const HOSTILE: readonly string[] = [
  '<img src=x onerror="window.hacked=1">',
  '/funding <script>window.hacked=1</script>',
  '/explain "><svg onload=window.hacked=1>',
  "/funding '; DROP TABLE action; --",
  '/brief ../../../../etc/passwd',
  '/brief 9999-99-99',
  '/movers n:99999999999999999999',
  '/funding \u202Ebtc\u202C \u0000\u0007',
  '/price 🚀🚀🚀👨‍👩‍👧‍👦',
  '/funding **bold** `code` [x](javascript:alert(1)) @everyone',
  '/constructor __proto__:1',
  `/funding ${'x'.repeat(1900)}`,
  'javascript:alert(1)',
  '///',
]
