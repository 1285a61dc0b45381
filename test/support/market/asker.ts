/** What members read of a market that is collected: answers of every command from the record of the moment. */
import { createTestBot, realCommands, textOf } from '../bot.ts'
import type { Collecting } from './collecting.ts'

const commands = await realCommands()

/** Asks a line in one language, and gives the text of its answer. The bot started when this is called. */
export function askerOf(one: Collecting) {
  const startedAt = one.now()
  const status = () => ({
    ...{ version: '0', startedAt, now: one.now(), platforms: [] },
    suppliers: one.collector.suppliers(),
  })
  const bot = createTestBot({ commands, history: one.history.current, now: one.now, status })
  return async (line: string, memberLanguage: 'en' | 'ja' = 'en') =>
    textOf((await bot.ask(line, { memberLanguage })).message)
}
