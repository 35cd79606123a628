using Airflow.Engine.Dags;

namespace Airflow.Server.Api.DagVersions;

/// <summary>A version of a DAG.</summary>
internal sealed record DagVersionResponse(
    Guid Id,
    int VersionNumber,
    string DagId,
    string? BundleName,
    string? BundleVersion,
    DateTimeOffset CreatedAt,
    string DagDisplayName,
    string? BundleUrl)
{
    private const int ManifestLength = 64;

    public static DagVersionResponse Of(DagVersionRecord version, string? dagDisplayName) => new(
        version.Id,
        version.VersionNumber,
        version.DagId,
        version.BundleName.Length == 0 ? null : version.BundleName,
        Shown(version.BundleVersion),
        version.CreatedAt,
        dagDisplayName ?? version.DagId,
        null);

    /// <summary>A folder has no versions that anybody knows: the manifest that pins its files is told to nobody, as bundles without versions have none.</summary>
    public static string? Shown(string? bundleVersion) => bundleVersion is { Length: ManifestLength } ? null : bundleVersion;
}
