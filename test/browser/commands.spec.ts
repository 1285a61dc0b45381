/** Every command in both languages with every value of every option, typed on the page in a real browser. */
import { describe, expect, it } from 'vitest'
import { type DescribedCommand, describeCommands } from '#src/bot/describe.ts'
import { loadCommands } from '#src/bot/registry.ts'
import { SENTENCES, type SentenceTree } from '#src/i18n/sentences.ts'
import { askOn } from '../support/chromium.ts'
import { describeInBrowser } from '../support/servedbrowser.ts'

const commands = await loadCommands(new URL('../../commands/', import.meta.url))

describeInBrowser('every command on the page', ({ visit, warnings }) => {
  describe.each(['en', 'ja'] as const)('in %s', (language) => {
    const titles = SENTENCES[language].chat.titles as SentenceTree
    const refusals = Object.values(titles.refusals ?? {})
    it.each(
      describeCommands(commands, language, 'preview'),
    )('/$name answers to each option and example', async (command) => {
      const kept = { language, zone: language === 'ja' ? 'Asia/Tokyo' : 'UTC' }
      const { page, troubles, close } = await visit(kept)
      // What is told of schedules needs some: as many as the examples' numbers go.
      const isOfSchedules = NUMBERED.has(command.name)
      for (const one of isOfSchedules ? ['mon', 'tue', 'wed'] : [])
        await askOn(page, `/schedule weekly ${one} 09:30 Asia/Tokyo ja`)
      const questions = [
        `/${command.name}`,
        ...command.aliases.map((alias) => `/${alias}`),
        ...command.arguments.flatMap(({ name, choices }) =>
          choices.flatMap(({ value }) =>
            isOfSchedules && name === 'action'
              ? [`/${command.name} action:${value}`, `/${command.name} action:${value} number:1`]
              : [`/${command.name} ${name}:${value}`],
          ),
        ),
        ...command.examples,
      ]
      for (const question of questions) {
        await askOn(page, question)
        const answer = page.locator('.message').last()
        const title = await answer.locator('h2').innerText()
        expect(title, question).toMatch(/\S/)
        // What leaves out too much is asked back, in a sentence that says what is missing.
        const isTooLittle = leavesOut(question, command)
        if (!isTooLittle) expect(refusals, question).not.toContain(title)
        if (isTooLittle) expect(await answer.innerText(), question).toMatch(ASKS_BACK)
        expect(await answer.innerText(), question).not.toMatch(/\b(undefined|NaN|null)\b|\[object|\{\{/)
        for (const alt of await answer
          .locator('img')
          .evaluateAll((all) => all.map((one) => one.getAttribute('alt')))) {
          expect(alt, question).toMatch(/\S{5}/)
        }
      }
      expect(troubles).toEqual([])
      expect(warnings()).toEqual([])
      await close()
    })
  })
})

/** Commands that speak of a schedule by its number. */
const NUMBERED = new Set(['schedule', 'pause', 'resume', 'skip', 'run', 'delete'])

/** What `/schedule` does without being told which one. */
const WITHOUT_NUMBER = ['list', 'add', 'export']

/** Numbers, choices, an example, or where the file comes from. */
const ASKS_BACK = /1.*2.*3|ja.*en|auto|\/schedule export/

/** Whether a question leaves out what its command cannot do without, which the answer then asks for. */
function leavesOut(question: string, { name, arguments: [first] }: DescribedCommand): boolean {
  const [, action, number] = /^\/schedule action:(\w+)( number:\d)?$/.exec(question) ?? []
  // A file cannot be typed.
  if (action !== undefined)
    return action === 'import' || (number === undefined && !WITHOUT_NUMBER.includes(action))
  if (question.includes(' ')) return false
  return NUMBERED.has(name) ? name !== 'schedule' : first?.optional === false
}
