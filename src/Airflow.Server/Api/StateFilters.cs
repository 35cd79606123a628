using Airflow.Engine.Listing;
using Airflow.Engine.Runs;
using Airflow.Engine.Tasks;

namespace Airflow.Server.Api;

/// <summary>Filters by state and type, which refuse what is none.</summary>
internal static class StateFilters
{
    private static readonly string[] RunStates = [.. Enum.GetValues<RunState>().Select(state => state.Name())];
    private static readonly string[] RunTypes = ["backfill", "scheduled", "manual", "operator_triggered", "asset_triggered", "asset_materialization"];
    private static readonly string[] TaskStateNames = [.. Enum.GetValues<TaskState>().Where(state => state != TaskState.None).Select(state => state.Name()!)];

    public static ListFilters RunStateIn(this ListFilters filters, IReadOnlyList<string?>? names) => filters.AnyState("state", names, RunStates, "state", "none");

    public static ListFilters RunTypeIn(this ListFilters filters, IReadOnlyList<string?>? names) => filters.AnyState("run_type", names, RunTypes, "run type", "none");

    public static ListFilters TaskStateIn(this ListFilters filters, IReadOnlyList<string?>? names) => filters.AnyState("state", names, TaskStateNames, "state", "none", "no_status");

    /// <summary>Tasks that asked for one of these executors. Those that asked for none are run by the one that is configured, and do not go by its name.</summary>
    public static ListFilters ExecutorIn(this ListFilters filters, ApiCall call, IReadOnlyList<string?>? names) => names is { Count: > 0 }
        ? filters.Add(ListFilter.In("executor", names.Where(name => TaskInstances.TaskInstanceResponse.Asked(call, name) is not null)))
        : filters;

    private static ListFilters AnyState(this ListFilters filters, string field, IReadOnlyList<string?>? names, string[] known, string what, params string[] none)
    {
        if (names is not { Count: > 0 })
        {
            return filters;
        }

        var values = names.Select(name => name is not null && none.Contains(name, StringComparer.Ordinal) ? null : name).ToList();
        return values.Exists(name => name is not null && !known.Contains(name, StringComparer.Ordinal))
            ? throw new ApiException(422, $"Invalid value for {what}. Valid values are {string.Join(", ", known)}")
            : filters.Add(ListFilter.In(field, values));
    }
}
