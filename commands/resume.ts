/** `/resume 3`: the short form of `/schedule resume 3`. */
import { shortForm } from '#src/menus/schedules/short.ts'

export default shortForm('resume')
