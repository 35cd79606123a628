using Airflow.Engine.Backfills;

namespace Airflow.Server.Api.Backfills;

/// <summary>A backfill.</summary>
internal sealed record BackfillResponse(
    int Id,
    string DagId,
    DateTimeOffset FromDate,
    DateTimeOffset ToDate,
    RawJson DagRunConf,
    bool IsPaused,
    string ReprocessBehavior,
    int MaxActiveRuns,
    DateTimeOffset CreatedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset UpdatedAt,
    string DagDisplayName)
{
    public static BackfillResponse Of(ListedBackfill listed)
    {
        var backfill = listed.Backfill;
        return new BackfillResponse(
            backfill.Id,
            backfill.DagId,
            backfill.FromDate,
            backfill.ToDate,
            new RawJson(backfill.DagRunConf),
            backfill.IsPaused,
            backfill.ReprocessBehavior.Name(),
            backfill.MaxActiveRuns,
            backfill.CreatedAt,
            backfill.CompletedAt,
            backfill.UpdatedAt,
            listed.DagDisplayName ?? backfill.DagId);
    }
}
