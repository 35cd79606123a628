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

    public static ListFilters RunStateIn(this ListFilters filters, IReadOnlyList<string?>? names) => filters.AnyState("state", names, RunStates, "state");

    public static ListFilters RunTypeIn(this ListFilters filters, IReadOnlyList<string?>? names) => filters.AnyState("run_type", names, RunTypes, "run type");

    public static ListFilters TaskStateIn(this ListFilters filters, IReadOnlyList<string?>? names) => filters.AnyState("state", names, TaskStateNames, "state");

    private static ListFilters AnyState(this ListFilters filters, string field, IReadOnlyList<string?>? names, string[] known, string what)
    {
        if (names is not { Count: > 0 })
        {
            return filters;
        }

        var values = names.Select(name => name is "none" or "no_status" ? null : name).ToList();
        return values.Exists(name => name is not null && !known.Contains(name, StringComparer.Ordinal))
            ? throw new ApiException(422, $"Invalid value for {what}. Valid values are {string.Join(", ", known)}")
            : filters.Add(ListFilter.In(field, values));
    }
}
