/** Histories that lack coins, and a bot that answers from them. */
import type { FetchPrices } from '#src/bot/answer/answercommand.ts'
import type { Progress } from '#src/chat/request.ts'
import type { History } from '#src/market/history.ts'
import { createTestBot, member, realCommands, textOf } from '../../support/bot.ts'
import { buildHistory, generate } from '../../support/history.ts'

export const commands = await realCommands()

export const prices = ['2025-10-15', ...generate(40, (day) => 100 + day)] as const

export const names = { bitcoin: { symbol: 'BTC', name: 'Bitcoin' }, pepe: { symbol: 'PEPE', name: 'Pepe' } }

/** A record of these three coins, with prices of those that are named. */
export const known = (...coins: ('bitcoin' | 'pepe' | 'bonk')[]): History =>
  buildHistory({
    now: '2025-11-24',
    assets: Object.entries({ ...names, bonk: { symbol: 'BONK', name: 'Bonk' } }).map(([id, asset]) => ({
      id,
      ...asset,
    })),
    daily: Object.fromEntries(coins.map((coin) => [coin, prices])),
  })

/** `said` is the text that the bot answers a line with, in the language. */
export function botThat(fetchPrices: FetchPrices | undefined, histories: () => History) {
  const bot = createTestBot({ commands, history: histories, fetchPrices })
  return {
    ...bot,
    async said(line: string, language: 'en' | 'ja' = 'en', progress?: Progress) {
      const [name = '', ...words] = line.split(' ')
      const request = { ...member, chatLanguage: language, memberLanguage: language }
      return textOf(
        (await bot.bot.answer({ ...request, input: { kind: 'command', name, words } }, progress)).message,
      )
    },
  }
}
