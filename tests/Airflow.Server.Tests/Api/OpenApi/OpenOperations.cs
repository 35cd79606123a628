namespace Airflow.Server.Tests.Api.OpenApi;

/// <summary>Operations of Airflow whose feature is not there yet; docs/reference/differences.md says so.</summary>
internal static class OpenOperations
{
    public static IReadOnlyList<string> All { get; } = [];
}
