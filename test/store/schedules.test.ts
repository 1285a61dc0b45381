/** Schedules, ledger and editions on every kind of database. */
import { describeDeliveries } from '../contracts/deliveries.ts'
import { describeSchedules } from '../contracts/schedules.ts'
import { DATABASES } from '../support/databases.ts'

for (const { name, open } of DATABASES) {
  describeSchedules(name, open)
  describeDeliveries(name, open)
}
