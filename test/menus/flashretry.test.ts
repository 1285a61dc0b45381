/** What can be posted by hand of flashes that did not arrive: the last one, and no other in its place. */
import { expect, it } from 'vitest'
import type { Reply } from '#src/chat/request.ts'
import type { Claimed } from '#src/store/claimed.ts'
import { choicesOf, textOf } from '../support/bot.ts'
import { moderator, only, send, useDeskBots } from '../support/schedulemenus.ts'
import type { DeskBot } from '../support/scheduleservice.ts'

const { deskBot } = useDeskBots()
const AT = Date.parse('2025-11-24T00:00:00Z')
const MINUTE = 60_000

/** A flash of the chat as its worker has it. */
async function claimed({ store }: DeskBot, schedule: string, id: string, now: number): Promise<Claimed> {
  const flash = await store.flashes.freeze({
    ...{ id, first: id, data: { kind: 'live', name: 'live' }, subject: id, weeks: 12, at: AT, revision: 1 },
    ...{ salience: 0.9, content: '{}', frozenAt: AT },
  })
  await store.flashes.settle(schedule, [{ flash, fate: 'posted', last: false }], now)
  const [claim] = await store.ledger.claim('w', 'discord', now, MINUTE, 1)
  if (!claim) throw new RangeError('there is nothing to deliver')
  return claim
}

it('offers to retry a flash that was refused, and not once another was posted, which would be posted twice', async () => {
  const bot = await deskBot()
  await bot.ask('flash on', moderator)
  const { id } = await only(bot)
  const { ledger } = bot.store
  const refused = await claimed(bot, id, 'aaa', AT)
  await ledger.end(refused, { state: 'dead', now: AT, fault: { code: '50013', text: 'Missing Permissions' } })
  const history = (): Promise<Reply> => bot.ask('schedule history 1', moderator)
  expect(choicesOf(await history())).toContain('retry=1')
  const at = { now: AT + MINUTE, lease: MINUTE, nonceWindow: MINUTE }
  const sent = await claimed(bot, id, 'bbb', at.now)
  await ledger.bind(sent, { edition: 'bbb', late: false, parts: 1 })
  await ledger.mark(sent, 0, 'n', at)
  await ledger.sent(sent, 0, [{ id: 'm' }], { ...at, last: true })
  const later = await history()
  expect(choicesOf(later).filter((choice) => choice.startsWith('retry'))).toEqual([])
  const pressed = await send(bot, later, 'retry=2', {})
  expect(pressed.result).toBe('refused')
  expect(textOf(pressed.message)).toContain('Flashes are posted as they happen')
  expect(await ledger.claim('w', 'discord', AT + 2 * MINUTE, MINUTE, 9)).toEqual([])
})
