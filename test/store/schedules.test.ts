/** Schedules, ledger, editions and flashes on every kind of database. */
import { describeDeliveries } from '../contracts/deliveries.ts'
import { describeFlashApprovals } from '../contracts/flashapprovals.ts'
import { describeFlashes } from '../contracts/flashes.ts'
import { describeSchedules } from '../contracts/schedules.ts'
import { DATABASES } from '../support/databases.ts'

for (const { name, open } of DATABASES) {
  describeSchedules(name, open)
  describeDeliveries(name, open)
  describeFlashes(name, open)
  describeFlashApprovals(name, open)
}
