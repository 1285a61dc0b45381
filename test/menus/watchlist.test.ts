/** The coins that a member follows: set up in a line, used where nothing else is typed, seen by nobody else. */
import { describe, expect, it } from 'vitest'
import { keyboardsOf } from '#src/platforms/telegram/render/keyboard.ts'
import { choicesOf, createTestBot, realCommands, textOf } from '../support/bot.ts'
import { buildHistory } from '../support/history.ts'
import { createVolatileMemory } from '../support/memory.ts'
import { moderator, useDeskBots } from '../support/schedulemenus.ts'

const { deskBot } = useDeskBots()
const japanese = { ...moderator, memberLanguage: 'ja' } as const
const alone = { place: 'private', chat: 'discord:77', memberLanguage: 'en' } as const
const OWN = 'member:discord:asker'

describe('/watchlist', () => {
  it('adds two coins of three words and names the third; near ones are buttons where they are near', async () => {
    const bot = await deskBot()
    const reply = await bot.ask('watchlist add btc eth 東京', japanese)
    expect(reply.private).toBe(true)
    expect(textOf(reply.message)).toContain('BTC、ETHを追加しました。')
    expect(textOf(reply.message)).toContain('「東京」という銘柄は見つかりません')
    expect(choicesOf(reply).filter((choice) => choice.startsWith('add='))).toEqual([])
    const misspelt = await bot.ask('watchlist add solanna', japanese)
    const near = choicesOf(misspelt).filter((choice) => choice.startsWith('add='))
    expect(near.length).toBeGreaterThan(0)
    await bot.click(misspelt, near[0] ?? '', japanese)
    expect(await bot.parts.memory.watchlist(OWN)).toEqual(['bitcoin', 'ethereum', near[0]?.slice(4)])
  })

  it('takes coins whose ids are longer than a choice of Telegram, added and removed by presses', async () => {
    const id = 'blackrock-usd-institutional-digital-liquidity-fund'
    const history = buildHistory({
      assets: [{ id, symbol: 'BUIDL', name: 'BlackRock USD' }],
      daily: { [id]: ['2025-11-23', 1] },
    })
    const memory = createVolatileMemory()
    const bot = createTestBot({ commands: await realCommands(), history: () => history, memory })
    const misspelt = await bot.ask('watchlist add buidll', alone)
    const reply = await bot.click(misspelt, choicesOf(misspelt).at(0) ?? '', alone)
    expect(await memory.watchlist(OWN)).toEqual([id])
    const { actions } = reply.message
    expect(actions && keyboardsOf(actions)).toMatchObject([
      { inline_keyboard: [[{ text: 'BlackRock USD (BUIDL)' }]] },
    ])
    await bot.click(reply, choicesOf(reply).at(0) ?? '', alone)
    expect(await memory.watchlist(OWN)).toEqual([])
  })

  it('of fifty coins is removed from page by page, in its order', async () => {
    const symbols = Array.from({ length: 50 }, (_, index) => `C${String(index).padStart(2, '0')}`)
    const assets = symbols.map((symbol) => ({ id: `id-${symbol}`, symbol, name: `Coin ${symbol}` }))
    const daily = Object.fromEntries(assets.map(({ id }) => [id, ['2025-11-23', 1] as const]))
    const history = buildHistory({ assets, daily })
    const memory = createVolatileMemory()
    const bot = createTestBot({ commands: await realCommands(), history: () => history, memory })
    const removable = (reply: Parameters<typeof choicesOf>[0]) =>
      choicesOf(reply).filter((choice) => choice.startsWith('remove='))
    const first = await bot.ask(`watchlist add ${symbols.join(' ')}`, alone)
    expect(removable(first)).toEqual(symbols.slice(0, 25).map((symbol) => `remove=id-${symbol}`))
    const second = await bot.click(first, 'page=1', alone)
    expect(removable(second)).toEqual(symbols.slice(25).map((symbol) => `remove=id-${symbol}`))
    expect(choicesOf(second)).not.toContain('page=2')
    const without = await bot.click(second, 'remove=id-C40', alone)
    expect(removable(without)).toHaveLength(24)
    expect(removable(without).at(0)).toBe('remove=id-C25')
    expect(await memory.watchlist(OWN)).toEqual(
      symbols.filter((symbol) => symbol !== 'C40').map((symbol) => `id-${symbol}`),
    )
    expect(removable(await bot.click(without, 'page=0', alone)).at(0)).toBe('remove=id-C00')
  })

  it('takes a word without an action as one to add, and says what is there and what is not', async () => {
    const bot = await deskBot()
    await bot.ask('watchlist sol', moderator)
    const again = await bot.ask('watchlist add sol btc', moderator)
    expect(textOf(again.message)).toContain('Added: BTC.')
    expect(textOf(again.message)).toContain('Already there: SOL.')
    const gone = await bot.ask('watchlist remove sol eth', moderator)
    expect(textOf(gone.message)).toContain('Removed: SOL.')
    expect(textOf(gone.message)).toContain('Not on it: ETH.')
    await bot.click(gone, 'remove=bitcoin', moderator)
    expect(await bot.parts.memory.watchlist(OWN)).toEqual([])
    expect(textOf((await bot.ask('watchlist', moderator)).message)).toContain('Nothing is on it yet')
    expect((await bot.ask('watchlist add', moderator)).message.title).toContain('Which coins?')
  })

  it('is what /price is about in private, before the coin of the chat, and never in front of others', async () => {
    const bot = await deskBot()
    await bot.parts.memory.changeWatchlist(OWN, { add: ['solana', 'ethereum'] })
    await bot.parts.memory.saveSettings('discord:77', { coin: 'dogecoin' })
    expect(textOf((await bot.ask('price', alone)).message)).toContain('SOL')
    expect(textOf((await bot.ask('price', { ...moderator, place: 'guild' })).message)).not.toContain('SOL')
    expect(textOf((await bot.ask('price btc', alone)).message)).not.toContain('SOL')
  })

  it('is shown to no group', async () => {
    const bot = await deskBot()
    await bot.parts.memory.changeWatchlist('member:telegram:7', { add: ['solana'] })
    const group = {
      ...alone,
      platform: 'telegram',
      chat: 'telegram:-100',
      member: '7',
      place: 'group',
    } as const
    for (const line of ['watchlist', 'watchlist add btc']) {
      const { result, message } = await bot.ask(line, group)
      expect(result, line).toBe('refused')
      expect(textOf(message), line).not.toContain('SOL')
    }
    expect(await bot.parts.memory.watchlist('member:telegram:7')).toEqual(['solana'])
  })

  it('is a universe of /movers in private alone', async () => {
    const bot = await deskBot()
    expect((await bot.ask('movers universe:watchlist', alone)).message.title).toContain('watchlist is empty')
    await bot.parts.memory.changeWatchlist(OWN, { add: ['solana', 'ethereum', 'dogecoin'] })
    const { message } = await bot.ask('movers universe:watchlist', alone)
    for (const symbol of ['Solana', 'ETH', 'DOGE']) expect(textOf(message)).toContain(symbol)
    const shared = await bot.ask('movers universe:watchlist', { ...moderator, place: 'guild' })
    expect(shared.message.title).toContain('for you alone')
  })
})
