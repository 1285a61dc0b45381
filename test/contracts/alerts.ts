/** The contract of kept alerts, and of those who judge them, run on every kind of database. */
import type { Store } from '#src/store/open.ts'
import { describeGathering } from './alerts/gathering.ts'
import { describeJudging } from './alerts/judging.ts'
import { describeKeeping } from './alerts/keeping.ts'
import { describeUnreachable } from './alerts/unreachable.ts'

export function describeAlerts(name: string, open: () => Promise<Store>): void {
  describeKeeping(name, open)
  describeJudging(name, open)
  describeGathering(name, open)
  describeUnreachable(name, open)
}
