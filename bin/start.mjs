/** The door every `npm run` goes through: any Node from 18 on opens it, the pinned Node does the work. */
const major = Number(process.versions.node.split('.')[0])

if (major < 18) {
  console.error(`Node ${process.versions.node} is too old to set this up: install Node 18 or newer, then start again.`)
  process.exit(1)
}

import('../tools/bootstrap.mjs')
  .then(({ start }) => start(process.argv[2], process.argv.slice(3)))
  .then((exitCode) => {
    process.exitCode = exitCode
  })
  .catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
