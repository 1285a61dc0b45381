/** In whose language, zone and colours an answer is given: the channel's where all see it, else the member's. */

import type { Colors, Theme } from '#src/charts/index.ts'
import { memberSettings } from '#src/chat/address.ts'
import type { ChatSettings } from '#src/chat/memory.ts'
import { PLATFORMS } from '#src/chat/platform.ts'
import type { Request } from '#src/chat/request.ts'
import { grammarOf } from '#src/i18n/grammar.ts'
import { DEFAULT_LOCALE, type Locale } from '#src/i18n/locale.ts'
import type { Currency, Money } from '#src/i18n/money.ts'
import { createWords, type Words } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import { yenAt } from '#src/market/yen.ts'

import type { AnswerMemory } from './answermemory.ts'
import { scopeOf } from './scope.ts'

export interface View {
  readonly words: Words
  readonly theme: Theme
  readonly colors: Colors
  /** Equal where two views show the same. */
  readonly key: string
}

export interface Views {
  /** What everybody in the chat sees. */
  readonly public: View
  /** What the member alone sees. */
  readonly private: View
  /** Whether answers are for the asker alone unless set otherwise. */
  readonly isPrivate: boolean
  /** Commands whose answers are for the asker alone all the same. */
  readonly privateCommands: readonly string[]
  /** What is asked about where no coin is typed; undefined is what the command says. */
  readonly coin: string | undefined
  /** Where members are answered; undefined is everywhere. */
  readonly allowedChats: readonly string[] | undefined
  /** The community's role whose members may do what managers may. */
  readonly managerRole: string | undefined
}

/** Members whom the platform counts as moderators, and those with the community's role. */
export function isModerator(
  { manager, roles }: Pick<Request, 'manager' | 'roles'>,
  managerRole: string | undefined,
): boolean {
  return manager || (managerRole !== undefined && roles?.includes(managerRole) === true)
}

const NONE: ChatSettings = {}

/**
 * Public: the chat's settings, those of the channel that it is a thread of, its community's, then the chat's language on
 * the platform, then the member's client. Private: the member's own settings and client before those of the chat.
 */
export async function viewsOf(
  request: Omit<Request, 'input'>,
  memory: Pick<AnswerMemory, 'settings'>,
  history: History,
): Promise<Views> {
  // A topic belongs to its group as a channel does to its community.
  const { owner } = scopeOf(request)
  const { parent } = request
  const [chat, channel, others, member] = await Promise.all([
    memory.settings(request.chat),
    parent === undefined ? NONE : memory.settings(parent),
    owner === request.chat ? undefined : memory.settings(owner),
    memory.settings(memberSettings(request)),
  ])
  const community = others ?? chat
  const { platform, chatLanguage, memberLanguage } = request
  const shared = { ...community, ...channel, ...chat }
  const own = { ...shared, ...member }
  const inPublic = shared.language ?? chatLanguage ?? memberLanguage ?? DEFAULT_LOCALE
  const inPrivate = member.language ?? memberLanguage ?? shared.language ?? chatLanguage ?? DEFAULT_LOCALE
  const alone = request.place === 'private'
  return {
    public: viewIn(alone ? inPrivate : inPublic, alone ? own : shared, platform, history),
    private: viewIn(inPrivate, own, platform, history),
    isPrivate: shared.private ?? false,
    privateCommands: shared.privateCommands ?? [],
    coin: shared.coin,
    allowedChats: community.allowedChats,
    managerRole: community.managerRole,
  }
}

function viewIn(
  locale: Locale,
  settings: ChatSettings,
  platform: Request['platform'],
  history: History,
): View {
  const zone = settings.zone ?? grammarOf(locale).zone
  const theme = settings.theme ?? PLATFORMS[platform].theme
  const colors = settings.colors ?? 'standard'
  const currency = settings.currency ?? 'usd'
  return {
    words: createWords(locale, zone, history.now, moneyAt(history, currency)),
    theme,
    colors,
    key: `${locale} ${zone} ${theme} ${colors} ${currency}`,
  }
}

/** How money is reported from a history as it stands; undefined is US dollars. */
export function moneyAt(history: History, currency: Currency | undefined): Money | undefined {
  if (currency === undefined || currency === 'usd') return undefined
  return { currency, yen: yenAt(history, history.now) }
}
