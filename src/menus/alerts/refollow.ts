/** A watchlist was changed: the alerts on it watch the coins that are on it now. */
import { normalise } from '#src/alerts/normalise.ts'
import type { CommandContext } from '#src/bot/command.ts'
import { WATCHLIST } from '#src/chat/alert.ts'
import { requirePersonal } from '#src/bot/command.ts'
import { knownFor } from './known.ts'
import { ownScene } from './scene.ts'

/** Does nothing where no alerts are kept. Those that are snoozed or paused follow when they are changed next. */
export async function refollow(context: CommandContext): Promise<void> {
  const { alerts, now } = requirePersonal(context)
  if (!alerts) return
  const scene = ownScene(context)
  for (const alert of await alerts.store.list(scene.owner, now)) {
    const { condition, id, revision, state } = alert
    if (state !== 'active' || !('asset' in condition) || condition.asset !== WATCHLIST) continue
    const watches = normalise(alert, await knownFor([condition], scene))
    const { target, repeat, hold, until, silent, look } = alert
    const plan = { target, condition, repeat, hold, until, silent, look }
    // Changed by somebody else meanwhile, it has the new coins already.
    await alerts.store.change({ id, revision, now, to: { kind: 'plan', plan, watches } })
  }
}
