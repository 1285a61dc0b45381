/** The contract of the ledger where things go wrong, and where people decide, run on every kind of database. */
import type { Store } from '#src/store/open.ts'
import { describeApprovals } from './deliveries/approvals.ts'
import { describeDecisions } from './deliveries/decisions.ts'
import { describeNotices } from './deliveries/notices.ts'
import { describeThinPosts } from './deliveries/thinposts.ts'
import { describeTroubles } from './deliveries/troubles.ts'

export function describeDeliveries(name: string, open: () => Promise<Store>): void {
  describeTroubles(name, open)
  describeDecisions(name, open)
  describeThinPosts(name, open)
  describeNotices(name, open)
  describeApprovals(name, open)
}
