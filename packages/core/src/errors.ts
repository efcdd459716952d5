/**
 * What the user did wrong, said in one line that names what was wrong and what would be right.
 * The command line prints the message alone and exits with code 2.
 */
export class UserError extends Error {
  override name = 'UserError';
}
