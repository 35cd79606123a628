using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Storage.Assets;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>Stores the results of parsing some files, inside one transaction.</summary>
internal static class DagSave
{
    public static async Task<IReadOnlyList<SavedDag>> RunAsync(ISqlSession session, IReadOnlyList<ParsedFile> files)
    {
        await session.LockAsync(SqlLock.Dags);

        // what has gone from one file may have moved to another of them, so this comes first
        foreach (var file in files)
        {
            await SetVanishedStaleAsync(session, file);
        }

        var saved = new List<SavedDag>();
        foreach (var file in files)
        {
            await AddBundleAsync(session, file);
            var problems = new List<string>();
            foreach (var dag in file.Dags)
            {
                if (await FindOtherFileAsync(session, file, dag.Dag.DagId) is { } other)
                {
                    problems.Add($"DAG '{dag.Dag.DagId}' is defined in {other} already; a DAG id belongs to one file.");
                }
                else
                {
                    saved.Add(await SaveDagAsync(session, file, dag));
                }
            }

            await SaveErrorsAsync(session, file, problems);
        }

        await DagAssetSave.DeactivateAsync(session);
        return saved;
    }

    public static Task<int> SetNextAsync(ISqlSession session, string dagId, NextDagRun next) => session.ExecuteAsync(
        DagStoreSql.SetNextDagRun,
        ("next_dagrun", next.LogicalDate),
        ("next_dagrun_data_interval_start", next.DataIntervalStart),
        ("next_dagrun_data_interval_end", next.DataIntervalEnd),
        ("next_dagrun_create_after", next.CreateAfter),
        ("dag_id", dagId));

    /// <summary>Of a file with an error the DAGs that it had stay, with their last good version.</summary>
    private static async Task SetVanishedStaleAsync(ISqlSession session, ParsedFile file)
    {
        if (file.ImportError is not null)
        {
            return;
        }

        var held = await session.ListAsync(
            DagSaveSql.ListDagsOfFile, row => row.Text(0), ("bundle_name", file.BundleName), ("relative_fileloc", file.RelativePath));
        foreach (var dagId in held.Except(file.Dags.Select(dag => dag.Dag.DagId)))
        {
            await session.ExecuteAsync(DagSaveSql.SetStale, ("dag_id", dagId));
        }
    }

    private static async Task AddBundleAsync(ISqlSession session, ParsedFile file)
    {
        await session.ExecuteAsync(DagSaveSql.AddBundle, ("name", file.BundleName), ("version", file.Revision ?? file.Manifest?.Version), ("now", file.ParsedAt));
        if (file.Manifest is not { } manifest)
        {
            return;
        }

        foreach (var (hash, content) in file.Blobs)
        {
            if (await session.FirstAsync(DagSaveSql.BlobExists, row => row.Flag(0), ("hash", hash)))
            {
                continue;
            }

            await session.ExecuteAsync(DagSaveSql.AddBlob, ("hash", hash), ("size", content.Length), ("content", content), ("now", file.ParsedAt));
        }

        await session.ExecuteAsync(
            DagSaveSql.AddManifest,
            ("version", manifest.Version),
            ("bundle_name", manifest.BundleName),
            ("entries", JsonSerializer.Serialize(manifest.Entries, StorageJson.Default.IReadOnlyListBundleEntry)),
            ("now", file.ParsedAt));
    }

    private static async Task<string?> FindOtherFileAsync(ISqlSession session, ParsedFile file, string dagId)
    {
        var place = await session.FirstAsync(
            DagSaveSql.FindPlace, row => (Bundle: row.Text(0), Path: row.TextOrNull(1) ?? "", IsStale: row.Flag(2)), ("dag_id", dagId));
        if (place.Bundle is null || place.IsStale || (place.Bundle == file.BundleName && place.Path == file.RelativePath))
        {
            return null;
        }

        return place.Bundle == file.BundleName ? $"'{place.Path}'" : $"'{place.Path}' of bundle '{place.Bundle}'";
    }

    private static async Task SaveErrorsAsync(ISqlSession session, ParsedFile file, IReadOnlyList<string> problems)
    {
        var error = string.Join('\n', file.ImportError is null ? problems : [file.ImportError, .. problems]);
        if (error.Length == 0)
        {
            await session.ExecuteAsync(DagSaveSql.DeleteImportError, ("bundle_name", file.BundleName), ("filename", file.RelativePath));
        }
        else
        {
            await session.ExecuteAsync(
                DagSaveSql.SaveImportError,
                ("now", file.ParsedAt),
                ("filename", file.RelativePath),
                ("bundle_name", file.BundleName),
                ("stacktrace", error));
        }

        await session.ExecuteAsync(
            DagSaveSql.SetFileErrors,
            ("has_import_errors", error.Length > 0),
            ("bundle_name", file.BundleName),
            ("relative_fileloc", file.RelativePath));
    }

    private static async Task<SavedDag> SaveDagAsync(ISqlSession session, ParsedFile file, ParsedDag parsed)
    {
        var dag = parsed.Dag;
        await session.ExecuteAsync(
            DagSaveSql.SaveDag,
            ("dag_id", dag.DagId),
            ("is_paused", parsed.IsPausedUponCreation),
            ("fileloc", dag.FileLocation),
            ("relative_fileloc", file.RelativePath),
            ("bundle_name", file.BundleName),
            ("bundle_version", file.Manifest?.Version ?? dag.BundleVersion),
            ("owners", dag.Owners),
            ("dag_display_name", dag.DisplayName),
            ("description", dag.Description),
            ("timetable_type", dag.TimetableType ?? ""),
            ("timetable_summary", dag.TimetableSummary),
            ("timetable_description", dag.TimetableDescription),
            ("timetable_periodic", dag.TimetablePeriodic),
            ("max_active_tasks", dag.MaxActiveTasks),
            ("max_active_runs", dag.MaxActiveRuns),
            ("max_consecutive_failed_dag_runs", dag.MaxConsecutiveFailedRuns),
            ("fail_fast", dag.FailFast),
            ("last_parsed_time", file.ParsedAt),
            ("last_parse_duration", dag.LastParseDuration));
        if (dag.Next is { } next)
        {
            await SetNextAsync(session, dag.DagId, next);
        }

        await SaveTagsAsync(session, dag);
        await DagAssetSave.RunAsync(session, dag.DagId, parsed.Assets, file.ParsedAt);
        return await SaveVersionAsync(session, file, parsed);
    }

    private static async Task SaveTagsAsync(ISqlSession session, DagRecord dag)
    {
        var stored = await session.ListAsync(DagStoreSql.ListTagsOfDag, row => row.Text(0), ("dag_id", dag.DagId));
        foreach (var tag in dag.Tags.Except(stored))
        {
            await session.ExecuteAsync(DagSaveSql.AddTag, ("name", tag), ("dag_id", dag.DagId));
        }

        foreach (var tag in stored.Except(dag.Tags))
        {
            await session.ExecuteAsync(DagSaveSql.DeleteTag, ("name", tag), ("dag_id", dag.DagId));
        }
    }

    private static async Task<SavedDag> SaveVersionAsync(ISqlSession session, ParsedFile file, ParsedDag parsed)
    {
        var dagId = parsed.Dag.DagId;
        var sourceHash = Hash(file.Source);
        var newest = await session.FirstAsync(
            DagSaveSql.FindNewestVersion,
            row => new NewestVersion(row.Guid(0), row.Int(1), row.Text(2), row.Text(3)),
            ("dag_id", dagId));
        if (newest?.DagHash == parsed.DagHash)
        {
            if (newest.SourceHash != sourceHash)
            {
                await session.ExecuteAsync(
                    DagSaveSql.ReplaceCode,
                    ("fileloc", parsed.Dag.FileLocation),
                    ("source_code", file.Source),
                    ("source_code_hash", sourceHash),
                    ("now", file.ParsedAt),
                    ("dag_version_id", newest.Id));
            }

            return new SavedDag(dagId, newest.Id, newest.Number, IsNew: false, IsNewVersion: false);
        }

        var id = Guid.CreateVersion7(file.ParsedAt);
        var number = (newest?.Number ?? 0) + 1;
        await session.ExecuteAsync(
            DagSaveSql.AddVersion,
            ("id", id),
            ("version_number", number),
            ("dag_id", dagId),
            ("bundle_name", file.BundleName),
            ("bundle_version", file.Manifest?.Version ?? parsed.Dag.BundleVersion),
            ("now", file.ParsedAt));
        await session.ExecuteAsync(
            DagSaveSql.AddSerialized,
            ("id", Guid.CreateVersion7(file.ParsedAt)),
            ("dag_id", dagId),
            ("data", parsed.Data),
            ("now", file.ParsedAt),
            ("dag_hash", parsed.DagHash),
            ("dag_version_id", id));
        await session.ExecuteAsync(
            DagSaveSql.AddCode,
            ("id", Guid.CreateVersion7(file.ParsedAt)),
            ("dag_id", dagId),
            ("fileloc", parsed.Dag.FileLocation),
            ("now", file.ParsedAt),
            ("source_code", file.Source),
            ("source_code_hash", sourceHash),
            ("dag_version_id", id));
        return new SavedDag(dagId, id, number, IsNew: newest is null, IsNewVersion: true);
    }

    // the column is as wide as an MD5; of a SHA-256 half is plenty to notice a change
    private static string Hash(string source) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(source)).AsSpan(0, 16));

    private sealed record NewestVersion(Guid Id, int Number, string DagHash, string SourceHash);
}
