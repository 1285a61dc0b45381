/** A bot with schedules: the real store in a folder of its own, and platforms whose rights a test sets. */
import { createScheduleService, type ScheduleService } from '#src/schedules/service.ts'
import { createEditions } from '#src/editions/freeze.ts'
import { createFlashes } from '#src/editions/flashes.ts'
import { createDeskService } from '#src/schedules/deskservice.ts'
import { checkWhen } from '#src/schedules/checkwhen.ts'
import { nextRun } from '#src/schedules/nextrun.ts'
import type { Unsure } from '#src/chat/managing.ts'
import type { Choices, MissingPermission } from '#src/chat/posting.ts'
import { openStore, type Store } from '#src/store/open.ts'
import type { History } from '#src/market/history.ts'
import type { BotParts } from '#src/bot/router.ts'
import { createScheduleSuggestions } from '#src/menus/schedules/suggest.ts'
import { createTestBot, realCommands, type TestBot } from './bot.ts'
import { createFakePoster, type FakePoster } from './posters.ts'

export interface DeskBot extends TestBot {
  readonly scheduleService: ScheduleService
  readonly store: Store
  readonly posters: Readonly<Record<string, FakePoster>>
  /** `<chat> <member>` who may configure. */
  readonly managers: Set<string>
  /** Chats of which the platform does not say who may. */
  readonly unsure: Map<string, Unsure>
  /** What is missing at a chat. */
  readonly lacks: Map<string, readonly MissingPermission[]>
  /** What members are called, by their ids. */
  readonly names: Map<string, string>
  /** Roles of Discord's servers, the tags of their forums. */
  readonly choices: { value: Choices | undefined }
}

export async function createDeskBot(
  folder: string,
  history: History,
  given: Partial<BotParts> = {},
): Promise<DeskBot> {
  const store = await openStore(folder)
  const managers = new Set<string>()
  const lacks = new Map<string, readonly MissingPermission[]>()
  const names = new Map<string, string>()
  const unsure = new Map<string, Unsure>()
  const choices: DeskBot['choices'] = { value: undefined }
  const poster = (platform: 'discord' | 'telegram'): FakePoster => ({
    ...createFakePoster(platform),
    manages: async (target, member) =>
      unsure.get(target) ?? (managers.has(`${target} ${member}`) ? 'may' : 'mayNot'),
    check: async (target) => lacks.get(target) ?? [],
    nameOf: async (target) => `#${target.split(':')[1]}`,
    choices: async () => choices.value,
    memberName: async (_target, member) => names.get(member),
    linkOf: (target, { id }) => `https://example.test/${target}/${id}`,
  })
  const posters: Record<string, FakePoster> = { discord: poster('discord'), telegram: poster('telegram') }
  let now = () => 0
  const scheduleService = createScheduleService({
    schedules: store.schedules,
    deliveries: store.deliveries({ awaits: () => undefined, onPending: () => undefined }),
    poster: (platform) => posters[platform],
    nextRun,
    checkWhen,
    now: () => now(),
  })
  const bot = createTestBot({
    commands: await realCommands(),
    history: () => history,
    memory: store.memory,
    privacy: store.privacy,
    scheduleService,
    suggestSchedules: createScheduleSuggestions(scheduleService, () => now()),
    deskService: createDeskService({
      ...{ desk: store.desk, schedules: store.schedules, editions: createEditions(store.editions) },
      ...{ flashes: createFlashes(store.flashes), flashStore: store.flashes },
      deliveries: store.deliveries({ awaits: () => undefined, onPending: () => undefined }),
      history: () => history,
      ownerOf: async (id) => (await store.schedules.get(id))?.owner,
      clock: { now: () => now(), after: () => () => {} },
      onChange: () => {},
    }),
    ...given,
  })
  now = bot.parts.now
  return { ...bot, scheduleService, store, posters, managers, lacks, names, unsure, choices }
}
