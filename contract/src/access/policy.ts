/** Who may use an endpoint: bound to each route, and nobody may use one that says nothing. Free of schemas, so that a browser can ask. */

/** What a session or an API key may do. Each one includes those before it. */
export const scopes = ['read', 'operate', 'admin'] as const
export type Scope = (typeof scopes)[number]

/** What a route asks for. open: nobody needs to be logged in. */
export type Policy = 'open' | Scope

/** Whether somebody with this scope may use a route of this policy; undefined: nobody is logged in. */
export const allows = (policy: Policy, scope: Scope | undefined): boolean => {
  if (policy === 'open') return true
  return scope !== undefined && scopes.indexOf(scope) >= scopes.indexOf(policy)
}
