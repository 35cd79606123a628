using Airflow.Engine.Backfills;

namespace Airflow.Server.Api.DagRuns;

/// <summary>Which version of its DAG runs what is cleared: as the body says, else the DAG, else [core] rerun_with_latest_version, else that of the run.</summary>
internal static class RerunVersion
{
    public static async Task<bool> IsLatestAsync(ApiCall call, string dagId)
    {
        if (call.Body.Flag("run_on_latest_version") is { } asked)
        {
            return asked;
        }

        var record = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        var dag = record?.LatestVersionId is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null;
        return dag?.Document.RerunWithLatestVersion ?? RerunSetting.Of(call.Services.Configuration) ?? false;
    }
}
