/** Alerts in servers, channels and groups: whose they are, where they go, and who may set them. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { Opened, PrivateChats } from '#src/chat/privatechat.ts'
import type { History } from '#src/market/history.ts'
import { choicesOf, textOf } from '../../support/bot.ts'
import { choiceOf, createAlertBot, privatelyIn, shownIn } from '../../support/alertbot.ts'
import { sampleHistory } from '../../support/histories.ts'
import { group, guild, me, mine, titleOf } from './asking.ts'

let sample: History
beforeAll(async () => {
  sample = await sampleHistory()
})
const start = (access = {}) => createAlertBot(() => sample, access)

describe('in a server', () => {
  const opens = (opened: Opened) => ({ privateChats: { open: async () => opened } })

  it('an alert for oneself is confirmed in the private chat, and answered to the member alone', async () => {
    const bot = await start(opens({ kind: 'open', target: 'discord:777' }))
    const saved = await bot.ask('alert btc > 90000', guild)
    expect(saved.private).toBe(true)
    expect(await mine(bot, 'member:discord:42')).toMatchObject([{ target: 'discord:777' }])
  })

  it('is not set where nothing can arrive', async () => {
    const closed = await start(opens({ kind: 'closed' }))
    const card = await closed.ask('alert btc > 90000', guild)
    expect(shownIn(card)).toContain('I cannot reach you')
    expect(choicesOf(card)).toContain('save')
    expect(await mine(closed, 'member:discord:42')).toEqual([])
    const busy = await start(opens({ kind: 'later', seconds: 20 }))
    expect(shownIn(await busy.ask('alert btc > 90000', guild))).toContain('in 20 seconds')
  })

  it('is kept for seven days where the chat is there and closed, and armed once a press succeeds', async () => {
    let opened: Opened = { kind: 'closed', target: 'discord:777' }
    const tries: boolean[] = []
    const bot = await start({
      privateChats: {
        open: async (...[, , , { again = false } = {}]: Parameters<PrivateChats['open']>) => {
          tries.push(again)
          return opened
        },
      },
    })
    const kept = await bot.ask('alert btc > 90000', guild)
    expect(kept.private).toBe(true)
    expect(shownIn(kept)).toContain('Alert 1 is kept, but I cannot reach you yet')
    expect(shownIn(kept)).toContain('Try again')
    expect(await mine(bot, 'member:discord:42')).toMatchObject([
      { state: 'paused', trouble: 'unreachable', until: Date.parse('2025-12-01T01:00:00Z') },
    ])
    expect(shownIn(await bot.click(kept, 'resume', guild))).toContain('I cannot reach you')
    const list = await bot.ask('alerts', guild)
    expect(shownIn(list)).toContain('1 alert is paused')
    opened = { kind: 'open', target: 'discord:777' }
    await bot.click(list, 'resumeall', guild)
    expect(await mine(bot, 'member:discord:42')).toMatchObject([{ state: 'active' }])
    expect(await bot.store.alerts.box('discord:777')).toMatchObject({ state: 'open' })
    expect(tries).toEqual([false, false, false])
  })

  it('one for the channel is a moderator’s; a member is offered their own', async () => {
    const bot = await start(opens({ kind: 'open', target: 'discord:777' }))
    const refused = await bot.ask('alert btc > 90000 here', guild)
    expect(titleOf(refused)).toBe('Only moderators set alerts for this place')
    const card = await bot.click(refused, 'offer=0', guild)
    expect(shownIn(card)).toContain('You alone')
    const manager = { ...guild, manager: true, member: '43' }
    await bot.ask('alert btc > 90000 here', manager)
    expect(await mine(bot, 'discord:guild:1')).toMatchObject([{ target: 'discord:10' }])
    expect(shownIn(await bot.ask('alerts here', manager))).toContain('BTC above $90,000')
    expect(textOf((await bot.ask('alerts here', guild)).message)).toMatch(/moderator/iu)
  })
})

describe('another channel of a server', () => {
  const manager = { ...guild, manager: true, member: '43', chatTitle: '#market' }
  const elsewhere = { ...manager, chat: 'discord:11', chatTitle: '#moderators' }

  it('keeps its alert when that is edited, made again or cloned from this one', async () => {
    const bot = await start()
    await bot.ask('alert eth -5% 1h here', manager)
    const list = await bot.ask('alerts here', elsewhere)
    expect(titleOf(list)).toBe('Alerts of this server')
    const item = await bot.click(list, choiceOf(list, /^1 /u), elsewhere)
    expect(shownIn(item)).not.toContain('#moderators')
    const card = await bot.click(item, 'edit', elsewhere)
    expect(shownIn(card)).not.toContain('#moderators')
    await bot.click(await bot.click(card, 'repeat=each.7d', elsewhere), 'save', elsewhere)
    expect(await mine(bot, 'discord:guild:1')).toMatchObject([
      { target: 'discord:10', repeat: { kind: 'each', gap: 7 * 86_400_000 } },
    ])
  })
})

describe('in a group', () => {
  it('sees one line with a link, which opens the card in the private chat', async () => {
    const bot = await start()
    const linked = await bot.ask('alert btc > 90000', group)
    expect(linked.message.blocks).toEqual([])
    const [link] = (linked.message.actions?.rows ?? []).flat()
    const url = link?.kind === 'button' ? (link.url ?? '') : ''
    expect(url).toMatch(/^https:\/\/t\.me\/kawaraban_bot\?start=/u)
    const card = await bot.ask(`start ${url.split('=')[1]}`, me)
    expect(shownIn(card)).toContain('BTC above $90,000')
    await bot.click(card, 'save', me)
    expect(await mine(bot)).toMatchObject([{ target: 'telegram:5' }])
  })
})

describe('under an answer', () => {
  const lines = {
    'funding btc': 'BTC funding changes sign',
    'oi eth': 'ETH open interest down 10% in 24 hours (coins)',
    'oi total': 'Open interest at its lowest in 12 weeks',
    'vol eth': 'ETH 7-day volatility above 80%',
    mcap: 'Total market cap below $2.9T',
    'price sol btc': 'SOL below $130',
  }

  it.each(Object.entries(lines))('/%s offers its own figure, in two presses', async (line, condition) => {
    const bot = await start()
    const card = await bot.click(await bot.ask(line, me), 'alert', me)
    expect(card).toMatchObject({ edit: false })
    expect(shownIn(card)).toContain(condition)
    expect(titleOf(await bot.click(card, 'save', me))).toBe(`Alert 1 is set: ${condition}`)
  })

  it('anybody sets their own, from a group in their private chat', async () => {
    const bot = await start()
    const answer = await bot.ask('funding btc', group)
    expect(answer.message.actions?.rows.flat()).toContainEqual(
      expect.objectContaining({ choice: 'alert', privately: true }),
    )
    const other = privatelyIn('en', '6')
    await bot.click(await bot.click(answer, 'alert', other), 'save', other)
    expect(await mine(bot, 'member:telegram:6')).toMatchObject([{ target: 'telegram:6' }])
  })

  it('there is none where no alerts are kept, nor on what has no figure to watch', async () => {
    const bot = await start()
    expect(choicesOf(await bot.ask('sectors', me))).not.toContain('alert')
    const without = await createAlertBot(() => sample, {}, { alerts: undefined as never })
    expect(choicesOf(await without.ask('funding btc', me))).not.toContain('alert')
  })
})
