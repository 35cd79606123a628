using Airflow.Engine.Backfills;

namespace Airflow.Server.Api.DagRuns;

/// <summary>Which version of its DAG runs what is cleared: as the body says, else the DAG, else [core] rerun_with_latest_version, else that of the run.</summary>
internal static class RerunVersion
{
    public static async Task<bool> IsLatestAsync(ApiCall call, string dagId) => call.Body.Flag("run_on_latest_version") ?? await IsLatestUnaskedAsync(call, dagId);

    /// <summary>Which it is where the body says nothing.</summary>
    public static async Task<bool> IsLatestUnaskedAsync(ApiCall call, string dagId)
    {
        var record = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        var dag = record?.LatestVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        return dag?.Document.RerunWithLatestVersion ?? RerunSetting.Of(call.Services.Configuration) ?? false;
    }
}
