/** The storage in plain words: what it is, each root with its state, and what is against it. */
import type { StorageStatus } from '@pcu/contract'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Loaded } from '../../api/loaded.tsx'
import { storageQuery } from '../../api/queries.ts'
import { Card } from '../../ui/card.tsx'
import { welcomeText } from './text.ts'
import classes from './welcome.module.css'

const text = welcomeText.files

export function Storage() {
  const query = useQuery(storageQuery)
  return (
    <Card title={text.storage}>
      <Loaded query={query} lines={3}>
        {(storage) => <Told storage={storage} />}
      </Loaded>
    </Card>
  )
}

function Told({ storage }: { readonly storage: StorageStatus }) {
  const { situation, roots, warnings, modes } = storage
  if (roots.length === 0)
    return (
      <div className={classes.body}>
        <p className={classes.soft}>{text.unknown}</p>
      </div>
    )
  const mode = modes.find(({ inEffect }) => inEffect)
  return (
    <div className={classes.body}>
      {situation === null ? null : <p>{text.situation[situation]}</p>}
      <ul className={classes.roots}>
        {roots.map((root) => (
          <Root key={`${root.role} ${root.path}`} root={root} />
        ))}
      </ul>
      {mode === undefined ? null : (
        <p>
          <bdi>{mode.sentence}</bdi>
        </p>
      )}
      {warnings.map((warning) => (
        <p key={warning} className={classes.warn}>
          <bdi>{warning}</bdi>
        </p>
      ))}
      <p className={classes.soft}>{text.looked}</p>
    </div>
  )
}

function Root({ root }: { readonly root: StorageStatus['roots'][number] }) {
  const isSound = root.state === 'online'
  const Icon = isSound ? IconCircleCheck : IconAlertTriangle
  return (
    <li className={classes.root} data-sound={isSound}>
      <Icon size={18} aria-hidden="true" />
      <span>
        {text.role[root.role]}: <code>{root.path}</code>
        {root.fileSystem === '' ? null : ` (${root.fileSystem})`}
        <br />
        <span className={classes.soft}>
          <bdi>{root.sentence}</bdi>
        </span>
      </span>
    </li>
  )
}
