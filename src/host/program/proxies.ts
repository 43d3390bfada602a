const names = ['http_proxy', 'https_proxy', 'ftp_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

/** How to reach the network: those of the variables that curl(1), apt and dnf read for it. */
export function proxyVariables(variables: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const found = names.map((name) => [name, variables[name]] as const);
  return Object.fromEntries(found.filter((entry): entry is [(typeof names)[number], string] => entry[1] !== undefined));
}
