/** `/schedules`: the short form of `/schedule list`. */
import { listForm } from '#src/bot/schedules/short.ts'

export default listForm()
