/** A show or a season in summary: each season, and each episode with its way to why. */
import type { Why } from '@pcu/contract'
import { Title } from '../../ui/name.tsx'
import { usePages } from '../../ui/pager.tsx'
import { WhyLink } from '../../ui/title/why-link.tsx'
import { Part } from './part.tsx'
import { whyText } from './text.ts'
import classes from './why.module.css'

const PAGE = 20

/** The summary. */
export function Show({ why }: { readonly why: Extract<Why, { kind: 'show' }> }) {
  const { rows, pager } = usePages(why.episodes, PAGE)
  return (
    <Part title={whyText.episodes}>
      <ul className={classes.list}>
        {why.seasons.map(({ season, episodes, cached, wanted }) => (
          <li key={season ?? -1} className={classes.quiet}>
            {whyText.season(season)}: {whyText.seasonHas(episodes, cached, wanted)}
          </li>
        ))}
      </ul>
      <ul className={classes.list}>
        {rows.map(({ title, ask, cached, people, sentence }) => (
          <li key={ask} className={classes.choice}>
            <div>
              <Title text={title} />
              <p className={classes.quiet}>
                {cached ? whyText.states.cached : whyText.states['not-cached']}
                {people.length === 0 ? '' : ` · ${people.join(', ')}`}
              </p>
              {sentence === null ? null : (
                <p className={classes.quiet}>
                  <bdi>{sentence}</bdi>
                </p>
              )}
            </div>
            <WhyLink ask={ask} title={title} />
          </li>
        ))}
      </ul>
      {pager}
    </Part>
  )
}
