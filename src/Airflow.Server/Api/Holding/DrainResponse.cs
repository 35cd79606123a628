namespace Airflow.Server.Api.Holding;

/// <summary>Whether a DAG is drained: its running runs end, no other begins, then it is paused.</summary>
internal sealed record DrainResponse(string DagId, bool IsPaused, bool IsDraining, DateTimeOffset? DrainingSince, string? DrainingBy);
