using Airflow.Engine;
using Airflow.Engine.Storage;
using Airflow.Storage.Migrations;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Servers;

/// <summary>Brings a database on a server to this version's schema, forward only. One process does it, and others that want to wait.</summary>
internal sealed class ServerMigrator(ServerDatabase database, MigrationSet migrations)
{
    /// <summary>Names of what is not applied.</summary>
    public Task<IReadOnlyList<string>> ListPendingAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<string>>(
        async session =>
        {
            var applied = await session.FirstAsync(ServerMigrationSql.TableExists, row => row.Long(0)) > 0
                ? await session.ListAsync(ServerMigrationSql.ListNames, row => row.Text(0))
                : [];
            return migrations.FindPending(applied).ConvertAll(migration => migration.Name);
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> ApplyAsync(CancellationToken cancellationToken) => database.RepeatAsync(
        session => AloneAsync(session, () => ApplyPendingAsync(session)), cancellationToken);

    /// <summary>Every migration with the row that records it.</summary>
    public IReadOnlyList<MigrationScript> ReadScripts() =>
    [
        .. migrations.All.Select(migration =>
        {
            var sql = migration.ReadSql();
            return new MigrationScript(
                migration.Name, $"{migrations.CreateTable};\n{sql.TrimEnd()}\n{ServerMigrationSql.Record(migration.Name, Migration.Checksum(sql))};\n");
        }),
    ];

    /// <summary>Drops every table and, unless told otherwise, applies all migrations anew.</summary>
    public Task ResetAsync(bool skipInit, CancellationToken cancellationToken) => database.RepeatAsync(
        session => AloneAsync(
            session,
            async () =>
            {
                await session.RunScriptAsync(migrations.ReadDropScript());
                return skipInit ? [] : await ApplyPendingAsync(session);
            }),
        cancellationToken);

    private static async Task<IReadOnlyList<string>> AloneAsync(ServerSession session, Func<Task<IReadOnlyList<string>>> migrate)
    {
        await session.LockAsync(SqlLock.Migrations);
        try
        {
            return await migrate();
        }
        finally
        {
            await session.UnlockAsync(SqlLock.Migrations);
        }
    }

    private async Task<IReadOnlyList<string>> ApplyPendingAsync(ServerSession session)
    {
        await session.RunScriptAsync(migrations.CreateTable);
        var applied = await session.ListAsync(ServerMigrationSql.List, row => (Name: row.Text(0), Checksum: row.Text(1)));
        var pending = migrations.FindPending([.. applied.Select(done => done.Name)]);
        foreach (var (name, checksum) in applied)
        {
            if (Migration.Checksum(migrations.All.Single(migration => migration.Name == name).ReadSql()) != checksum)
            {
                throw new AirflowException("migration_changed", $"Migration '{name}' was applied to the database in another form than this version has. Use the version that migrated it, or run: airflow db reset");
            }
        }

        foreach (var migration in pending)
        {
            var sql = migration.ReadSql();
            await session.RunScriptAsync(sql);
            await session.ExecuteAsync(ServerMigrationSql.Add, ("name", migration.Name), ("checksum", Migration.Checksum(sql)));
        }

        return [.. pending.Select(migration => migration.Name)];
    }
}
