/** What is read before anything is opened: the commands, and the history where it does not move. */
import { loadCommands } from '#src/bot/registry.ts'
import type { Command } from '#src/bot/command.ts'
import { formatIntake } from '#src/cli/intake.ts'
import { LIVE } from '#src/config.ts'
import { createWords } from '#src/i18n/words.ts'
import type { History } from '#src/market/history.ts'
import type { App } from './context.ts'

export interface Inputs {
  readonly commands: readonly Command[]
  /** Undefined where the market is live. */
  readonly history: History | undefined
}

const COMMANDS = new URL('../../commands/', import.meta.url)

/** Reads both at once. Throws DatasetError, and what `loadCommands` throws. */
export async function readInputs({ config, openDataset, log }: App): Promise<Inputs> {
  const loading = config.data === LIVE ? undefined : openDataset(config.data).load()
  // Handled where it is awaited below.
  loading?.catch(() => {})
  const commands = await loadCommands(COMMANDS)
  const loaded = await loading
  for (const line of loaded ? formatIntake(loaded, createWords('en', 'UTC', 0)) : []) log.warn(line)
  return { commands, history: loaded?.history }
}
