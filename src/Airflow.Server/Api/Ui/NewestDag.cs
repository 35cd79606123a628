using Airflow.Engine.Scheduling;

namespace Airflow.Server.Api.Ui;

/// <summary>The DAG that a call is about, in its newest version or the one that it asks for.</summary>
internal static class NewestDag
{
    /// <exception cref="ApiException">404: there is no such DAG, or version.</exception>
    public static async Task<ScheduledDag> FindAsync(ApiCall call, string dagId, int? number = null)
    {
        var record = await call.Services.Stores.Dags.FindAsync(dagId, call.Aborted);
        var version = number is null ? record?.LatestVersionId : await FindVersionAsync(call, dagId, number.Value);
        return (version is { } id ? await call.Services.Versions.FindAsync(id, call.Aborted) : null)
            ?? throw ApiException.NotFound(number is null ? $"Dag with id {dagId} was not found" : $"Dag with id {dagId} and version number {number} was not found");
    }

    private static async Task<Guid?> FindVersionAsync(ApiCall call, string dagId, int number) =>
        (await call.Services.Stores.Dags.ListVersionsAsync(dagId, call.Aborted)).FirstOrDefault(version => version.VersionNumber == number)?.Id;
}
