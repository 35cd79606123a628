using System.Collections.ObjectModel;
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
            var places = await ListPlacesAsync(session, file.Dags);
            var dags = new List<ParsedDag>();
            foreach (var dag in file.Dags)
            {
                if (places.TryGetValue(dag.Dag.DagId, out var place) && OtherFileOf(file, place) is { } other)
                {
                    problems.Add($"DAG '{dag.Dag.DagId}' is defined in {other} already; a DAG id belongs to one file.");
                }
                else
                {
                    dags.Add(dag);
                }
            }

            saved.AddRange(await SaveDagsAsync(session, file, dags));
            await SaveErrorsAsync(session, file, problems);
        }

        await DagAssetSave.DeactivateAsync(session);
        return saved;
    }

    public static Task<int> SetNextAsync(ISqlSession session, string dagId, NextDagRun next) => session.ExecuteAsync(DagStoreSql.SetNextDagRun, NextOf(dagId, next));

    /// <summary>The list that the statements of many DAGs take.</summary>
    public static string IdsOf(IEnumerable<ParsedDag> dags) => JsonSerializer.Serialize([.. dags.Select(dag => dag.Dag.DagId)], StorageJson.Default.StringArray);

    private static (string Name, object? Value)[] NextOf(string dagId, NextDagRun next) =>
    [
        ("next_dagrun", next.LogicalDate),
        ("next_dagrun_data_interval_start", next.DataIntervalStart),
        ("next_dagrun_data_interval_end", next.DataIntervalEnd),
        ("next_dagrun_create_after", next.CreateAfter),
        ("dag_id", dagId),
    ];

    /// <summary>Of a file with an error the DAGs that it had stay, with their last good version.</summary>
    private static async Task SetVanishedStaleAsync(ISqlSession session, ParsedFile file)
    {
        if (file.ImportError is not null)
        {
            return;
        }

        var held = await session.ListAsync(
            DagSaveSql.ListDagsOfFile, row => row.Text(0), ("bundle_name", file.BundleName), ("relative_fileloc", file.RelativePath));
        await session.ExecuteManyAsync(
            DagSaveSql.SetStale, [.. held.Except(file.Dags.Select(dag => dag.Dag.DagId)).Select(dagId => ((string Name, object? Value)[])[("dag_id", dagId)])]);
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

    private static async Task<IReadOnlyDictionary<string, Place>> ListPlacesAsync(ISqlSession session, IReadOnlyCollection<ParsedDag> dags) => dags.Count == 0
        ? ReadOnlyDictionary<string, Place>.Empty
        : (await session.ListAsync(
            DagSaveSql.ListPlaces, row => new Place(row.Text(0), row.Text(1), row.TextOrNull(2) ?? "", row.Flag(3)), ("dag_ids", IdsOf(dags))))
            .ToDictionary(place => place.DagId, StringComparer.Ordinal);

    private static string? OtherFileOf(ParsedFile file, Place place)
    {
        if (place.IsStale || (place.Bundle == file.BundleName && place.Path == file.RelativePath))
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

    private static async Task<IReadOnlyList<SavedDag>> SaveDagsAsync(ISqlSession session, ParsedFile file, IReadOnlyList<ParsedDag> dags)
    {
        if (dags.Count == 0)
        {
            return [];
        }

        await session.ExecuteManyAsync(DagSaveSql.SaveDag, [.. dags.Select(dag => RowOf(file, dag))]);
        await session.ExecuteManyAsync(DagStoreSql.SetNextDagRun, [.. dags.Where(dag => dag.Dag.Next is not null).Select(dag => NextOf(dag.Dag.DagId, dag.Dag.Next!))]);
        await SaveTagsAsync(session, dags);
        await DagWarningSave.RunAsync(session, dags, file.ParsedAt);
        var naming = (await session.ListAsync(DagAssetSql.ListNaming, row => row.Text(0), ("dag_ids", IdsOf(dags)))).ToHashSet(StringComparer.Ordinal);
        foreach (var dag in dags.Where(dag => !dag.Assets.IsEmpty || naming.Contains(dag.Dag.DagId)))
        {
            await DagAssetSave.RunAsync(session, dag.Dag.DagId, dag.Assets, file.ParsedAt);
        }

        return await DagVersionSave.RunAsync(session, file, dags);
    }

    private static (string Name, object? Value)[] RowOf(ParsedFile file, ParsedDag parsed)
    {
        var dag = parsed.Dag;
        return
        [
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
            ("timetable_partitioned", dag.TimetablePartitioned),
            ("asset_expression", dag.AssetExpression),
            ("has_task_concurrency_limits", dag.HasTaskConcurrencyLimits),
            ("allowed_run_types", dag.AllowedRunTypes is { } types ? JsonSerializer.Serialize(types, StorageJson.Default.IReadOnlyListString) : null),
            ("max_active_tasks", dag.MaxActiveTasks),
            ("max_active_runs", dag.MaxActiveRuns),
            ("max_consecutive_failed_dag_runs", dag.MaxConsecutiveFailedRuns),
            ("fail_fast", dag.FailFast),
            ("last_parsed_time", file.ParsedAt),
            ("last_parse_duration", dag.LastParseDuration),
        ];
    }

    private static async Task SaveTagsAsync(ISqlSession session, IReadOnlyList<ParsedDag> dags)
    {
        var stored = await session.ListAsync(DagStoreSql.ListTagsOfDags, row => (DagId: row.Text(0), Name: row.Text(1)), ("dag_ids", IdsOf(dags)));
        var wanted = dags.SelectMany(dag => dag.Dag.Tags.Select(tag => (dag.Dag.DagId, Name: tag))).ToList();
        await session.ExecuteManyAsync(DagSaveSql.AddTag, [.. wanted.Except(stored).Select(TagOf)]);
        await session.ExecuteManyAsync(DagSaveSql.DeleteTag, [.. stored.Except(wanted).Select(TagOf)]);

        static (string Name, object? Value)[] TagOf((string DagId, string Name) tag) => [("name", tag.Name), ("dag_id", tag.DagId)];
    }

    private sealed record Place(string DagId, string Bundle, string Path, bool IsStale);
}
