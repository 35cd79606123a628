using Airflow.Engine.Dags;
using Airflow.Engine.Runs;

namespace Airflow.Testing.Memory;

/// <summary>DAGs and versions in memory.</summary>
internal sealed class MemoryDagStore(MemoryDatabase database) : IDagStore
{
    public Task<IReadOnlyList<SavedDag>> SaveAsync(IReadOnlyList<ParsedFile> files, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<SavedDag>>([.. files.SelectMany(file => file.Dags.Select(dag => Save(file, dag)))]);
        }
    }

    public Task RemoveFilesAsync(string bundleName, IReadOnlyCollection<string> relativePaths, CancellationToken cancellationToken)
    {
        foreach (var dag in database.Dags.Values.Where(dag => relativePaths.Contains(dag.RelativeFileLocation)).ToList())
        {
            database.Dags[dag.DagId] = dag with { IsStale = true };
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DagRecord>> ListAsync(bool includeStale, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DagRecord>>(
        [.. database.Dags.Values.Where(dag => includeStale || !dag.IsStale).OrderBy(dag => dag.DagId, StringComparer.Ordinal)]);

    public Task<int> CountAsync(CancellationToken cancellationToken) => Task.FromResult(database.Dags.Values.Count(dag => !dag.IsStale));

    public Task<DagRecord?> FindAsync(string dagId, CancellationToken cancellationToken) => Task.FromResult(database.Dags.GetValueOrDefault(dagId));

    public Task<IReadOnlyList<DagRecord>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DagRecord>>([.. Schedulable().Where(dag => dag.Next!.CreateAfter <= now && HasRoom(dag)).OrderBy(dag => dag.Next!.CreateAfter).Take(limit)]);

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken) => Task.FromResult(Schedulable().Min(dag => dag.Next!.CreateAfter));

    public Task SetNextDagRunAsync(string dagId, NextDagRun next, CancellationToken cancellationToken)
    {
        database.Dags[dagId] = database.Dags[dagId] with { Next = next };
        return Task.CompletedTask;
    }

    public Task<int> SetPausedAsync(IReadOnlyCollection<string> dagIds, bool isPaused, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var changed = database.Dags.Values.Where(dag => dagIds.Contains(dag.DagId) && (dag.IsPaused != isPaused || dag.DrainingSince is not null)).ToList();
            changed.ForEach(dag => database.Dags[dag.DagId] = dag with { IsPaused = isPaused, DrainingSince = null, DrainingBy = null });
            foreach (var run in database.Runs.Values.Where(run => isPaused && run.State == RunState.Running && dagIds.Contains(run.DagId)))
            {
                database.BreakLease(run.Id);
            }

            return Task.FromResult(changed.Count);
        }
    }

    public Task<int> DrainAsync(IReadOnlyCollection<string> dagIds, string? user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            var changed = database.Dags.Values.Where(dag => dagIds.Contains(dag.DagId) && dag is { IsPaused: false, DrainingSince: null }).ToList();
            changed.ForEach(dag => database.Dags[dag.DagId] = dag with { DrainingSince = now, DrainingBy = user });
            return Task.FromResult(changed.Count);
        }
    }

    public Task<IReadOnlyList<string>> ListDrainedAsync(CancellationToken cancellationToken)
    {
        lock (database.Gate)
        {
            return Task.FromResult<IReadOnlyList<string>>(
            [
                .. database.Dags.Values
                    .Where(dag => dag.DrainingSince is not null && !database.Runs.Values.Any(run => run.DagId == dag.DagId && run.State == RunState.Running))
                    .Select(dag => dag.DagId).Order(StringComparer.Ordinal),
            ]);
        }
    }

    public Task<int> DeleteAsync(string dagId, CancellationToken cancellationToken) => Task.FromResult(database.Dags.Remove(dagId) ? 1 : 0);

    public Task<DagVersionRecord?> FindVersionAsync(Guid versionId, CancellationToken cancellationToken) =>
        Task.FromResult<DagVersionRecord?>(database.Versions.TryGetValue(versionId, out var version) ? version.Version : null);

    public Task<IReadOnlyList<DagVersionRecord>> ListVersionsAsync(string dagId, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DagVersionRecord>>(
        [.. database.Versions.Values.Select(version => version.Version).Where(version => version.DagId == dagId).OrderBy(version => version.VersionNumber)]);

    public Task<string?> FindSerializedAsync(Guid versionId, CancellationToken cancellationToken) =>
        Task.FromResult(database.Versions.TryGetValue(versionId, out var version) ? version.Data : null);

    public Task<IReadOnlyList<SerializedVersion>> ListSerializedAsync(IReadOnlyCollection<Guid> versionIds, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<SerializedVersion>>([
            .. versionIds.Where(database.Versions.ContainsKey).Select(id => new SerializedVersion(database.Versions[id].Version, database.Versions[id].Data)),
        ]);

    public Task<string?> FindSourceAsync(string dagId, int? versionNumber, CancellationToken cancellationToken) => Task.FromResult(
        database.Versions.Values.Where(version => version.Version.DagId == dagId && (versionNumber is null || version.Version.VersionNumber == versionNumber))
            .OrderBy(version => version.Version.VersionNumber).Select(version => version.Source).LastOrDefault());

    public Task<IReadOnlyList<ImportError>> ListImportErrorsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ImportError>>([]);

    private bool HasRoom(DagRecord dag) => database.Runs.Values.Count(run => run.DagId == dag.DagId && !run.State.IsFinished()) < dag.MaxActiveRuns;

    private IEnumerable<DagRecord> Schedulable() => database.Dags.Values.Where(dag => dag is { IsPaused: false, DrainingSince: null, IsStale: false, Next.CreateAfter: not null });

    private SavedDag Save(ParsedFile file, ParsedDag parsed)
    {
        var id = parsed.Dag.DagId;
        var latest = database.Versions.Values.Where(version => version.Version.DagId == id).OrderBy(version => version.Version.VersionNumber).LastOrDefault();
        var isNew = !database.Dags.TryGetValue(id, out var known);
        var isNewVersion = latest.Version is null || latest.Hash != parsed.DagHash;
        var record = isNewVersion
            ? new DagVersionRecord(Guid.CreateVersion7(file.ParsedAt), id, (latest.Version?.VersionNumber ?? 0) + 1, file.BundleName, file.Manifest?.Version, file.ParsedAt)
            : latest.Version!;
        database.Versions[record.Id] = (record, parsed.Data, parsed.DagHash, file.Source);
        database.Dags[id] = parsed.Dag with
        {
            IsPaused = known?.IsPaused ?? parsed.IsPausedUponCreation,
            IsStale = false,
            DrainingSince = known?.DrainingSince,
            DrainingBy = known?.DrainingBy,
            LatestVersionId = record.Id,
            LatestVersionNumber = record.VersionNumber,
        };
        return new SavedDag(id, record.Id, record.VersionNumber, isNew, isNewVersion);
    }
}
