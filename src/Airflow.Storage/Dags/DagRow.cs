using System.Text.Json;
using Airflow.Engine.Dags;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Dags;

/// <summary>Reads dag with its newest version in the column order of <see cref="DagStoreSql"/>; tags come apart.</summary>
internal static class DagRow
{
    public static DagRecord Read(SqlRow row) => new()
    {
        DagId = row.Text(0),
        IsPaused = row.Flag(1),
        IsStale = row.Flag(2),
        HasImportErrors = row.Flag(3),
        FileLocation = row.TextOrNull(4) ?? "",
        RelativeFileLocation = row.TextOrNull(5) ?? "",
        BundleName = row.Text(6),
        BundleVersion = row.TextOrNull(7),
        Owners = row.TextOrNull(8) ?? "",
        DisplayName = row.TextOrNull(9),
        Description = row.TextOrNull(10),
        TimetableType = row.TextOrNull(11),
        TimetableSummary = row.TextOrNull(12),
        TimetableDescription = row.TextOrNull(13),
        TimetablePeriodic = row.Flag(14),
        MaxActiveTasks = row.Int(15),
        MaxActiveRuns = row.Int(16),
        MaxConsecutiveFailedRuns = row.Int(17),
        FailFast = row.Flag(18),
        Next = new NextDagRun(row.TimeOrNull(19), row.TimeOrNull(20), row.TimeOrNull(21), row.TimeOrNull(22)),
        LastParsedTime = row.TimeOrNull(23),
        LastParseDuration = row.DoubleOrNull(24),
        LatestVersionId = row.GuidOrNull(25),
        LatestVersionNumber = row.IntOrNull(26),
        DrainingSince = row.TimeOrNull(27),
        DrainingBy = row.TextOrNull(28),
        TimetablePartitioned = row.Flag(29),
        AssetExpression = row.TextOrNull(30),
        HasTaskConcurrencyLimits = row.Flag(31),
        AllowedRunTypes = row.TextOrNull(32) is { } types ? JsonSerializer.Deserialize(types, StorageJson.Default.IReadOnlyListString) : null,
    };

    public static DagVersionRecord ReadVersion(SqlRow row) =>
        new(row.Guid(0), row.Text(1), row.Int(2), row.TextOrNull(3) ?? "", row.TextOrNull(4), row.Time(5));
}
