/**
 * Replaces what is secret in every connection URL within a text: the password, wherever it ends (one that holds an `@`
 * included), and password parameters of the query.
 */
export function hideSecrets(text: string): string {
  return text
    .replace(/\b([a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s"'`]*@/gi, "$1:***@")
    .replace(/([?&][a-z_]*(?:password|passwd|secret|token)[a-z_]*=)[^&\s"'`]*/gi, "$1***");
}
