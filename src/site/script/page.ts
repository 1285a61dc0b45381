/** What a page gains where scripts run. Each part looks for its own controls; a page without them is left as it is. */
import { startCharts } from './charts.ts'
import { startClock } from './clock.ts'
import { startDisplay } from './display.ts'
import { startSharing } from './sharing.ts'

startClock()
startDisplay()
startSharing()
startCharts()
const results = document.getElementById('results')
if (results) void import('./search.ts').then(({ startSearch }) => startSearch(results))
