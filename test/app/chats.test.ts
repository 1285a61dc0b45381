/** Telegram chats on record: the member who adds the bot finds the chat among their own. */
import { expect, it, onTestFinished } from 'vitest'
import { recordChats } from '#src/app/chats.ts'
import { openStore } from '#src/store/open.ts'
import { alertPlanOf, newWatchOf } from '../support/alerts.ts'
import { createFakeClock } from '../support/clock.ts'
import { temporaryFolder } from '../support/folder.ts'
import { planOf } from '../support/plans.ts'

async function recorded() {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const clock = createFakeClock()
  const lines: string[] = []
  const log = {
    info: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(line),
    error: (line: string) => lines.push(line),
  }
  return { store, lines, ...recordChats(store, { clock, log }) }
}

const arrival = (title: string) => ({
  ...({ kind: 'channel', at: 0, member: '42', botName: 'kawaraban_bot' } as const),
  title,
})

it('a channel is remembered for the member who added the bot, by its newest title', async () => {
  const { store, onChat } = await recorded()
  onChat({ chat: 'telegram:-1007', state: 'joined', arrival: arrival('Market') })
  onChat({ chat: 'telegram:-1007', state: 'left' })
  onChat({ chat: 'telegram:-1007', state: 'joined', arrival: arrival('相場') })
  onChat({ chat: 'telegram:42', state: 'joined' })
  await expect
    .poll(() => store.memory.chatsOf('telegram', '42'))
    .toMatchObject([{ chat: 'telegram:-1007', title: '相場' }])
  expect(await store.memory.chatsOf('telegram', '43')).toEqual([])
  expect(await store.memory.adderOf('telegram:-1007')).toBe('42')
})

it('a member who blocks the bot has their alerts paused at once, without a send', async () => {
  const { store, onChat } = await recorded()
  const wish = {
    ...{ owner: 'member:telegram:42', plan: alertPlanOf('telegram:42', 0), watches: [newWatchOf()] },
    ...{ now: 0, most: { alerts: 9, watches: 9, total: 9 } },
  }
  await store.alerts.add(wish)
  onChat({ chat: 'telegram:42', state: 'left', isPrivate: true })
  await expect
    .poll(() => store.alerts.list('member:telegram:42', 0))
    .toMatchObject([{ state: 'paused', trouble: 'unreachable' }])
  expect(await store.alerts.unreachable('member:telegram:42')).toMatchObject([{ alerts: 1, isTold: false }])
  // Started again, nothing rings before its owner resumes it.
  onChat({ chat: 'telegram:42', state: 'joined', isPrivate: true })
  expect(await store.alerts.box('telegram:42')).toMatchObject({ state: 'blocked', reason: 'kicked' })
})

it('a group that becomes a supergroup takes its schedules along', async () => {
  const { store, onChat } = await recorded()
  await store.schedules.add('telegram:-7', planOf('telegram:-7'), 1000, '42', 0)
  onChat({ chat: 'telegram:-7', state: 'moved', to: 'telegram:-1007' })
  await expect
    .poll(() => store.schedules.list('telegram:-1007'))
    .toMatchObject([{ target: 'telegram:-1007' }])
})

it('what cannot be recorded is reported, and the program goes on', async () => {
  const { store, lines, onChat } = await recorded()
  const broken = {
    ...store,
    memory: { ...store.memory, rememberChat: () => Promise.reject(new Error('disk full')) },
  }
  const log = {
    info: () => {},
    warn: (line: string) => void lines.push(line),
    error: (line: string) => void lines.push(line),
  }
  recordChats(broken, { clock: createFakeClock(), log }).onChat({
    ...{ chat: 'telegram:-1', state: 'joined' },
    arrival: arrival('x'),
  })
  await expect
    .poll(() => lines)
    .toMatchObject([
      expect.stringMatching(/^that the bot was added to telegram:-1 could not be recorded: Error/),
    ])
  expect(onChat).toBeTypeOf('function')
})

it('who types what the link says is not taken for whoever added the bot, whom Telegram reports itself', async () => {
  const { store, onChat, onInvited } = await recorded()
  const chat = 'telegram:-8'
  const typed = { ...arrival('Traders'), kind: 'group', member: '66', language: 'ja' } as const
  expect(await onInvited({ chat, state: 'joined', arrival: typed })).toBe(true)
  await expect.poll(() => store.memory.arrivedAt(chat)).toBe(0)
  expect(await store.memory.adderOf(chat)).toBeUndefined()
  expect(await store.memory.chatsOf('telegram', '66')).toEqual([])
  onChat({ chat, state: 'joined', arrival: { ...typed, member: '42' } })
  await expect.poll(() => store.memory.adderOf(chat)).toBe('42')
  expect(await store.memory.chatsOf('telegram', '42')).toMatchObject([{ chat, title: 'Traders' }])
})

it('a chat has its language before it is on record as one that was greeted', async () => {
  const { store } = await recorded()
  const memory = { ...store.memory, arrive: () => Promise.reject(new Error('killed here')) }
  const log = { info: () => {}, warn: () => {}, error: () => {} }
  recordChats({ ...store, memory }, { clock: createFakeClock(), log }).onChat({
    ...{ chat: 'telegram:-9', state: 'joined' },
    arrival: { ...arrival('Traders'), language: 'en' },
  })
  await expect.poll(() => store.memory.settings('telegram:-9')).toEqual({ language: 'en' })
})
