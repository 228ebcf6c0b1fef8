/**
 * Kysely plugin that turns the API document's table names into this installation's, and leaves
 * out columns that it lacks: dropped from INSERT and UPDATE, read as null in SELECT.
 */
import {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  type InsertQueryNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  PrimitiveValueListNode,
  type QueryId,
  type QueryResult,
  RawNode,
  ReferenceNode,
  type RootOperationNode,
  type SchemableIdentifierNode,
  SelectionNode,
  type SelectQueryNode,
  TableNode,
  type UnknownRow,
  type UpdateQueryNode,
  ValueListNode,
  ValuesNode,
} from 'kysely';
import { CircuitOpenError } from './circuit-breaker.js';
import type { Installation } from './installation.js';

const RETRY_AFTER_MS = 1_000;

class InstallationTransformer extends OperationNodeTransformer {
  constructor(private readonly installation: Installation) {
    super();
  }

  protected override transformSchemableIdentifier(
    node: SchemableIdentifierNode,
    queryId?: QueryId,
  ): SchemableIdentifierNode {
    const result = super.transformSchemableIdentifier(node, queryId);
    const name = this.installation.realName(result.identifier.name);
    return name === result.identifier.name
      ? result
      : { ...result, identifier: IdentifierNode.create(name) };
  }

  protected override transformUpdateQuery(
    node: UpdateQueryNode,
    queryId?: QueryId,
  ): UpdateQueryNode {
    const table = tableNameOf(node.table);
    const updates = node.updates?.filter(
      (update) =>
        table === undefined ||
        !ColumnNode.is(update.column) ||
        this.installation.hasColumn(table, update.column.column.name),
    );
    if (node.updates && updates?.length === 0) {
      throw new Error(`this installation has none of the columns to be written in ${table}`);
    }
    return super.transformUpdateQuery(updates ? { ...node, updates } : node, queryId);
  }

  protected override transformInsertQuery(
    node: InsertQueryNode,
    queryId?: QueryId,
  ): InsertQueryNode {
    const table = tableNameOf(node.into);
    const columns = node.columns;
    if (table === undefined || !columns || !node.values || !ValuesNode.is(node.values)) {
      return super.transformInsertQuery(node, queryId);
    }
    const kept = columns
      .map((column, index) => ({ column, index }))
      .filter(({ column }) => this.installation.hasColumn(table, column.column.name));
    if (kept.length === columns.length) return super.transformInsertQuery(node, queryId);
    const values = node.values.values.map((list) =>
      PrimitiveValueListNode.is(list)
        ? PrimitiveValueListNode.create(kept.map(({ index }) => list.values[index]))
        : ValueListNode.create(
            kept.map(({ index }) => (list as ValueListNode).values[index] as OperationNode),
          ),
    );
    return super.transformInsertQuery(
      { ...node, columns: kept.map(({ column }) => column), values: ValuesNode.create(values) },
      queryId,
    );
  }

  protected override transformSelectQuery(
    node: SelectQueryNode,
    queryId?: QueryId,
  ): SelectQueryNode {
    const froms = node.from?.froms ?? [];
    const from = froms.length === 1 && froms[0] ? tableNameOf(froms[0]) : undefined;
    if (from === undefined || !node.selections || node.joins) {
      return super.transformSelectQuery(node, queryId);
    }
    const selections = node.selections.map((selection) => {
      const column = selectedColumn(selection);
      return column !== undefined && !this.installation.hasColumn(from, column)
        ? SelectionNode.create(
            AliasNode.create(RawNode.createWithSql('null'), IdentifierNode.create(column)),
          )
        : selection;
    });
    return super.transformSelectQuery({ ...node, selections }, queryId);
  }
}

function tableNameOf(node: OperationNode | undefined): string | undefined {
  if (node && AliasNode.is(node)) return tableNameOf(node.node);
  return node && TableNode.is(node) ? node.table.identifier.name : undefined;
}

function selectedColumn(node: SelectionNode): string | undefined {
  const selected = node.selection;
  return ReferenceNode.is(selected) && ColumnNode.is(selected.column)
    ? selected.column.column.name
    : undefined;
}

export class InstallationPlugin implements KyselyPlugin {
  private readonly transformer: InstallationTransformer;

  constructor(private readonly installation: Installation) {
    this.transformer = new InstallationTransformer(installation);
  }

  /** @throws GateClosedError while nothing is known of the database */
  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    if (!this.installation.isKnown) {
      throw new CircuitOpenError('the database has not been reached yet', RETRY_AFTER_MS);
    }
    return this.transformer.transformNode(args.node, args.queryId);
  }

  async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result;
  }
}
