/** Loaded before a campaign: plants the bug that the environment names into the text of its file, before Node sees it. */
import { registerHooks } from 'node:module'
import { mutants } from './mutants.ts'

const mutant = mutants.find(({ name }) => name === process.env['PROVE_MUTANT'])
if (mutant === undefined) throw new Error('no bug of that name')
const { file, find, put } = mutant

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context)
    if (!url.endsWith(`/server/src/${file}`)) return loaded
    const text = loaded.source?.toString() ?? ''
    if (text.split(find).length !== 2) throw new Error(`"${find}" does not stand exactly once in ${file}`)
    return { ...loaded, source: text.replace(find, () => put) }
  }
})
