namespace Airflow.Server.Api.Monitor;

/// <summary>The release of Airflow whose API this is.</summary>
internal sealed record VersionInfo(string Version, string? GitVersion)
{
    /// <summary>What clients compare with what they know.</summary>
    public const string OfApi = "3.3.2";
}
