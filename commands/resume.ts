/** `/resume 3`: the short form of `/schedule resume 3`. */
import { shortForm } from '#src/bot/schedules/short.ts'

export default shortForm('resume')
