/** Each exchange fails in every way on the last day before an edition. */
import { describeFaults } from '../support/market/faultmatrix.ts'
import { LOOPBACK_EXCHANGES } from '../support/market/server.ts'

describeFaults(LOOPBACK_EXCHANGES)
