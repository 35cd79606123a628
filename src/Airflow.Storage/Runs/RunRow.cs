using Airflow.Engine.Runs;
using Airflow.Storage.Holding;
using Airflow.Storage.Sql;

namespace Airflow.Storage.Runs;

/// <summary>Reads dag_run in the column order of <see cref="RunStoreSql"/>.</summary>
internal static class RunRow
{
    public static DagRun Read(SqlRow row) => new()
    {
        Id = row.Int(0),
        DagId = row.Text(1),
        RunId = row.Text(2),
        RunType = RunNames.ParseType(row.Text(3)),
        State = RunNames.ParseState(row.Text(4)),
        LogicalDate = row.TimeOrNull(5),
        DataIntervalStart = row.TimeOrNull(6),
        DataIntervalEnd = row.TimeOrNull(7),
        RunAfter = row.Time(8),
        QueuedAt = row.TimeOrNull(9),
        StartDate = row.TimeOrNull(10),
        EndDate = row.TimeOrNull(11),
        Conf = row.TextOrNull(12) ?? "{}",
        TriggeredBy = row.TextOrNull(13),
        TriggeringUserName = row.TextOrNull(14),
        CreatingJobId = row.IntOrNull(15),
        ClearNumber = row.Int(16),
        BundleVersion = row.TextOrNull(17),
        CreatedDagVersionId = row.GuidOrNull(18),
        PartitionKey = row.TextOrNull(19),
        PartitionDate = row.TimeOrNull(20),
        Note = row.TextOrNull(21),
        CreatedAt = row.TimeOrNull(22),
        Hold = HoldRow.Read(row, 23),
    };
}
