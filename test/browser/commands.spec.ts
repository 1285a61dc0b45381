/** Every command in both languages with every value of every option, typed on the page in a real browser. */
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { describeCommands } from '#src/bot/describe.ts'
import { loadCommands } from '#src/bot/registry.ts'
import { askOn, NO_BROWSER, openBrowser, openPage } from '../support/chromium.ts'
import { type Served, serveSample } from '../support/served.ts'

const commands = await loadCommands(new URL('../../commands/', import.meta.url))

describe.skipIf(NO_BROWSER)(
  `every command on the page${NO_BROWSER ? ` (skipped: ${NO_BROWSER})` : ''}`,
  () => {
    let served: Served
    let browser: Browser
    beforeAll(async () => {
      served = await serveSample()
      browser = await openBrowser()
    })
    afterAll(async () => {
      await browser?.close()
      await served?.close()
    })

    describe.each(['en', 'ja'] as const)('in %s', (language) => {
      it.each(
        describeCommands(commands, language),
      )('/$name answers to each option and example', async (command) => {
        const kept = { language, zone: language === 'ja' ? 'Asia/Tokyo' : 'UTC' }
        const { page, troubles, close } = await openPage(browser, served.address, kept)
        // What is told of schedules needs some.
        for (
          let count = 0;
          count < (command.name === 'schedule' || SCHEDULED.has(command.name) ? 3 : 0);
          count++
        )
          await askOn(page, '/schedule weekly mon 09:30 Asia/Tokyo ja')
        const questions = [
          `/${command.name}`,
          ...command.aliases.map((alias) => `/${alias}`),
          ...command.arguments.flatMap(({ name, choices }) =>
            choices.map(({ value }) => `/${command.name} ${name}:${value}`),
          ),
          ...command.examples,
        ]
        for (const question of questions) {
          await askOn(page, question)
          const answer = page.locator('.message').last()
          const title = await answer.locator('h2').innerText()
          expect(title, question).toMatch(/\S/)
          expect(title, question).not.toMatch(REFUSED)
          expect(await answer.innerText(), question).not.toMatch(/\b(undefined|NaN|null)\b|\[object|\{\{/)
          for (const alt of await answer
            .locator('img')
            .evaluateAll((all) => all.map((one) => one.getAttribute('alt')))) {
            expect(alt, question).toMatch(/\S{5}/)
          }
        }
        expect(troubles).toEqual([])
        expect(served.warnings).toEqual([])
        await close()
      })
    })
  },
)

/** Commands that speak of a schedule by its number. */
const SCHEDULED = new Set(['pause', 'resume', 'skip', 'run', 'delete'])

/** How answers to what cannot be answered are headed. */
const REFUSED = /didn't work|went wrong|できません|失敗/
