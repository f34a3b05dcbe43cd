import type { DuckDBValue } from "@duckdb/node-api";
import type { CompiledQuery } from "kysely";
import {
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type QueryResult,
} from "kysely";
import type { Warehouse } from "./open.ts";
import type { Tables } from "./tables.ts";

/**
 * Typed queries on an open warehouse; the caller closes the warehouse. Values come as JSON: bigint and decimal as strings, times as text.
 * Kysely's own Postgres grammar fits what we ask; for bulk data write SQL instead.
 */
export function queries(warehouse: Warehouse): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: dialectOf(warehouse) });
}

function dialectOf(warehouse: Warehouse): Dialect {
  const connection: DatabaseConnection = {
    async executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
      return { rows: await warehouse.rows<Row>(query.sql, [...query.parameters] as DuckDBValue[]) };
    },

    async *streamQuery() {
      throw new Error("streaming is not for this connection; use COPY for bulk data");
    },
  };
  const run = (sql: string) => warehouse.run(sql);
  return {
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createDriver: () => ({
      init: async () => undefined,
      acquireConnection: async () => connection,
      beginTransaction: () => run("begin"),
      commitTransaction: () => run("commit"),
      rollbackTransaction: () => run("rollback"),
      releaseConnection: async () => undefined,
      destroy: async () => undefined,
    }),
  };
}
