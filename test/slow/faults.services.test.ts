/** Each data service fails in every way on the last day before an edition. */
import { describeFaults } from '../support/market/faultmatrix.ts'
import { LOOPBACK_EXCHANGES, LOOPBACK_SUPPLIERS } from '../support/market/server.ts'

describeFaults(LOOPBACK_SUPPLIERS.filter((name) => !LOOPBACK_EXCHANGES.includes(name)))
