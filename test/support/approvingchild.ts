/**
 * A process that approves the runs that wait and posts them, and says each step: killed between any two, the next one goes on.
 * Its platform is a file of nonces, which shows a nonce that came twice once, as Discord does.
 */
import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { openStore } from '#src/store/open.ts'

const [, , home = '', at = '0', until = ''] = process.argv
const now = Number(at)
const [MINUTE, HOUR] = [60_000, 3_600_000]
/** Flashes that the chat may have in a week. */
const MOST = 6

const store = await openStore(home)
const { ledger, desk } = store
const worker = `worker ${process.pid}`
let said = 0
/** The parent reads it; after so many steps this process waits to be killed. */
const say = (step: string) =>
  new Promise<void>((resolve) => {
    const isLast = ++said === Number(until)
    process.stdout.write(`${step}\n`, () => (isLast ? setInterval(() => {}, 60_000) : resolve()))
  })

// Those before this one were killed: what they had begun waits again.
await ledger.expireLeases(now + 2 * HOUR)
await say('begun')
for (let left = true; left; ) {
  for (const { approval } of await desk.open()) {
    const { schedule, fireAt, content, state } = approval
    if (state !== 'waiting') continue
    await desk.approve({ schedule, fireAt, content, by: '42', at: now, isOperator: false, twoPeople: false })
    await say('approved')
  }
  const [claim] = await ledger.claim(worker, 'discord', now + MINUTE, MINUTE, 1)
  left = claim !== undefined
  if (!claim) break
  await say('claimed')
  if (claim.parts.length === 0) {
    const { schedule, fireAt } = claim
    const flash = await store.flashes.postOf(claim.id)
    const passage = await ledger.passApproval(
      claim,
      { edition: 'e1', late: false, parts: 1, additions: {} },
      {
        ...{ schedule, fireAt, edition: '2025-11-24', content: 'c1', additions: {} },
        ...{ mode: 'approved', deadline: fireAt + 3 * HOUR, expiresAt: fireAt + 6 * HOUR },
        ...{ now, owner: 'a', texts: [] },
        ...(flash && { edition: flash.flash, capped: { most: MOST, isLast: flash.last } }),
      },
    )
    await say(passage)
    if (passage !== 'post') continue
  }
  const marked = await ledger.mark(claim, 0, claim.id, { now, lease: MINUTE, nonceWindow: 10 * HOUR })
  await say(marked)
  if (marked !== 'marked') continue
  appendFileSync(join(home, 'platform.log'), `${claim.id}\n`)
  await say('sent')
  await ledger.sent(claim, 0, [{ id: '1' }], { now, lease: MINUTE, last: true })
  await say('kept')
}
await store.close()
await say('done')
