// The picture in CONTRIBUTING.md: which folder of src/ imports which, as dependency-cruiser draws it.
import {cruise} from 'dependency-cruiser';
import config from '../.dependency-cruiser.mjs';

/** A collapsed folder comes as a box with a nameless node inside; one named node says the same. */
const NAMELESS_FOLDER = /subgraph (\w+)\["([^"]+)"\]\n(\w+)\[" "\]\nend/g;

/** Markdown with a Mermaid diagram. */
export async function importGraph() {
  const {output} = await cruise(['src'], {
    ...config.options,
    includeOnly: '^src/',
    collapse: '^src/(elements/[^/]+|[^/]+)/',
    outputType: 'mermaid',
  });
  const diagram = output.trim()
    .replace('flowchart LR', 'flowchart TD')
    .replace(NAMELESS_FOLDER, '$3["$2/"]');
  return ['```mermaid', diagram, '```'].join('\n');
}
