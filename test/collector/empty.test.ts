/** Before anything was collected, every command answers in words: nothing fails, nothing is invented. */
import { expect, it } from 'vitest'
import { openHistory } from '#src/collector/history.ts'
import { openStore } from '#src/store/open.ts'
import { createTestBot, realCommands, textOf } from '../support/bot.ts'
import { temporaryFolder } from '../support/folder.ts'

it('answers every command of the market from an empty record', async () => {
  const store = await openStore(await temporaryFolder())
  const now = Date.parse('2025-11-24T01:00:00Z')
  const history = (await openHistory(store.record, () => now)).current()
  const { ask, warnings } = createTestBot({ commands: await realCommands(), history: () => history })
  for (const line of [
    'brief',
    'price btc',
    'funding btc',
    'oi',
    'volume',
    'macro',
    'status',
    'sources',
    'movers',
  ]) {
    const reply = await ask(line)
    expect(textOf(reply.message), line).not.toMatch(/NaN|Infinity|undefined|1970/)
  }
  expect(warnings).toEqual([])
  await store.close()
})
