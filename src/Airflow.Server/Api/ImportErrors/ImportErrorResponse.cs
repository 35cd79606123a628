using Airflow.Engine.Dags;

namespace Airflow.Server.Api.ImportErrors;

/// <summary>A file that cannot be parsed.</summary>
internal sealed record ImportErrorResponse(int ImportErrorId, DateTimeOffset Timestamp, string Filename, string? BundleName, string StackTrace)
{
    public static ImportErrorResponse Of(ImportError error) => new(error.Id, error.Timestamp, error.FileName, error.BundleName.Length == 0 ? null : error.BundleName, error.StackTrace);
}
