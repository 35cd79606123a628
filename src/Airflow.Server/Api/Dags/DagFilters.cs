using Airflow.Engine.Listing;
using Airflow.Server.Api.Auth;

namespace Airflow.Server.Api.Dags;

/// <summary>The parameters that choose DAGs.</summary>
internal static class DagFilters
{
    /// <summary>States of runs as parameters name them.</summary>
    private static readonly string[] RunStates = ["queued", "running", "success", "failed"];

    /// <summary>Those that a change of several DAGs takes as well.</summary>
    public static IReadOnlyList<ApiParameter> Common { get; } =
    [
        Paging.Limit, Paging.Offset,
        ApiParameter.Texts("tags"), ApiParameter.Text("tags_match_mode") with { Choices = ["any", "all"] }, ApiParameter.Texts("owners"),
        .. ApiParameter.Pattern("dag_id"), ApiParameter.Flag("exclude_stale", otherwise: true), ApiParameter.Flag("paused"),
    ];

    public static IReadOnlyList<ApiParameter> All { get; } =
    [
        .. Common,
        .. ApiParameter.Pattern("dag_display_name"), ApiParameter.Flag("has_import_errors"),
        ApiParameter.Text("last_dag_run_state") with { Choices = RunStates, IsEnum = true },
        ApiParameter.Text("bundle_name"), ApiParameter.Text("bundle_version"),
        ApiParameter.Flag("has_asset_schedule"), ApiParameter.Text("asset_dependency"),
        .. ApiParameter.Range("dag_run_start_date"), .. ApiParameter.Range("dag_run_end_date"),
        ApiParameter.Texts("dag_run_state"), Paging.OrderBy("dag_id"), ApiParameter.Flag("is_favorite"), ApiParameter.Texts("timetable_type"),
    ];

    public static ListFilters ReadCommon(ApiCall call, string action)
    {
        var filters = new ListFilters(call).Pattern("dag_id", "dag_id").IsFlag("is_paused", "paused").Visible("dag_id", action, ApiResources.Dags);
        if (call.Flag("exclude_stale") == true)
        {
            filters.Add(ListFilter.Is("is_stale", false));
        }

        if (call.Texts("tags") is { Count: > 0 } tags)
        {
            AddTags(filters, tags, isAll: call.Text("tags_match_mode") == "all");
        }

        if (call.Texts("owners") is { Count: > 0 } owners)
        {
            filters.Add(new ListFilter("owners", ListOperator.Like, [.. owners.Select(SearchPattern.Literally)]));
        }

        return filters;
    }

    /// <param name="call">What was asked.</param>
    /// <param name="isOfAnyRun">A DAG has to have some run in the state asked for, rather than its last one.</param>
    public static ListFilters Read(ApiCall call, bool isOfAnyRun = false)
    {
        var filters = ReadCommon(call, "can_read").Pattern("dag_display_name", "dag_display_name").IsFlag("has_import_errors", "has_import_errors")
            .Is("bundle_name", "bundle_name").Is("bundle_version", "bundle_version").Is("last_run_state", "last_dag_run_state")
            .AnyOf("timetable_type", "timetable_type")
            .Range("last_run_start_date", "dag_run_start_date").Range("last_run_end_date", "dag_run_end_date");
        if (call.Texts("dag_run_state") is { Count: > 0 } states)
        {
            filters.Add(ListFilter.In(isOfAnyRun ? "any_run_state" : "last_run_state", RunStateFilter.Read(states)));
        }

        if (call.Flag("is_favorite") is { } isFavorite)
        {
            filters.Add(ListFilter.Is(isFavorite ? "favorite_of" : "not_favorite_of", call.User.Name));
        }

        if (call.Flag("has_asset_schedule") is { } hasAssets)
        {
            filters.Add(ListFilter.Is(hasAssets ? "has_asset_schedule" : "has_no_asset_schedule", true));
        }

        if (call.Text("asset_dependency") is { } asset)
        {
            filters.Add(ListFilter.Is("asset_dependency", SearchPattern.Literally(asset)));
        }

        return filters;
    }

    private static void AddTags(ListFilters filters, IReadOnlyList<string> tags, bool isAll)
    {
        if (!isAll)
        {
            filters.Add(ListFilter.In("tags", tags));
            return;
        }

        foreach (var tag in tags)
        {
            filters.Add(ListFilter.Is("tags", tag));
        }
    }
}
