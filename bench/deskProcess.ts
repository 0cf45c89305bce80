import { createInterface } from 'node:readline'
import { openDesk, openGuide, type Request } from '#engine'

/**
 * A desk in a process of its own, to be killed: requests come as JSON lines on standard input, replies go out as `{"id","reply"}` as soon as the desk
 * gives them, as an adapter would pass them on. Arguments: folder of the playbook, folder for data, address of the database.
 */
const [playbooks = '', data = '', database = ''] = process.argv.slice(2)
const guide = await openGuide({ playbooks, data, study: 'quick' })
const desk = await openDesk({
  guide,
  database,
  redis: undefined,
  language: undefined,
  roles: { supervisors: [], staff: [], trainees: [], others: 'staff' },
  report: (where, error) => process.stderr.write(`${where}: ${error instanceof Error ? error.message : String(error)}\n`),
})
process.stdout.write('{"ready":true}\n')
createInterface({ input: process.stdin }).on('line', async (line) => {
  const request = JSON.parse(line) as Request
  process.stdout.write(`${JSON.stringify({ id: request.id, reply: await desk.handle(request) })}\n`)
})
