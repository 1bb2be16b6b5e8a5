/** The poster of a title by its key; where there is none, the sign of a film stands in its place. */
import { type PosterSize, posterPath } from '@pcu/contract'
import { IconMovie } from '@tabler/icons-react'
import { addressOf } from '../../api/client.ts'
import classes from './poster.module.css'

interface PosterProps {
  readonly ratingKey: string
  readonly size: PosterSize
}

const icons = { small: 18, medium: 32 } as const

/** It says nothing that does not stand beside it, so it is not read out. */
export function Poster({ ratingKey, size }: PosterProps) {
  const address = addressOf(posterPath.replace(':ratingKey', encodeURIComponent(ratingKey)).replace(':size', size))
  return (
    <span className={classes.poster} data-size={size}>
      <IconMovie className={classes.sign} size={icons[size]} aria-hidden="true" />
      {/^\d+$/u.test(ratingKey) ? (
        <img className={classes.picture} src={address} alt="" loading="lazy" decoding="async" draggable={false} />
      ) : null}
    </span>
  )
}
