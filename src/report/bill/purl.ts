/** A distribution as os-release(5) names it. */
export interface Distribution {
  /** ID: `debian`, `fedora`; empty if the guest does not say. */
  readonly id: string;
  /** VERSION_ID, else VERSION_CODENAME: `12`, `trixie`; undefined in rolling ones. */
  readonly version: string | undefined;
}

export interface PurlPackage {
  readonly name: string;
  /** With its epoch, if it has one: `1:2.4.47-2`. */
  readonly version: string;
  readonly arch: string;
}

/**
 * The package URL of a package of dpkg or rpm (package-url/purl-spec: PURL-SPECIFICATION.rst, PURL-TYPES.rst). Qualifiers
 * are in the order of their names. An epoch is part of the version of a deb, and a qualifier of an rpm.
 */
export function purlOf(type: 'deb' | 'rpm', { name, version, arch }: PurlPackage, distribution: Distribution): string {
  const [, epoch, plain = version] = (type === 'rpm' ? /^(\d+):(.*)$/.exec(version) : null) ?? [];
  const { id } = distribution;
  const qualifiers = [
    ['arch', arch],
    ['distro', id === '' ? undefined : distributionName(distribution)],
    ['epoch', epoch],
  ].flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${percentEncode(value)}`]));
  const path = [type, ...(id === '' ? [] : [id.toLowerCase()]), type === 'deb' ? name.toLowerCase() : name];
  return `pkg:${path.map(percentEncode).join('/')}@${percentEncode(plain)}?${qualifiers.join('&')}`;
}

/** `debian-12`, as the purl specification writes `fedora-25`. */
export function distributionName({ id, version }: Distribution): string {
  return version === undefined ? id : `${id}-${version}`;
}

/** Everything but letters, digits, `.`, `-`, `_`, `~` and the colon, which the specification leaves as it is. */
function percentEncode(text: string): string {
  return encodeURIComponent(text)
    .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%3A', ':');
}
