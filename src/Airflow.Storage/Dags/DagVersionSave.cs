using System.Security.Cryptography;
using System.Text;
using Airflow.Engine.Dags;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>Stores the versions of a file's DAGs, inside the transaction of the file: a new one of each DAG whose hash is another.</summary>
internal static class DagVersionSave
{
    public static async Task<IReadOnlyList<SavedDag>> RunAsync(ISqlSession session, ParsedFile file, IReadOnlyList<ParsedDag> dags)
    {
        var newest = (await session.ListAsync(
            DagSaveSql.ListNewestVersions,
            row => new NewestVersion(row.Text(0), row.Guid(1), row.Int(2), row.TextOrNull(3), row.TextOrNull(4)),
            ("dag_ids", DagSave.IdsOf(dags)))).ToDictionary(version => version.DagId, StringComparer.Ordinal);
        var sourceHash = Hash(file.Source);
        var saved = new List<SavedDag>();
        var added = new List<(ParsedDag Dag, SavedDag Saved)>();
        var outdated = new List<(ParsedDag Dag, NewestVersion Newest)>();
        foreach (var dag in dags)
        {
            var before = newest.GetValueOrDefault(dag.Dag.DagId);
            if (before?.DagHash == dag.DagHash)
            {
                saved.Add(new SavedDag(dag.Dag.DagId, before.Id, before.Number, IsNew: false, IsNewVersion: false));
                if (before.SourceHash != sourceHash)
                {
                    outdated.Add((dag, before));
                }
            }
            else
            {
                var version = new SavedDag(dag.Dag.DagId, Guid.CreateVersion7(file.ParsedAt), (before?.Number ?? 0) + 1, IsNew: before is null, IsNewVersion: true);
                saved.Add(version);
                added.Add((dag, version));
            }
        }

        await session.ExecuteManyAsync(DagSaveSql.ReplaceCode, [.. outdated.Select(each => CodeOf(file, each.Dag, sourceHash, each.Newest.Id))]);
        await session.ExecuteManyAsync(DagSaveSql.AddVersion, [.. added.Select(each => VersionOf(file, each.Dag, each.Saved))]);
        await session.ExecuteManyAsync(DagSaveSql.AddSerialized, [.. added.Select(each => DocumentOf(file, each.Dag, each.Saved))]);
        await session.ExecuteManyAsync(
            DagSaveSql.AddCode,
            [.. added.Select(each => ((string Name, object? Value)[])
                [("id", Guid.CreateVersion7(file.ParsedAt)), ("dag_id", each.Saved.DagId), .. CodeOf(file, each.Dag, sourceHash, each.Saved.VersionId)])]);
        return saved;
    }

    private static (string Name, object? Value)[] CodeOf(ParsedFile file, ParsedDag dag, string sourceHash, Guid versionId) =>
    [
        ("fileloc", dag.Dag.FileLocation),
        ("source_code", file.Source),
        ("source_code_hash", sourceHash),
        ("now", file.ParsedAt),
        ("dag_version_id", versionId),
    ];

    private static (string Name, object? Value)[] VersionOf(ParsedFile file, ParsedDag dag, SavedDag saved) =>
    [
        ("id", saved.VersionId),
        ("version_number", saved.VersionNumber),
        ("dag_id", saved.DagId),
        ("bundle_name", file.BundleName),
        ("bundle_version", file.Manifest?.Version ?? dag.Dag.BundleVersion),
        ("now", file.ParsedAt),
    ];

    private static (string Name, object? Value)[] DocumentOf(ParsedFile file, ParsedDag dag, SavedDag saved) =>
    [
        ("id", Guid.CreateVersion7(file.ParsedAt)),
        ("dag_id", saved.DagId),
        ("data", dag.Data),
        ("now", file.ParsedAt),
        ("dag_hash", dag.DagHash),
        ("dag_version_id", saved.VersionId),
    ];

    // the column is as wide as an MD5; of a SHA-256 half is plenty to notice a change
    private static string Hash(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));

    private sealed record NewestVersion(string DagId, Guid Id, int Number, string? DagHash, string? SourceHash);
}
