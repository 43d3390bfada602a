/** The release can't go on, and whoever pushed the tag must act. Shown without a stack trace. */
export class ReleaseRefused extends Error {
  override readonly name = 'ReleaseRefused';
}
