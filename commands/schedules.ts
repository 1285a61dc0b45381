/** `/schedules`: the short form of `/schedule list`. */
import { listForm } from '#src/menus/schedules/short.ts'

export default listForm()
