/** A bot that keeps alerts in a store of its own, and what it says as people read it: words, then buttons in brackets. */
import { onTestFinished } from 'vitest'
import type { BotParts } from '#src/bot/router.ts'
import type { AlertAccess } from '#src/chat/alertaccess.ts'
import type { Reply, Request } from '#src/chat/request.ts'
import type { Locale } from '#src/i18n/locale.ts'
import type { History } from '#src/market/history.ts'
import { renderMarkdown } from '#src/platforms/markdown/render.ts'
import { openStore, type Store } from '#src/store/open.ts'
import { createTestBot, realCommands, type TestBot } from './bot.ts'
import { temporaryFolder } from './folder.ts'

export interface AlertBot extends TestBot {
  readonly store: Store
}

/** In SQLite, gone when the running test ends. */
export async function createAlertBot(
  history: () => History,
  access: Partial<AlertAccess> = {},
  parts: Partial<BotParts> = {},
): Promise<AlertBot> {
  const store = await openStore(await temporaryFolder())
  onTestFinished(() => store.close())
  const alerts = { store: store.alerts, watchlist: store.memory.watchlist, total: 1000, ...access }
  const { memory } = store
  const bot = createTestBot({ commands: await realCommands(), history, memory, alerts, ...parts })
  return { ...bot, store }
}

/** A member's private chat with the bot on Telegram. */
export function privatelyIn(language: Locale, member = '5'): Partial<Request> {
  return {
    ...{ platform: 'telegram', chat: `telegram:${member}`, member, place: 'private' },
    memberLanguage: language,
  }
}

/** A reply as it is read: its words, then a line for each row of buttons. */
export function shownIn({ message }: Pick<Reply, 'message'>): string {
  const rows = (message.actions?.rows ?? []).map((row) =>
    row
      .map((control) =>
        control.kind === 'select'
          ? `{${control.label}: ${control.options.map(({ label, active }) => (active ? `*${label}` : label)).join(' | ')}}`
          : `[${control.kind === 'button' && control.active ? '*' : ''}${control.label}]`,
      )
      .join(' '),
  )
  return [
    renderMarkdown(message).trimEnd(),
    ...(rows.length > 0 ? ['', ...rows.map((row) => `${row}  `)] : []),
  ].join('\n')
}

/** The choice behind a button or an option with this label. Throws where there is none. */
export function choiceOf({ message }: Pick<Reply, 'message'>, label: string | RegExp): string {
  const fits = (text: string) => (typeof label === 'string' ? text === label : label.test(text))
  for (const control of (message.actions?.rows ?? []).flat()) {
    if (control.kind === 'button' && fits(control.label)) return control.choice
    const option = control.kind === 'select' ? control.options.find((one) => fits(one.label)) : undefined
    if (option) return option.choice
  }
  throw new Error(`there is no ${label} under “${message.title}”`)
}
