using Airflow.Engine.Dags;

namespace Airflow.Runtime.Tests.Parsing;

/// <summary>A DAG store in memory with the rules of the contract that the processor leans on.</summary>
internal sealed class MemoryDagStore(TimeProvider time) : IDagStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, DagRecord> _dags = [];
    private readonly Dictionary<string, List<(DagVersionRecord Version, string Hash, string Data, string Source)>> _versions = [];
    private readonly Dictionary<(string Bundle, string Path), string> _errors = [];

    public Dictionary<string, ReadOnlyMemory<byte>> Blobs { get; } = [];

    public Dictionary<string, BundleManifest> Manifests { get; } = [];

    /// <summary>Files of each commit.</summary>
    public List<int> Commits { get; } = [];

    /// <summary>Thrown by the next save.</summary>
    public Exception? NextFailure { get; set; }

    public Task<IReadOnlyList<SavedDag>> SaveAsync(IReadOnlyList<ParsedFile> files, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (NextFailure is { } failure)
            {
                NextFailure = null;
                throw failure;
            }

            Commits.Add(files.Count);
            return Task.FromResult<IReadOnlyList<SavedDag>>([.. files.SelectMany(Save)]);
        }
    }

    /// <summary>How many files have been taken out.</summary>
    public int Removals { get; private set; }

    public Task RemoveFilesAsync(string bundleName, IReadOnlyCollection<string> relativePaths, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Removals += relativePaths.Count;
            foreach (var path in relativePaths)
            {
                _errors.Remove((bundleName, path));
                MakeStale(bundleName, path, []);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DagRecord>> ListAsync(bool includeStale, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DagRecord>>([.. _dags.Values.Where(dag => includeStale || !dag.IsStale).OrderBy(dag => dag.DagId, StringComparer.Ordinal)]);
        }
    }

    public Task<DagRecord?> FindAsync(string dagId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_dags.GetValueOrDefault(dagId));
        }
    }

    public Task<IReadOnlyList<DagVersionRecord>> ListVersionsAsync(string dagId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<DagVersionRecord>>([.. _versions.GetValueOrDefault(dagId, []).Select(entry => entry.Version)]);
        }
    }

    public Task<string?> FindSourceAsync(string dagId, int? versionNumber, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<string?>(_versions[dagId][^1].Source);
        }
    }

    public Task<IReadOnlyList<ImportError>> ListImportErrorsAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<ImportError>>(
                [.. _errors.Select((error, index) => new ImportError(index + 1, time.GetUtcNow(), error.Key.Bundle, error.Key.Path, error.Value))]);
        }
    }

    public Task<IReadOnlyList<DagRecord>> ListDueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> CountAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DateTimeOffset?> FindNextDueAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNextDagRunAsync(string dagId, NextDagRun next, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> SetPausedAsync(IReadOnlyCollection<string> dagIds, bool isPaused, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> DrainAsync(IReadOnlyCollection<string> dagIds, string? user, DateTimeOffset now, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListDrainedAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<int> DeleteAsync(string dagId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<DagVersionRecord?> FindVersionAsync(Guid versionId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<string?> FindSerializedAsync(Guid versionId, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_versions.Values.SelectMany(static versions => versions).Where(one => one.Version.Id == versionId).Select(static one => one.Data).FirstOrDefault());
        }
    }

    public Task<IReadOnlyList<SerializedVersion>> ListSerializedAsync(IReadOnlyCollection<Guid> versionIds, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private List<SavedDag> Save(ParsedFile file)
    {
        if (file.ImportError is { } error)
        {
            _errors[(file.BundleName, file.RelativePath)] = error;
            return [];
        }

        _errors.Remove((file.BundleName, file.RelativePath));
        if (file.Manifest is { } manifest)
        {
            Manifests[manifest.Version] = manifest;
            foreach (var (hash, content) in file.Blobs)
            {
                Blobs[hash] = content;
            }
        }

        MakeStale(file.BundleName, file.RelativePath, [.. file.Dags.Select(dag => dag.Dag.DagId)]);
        return [.. file.Dags.Select(dag => Save(file, dag)).OfType<SavedDag>()];
    }

    private SavedDag? Save(ParsedFile file, ParsedDag dag)
    {
        var id = dag.Dag.DagId;
        if (_dags.TryGetValue(id, out var old) && !old.IsStale && (old.RelativeFileLocation != file.RelativePath || old.BundleName != file.BundleName))
        {
            _errors[(file.BundleName, file.RelativePath)] = $"DAG '{id}' is in {old.RelativeFileLocation} already.";
            return null;
        }

        var versions = _versions.TryGetValue(id, out var known) ? known : _versions[id] = [];
        var isNewVersion = versions.Count == 0 || versions[^1].Hash != dag.DagHash;
        if (isNewVersion)
        {
            var version = new DagVersionRecord(Guid.CreateVersion7(time.GetUtcNow()), id, versions.Count + 1, file.BundleName, file.Manifest?.Version, time.GetUtcNow());
            versions.Add((version, dag.DagHash, dag.Data, file.Source));
        }

        _dags[id] = dag.Dag with { BundleVersion = file.Manifest?.Version, LatestVersionNumber = versions.Count, LatestVersionId = versions[^1].Version.Id };
        return new SavedDag(id, versions[^1].Version.Id, versions.Count, old is null, isNewVersion);
    }

    private void MakeStale(string bundleName, string path, IReadOnlyCollection<string> kept)
    {
        foreach (var dag in _dags.Values.Where(dag => dag.BundleName == bundleName && dag.RelativeFileLocation == path && !kept.Contains(dag.DagId)).ToList())
        {
            _dags[dag.DagId] = dag with { IsStale = true };
        }
    }
}
