/** The bot's lists of commands made known to Telegram, and only those that differ from what it has. */
import type { Log } from '#src/log.ts'
import type { Call } from '../api.ts'
import type { TelegramCommandList } from './definitions.ts'
import { describeFailure } from '../failures.ts'

/** Gives the number of lists that were sent. Asking first also mends what somebody has changed by hand. */
export async function publishCommands(
  lists: readonly TelegramCommandList[],
  call: Call,
  log: Log,
): Promise<number> {
  let published = 0
  for (const { commands, scope, language_code } of lists) {
    const of = { scope, ...(language_code && { language_code }) }
    const there = await call('getMyCommands', of)
    if ('value' in there && JSON.stringify(plain(there.value)) === JSON.stringify(plain(commands))) continue
    const result = await call('setMyCommands', { commands, ...of })
    if ('failure' in result) {
      log.warn(`commands could not be published on Telegram: ${describeFailure(result.failure)}`)
      return published
    }
    published++
  }
  if (published > 0) log.info(`published ${published} lists of commands on Telegram`)
  return published
}

function plain(commands: unknown): unknown {
  if (!Array.isArray(commands)) return []
  return commands.map((one: { command?: unknown; description?: unknown } | null) => [
    one?.command,
    one?.description,
  ])
}
