using Airflow.Engine.Variables;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Variables;

/// <summary>Variables in table variable.</summary>
internal sealed class VariableStore(ISqlDatabase database) : IVariableStore
{
    public Task<StoredVariable?> FindAsync(string key, CancellationToken cancellationToken) =>
        database.FirstAsync(VariableSql.Find, Read, cancellationToken, ("key", key));

    public Task<IReadOnlyList<StoredVariable>> ListAsync(CancellationToken cancellationToken) =>
        database.ListAsync(VariableSql.List, Read, cancellationToken);

    public Task<bool> SaveAsync(StoredVariable variable, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            (string, object?)[] arguments =
                [("key", variable.Key), ("val", variable.Value ?? ""), ("description", variable.Description), ("is_encrypted", variable.IsEncrypted)];
            var isNew = await session.ExecuteAsync(VariableSql.Insert, arguments) > 0;
            if (!isNew)
            {
                await session.ExecuteAsync(VariableSql.Update, arguments);
            }

            return isNew;
        },
        cancellationToken);

    public async Task<bool> DeleteAsync(string key, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(VariableSql.Delete, cancellationToken, ("key", key)) > 0;

    internal static StoredVariable Read(SqlRow row) => new(row.Text(0), row.TextOrNull(1), row.TextOrNull(2), row.Flag(3));
}
