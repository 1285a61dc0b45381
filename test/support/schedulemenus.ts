/** Who clicks through the menus of schedules in tests, and the bots that they click on. */
import { afterAll, beforeAll } from 'vitest'
import type { Reply, Request } from '#src/chat/request.ts'
import type { Schedule } from '#src/chat/schedule.ts'
import type { History } from '#src/market/history.ts'
import { sampleHistory } from './bot.ts'
import { temporaryFolder } from './folder.ts'
import { createDeskBot, type DeskBot } from './scheduleservice.ts'

export const GUILD = 'discord:guild:9'
export const moderator: Partial<Request> = { community: GUILD, manager: true, memberLanguage: 'en' }
export const stranger: Partial<Request> = { ...moderator, member: 'stranger', manager: false }

/** To be called once by a test file: makes bots with the sample history, and closes them after its last test. */
export function useDeskBots(): { deskBot(given?: object): Promise<DeskBot> } {
  let history: History
  const open: DeskBot[] = []
  beforeAll(async () => {
    history = await sampleHistory()
  })
  afterAll(() => Promise.all(open.map(({ store }) => store.close())))
  return {
    async deskBot(given = {}) {
      const bot = await createDeskBot(await temporaryFolder(), history, given)
      open.push(bot)
      return bot
    },
  }
}

/** The schedules of a community. */
export const list = ({ scheduleService }: DeskBot, owner = GUILD) => scheduleService.list(owner)

/** The one schedule that a community has. */
export async function only(bot: DeskBot, owner = GUILD): Promise<Schedule> {
  const [schedule, ...others] = await list(bot, owner)
  if (!schedule || others.length > 0) throw new Error(`${others.length + 1} schedules`)
  return schedule
}

/** A click that brings what was chosen or typed. */
export const send = (bot: DeskBot, reply: Reply, choice: string, given: object, who = moderator) =>
  bot.bot.answer({
    ...({ platform: 'discord', chat: 'discord:1', member: 'asker', manager: false, place: 'guild' } as const),
    ...who,
    input: { kind: 'click', payload: `a:${reply.message.actions?.id}:${choice}`, ...given },
  })

/** A bot with one schedule, saved by one line. */
export async function savedBy(bot: DeskBot): Promise<{ bot: DeskBot; item: Reply }> {
  return { bot, item: await bot.ask('schedule weekly mon 09:30 Asia/Tokyo ja', moderator) }
}
