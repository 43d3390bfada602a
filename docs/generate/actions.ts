import { outputsOf, outputTable } from '../../src/action/inputs/outputs.ts';
import type { ActionName, InputRow } from '../../src/action/inputs/row.ts';
import { inputsOf, inputTable } from '../../src/action/inputs/table.ts';

export const actionNames = ['root', 'build', 'boot-test', 'publish', 'plan'] as const satisfies readonly ActionName[];

/** YAML's double-quoted style, which is JSON's. */
const quoted = (text: string) => JSON.stringify(text);

function inputLines(action: ActionName): string[] {
  return inputsOf(action).flatMap((name) => {
    const row: InputRow = inputTable[name];
    return [
      `  ${name}:`,
      `    description: ${quoted(row.help)}`,
      ...(name === 'kickstart' ? ['    required: true'] : []),
      ...(row.default === undefined ? [] : [`    default: ${quoted(row.default)}`]),
    ];
  });
}

/** A composite action says where its outputs come from; a JavaScript action sets them. */
function outputLines(action: ActionName): string[] {
  return outputsOf(action).flatMap((name) => {
    const row: { readonly help: string; readonly from?: string } = outputTable[name];
    return [
      `  ${name}:`,
      `    description: ${quoted(row.help)}`,
      ...(action === 'root' ? [`    value: \${{ steps.${row.from}.outputs.${name} }}`] : []),
    ];
  });
}

/**
 * @param text an action.yml
 * @returns it with the inputs and outputs of the table, between its head and `runs:`
 */
export function actionFile(action: ActionName, text: string): string {
  const head = text.slice(0, text.search(/^(inputs|runs):/m));
  const runs = text.slice(text.search(/^runs:/m));
  const section = [
    '# The inputs and outputs are written by "npm run docs".',
    'inputs:',
    ...inputLines(action),
    '',
    'outputs:',
    ...outputLines(action),
  ].join('\n');
  return `${head.replace(/# The inputs and outputs are written by[^\n]*\n$/, '')}${section}\n\n${runs}`;
}

const titles: Readonly<Record<ActionName, string>> = {
  root: '',
  build: 'actions/build',
  'boot-test': 'actions/boot-test',
  publish: 'actions/publish',
  plan: 'actions/plan',
};

const cell = (text: string) => text.replaceAll('|', '\\|');

/** Inputs of all actions in one table, with the actions that take each. */
export function inputsTable(): string {
  const rows = inputsOf('root').map((name) => {
    const row: InputRow = inputTable[name];
    return `| \`${name}\` | ${row.default === undefined ? '' : `\`${row.default}\``} | ${cell(row.help)} |`;
  });
  return ['| input | default | meaning |', '| --- | --- | --- |', ...rows].join('\n');
}

export function outputsTable(): string {
  const rows = outputsOf('root').map((name) => `| \`${name}\` | ${cell(outputTable[name].help)} |`);
  return ['| output | meaning |', '| --- | --- |', ...rows].join('\n');
}

/** What the nested actions take and give; where the meaning is that of the whole action, only the name. */
export function nestedTable(): string {
  const rows = actionNames
    .filter((name) => name !== 'root')
    .map((name) => {
      const list = (names: readonly string[]) => names.map((one) => `\`${one}\``).join(' ');
      return `| \`${titles[name]}\` | ${list(inputsOf(name))} | ${list(outputsOf(name))} |`;
    });
  return ['| action | inputs | outputs |', '| --- | --- | --- |', ...rows].join('\n');
}

const tables = { inputs: inputsTable, outputs: outputsTable, nested: nestedTable } as const;

/** @returns the page with the tables between `<!-- inputs -->` and `<!-- /inputs -->`, and so on */
export function inputAndOutputTables(page: string): string {
  return Object.entries(tables).reduce(
    (text, [name, table]) =>
      text.replace(
        new RegExp(`<!-- ${name} -->[\\s\\S]*?<!-- /${name} -->`),
        () => `<!-- ${name} -->\n${table()}\n<!-- /${name} -->`,
      ),
    page,
  );
}
