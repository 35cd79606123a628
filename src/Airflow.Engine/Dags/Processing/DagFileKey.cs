namespace Airflow.Engine.Dags.Processing;

/// <summary>Which file: the bundle and the path inside it, with forward slashes.</summary>
public sealed record DagFileKey(string BundleName, string RelativePath)
{
    /// <summary>Folder of the file inside the bundle; empty for the bundle itself.</summary>
    public string Folder => RelativePath.LastIndexOf('/') is var end and >= 0 ? RelativePath[..end] : "";

    public override string ToString() => RelativePath;
}
