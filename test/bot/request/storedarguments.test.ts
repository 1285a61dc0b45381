/** What was kept of a question means the same when other coins have come since. */
import { describe, expect, it } from 'vitest'
import { RequestError } from '#src/errors.ts'
import type { History } from '#src/market/history.ts'
import { choicesOf, createTestBot, realCommands, sampleHistory, textOf } from '../../support/bot.ts'

const commands = await realCommands()
const sample = await sampleHistory()
const LOOK = { zone: 'UTC', theme: 'dark', colors: 'standard', language: 'en' } as const

/** The same market after a coin was listed whose ticker is another's id. */
function listed(history: History, symbol: string): History {
  const solana = history.asset('solana')
  if (!solana) throw new Error('the sample has no SOL')
  const newcomer = { ...solana, id: 'newcomer', symbol, name: 'Newcomer' }
  return {
    ...history,
    assets: [...history.assets, newcomer],
    asset: (id) => (id === 'newcomer' ? newcomer : history.asset(id)),
    dailyCandles: (id) => history.dailyCandles(id === 'newcomer' ? 'solana' : id),
  }
}

describe('a coin that was chosen', () => {
  let history = sample
  const { bot, ask, click } = createTestBot({ commands, history: () => history })

  it('stays the one that a schedule posts', async () => {
    history = sample
    const what = { kind: 'command', name: 'price', args: { assets: 'bitcoin' } } as const
    const before = textOf(await bot.scheduledMessage(what, LOOK))
    history = listed(sample, 'BITCOIN')
    expect(textOf(await bot.scheduledMessage(what, LOOK))).toBe(before)
    const funding = { kind: 'command', name: 'funding', args: { asset: 'bitcoin' } } as const
    expect(textOf(await bot.scheduledMessage(funding, LOOK))).toContain('BTC')
    const both = { kind: 'command', name: 'compare', args: { assets: 'bitcoin ethereum' } } as const
    expect(textOf(await bot.scheduledMessage(both, LOOK))).toContain('BTC')
    const typed = await ask('price bitcoin')
    expect(textOf(typed.message)).not.toContain('87,520')
  })

  it('stays the one that a button asks for', async () => {
    history = sample
    const reply = await ask('price btc')
    history = listed(sample, 'BITCOIN')
    const week = choicesOf(reply).find((one) => one.startsWith('window='))
    const clicked = await click(reply, week ?? 'none')
    expect(textOf(clicked.message)).toContain('BTC')
    expect(textOf(clicked.message)).not.toContain('Newcomer')
  })

  it('is no other where it is gone', async () => {
    history = sample
    const what = { kind: 'command', name: 'price', args: { assets: 'delisted' } } as const
    await expect(bot.scheduledMessage(what, LOOK)).rejects.toThrow(RequestError)
  })
})
