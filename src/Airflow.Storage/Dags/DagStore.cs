using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Storage.Assets;
using Airflow.Storage.Pools;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>DAGs, their versions and what was parsed.</summary>
internal sealed class DagStore(ISqlDatabase database) : IDagStore
{
    public Task<IReadOnlyList<SavedDag>> SaveAsync(IReadOnlyList<ParsedFile> files, CancellationToken cancellationToken) =>
        database.WriteAsync(session => DagSave.RunAsync(session, files), cancellationToken);

    public Task RemoveFilesAsync(string bundleName, IReadOnlyCollection<string> relativePaths, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.LockAsync(SqlLock.Dags);
            foreach (var path in relativePaths)
            {
                await session.ExecuteAsync(DagSaveSql.SetFileStale, ("bundle_name", bundleName), ("relative_fileloc", path));
                await session.ExecuteAsync(DagSaveSql.DeleteImportError, ("bundle_name", bundleName), ("filename", path));
            }

            await DagAssetSave.DeactivateAsync(session);
            return true;
        },
        cancellationToken);

    public Task<IReadOnlyList<DagRecord>> ListAsync(bool includeStale, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DagRecord>>(
        async session =>
        {
            var dags = await session.ListAsync(DagStoreSql.List, DagRow.Read, ("include_stale", includeStale));
            var tags = new Dictionary<string, List<string>>(StringComparer.Ordinal);
            await session.ListAsync(DagStoreSql.ListTags, row => AddTag(tags, row.Text(0), row.Text(1)));
            return WithTags(dags, tags);
        },
        cancellationToken);

    public Task<int> CountAsync(CancellationToken cancellationToken) => database.FirstAsync(DagStoreSql.Count, row => row.Int(0), cancellationToken);

    public Task<DagRecord?> FindAsync(string dagId, CancellationToken cancellationToken) => database.ReadAsync(
        async session => await session.FirstAsync(DagStoreSql.Find, DagRow.Read, ("dag_id", dagId)) is { } dag ? await WithTagsAsync(session, dag) : null,
        cancellationToken);

    public Task<IReadOnlyList<DagRecord>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<DagRecord>>(
            async session =>
            {
                var due = await session.ListAsync(DagStoreSql.ListDue, DagRow.Read, ("now", now), ("limit", limit));
                var tags = new Dictionary<string, List<string>>(StringComparer.Ordinal);
                var dagIds = JsonSerializer.Serialize([.. due.Select(dag => dag.DagId)], StorageJson.Default.StringArray);
                await session.ListAsync(DagStoreSql.ListTagsOfDags, row => AddTag(tags, row.Text(0), row.Text(1)), ("dag_ids", dagIds));
                return WithTags(due, tags);
            },
            cancellationToken);

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken) =>
        database.FirstAsync(DagStoreSql.FindNextDue, row => row.TimeOrNull(0), cancellationToken);

    public Task SetNextDagRunAsync(string dagId, NextDagRun next, CancellationToken cancellationToken) => database.WriteAsync(
        session => DagSave.SetNextAsync(session, dagId, next), cancellationToken);

    public Task<int> SetPausedAsync(IReadOnlyCollection<string> dagIds, bool isPaused, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var changed = 0;
            foreach (var dagId in dagIds)
            {
                changed += await session.ExecuteAsync(DagStoreSql.SetPaused, ("dag_id", dagId), ("is_paused", isPaused));
                if (isPaused)
                {
                    await session.ExecuteAsync(DagStoreSql.EndLeases, ("dag_id", dagId));
                }
            }

            return changed;
        },
        cancellationToken);

    public Task<int> DrainAsync(IReadOnlyCollection<string> dagIds, string? user, DateTimeOffset now, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            var changed = 0;
            foreach (var dagId in dagIds)
            {
                changed += await session.ExecuteAsync(DagStoreSql.Drain, ("now", now), ("user", user), ("dag_id", dagId));
            }

            return changed;
        },
        cancellationToken);

    public Task<IReadOnlyList<string>> ListDrainedAsync(CancellationToken cancellationToken) =>
        database.ListAsync(DagStoreSql.ListDrained, row => row.Text(0), cancellationToken);

    public Task<int> DeleteAsync(string dagId, CancellationToken cancellationToken) => database.WriteAsync(
        async session =>
        {
            await session.ExecuteAsync(PoolSql.LockAll);
            await session.ExecuteAsync(DagDeleteSql.FreeSlots, ("dag_id", dagId));
            var rows = 0;
            foreach (var delete in DagDeleteSql.InOrder)
            {
                rows += await session.ExecuteAsync(delete, ("dag_id", dagId));
            }

            return rows;
        },
        cancellationToken);

    public Task<DagVersionRecord?> FindVersionAsync(Guid versionId, CancellationToken cancellationToken) =>
        database.FirstAsync(DagStoreSql.FindVersion, DagRow.ReadVersion, cancellationToken, ("id", versionId));

    public Task<IReadOnlyList<DagVersionRecord>> ListVersionsAsync(string dagId, CancellationToken cancellationToken) =>
        database.ListAsync(DagStoreSql.ListVersions, DagRow.ReadVersion, cancellationToken, ("dag_id", dagId));

    public Task<string?> FindSerializedAsync(Guid versionId, CancellationToken cancellationToken) =>
        database.FirstAsync(DagStoreSql.FindSerialized, row => row.Text(0), cancellationToken, ("dag_version_id", versionId));

    public Task<IReadOnlyList<SerializedVersion>> ListSerializedAsync(IReadOnlyCollection<Guid> versionIds, CancellationToken cancellationToken) => database.ListAsync(
        DagStoreSql.ListSerialized,
        row => new SerializedVersion(DagRow.ReadVersion(row), row.Text(6)),
        cancellationToken,
        ("ids", JsonSerializer.Serialize([.. versionIds.Select(id => id.ToString())], StorageJson.Default.StringArray)));

    public Task<string?> FindSourceAsync(string dagId, int? versionNumber, CancellationToken cancellationToken) => database.FirstAsync(
        DagStoreSql.FindSource, row => row.Text(0), cancellationToken, ("dag_id", dagId), ("version_number", versionNumber));

    public Task<IReadOnlyList<ImportError>> ListImportErrorsAsync(CancellationToken cancellationToken) => database.ListAsync(
        DagStoreSql.ListImportErrors,
        row => new ImportError(row.Int(0), row.Time(1), row.TextOrNull(2) ?? "", row.TextOrNull(3) ?? "", row.TextOrNull(4) ?? ""),
        cancellationToken);

    private static IReadOnlyList<DagRecord> WithTags(IReadOnlyList<DagRecord> dags, Dictionary<string, List<string>> tags) =>
        [.. dags.Select(dag => tags.TryGetValue(dag.DagId, out var names) ? dag with { Tags = names } : dag)];

    private static string AddTag(Dictionary<string, List<string>> tags, string dagId, string name)
    {
        if (!tags.TryGetValue(dagId, out var names))
        {
            tags.Add(dagId, names = []);
        }

        names.Add(name);
        return name;
    }

    private static async Task<DagRecord> WithTagsAsync(ISqlSession session, DagRecord dag) =>
        dag with { Tags = await session.ListAsync(DagStoreSql.ListTagsOfDag, row => row.Text(0), ("dag_id", dag.DagId)) };
}
