using Airflow.Engine;
using Airflow.Engine.Storage;
using Airflow.Storage.Sqlite;

namespace Airflow.Storage.Migrations;

/// <summary>Brings a SQLite file to this version's schema, forward only, on a connection of its own.</summary>
internal sealed class SqliteMigrator(SqliteDatabase database)
{
    private static readonly IReadOnlyList<Migration> Known = EmbeddedMigrations.SqliteInOrder;

    /// <summary>Names of what is not applied; all of them when there is no file yet.</summary>
    public async Task<IReadOnlyList<string>> ListPendingAsync(CancellationToken cancellationToken)
    {
        if (!File.Exists(database.FilePath) && Directory.Exists(Path.GetDirectoryName(database.FilePath)))
        {
            return [.. Known.Select(migration => migration.Name)];
        }

        var applied = await database.ReadAsync(
            async session => await session.FirstAsync(SqliteMigrationSql.TableExists, row => row.Flag(0))
                ? await session.ListAsync(SqliteMigrationSql.ListNames, row => row.Text(0))
                : [],
            cancellationToken);
        return FindPending(applied).ConvertAll(migration => migration.Name);
    }

    /// <summary>Applies what is pending in one transaction, so that of several processes one does it and the others find it done.</summary>
    public async Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken)
    {
        using var session = await database.Backoff.RunAsync(() => SqliteSession.OpenWriter(database.FilePath, create: true), cancellationToken);
        await database.Backoff.RunAsync(() => session.Prepare(SqliteWriterSql.Begin).Run(), cancellationToken);
        var pending = await ApplyPendingAsync(session);
        session.Prepare(SqliteWriterSql.Commit).Run();
        return pending;
    }

    /// <summary>Every migration with the row that records it.</summary>
    public static IReadOnlyList<MigrationScript> ReadScripts() =>
    [
        .. Known.Select(static migration =>
        {
            var sql = migration.ReadSql();
            return new MigrationScript(migration.Name, $"{SqliteMigrationSql.CreateTable};\n{sql.TrimEnd()}\n{SqliteMigrationSql.Record(migration.Name, Migration.Checksum(sql))};\n");
        }),
    ];

    /// <summary>Drops every table and, unless told otherwise, applies all migrations anew, in one transaction.</summary>
    public async Task ResetAsync(bool skipInit, CancellationToken cancellationToken)
    {
        using var session = await database.Backoff.RunAsync(() => SqliteSession.OpenWriter(database.FilePath, create: true), cancellationToken);
        session.RunScript("PRAGMA foreign_keys = OFF;");
        await database.Backoff.RunAsync(() => session.Prepare(SqliteWriterSql.Begin).Run(), cancellationToken);
        session.RunScript(EmbeddedMigrations.ReadDropScript(EmbeddedMigrations.Sqlite));
        if (!skipInit)
        {
            await ApplyPendingAsync(session);
        }

        session.Prepare(SqliteWriterSql.Commit).Run();
    }

    // an error leaves the transaction open, and closing the connection undoes it
    private static async Task<IReadOnlyList<string>> ApplyPendingAsync(SqliteSession session)
    {
        session.RunScript(SqliteMigrationSql.CreateTable);
        var applied = await session.ListAsync(SqliteMigrationSql.List, row => (Name: row.Text(0), Checksum: row.Text(1)));
        var pending = FindPending([.. applied.Select(done => done.Name)]);
        foreach (var (name, checksum) in applied)
        {
            if (Migration.Checksum(Known.Single(migration => migration.Name == name).ReadSql()) != checksum)
            {
                throw new AirflowException("migration_changed", $"Migration '{name}' was applied to the database in another form than this version has. Use the version that migrated it, or run: airflow db reset");
            }
        }

        foreach (var migration in pending)
        {
            var sql = migration.ReadSql();
            session.RunScript(sql);
            await session.ExecuteAsync(SqliteMigrationSql.Add, ("name", migration.Name), ("checksum", Migration.Checksum(sql)));
        }

        return [.. pending.Select(migration => migration.Name)];
    }

    // loops: a query would be compiled at every start
    private static List<Migration> FindPending(IReadOnlyList<string> applied)
    {
        var pending = new List<Migration>(Known);
        foreach (var name in applied)
        {
            if (RemoveByName(pending, name) == 0)
            {
                throw new AirflowException("database_newer", $"The database has migration '{name}', which this version does not know. Use the version that migrated it, or a newer one.");
            }
        }

        return pending;
    }

    private static int RemoveByName(List<Migration> migrations, string name) => migrations.RemoveAll(migration => migration.Name == name);
}
