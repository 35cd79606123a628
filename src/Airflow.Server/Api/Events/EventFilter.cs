using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Events;

/// <summary>The events that a subscriber asked for and may see.</summary>
internal sealed class EventFilter(ApiCall call)
{
    private readonly IReadOnlyList<string>? kinds = call.Texts("kind");
    private readonly IReadOnlyList<string>? dagIds = call.Texts("dag_id");
    private readonly string? runId = call.Text("run_id");
    private readonly IReadOnlyCollection<string>? allowed = call.User.DagsFor("can_read", ApiResources.DagRuns);

    public bool Takes(ServerEvent what) =>
        (kinds is null ? what.Kind != EventHub.Load : kinds.Contains(what.Kind, StringComparer.Ordinal))
        && (what.DagId is null || ((dagIds is null || dagIds.Contains(what.DagId, StringComparer.Ordinal)) && (allowed is null || allowed.Contains(what.DagId))))
        && (runId is null || what.Kind != "task" || what.RunId == runId);
}
