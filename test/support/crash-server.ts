/**
 * A server to be killed: the real one with the nodes of `test/support/nodes`, in a process of its own. Over IPC it
 * tells its address once it listens, and the pids of its workers whenever it is asked.
 *
 * argv: data folder, number of workers
 */
import { fileURLToPath } from 'node:url'
import { startServer } from '../../server/server.ts'

const [data = '', workers = '1'] = process.argv.slice(2)
const server = await startServer({
  config: {
    ...{ port: 0, host: '127.0.0.1', data, device: ['cpu'], threads: 1, workers: Number(workers) },
    ...{ uploadLimit: 1e6, assetBudget: 1e9, restore: false, open: false },
  },
  nodeFolders: [fileURLToPath(new URL('./nodes', import.meta.url))],
  warn: (what, detail) => process.stderr.write(`${what} ${detail}\n`),
})
process.on('message', () => process.send?.({ workers: server.core.workers.map(({ pid }) => pid) }))
// What forked it has gone: nobody would end this process.
process.on('disconnect', () => process.exit(0))
process.send?.({ address: server.address })
