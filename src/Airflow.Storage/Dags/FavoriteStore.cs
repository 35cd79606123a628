using Airflow.Engine.Dags;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>Users' favorites in table dag_favorite.</summary>
internal sealed class FavoriteStore(ISqlDatabase database) : IFavoriteStore
{
    public Task<bool> HasAsync(string user, string dagId, CancellationToken cancellationToken) =>
        database.FirstAsync(FavoriteSql.Find, static row => row.Flag(0), cancellationToken, ("user_id", user), ("dag_id", dagId));

    public async Task<IReadOnlySet<string>> ListAsync(string user, CancellationToken cancellationToken) =>
        (await database.ListAsync(FavoriteSql.List, static row => row.Text(0), cancellationToken, ("user_id", user))).ToHashSet(StringComparer.Ordinal);

    public async Task<bool> AddAsync(string user, string dagId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(FavoriteSql.Add, cancellationToken, ("user_id", user), ("dag_id", dagId)) > 0;

    public async Task<bool> RemoveAsync(string user, string dagId, CancellationToken cancellationToken) =>
        await database.ExecuteAsync(FavoriteSql.Remove, cancellationToken, ("user_id", user), ("dag_id", dagId)) > 0;
}
