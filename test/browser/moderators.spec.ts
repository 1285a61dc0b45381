/** Moderators' commands on the page, in a real browser: guided menus, forms, choices of many, by mouse and by keys. */
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { createWords } from '#src/i18n/words.ts'
import { askOn, picturesLoaded } from '../support/chromium.ts'
import { describeInBrowser } from '../support/servedbrowser.ts'

const VIEWS = ['native', 'discord', 'telegram'] as const

describeInBrowser('what moderators do on the page', ({ visit, warnings }) => {
  describe.each(['en', 'ja'] as const)('in %s', (language) => {
    const words = createWords(language, 'UTC', 0)
    const open = (view: string, more: Readonly<Record<string, string>> = {}) =>
      visit({ language, zone: 'Asia/Tokyo', view, ...more })

    it.each(VIEWS)('a schedule is put together, saved and listed: %s', async (view) => {
      const { page, troubles, close } = await open(view)
      await askOn(page, '/schedule add')
      const answer = page.locator('.message[data-view]').last()
      await click(page, answer.getByRole('button', { name: words.say('schedules:buttons.when') }))
      await click(page, answer.getByRole('button', { name: ':45' }))
      // A form, by the keyboard alone: opened, left with Escape, opened again, filled in, sent with Enter.
      const type = answer.getByRole('button', { name: words.say('schedules:buttons.type') })
      await type.press('Enter')
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'detached' })
      expect(await type.evaluate((one) => one.matches(':focus'))).toBe(true)
      await type.press('Enter')
      await dialog.waitFor()
      const [input] = await dialog.getByRole('textbox').all()
      expect(await input?.evaluate((one) => one.matches(':focus'))).toBe(true)
      // From the day, which is offered first, to the time.
      await page.keyboard.press('Tab')
      await page.keyboard.press('ControlOrMeta+a')
      await page.keyboard.type('21:05')
      await page.keyboard.press('Enter')
      await answer.getByText('21:05').first().waitFor()
      await click(page, answer.getByRole('button', { name: words.say('schedules:buttons.back') }))
      await click(page, answer.getByRole('button', { name: words.say('schedules:buttons.save') }))
      await answer.getByRole('button', { name: words.say('schedules:buttons.pause') }).waitFor()
      await askOn(page, '/schedules')
      expect(await page.locator('.message[data-view]').last().innerText()).toContain('21:05')
      expect(troubles).toEqual([])
      expect(warnings()).toEqual([])
      await close()
    })

    it.each(VIEWS)('sections are chosen among many: %s', async (view) => {
      const { page, troubles, close } = await open(view)
      await askOn(page, '/schedule add')
      const answer = page.locator('.message[data-view]').last()
      const macro = words.say('headings.macro')
      if (view === 'telegram') await click(page, answer.getByRole('button', { name: `☑ ${macro}` }))
      else {
        await answer.locator('.control.many').click()
        const dialog = page.getByRole('dialog')
        await dialog.getByRole('checkbox', { name: macro, exact: true }).uncheck()
        await dialog.getByRole('button', { name: words.say('preview:form.send') }).press('Enter')
        await dialog.waitFor({ state: 'detached' })
      }
      const label = words.say('schedules:fields.sections')
      const sectionsLine = async () =>
        new RegExp(`${label}[:：]?\\s*([^\\n]+)`).exec(await answer.innerText())?.[1] ?? ''
      await expect.poll(sectionsLine).toContain(words.say('headings.funding'))
      expect(await sectionsLine()).not.toContain(macro)
      expect(troubles).toEqual([])
      await close()
    })

    it.each(VIEWS)('a schedule is carried out on the page, in its own language: %s', async (view) => {
      const { page, troubles, close } = await open(view)
      const other = language === 'ja' ? 'en' : 'ja'
      await askOn(page, `/schedule weekly mon 09:30 Asia/Tokyo ${other}`)
      const item = page.locator('.message[data-view]').last()
      await click(page, item.getByRole('button', { name: words.say('schedules:buttons.run') }))
      await item.getByRole('button', { name: words.say('schedules:buttons.reallyRun') }).click()
      const post = page.locator('.message', { has: page.locator('.posted') })
      await post.waitFor()
      await picturesLoaded(page)
      expect(await post.locator('.posted').innerText()).toContain(
        words.say('preview:thread.posted', { time: '' }).split(/[,（]/)[0],
      )
      expect(await post.innerText()).toContain(createWords(other, 'UTC', 0).say('charts:sheet.cap'))
      expect(await post.locator('img').count()).toBe(1)
      // It is there again when the page is opened anew, once.
      await page.reload()
      await post.waitFor()
      await picturesLoaded(page)
      expect(await post.count()).toBe(1)
      await askOn(page, '/schedule history 1')
      const result = words.say('schedules:results.sent')
      expect(await page.locator('.message[data-view]').last().innerText()).toContain(result)
      expect(troubles).toEqual([])
      expect(warnings()).toEqual([])
      await close()
    })

    it('settings and languages that commands change are the page’s own at once', async () => {
      const { page, troubles, close } = await open('native', { theme: 'dark' })
      await askOn(page, '/settings')
      const answer = page.locator('.message[data-view]').last()
      await click(page, answer.getByRole('button', { name: words.say('settings:buttons.look') }))
      await click(page, answer.getByRole('button', { name: words.say('schedules:themes.light') }))
      await page.locator(':root[data-theme=light]').waitFor()
      const other = language === 'ja' ? 'en' : 'ja'
      await askOn(page, `/language ${other}`)
      await page.locator(`:root[lang=${other}]`).waitFor()
      await askOn(page, '/funding btc')
      const text = await page.locator('.message[data-view]').last().locator('h2').innerText()
      expect(/[ぁ-んァ-ヶ一-龠]/.test(text)).toBe(other === 'ja')
      expect(troubles).toEqual([])
      await close()
    })
  })
})

/** Clicks, and waits until the answer has changed. */
async function click(page: Page, control: ReturnType<Page['locator']>): Promise<void> {
  const answered = page.waitForResponse((response) => response.url().endsWith('/ask'))
  await control.first().click()
  await answered
  await page.locator('.message.waiting').waitFor({ state: 'detached' })
}
